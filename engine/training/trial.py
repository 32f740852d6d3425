"""Trying a voice: it speaks, is heard by the recogniser and compared with the person."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import torch

from engine.audio.clip_sound import read_clip
from engine.control import Control
from engine.errors import EngineError
from engine.files import write_bytes
from engine.text.sentences import trial_sentences
from engine.voice import Scores, SpeakRequest, SpokenAudio

if TYPE_CHECKING:
    from engine.models.families import Family
    from engine.project import Clip

# What a voice spoke -> its scores against the person's recordings.
JudgeVoice = Callable[[Sequence[SpokenAudio]], Scores]
# Dataset's folder, its clips, their language, threads -> a judge for that person.
MakeJudge = Callable[[Path, Sequence["Clip"], str, int], JudgeVoice]

PERSON_SECONDS = 90.0
# More words lost than this is not speech any more, whatever else the scores say.
UNHEARD = 0.5


def sentences(language: str, clips: Sequence[Clip]) -> tuple[str, ...]:
    """What a voice is tried with: our sentences, or the person's own texts in other languages."""
    return trial_sentences(language) or tuple(clip.text for clip in clips[:4])


def say(family: Family, text: str, seed: int) -> SpokenAudio:
    """Speak a text into one piece.

    Raises:
        EngineError: kind "internal" when there is no sound, or what is no sound.
    """
    pieces = list(family.speak(SpeakRequest(text=text, seed=seed)))
    samples = np.concatenate([p.samples for p in pieces]) if pieces else np.zeros(0, np.float32)
    if len(samples) == 0 or not np.isfinite(samples).all():
        raise EngineError(
            "internal",
            "The voice does not speak: its sound is empty or broken.",
            "Train again with another --seed, and report this.",
        )
    words = tuple(word for piece in pieces for word in piece.words)
    return SpokenAudio(text, samples, pieces[0].rate, words)


def write_sample(path: Path, spoken: SpokenAudio) -> None:
    """Keep what was spoken as FLAC, 16 bit.

    Raises:
        EngineError: kind "disk".
    """
    # In RAM first: what libsndfile says of a full disk is no OSError.
    sound = io.BytesIO()
    soundfile.write(sound, np.clip(spoken.samples, -1, 1), spoken.rate, format="FLAC")
    write_bytes(path, sound.getvalue())


def judge_for(folder: Path, clips: Sequence[Clip], language: str, threads: int) -> JudgeVoice:
    """A judge that compares with up to 90 s of the person's clips and hears with Whisper base.

    Raises:
        EngineError: kind "missing" or "damaged" when a clip or the recogniser cannot be read.
    """
    from engine.audio.transcribe import Transcriber
    from engine.scoring.scores import Judge, score_voice, whisper_hearing

    judge = Judge(whisper_hearing(Transcriber(threads=threads)), mos=False, threads=threads)
    person = judge.person(list(_recordings(folder, clips)))
    return lambda spoken: score_voice(judge, spoken, person, language)


def _recordings(folder: Path, clips: Sequence[Clip]) -> Iterator[tuple[np.ndarray, int]]:
    left = PERSON_SECONDS
    for clip in clips:
        if left <= 0:
            return
        left -= clip.seconds
        yield read_clip(folder / clip.path)


@contextmanager
def interruptible(control: Control, stage: str, step: int = 0) -> Iterator[None]:
    """Inside, stop and pause act between any two layers of any network, not only between steps."""
    with between_layers(lambda: control.check(stage, step)):
        yield


@contextmanager
def between_layers(check: Callable[[], None]) -> Iterator[None]:
    """Inside, `check` is called before every layer of every network."""
    hook = torch.nn.modules.module.register_module_forward_pre_hook(lambda module, x: check())
    try:
        yield
    finally:
        hook.remove()
