"""Stage timbre: SoVITS learns how a person sounds, against a discriminator that learns with it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn

from engine.models.families import Drive
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.features import ClipFeatures, Material, nothing_left
from engine.models.gpt_sovits.judging import Asking
from engine.models.gpt_sovits.published import (
    ADAMW,
    DECAY,
    adversarial_losses,
    generator_groups,
)
from engine.models.gpt_sovits.published_data import (
    sovits_batches,
    sovits_frames,
    sovits_learns,
    sovits_order,
)
from engine.models.gpt_sovits.sound import spectrogram
from engine.models.gpt_sovits.synthesizer import Lesson, Synthesizer, draw_starts
from engine.models.gpt_sovits.trial import Trial
from engine.plan import StagePlan
from engine.training.buckets import drawn

Mode = Literal["full", "partial", "lora"]
# What never learns: the codebook's tokens must go on meaning what the GPT means by them.
FROZEN = ("ssl_proj.",)
# What carries the voice; reading texts and hearing recordings stay the base's.
VOICED = ("dec.", "flow.", "ref_enc.", "enc_p.mrte.", "enc_p.encoder2.", "enc_p.proj.")
PRO_VOICED = ("ge_to512.", "prelu.")
# Adapters cannot hold a weight norm: of those layers the gains and biases learn as they are.
GAINS = ("weight_g", "bias")


class TimbreModule(nn.Module):
    """The generator and its discriminator."""

    def __init__(self, generator: Synthesizer, discriminator: Discriminators) -> None:
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator


@dataclass(frozen=True)
class Heard:
    """A micro-batch: what the generator hears, and the recorded sound [B, 1, N] beside it."""

    lesson: Lesson
    wave: Tensor


class TimbreStage:
    """Clips are spoken again from their own tokens, and the wave is compared with the recording."""

    name = "timbre"

    def __init__(
        self,
        generator: Synthesizer,
        discriminator: Discriminators,
        material: Material,
        plan: StagePlan,
        trial: Trial,
    ) -> None:
        self._module = TimbreModule(generator, _chosen(discriminator, plan))
        self._generator = generator
        self._material = material
        self._plan = plan
        self._trial = trial
        self._device = next(generator.parameters()).device
        # Where batches are put together; the loop takes them to the device.
        self._place = self._device if plan.data_on_device else torch.device("cpu")
        self._kept: dict[str, tuple[Tensor, Tensor]] = {}
        taught = material.taught
        self._order = (
            _Published(taught, plan.micro_batch)
            if plan.recipe == "published"
            else _Drawn(taught, plan, self.name)
        )
        self._asking: Asking = "published" if plan.recipe == "published" else "together"
        if plan.offload in ("discriminator", "both"):
            self._asking = "in turn"
            self._module.discriminator.to("cpu")

    @property
    def module(self) -> nn.Module:
        return self._module

    def trainable(self, mode: Mode) -> list[str]:
        """See `Stage`: "partial" leaves reading and hearing to the base, "lora" adapts that."""
        generator = [n for n, _ in self._generator.named_parameters() if not n.startswith(FROZEN)]
        judge = [name for name, _ in self._module.discriminator.named_parameters()]
        if mode == "lora":
            layers = [n for n, m in self._generator.named_modules() if _takes_adapter(m)]
            adapted = [n for n in layers if n.startswith((*VOICED, *PRO_VOICED))]
            gains = [n for n in generator if n.startswith(("dec.", "flow.")) and _is_gain(n)]
            generator = [*adapted, *(n for n in gains if n.rpartition(".")[0] not in adapted)]
            judge = [name for name in judge if _is_gain(name)]
        elif mode == "partial":
            generator = [n for n in generator if n.startswith((*VOICED, *PRO_VOICED))]
        return [*(f"generator.{n}" for n in generator), *(f"discriminator.{n}" for n in judge)]

    def checkpoint_blocks(self) -> list[str]:
        """See `Stage`."""
        return [f"generator.{name}" for name in self._generator.checkpoint_blocks()]

    def steady_blocks(self) -> list[str]:
        """See `Stage`: the vocoder makes crops of one length, in batches of one size."""
        return [] if self._plan.frame_budget is not None else ["generator.dec"]

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: the discriminator, a quarter of a gigabyte."""
        return ("discriminator.",)

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`: what has read most text learns slower."""
        rate = self._plan.learning_rate
        judge = [p for p in self._module.discriminator.parameters() if p.requires_grad]
        groups = {
            "discriminator": [{"params": judge, "lr": rate, "averaged": False}],
            "generator": generator_groups(self._generator, rate),
        }
        return {name: [{**group, **ADAMW} for group in parts] for name, parts in groups.items()}

    def drive(self) -> Drive | None:
        """See `Stage`: under the published recipe the rate decays once an epoch, from the first."""
        if not isinstance(self._order, _Published):
            return None
        batches = self._order.batches_per_epoch
        return Drive(
            optimiser=lambda groups: torch.optim.AdamW(groups, lr=self._plan.learning_rate),
            # Reproduced: the schedule is stepped before the first epoch, which has one decay.
            rate=lambda step: DECAY ** (step // batches + 1),
            micro_batches=lambda step: 1,
        )

    def batch(self, step: int, micro: int) -> Heard:
        """See `Stage`."""
        rng = np.random.default_rng([self._plan.seed, zlib.crc32(self.name.encode()), step, micro])
        return self._heard(self._order.clips(step, micro), rng)

    def heaviest(self) -> Heard:
        """See `Stage`: the longest clips; of too few, the longest again."""
        return self._heard(self._longest(), np.random.default_rng(self._plan.seed))

    def weight(self, batch: Heard) -> float:
        """See `Stage`: the number of crops."""
        return float(len(batch.wave))

    def losses(self, batch: Heard) -> Iterator[tuple[str, Tensor, dict[str, Tensor]]]:
        """See `Stage`: the discriminator first, then the generator against what it has learned."""
        module = self._module
        lesson, wave, asking = batch.lesson, batch.wave, self._asking
        steps = adversarial_losses(
            module.generator, module.discriminator, lesson, wave, asking=asking
        )
        for name, loss, parts in steps:
            numbers = {key: part.detach() for key, part in parts.items() if not part.dim()}
            total = "timbre" if name == "generator" else name
            yield name, loss, {total: loss.detach(), **numbers}

    def score(self) -> dict[str, float]:
        """See `Stage`: the voice speaks sentences and is judged."""
        return self._trial.figures()

    def finish(self) -> None:
        """See `Stage`: the generator is the family's own."""
        self._module.requires_grad_(False).eval()

    def _longest(self) -> list[ClipFeatures]:
        """As many of the longest clips as a micro-batch holds; of too few, the longest again."""
        count, most = self._plan.micro_batch, self._plan.frame_budget
        clips = sorted(self._material.taught, key=lambda clip: clip.frames, reverse=True)
        if most is not None:
            count = max(1, min(count, most // clips[0].frames))
        clips = clips[:count]
        return clips + clips[:1] * (count - len(clips))

    def _heard(self, clips: Sequence[ClipFeatures], rng: np.random.Generator) -> Heard:
        config, place = self._generator.config, self._place
        frames = torch.tensor([clip.frames for clip in clips])
        # An even number, and as in the published collation always more than the longest clip.
        width = 2 * (int(frames.max()) // 2 + 1)
        wave = torch.zeros(len(clips), width * config.sound.hop, device=place)
        spec = torch.zeros(len(clips), config.sound.bins, width, device=place)
        for row, clip in enumerate(clips):
            sound, spectrum = self._sound(clip)
            wave[row, : clip.frames * config.sound.hop] = sound
            spec[row, :, : clip.frames] = spectrum
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        noise = torch.randn(len(clips), config.latent, width, generator=generator)
        starts = draw_starts(frames, config.segment, generator)
        lesson = Lesson(
            codes=_padded([clip.codes for clip in clips], place, width // 2),
            spec=spec,
            frames=frames.to(place),
            text=_padded([clip.phrase.phones for clip in clips], place),
            letters=torch.tensor([len(clip.phrase.phones) for clip in clips], device=place),
            noise=noise.to(place),
            starts=starts.to(place),
            speaker=_speakers(clips, place),
        )
        return Heard(lesson, wave.unsqueeze(1))

    def _sound(self, clip: ClipFeatures) -> tuple[Tensor, Tensor]:
        """The wave [N] and spectrogram [bins, frames] of a clip; kept where data lies on the card.

        Pieces of clips are heard once and not kept.
        """
        if clip.id in self._kept and type(clip) is ClipFeatures:
            return self._kept[clip.id]
        wave = clip.wave().to(self._place)
        sound = wave, spectrogram(wave[None])[0, :, : clip.frames]
        if self._plan.data_on_device and type(clip) is ClipFeatures:
            self._kept[clip.id] = sound
        return sound


class _Drawn:
    """Clips drawn by their length: every second of speech is as likely."""

    def __init__(self, clips: Sequence[ClipFeatures], plan: StagePlan, name: str) -> None:
        self._clips = clips
        self._plan = plan
        self._salt = zlib.crc32(name.encode())
        self._frames = [clip.frames for clip in clips]

    def clips(self, step: int, micro: int) -> list[ClipFeatures]:
        rng = np.random.default_rng([self._plan.seed, self._salt, step, micro, 1])
        return [self._clips[i] for i in drawn(rng, self._frames, self._plan)]


class _Published:
    """The batches of the published system, an epoch after the other.

    Defects reproduced: see `published_data`; clips of more than 38 s are never used, a small set is
    repeated to 100 clips, and buckets are filled up by repetition.
    """

    def __init__(self, clips: Sequence[ClipFeatures], size: int) -> None:
        by_name = {clip.id: clip for clip in clips if sovits_learns(clip.samples)}
        self._clips = [by_name[name] for name in sovits_order(list(by_name))]
        self._frames = [sovits_frames(clip.samples) for clip in self._clips]
        if not sovits_batches(self._frames, size, 1):
            raise nothing_left()
        self._size = size
        self.batches_per_epoch = len(sovits_batches(self._frames, size, 1))

    def clips(self, step: int, micro: int) -> list[ClipFeatures]:
        epoch, place = divmod(step, self.batches_per_epoch)
        batches = sovits_batches(self._frames, self._size, epoch + 1)
        return [self._clips[i] for i in batches[place]]


def _chosen(discriminators: Discriminators, plan: StagePlan) -> Discriminators:
    """The discriminators that the plan wants: those of its periods, 1 for the one of scale."""
    if plan.discriminators:
        every = discriminators.discriminators
        wanted = [d for d in every if getattr(d, "period", 1) in plan.discriminators]
        discriminators.discriminators = nn.ModuleList(wanted or every)
    return discriminators


def _padded(rows: Sequence[Tensor], place: torch.device, width: int = 0) -> Tensor:
    """Rows of int64 as one tensor, zeros behind the shorter ones."""
    longest = max(width, *(len(row) for row in rows))
    padded = torch.zeros(len(rows), longest, dtype=torch.long, device=place)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = row.to(place)
    return padded


def _speakers(clips: Sequence[ClipFeatures], place: torch.device) -> Tensor | None:
    vectors = [clip.speaker for clip in clips if clip.speaker is not None]
    return torch.stack(vectors).to(place) if vectors else None


def _takes_adapter(module: nn.Module) -> bool:
    return isinstance(module, nn.Linear | nn.Conv1d)


def _is_gain(name: str) -> bool:
    return name.rpartition(".")[2] in GAINS
