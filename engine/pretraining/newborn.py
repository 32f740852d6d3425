"""A base while it is trained from scratch: the family whose "voice" is all of its weights."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

from torch import Tensor

from engine.errors import EngineError
from engine.events import Emit
from engine.models.families import Stage
from engine.models.gpt_sovits.base import POSTERIOR, OfficialBase
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.family import GptSovits
from engine.models.gpt_sovits.features import ClipFeatures, Material, measure
from engine.models.gpt_sovits.phrases import Reader
from engine.models.gpt_sovits.referring import own_reference
from engine.models.gpt_sovits.speaking import Networks, finished
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.strict import load_strictly
from engine.models.gpt_sovits.trial import Score
from engine.plan import StagePlan, TrainingPlan
from engine.pretraining.beginning import Remembering
from engine.pretraining.sizes import Sizes
from engine.pretraining.stages import JUDGES, FirstProsody, FirstTimbre, Hear, Recogniser, respoken
from engine.project import FEATURES_FOLDER, Clip
from engine.voice import SpeakRequest, SpokenAudio

JUDGED_SECONDS = (2.5, 8.0)
# Fewer clips than this many for each judge, and all of them teach.
TEACHERS = 8


class Newborn(GptSovits):
    """The networks of a base from scratch, and which stage they are in."""

    def __init__(
        self,
        base: OfficialBase,
        sizes: Sizes,
        device: str,
        reader: Reader | None = None,
        score: Score | None = None,
        hear: Hear | None = None,
    ) -> None:
        super().__init__(base, device, reader, score)
        self._hear = hear or Recogniser()
        self._sizes = sizes
        self._whole: dict[str, dict[str, Tensor]] = {}
        self._critics: Discriminators | None = None
        self._stage = ""

    @property
    def tried(self) -> ClipFeatures:
        """The clip that is spoken again as a sample."""
        material = self._prepared()
        return (material.held_out or material.taught)[0]

    def prepare(
        self, folder: Path, clips: tuple[Clip, ...], plan: TrainingPlan, emit: Emit
    ) -> None:
        """See `Family`; features are kept in `folder`, where the clips need not lie."""
        ears = self._ears()
        ears.content = Remembering(ears.content, self._base.content, folder / FEATURES_FOLDER)
        measured = measure(folder, clips, self.base_sha256, ears, self._reader, "default", emit)
        self._material = parted(list(measured))
        self._reference = own_reference(self._material.taught, ears, self._reader)
        ears.forget()
        gc.collect()

    def stage(self, plan: StagePlan) -> Stage:
        """See `Family`."""
        self._stage = plan.name
        trial = self._trial(same_tokens=False)
        if plan.name != "timbre":
            return FirstProsody(self.networks.gpt, self._prepared(), plan, trial)
        state = self._base.sovits_state(posterior=True) | self._whole.get("sovits", {})
        generator = self._synthesizer(state, posterior=True)
        critics = self._discriminators()
        if learned := self._whole.get("discriminator"):
            load_strictly(critics, learned, "the discriminator")
        self._critics = critics
        self._networks = Networks(self.networks.gpt, generator)
        return FirstTimbre(
            generator, critics, self._prepared(), plan, trial, self._sizes, self._hear
        )

    def voice_tensors(self) -> dict[str, dict[str, Tensor]]:
        """Every weight in 32 bits: "gpt", "sovits" with its posterior, "discriminator"."""
        sovits = self._base.sovits_state(posterior=True) | self._whole.get("sovits", {})
        sovits |= self.networks.synthesizer.official_state()
        critics = self._whole.get("discriminator") or self._base.discriminator_state()
        if self._critics is not None:
            critics = self._critics.state_dict()
        return {
            "gpt": self.networks.gpt.official_state(),
            "sovits": sovits,
            "discriminator": critics,
        }

    def load_voice(self, tensors: dict[str, dict[str, Tensor]]) -> None:
        """Become what `voice_tensors` gave."""
        self._networks, self._critics = None, None
        self._whole = tensors
        spoken = {n: t for n, t in tensors["sovits"].items() if not n.startswith(POSTERIOR)}
        self._networks = self._with(tensors["gpt"], spoken)

    def speak(self, request: SpeakRequest) -> Iterator[SpokenAudio]:
        """See `Family`; before there is a GPT, a held-out clip is spoken again instead."""
        if self._stage != "timbre":
            yield from super().speak(request)
            return
        wave = respoken(self.networks.synthesizer, self.tried).numpy()
        yield SpokenAudio(self.tried.text, finished(wave), SAMPLE_RATE, ())


def parted(features: list[ClipFeatures]) -> Material:
    """A few clips of a middling length kept back to judge, evenly over the corpus.

    Raises:
        EngineError: kind "input" when nothing can teach.
    """
    if not features:
        raise EngineError(
            "input",
            "None of the clips can teach: they are too short, or their texts cannot be read.",
            "Check the corpus.",
        )
    low, high = JUDGED_SECONDS
    fit = [item for item in features if low <= item.seconds <= high]
    count = min(JUDGES, len(features) // TEACHERS, len(fit))
    chosen = {fit[number * len(fit) // count].id for number in range(count)}
    return Material(
        taught=tuple(item for item in features if item.id not in chosen),
        held_out=tuple(item for item in features if item.id in chosen),
    )
