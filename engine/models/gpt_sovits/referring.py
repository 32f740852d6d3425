"""Find or take the recording that a voice speaks after, and refuse what cannot be one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from engine.audio.files import probe, read_audio
from engine.audio.levels import FRAME_SECONDS, frame_levels
from engine.errors import EngineError
from engine.models.gpt_sovits.ears import Ears, Wave, at_rate
from engine.models.gpt_sovits.features import ClipFeatures
from engine.models.gpt_sovits.phrases import Reader
from engine.models.gpt_sovits.reference import Likeness, Prompt, Reference
from engine.models.gpt_sovits.sound import reference_wave
from engine.models.gpt_sovits.spec import LANGUAGES, MOST_REFERENCES, SAMPLE_RATE
from engine.voice import SpeakRequest

# Seconds: shorter says too little about a person, longer makes the GPT lose the thread.
SHORTEST, LONGEST = 3.0, 10.0
BEST_SECONDS = 6.0
OWN_REFERENCES = 3
SPEECH_DB = -50.0
LEAST_SPEECH = 1.0  # seconds


def asked_reference(request: SpeakRequest, ears: Ears, reader: Reader) -> Reference:
    """The reference that a request names.

    Raises:
        EngineError: kind "input" for a clip that is too short, too long or silent, and what reading
            files and texts raises.
    """
    assert request.reference is not None
    named = (request.reference, *request.more_references)
    if len(named) > MOST_REFERENCES:
        raise EngineError(
            "input",
            f"There are {len(named)} reference clips; at most {MOST_REFERENCES} are taken.",
            "Choose those that sound most like the person.",
        )
    waves = [_read(Path(name)) for name in named]
    for name, wave in zip(named, waves, strict=True):
        check_reference(wave, name)
    likenesses = tuple(Likeness(torch.from_numpy(wave), ears.speaker(wave)) for wave in waves)
    text, language = _text_of(request, waves[0])
    if not text:
        return Reference(likenesses)
    phrase, _ = reader.read(ended(text), language)
    prompt = Prompt(ears.prompt_tokens(waves[0]), phrase) if len(phrase.phones) else None
    return Reference(likenesses, prompt, language if language in LANGUAGES else "")


def own_reference(clips: Sequence[ClipFeatures], ears: Ears, reader: Reader) -> Reference:
    """The reference of a new voice: its best clip, and up to two more to sound like.

    Clips of 3 to 10 s come first, those nearest to 6 s. Where none is that long, short ones are put
    together with their texts; where all are longer, the GPT goes without, and a part of one is
    what the voice sounds like.
    """
    fit = [clip for clip in clips if SHORTEST <= clip.seconds <= LONGEST]
    fit.sort(key=lambda clip: (abs(clip.seconds - BEST_SECONDS), clip.id))
    chosen = fit[:OWN_REFERENCES] or list(_together(clips))
    language = clips[0].language.partition("-")[0]
    if not chosen:
        wave = clips[0].wave()[: round(LONGEST * SAMPLE_RATE)].numpy()
        return Reference((_likeness(wave, ears),), None, language)
    if fit:
        waves = [clip.wave().numpy() for clip in chosen]
        spoken, text = waves[0], chosen[0].text
    else:
        spoken = np.concatenate([clip.wave().numpy() for clip in chosen])
        waves, text = [spoken], " ".join(ended(clip.text) for clip in chosen)
    phrase, _ = reader.read(ended(text), chosen[0].language)
    prompt = Prompt(ears.prompt_tokens(spoken), phrase)
    return Reference(tuple(_likeness(wave, ears) for wave in waves), prompt, language)


def check_reference(wave: Wave, name: str) -> None:
    """Refuse a clip [N] at 32 kHz that no voice can be taken from.

    Raises:
        EngineError: kind "input".
    """
    _check_seconds(len(wave) / SAMPLE_RATE, name)
    levels = frame_levels(wave, SAMPLE_RATE)
    if np.count_nonzero(levels > SPEECH_DB) * FRAME_SECONDS < LEAST_SPEECH:
        raise EngineError(
            "input",
            f"The reference {name} is silent, or nearly so.",
            f"Give a clip of {SHORTEST:.0f} to {LONGEST:.0f} s of one person's clear speech.",
        )


def _check_seconds(seconds: float, name: str) -> None:
    if not SHORTEST <= seconds <= LONGEST:
        what = "short" if seconds < SHORTEST else "long"
        raise EngineError(
            "input",
            f"The reference {name} lasts {seconds:.1f} s, which is too {what}.",
            f"Give a clip of {SHORTEST:.0f} to {LONGEST:.0f} s of one person's clear speech.",
        )


def _read(path: Path) -> Wave:
    known = probe(path).seconds
    if known > 0:
        _check_seconds(known, str(path))
    samples, rate = read_audio(path)
    wave = torch.from_numpy(at_rate(samples, rate))[None]
    return reference_wave(wave, SAMPLE_RATE)[0].numpy()


def _text_of(request: SpeakRequest, wave: Wave) -> tuple[str, str]:
    """What is said in the reference, and in which language."""
    if request.reference_text is not None:
        return request.reference_text.strip(), "auto"
    # Nobody said what is said there: the recogniser that comes along listens.
    from engine.audio.transcribe import Transcriber

    heard = Transcriber(threads=torch.get_num_threads()).transcribe(wave, SAMPLE_RATE)
    return heard.text.strip(), heard.language if heard.language in LANGUAGES else "auto"


def _together(clips: Sequence[ClipFeatures]) -> Sequence[ClipFeatures]:
    """Short clips one after another that are long enough in all; empty where there are none."""
    chosen: list[ClipFeatures] = []
    seconds = 0.0
    for clip in clips:
        if seconds + clip.seconds <= LONGEST:
            chosen.append(clip)
            seconds += clip.seconds
        if seconds >= SHORTEST:
            return chosen
    return ()


def _likeness(wave: Wave, ears: Ears) -> Likeness:
    return Likeness(torch.from_numpy(np.ascontiguousarray(wave)), ears.speaker(wave))


def ended(text: str) -> str:
    """With a mark at its end, so that what follows is not read as one sentence with it."""
    text = text.strip()
    if not text or text[-1] in ".!?…。！？,，;；:：":
        return text
    return text + ("。" if ord(text[-1]) >= 0x2E80 else ".")
