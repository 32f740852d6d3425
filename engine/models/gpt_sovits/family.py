"""The official families: hold a base and a voice, prepare a person's clips, open stages, speak."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from engine.errors import EngineError
from engine.events import Emit, Progress
from engine.models.families import FamilySpec, Stage, family_spec
from engine.models.gpt_sovits.base import OfficialBase, open_official
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.ears import Ears
from engine.models.gpt_sovits.features import Material, divided, measure
from engine.models.gpt_sovits.gpt import load_gpt
from engine.models.gpt_sovits.phrases import Reader
from engine.models.gpt_sovits.prosody import ProsodyStage
from engine.models.gpt_sovits.reference import Phrase, Reference, reference_from
from engine.models.gpt_sovits.referring import asked_reference, own_reference
from engine.models.gpt_sovits.speaking import Networks, speak
from engine.models.gpt_sovits.strict import load_strictly
from engine.models.gpt_sovits.synthesizer import POSTERIOR, Synthesizer
from engine.models.gpt_sovits.timbre import TimbreStage
from engine.models.gpt_sovits.trial import Listener, Score, Trial
from engine.models.gpt_sovits.voices import applied, check_differences, differences, unfit
from engine.plan import StagePlan, TrainingPlan
from engine.project import Clip
from engine.text.dictionary import phonemes_of
from engine.text.sentences import practice_sentences
from engine.voice import SpeakRequest, SpokenAudio

TRIED_TEXTS = 3
FILES = ("gpt", "sovits", "reference")
STAGE_FILES = {"timbre": "sovits", "prosody": "gpt"}


class GptSovits:
    """A base of one of the official families and the voice it speaks as.

    `score` judges what a voice spoke; the networks for that are loaded when a stage asks.
    """

    def __init__(
        self,
        base: OfficialBase,
        device: str,
        reader: Reader | None = None,
        score: Score | None = None,
    ) -> None:
        self.spec: FamilySpec = replace(family_spec(base.family or base.name), name=base.name)
        self.base_sha256 = base.sha256
        self._base = base
        self._device = torch.device(device)
        self._reader = reader or Reader(base, self._device)
        self._score = score or Listener()
        self._material: Material | None = None
        self._reference: Reference | None = None
        self._networks: Networks | None = None
        self._given: dict[str, dict[str, Tensor]] = {}
        self._thin: set[str] = set()

    @property
    def networks(self) -> Networks:
        """The networks as they are now; those of the base until a voice is loaded."""
        if self._networks is None:
            self._networks = self._with({}, {})
        return self._networks

    def prepare(
        self, folder: Path, clips: tuple[Clip, ...], plan: TrainingPlan, emit: Emit
    ) -> None:
        """See `Family`: tokens, phonemes and speaker vectors of the clips, and the own reference.

        Raises:
            EngineError: kind "input" when no clip can teach, "damaged" for an unreadable clip,
                "missing" for a part of the base.
        """
        recipe = plan.stages[0].recipe
        ears = self._ears()
        measured = measure(folder, clips, self.base_sha256, ears, self._reader, recipe, emit)
        self._material = divided(list(measured), recipe)
        emit(Progress("prepare", 0, 1, "Choosing what the voice takes after"))
        doubtful = {clip.id for clip in clips if clip.doubts}
        sure = [item for item in self._material.taught if item.id not in doubtful]
        self._reference = own_reference(sure or self._material.taught, ears, self._reader)
        emit(Progress("prepare", 1, 1, "Choosing what the voice takes after"))
        ears.forget()
        gc.collect()

    def stage(self, plan: StagePlan) -> Stage:
        """See `Family`.

        Raises:
            EngineError: kind "missing" when the base has no discriminator, "internal" for an
                unknown stage or before `prepare`.
        """
        if plan.train == "lora":
            self._thin.add(STAGE_FILES.get(plan.name, ""))
        if plan.name == "timbre":
            own = self.networks.synthesizer.official_state()
            state = self._base.sovits_state(posterior=True) | own
            generator = self._synthesizer(state, posterior=True)
            self._networks = Networks(self.networks.gpt, generator)
            trial = self._trial(same_tokens=True)
            return TimbreStage(generator, self._discriminators(), self._prepared(), plan, trial)
        if plan.name == "prosody":
            trial = self._trial(same_tokens=False)
            return ProsodyStage(self.networks.gpt, self._prepared(), plan, trial)
        raise EngineError(
            "internal", f"{self.spec.name} has no stage {plan.name!r}.", "Please report this."
        )

    def voice_tensors(self) -> dict[str, dict[str, Tensor]]:
        """See `Family`: what differs from the base, and the reference."""
        base, networks = self._base, self.networks
        sovits = networks.synthesizer.official_state()
        spoken = {name: t for name, t in sovits.items() if not name.startswith(POSTERIOR)}
        files = {
            "gpt": self._differences("gpt", networks.gpt.official_state(), base.gpt_state()),
            "sovits": self._differences("sovits", spoken, base.sovits_state(posterior=False)),
            "reference": self._reference.tensors() if self._reference else {},
        }
        return {file: tensors for file, tensors in files.items() if tensors}

    def load_voice(self, tensors: dict[str, dict[str, Tensor]]) -> None:
        """See `Family`."""
        if extra := tensors.keys() - set(FILES):
            raise unfit(f"{sorted(extra)[0]} does not belong there")
        gpt, sovits = tensors.get("gpt", {}), tensors.get("sovits", {})
        check_differences(gpt, self._base.gpt_state(), "gpt")
        check_differences(sovits, self._base.sovits_state(posterior=False), "sovits")
        reference = None
        if tensors.get("reference"):
            reference = reference_from(
                tensors["reference"],
                pro=self._base.sovits.pro,
                speaker=self._base.sovits.speaker,
                tokens=self._base.sovits.codes,
                phones=min(self._base.gpt.phonemes, self._base.sovits.symbols),
                bert=self._base.gpt.bert_width,
            )
        self._networks = None  # gone before others take its place in memory
        self._networks = self._with(gpt, sovits)
        self._reference = reference
        self._given = dict(tensors)

    def speak(self, request: SpeakRequest) -> Iterator[SpokenAudio]:
        """See `Family`."""
        if request.reference is not None:
            reference = asked_reference(request, self._ears(), self._reader)
        elif self._reference is not None:
            reference = self._reference
        else:
            raise EngineError(
                "input",
                f"The base {self.spec.name} has no voice of its own: it speaks after a recording.",
                "Give one of 3 to 10 s with --reference CLIP, and what is said there with "
                "--reference-text TEXT.",
            )
        read = partial(self._reader.read, own=phonemes_of(request.dictionary))
        yield from speak(self.networks, reference, request, read)

    def _differences(
        self, file: str, own: dict[str, Tensor], base: dict[str, Tensor]
    ) -> dict[str, Tensor]:
        return differences(own, base, self._given.get(file), thin=file in self._thin)

    def _with(self, gpt: dict[str, Tensor], sovits: dict[str, Tensor]) -> Networks:
        """The base with these tensors instead of its own, in networks that nobody has changed."""
        network = load_gpt(self._base.gpt, applied(self._base.gpt_state(), gpt), "The GPT")
        generator = self._synthesizer(
            applied(self._base.sovits_state(posterior=False), sovits), posterior=False
        )
        frozen = network.requires_grad_(False).to(self._device)
        return Networks(frozen, generator)

    def _synthesizer(self, state: dict[str, Tensor], posterior: bool) -> Synthesizer:
        with torch.device("meta"):
            generator = Synthesizer(self._base.sovits, posterior)
        generator.load_official(state, "the SoVITS network")
        return generator.requires_grad_(False).eval().to(self._device)

    def _discriminators(self) -> Discriminators:
        with torch.device("meta"):
            discriminators = Discriminators(self._base.sovits.periods, self._base.critic_share)
        load_strictly(discriminators, self._base.discriminator_state(), "the discriminator")
        return discriminators.to(self._device)

    def _ears(self) -> Ears:
        return Ears(self._base, self.networks.synthesizer, self._device)

    def _trial(self, same_tokens: bool) -> Trial:
        material, reference = self._prepared(), self._reference
        assert reference is not None
        own = tuple(clip.text for clip in material.every)
        texts = (practice_sentences(reference.language) or own)[:TRIED_TEXTS]
        language = reference.language or "auto"
        phrases: dict[str, Phrase] = {text: self._reader.read(text, language)[0] for text in texts}
        return Trial(
            self.networks,
            reference,
            phrases,
            material,
            same_tokens=same_tokens,
            score=self._score,
        )

    def _prepared(self) -> Material:
        if self._material is None:
            raise EngineError(
                "internal", "The clips have not been prepared.", "Please report this."
            )
        return self._material


def open_base(base: str, device: str, precision: str = "fp32") -> GptSovits:
    """A base that is here, without a voice.

    Raises:
        EngineError: kind "missing" when it is not here, "damaged" when it is not whole.
    """
    return GptSovits(open_official(base), device)


def open_stock(base: str, voice: str, device: str, precision: str = "fp32") -> GptSovits:
    """A base that speaks after a recording; the official bases bring no voices of their own.

    Raises:
        EngineError: as `open_base`, and kind "missing" for any voice.
    """
    if voice:
        raise EngineError(
            "missing",
            f"The base {base} brings no voices, so there is no {voice!r}.",
            f"Let it speak after a recording: timbre speak {base} TEXT --reference CLIP.",
        )
    return open_base(base, device, precision)
