"""The starter as a family: prepare a person's clips, open stages, hold a voice, speak."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from engine.audio.clip_sound import read_clip
from engine.errors import EngineError
from engine.events import Emit, Note, Progress
from engine.models.cache import cached, digest
from engine.models.families import FamilySpec, Stage
from engine.models.starter.alignment import Alignment, align
from engine.models.starter.calibration import calibrate_pitch, calibrate_tempo
from engine.models.starter.features import ClipFeatures, clip_features, common_gain
from engine.models.starter.lessons import (
    DOUBTFUL_COST,
    HOPELESS_COST,
    Lesson,
    Lessons,
    held_out_of,
    lesson,
    pitch_statistics,
)
from engine.models.starter.native import Native, as_a_native, recorded_language
from engine.models.starter.network import LONGEST_PHONES, Kokoro
from engine.models.starter.persona import Persona
from engine.models.starter.prosody import ProsodyStage
from engine.models.starter.speaking import language_to_read, speak
from engine.models.starter.spec import SPEC
from engine.models.starter.stock import (
    OWN_LANGUAGES,
    PREFIXES,
    nearest_voices,
    voice_print,
    voice_prints,
)
from engine.models.starter.stored import stored_type, voice_parts
from engine.models.starter.timbre import TimbreStage
from engine.models.starter.trial import Spoken, Trial
from engine.models.starter.weights import base_sha256, load_network
from engine.models.starter.zero_shot import fit_persona, settled
from engine.plan import StagePlan, TrainingPlan
from engine.project import FEATURES_FOLDER, Clip
from engine.text import frontend
from engine.text.sentences import practice_sentences
from engine.voice import SpeakRequest, SpokenAudio

MIXED_VOICES = 4
TRIED_SENTENCES = 6
DEFAULT_VOICE = "af_heart"
# Raise when the meaning of a cached feature changes.
FEATURES_VERSION = "2"


class Starter:
    """Kokoro-82M and the persona it speaks as."""

    spec: FamilySpec = SPEC

    def __init__(self, network: Kokoro, base_hash: str) -> None:
        self.network = network.requires_grad_(False)
        self.base_sha256 = base_hash
        self._lessons: Lessons | None = None
        self._trial: Trial | None = None
        self._natives: dict[str, Native] = {}
        self.be(DEFAULT_VOICE)

    def be(self, voice: str) -> None:
        """Become a stock voice of that name, with its own language and way of speaking it."""
        self.persona = Persona(self.network.voices[voice]).to(self.network.device)
        self.persona.requires_grad_(False)
        self._language = OWN_LANGUAGES.get(voice[0], "en")

    def prepare(
        self, folder: Path, clips: tuple[Clip, ...], plan: TrainingPlan, emit: Emit
    ) -> None:
        """See `Family`: features, the nearest stock voices, alignment, a fitted style.

        Raises:
            EngineError: kind "input" when no clip can teach, "damaged" for an unreadable clip.
        """
        self._language = clips[0].language if clips else "en"
        half = plan.stages[0].precision == "bf16"
        features = self._features(folder, clips, emit)
        person = voice_print([f.wave for f in features], [f.f0 for f in features])
        names = nearest_voices(person, self._language, MIXED_VOICES, voice_prints())
        aligned = self._align(folder / FEATURES_FOLDER, features, names[0], half, emit)
        self._lessons, self._trial = self._divide(aligned, emit), None
        self._zero_shot(folder / FEATURES_FOLDER, names, half, emit)

    def stage(self, plan: StagePlan) -> Stage:
        """See `Family`.

        Raises:
            EngineError: kind "internal" for an unknown stage or before `prepare`.
        """
        lessons = self._prepared()
        if self._trial is None:
            self._trial = Trial(self._tried_sentences(), lessons, self._language)
        stages = {"timbre": TimbreStage, "prosody": ProsodyStage}
        if plan.name not in stages:
            raise EngineError(
                "internal", f"The starter has no stage {plan.name!r}.", "Please report this."
            )
        return stages[plan.name](self.network, self.persona, lessons, plan, self._trial)

    def voice_tensors(self) -> dict[str, dict[str, Tensor]]:
        """See `Family`: files "timbre" and "prosody", about 13 MB in half precision."""
        return {
            name: {key: t.detach().to(stored_type(key)).clone() for key, t in tensors.items()}
            for name, tensors in self._own().items()
        }

    def load_voice(self, tensors: dict[str, dict[str, Tensor]]) -> None:
        """See `Family`."""
        own = self._own()
        _require_like(tensors, own)
        with torch.no_grad():
            for name, parts in own.items():
                for key, tensor in parts.items():
                    tensor.copy_(tensors[name][key])
        self._language = recorded_language(self.network, self.persona)

    def speak(self, request: SpeakRequest) -> Iterator[SpokenAudio]:
        """See `Family`."""
        language = language_to_read(request, self._language)
        yield from speak(*self._manner(language), request, language)

    def _manner(self, language: str) -> tuple[Kokoro, Persona]:
        """The network and persona to speak a language with."""
        main = language.split("-")[0]
        practice = practice_sentences(main)
        if main == self._language.split("-")[0] or main not in PREFIXES or not practice:
            return self.network, self.persona
        if main not in self._natives or not self._natives[main].still_is(self.persona):
            tokens = tuple(self._tokens(text, main) for text in practice)
            self._natives[main] = as_a_native(self.network, self.persona, main, tokens)
        return self._natives[main].network, self._natives[main].persona

    def _own(self) -> dict[str, dict[str, Tensor]]:
        return voice_parts(self.network, self.persona)

    def _prepared(self) -> Lessons:
        if self._lessons is None:
            raise EngineError(
                "internal", "The clips have not been prepared.", "Please report this."
            )
        return self._lessons

    def _tokens(self, text: str, language: str) -> Tensor:
        phones = frontend(language).phones(text, self.network.vocabulary).phonemes
        return self.network.tokens(phones[:LONGEST_PHONES])

    def _features(self, folder: Path, clips: tuple[Clip, ...], emit: Emit) -> list[ClipFeatures]:
        read = [read_clip(folder / clip.path) for clip in clips]
        gain = common_gain([samples for samples, _ in read])
        found = []
        for number, (clip, (samples, rate)) in enumerate(zip(clips, read, strict=True), 1):
            tokens = self._tokens(clip.text, clip.language).cpu()
            measured = clip_features(clip.id, tokens, samples, rate, gain)
            emit(Progress("prepare", number, len(clips), "Measuring pitch and energy"))
            if measured.frames < tokens.shape[1]:
                emit(Note(f"The clip {clip.id} is too short for its text and is left out."))
            else:
                found.append(measured)
        if not found:
            raise EngineError(
                "input",
                "None of the clips can teach a voice: they are shorter than their texts.",
                "Check the clips and their texts.",
            )
        return found

    def _align(
        self, folder: Path, features: list[ClipFeatures], voice: str, half: bool, emit: Emit
    ) -> list[Lesson]:
        symbols = {number: symbol for symbol, number in self.network.vocabulary.items()}
        lessons = []
        for number, clip in enumerate(features, 1):
            key = digest(FEATURES_VERSION, voice, half, clip.tokens, clip.wave)
            name = f"{digest(clip.id)[:16]}-alignment.safetensors"
            stored = cached(folder / name, key, partial(self._aligned, clip, voice, half))
            found = Alignment(stored["frames"], float(stored["cost"]), stored["token_cost"])
            lessons.append(lesson(clip, found, symbols))
            emit(Progress("prepare", number, len(features), "Finding each sound in the recording"))
        return lessons

    def _aligned(self, clip: ClipFeatures, voice: str, half: bool) -> dict[str, Tensor]:
        device = self.network.device
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            found = align(self.network, clip, self.network.voices[voice].to(device))
        return {
            "frames": found.frames,
            "cost": torch.tensor(found.cost),
            "token_cost": found.token_cost,
        }

    def _divide(self, lessons: list[Lesson], emit: Emit) -> Lessons:
        """Leave hopeless clips out, keep some for the trial, and measure the person's pitch."""
        best = min(item.cost for item in lessons)
        kept = [item for item in lessons if item.cost < max(HOPELESS_COST, best + 1e-6)]
        for item in lessons:
            if item not in kept:
                emit(Note(f"The clip {item.clip.id} does not fit its text and is left out."))
            elif item.cost > DOUBTFUL_COST:
                emit(Note(f"The clip {item.clip.id} fits its text badly and teaches no timing."))
        chosen = held_out_of(kept)
        texts = practice_sentences(self._language)
        practice = tuple(self._tokens(text, self._language) for text in texts)
        return Lessons(
            taught=tuple(item for item in kept if item.clip.id not in chosen),
            held_out=tuple(item for item in kept if item.clip.id in chosen),
            practice=practice or tuple(item.clip.tokens for item in kept),
            texts=texts,
            log_f0=pitch_statistics([item.clip.f0 for item in kept]),
        )

    def _zero_shot(self, folder: Path, names: list[str], half: bool, emit: Emit) -> None:
        lessons = self._prepared()
        taught = list(lessons.taught)
        parts = [part for item in taught for part in (item.clip.wave, item.frames)]
        key = digest(FEATURES_VERSION, *names, half, *parts)
        emit(Progress("prepare", 0, 1, "Fitting a first version of the voice"))
        fitted = cached(
            folder / "zero-shot.safetensors",
            key,
            lambda: fit_persona(self.network, names, taught, half),
        )
        settled(self.persona, fitted)
        calibrate_tempo(self.network, self.persona, lessons.taught)
        calibrate_pitch(self.network, self.persona, lessons.practice, lessons.log_f0)
        emit(Progress("prepare", 1, 1, "Fitting a first version of the voice"))

    def _tried_sentences(self) -> tuple[Spoken, ...]:
        lessons = self._prepared()
        if not lessons.texts:
            return ()
        pairs = zip(lessons.texts, lessons.practice, strict=True)
        return tuple(Spoken(text, tokens) for text, tokens in pairs)[:TRIED_SENTENCES]


def open_base(base: str, device: str, precision: str = "fp32") -> Starter:
    """The starter on a device, speaking as its default stock voice.

    Raises:
        EngineError: kind "damaged" when its files are not as they should be.
    """
    return Starter(load_network().to(device), base_sha256())


def open_stock(base: str, voice: str, device: str, precision: str = "fp32") -> Starter:
    """The starter speaking as one of its stock voices ("bf_emma" speaks British English).

    Raises:
        EngineError: as `open_base`, and kind "missing" for an unknown voice, with the nearest.
    """
    starter = open_base(base, device, precision)
    voices = starter.network.voices
    voice = voice or DEFAULT_VOICE
    if voice not in voices:
        near = difflib.get_close_matches(voice, voices, n=3) or [DEFAULT_VOICE]
        raise EngineError(
            "missing",
            f"The starter has no stock voice called {voice!r}.",
            f"Did you mean {' or '.join(near)}?",
        )
    starter.be(voice)
    return starter


def _require_like(tensors: dict[str, dict[str, Tensor]], own: dict[str, dict[str, Tensor]]) -> None:
    for name, parts in own.items():
        given = tensors.get(name, {})
        for key, tensor in parts.items():
            fits = key in given and given[key].shape == tensor.shape
            if not fits or given[key].dtype != stored_type(key):
                raise _unfit(f"{name}: {key}")
            if not torch.isfinite(given[key]).all():
                raise _unfit(f"{name}: {key} (not a number)")
        if extra := given.keys() - parts.keys():
            raise _unfit(f"{name}: {sorted(extra)[0]}")
    if extra := tensors.keys() - own.keys():
        raise _unfit(sorted(extra)[0])


def _unfit(what: str) -> EngineError:
    return EngineError(
        "damaged",
        f"This is no voice of the starter: {what} is not as it should be.",
        "Import the voice again from its source.",
    )
