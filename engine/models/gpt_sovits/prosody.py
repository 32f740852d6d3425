"""Stage prosody: the GPT learns how a person times, intones and stresses what is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.families import Drive
from engine.models.gpt_sovits.features import ClipFeatures, Material, nothing_left
from engine.models.gpt_sovits.gpt import Gpt
from engine.models.gpt_sovits.gpt_training import GptBatch, training_forward
from engine.models.gpt_sovits.published_data import (
    TOKENS_PER_SECOND,
    gpt_batches,
    gpt_learns,
    repeated,
)
from engine.models.gpt_sovits.reference import Phrase
from engine.models.gpt_sovits.scaled_adam import ScaledAdam, published_rate, updates_after
from engine.models.gpt_sovits.trial import Trial
from engine.plan import StagePlan
from engine.training.buckets import Rounds
from engine.training.feeding import moved

Mode = Literal["full", "partial", "lora"]
# Of the layers, from the bottom: below it is text and sound, above it is manner.
KEPT_SHARE = 2 / 3
DECAY = 0.01
ADAPTED = ("in_proj", "out_proj", "linear1", "linear2")


class ProsodyStage:
    """Every clip's tokens are predicted from its text and the tokens before them."""

    name = "prosody"

    def __init__(self, gpt: Gpt, material: Material, plan: StagePlan, trial: Trial) -> None:
        self._gpt = gpt
        self._material = material
        self._plan = plan
        self._trial = trial
        self._published = plan.recipe == "published"
        # Where batches are put together; the loop takes them to the device.
        place = gpt.device if plan.data_on_device else torch.device("cpu")
        taught = [clip.to(place) for clip in material.taught]
        self._order: _Order = _Rounds(taught, plan)
        if self._published and plan.steps:
            self._order = _Published(taught, plan.micro_batch)
        elif plan.bucketed or plan.frame_budget is not None:
            self._order = _Bucketed(taught, plan)

    @property
    def module(self) -> nn.Module:
        return self._gpt

    def trainable(self, mode: Mode) -> list[str]:
        """See `Stage`: "partial" is the upper third of the layers and the head."""
        layers = range(self._gpt.config.layers)
        if mode == "lora":
            names = [f"h.layers.{n}" for n in layers]
            attention, inner = ADAPTED[:2], ADAPTED[2:]
            return [
                *(f"{name}.self_attn.{part}" for name in names for part in attention),
                *(f"{name}.{part}" for name in names for part in inner),
            ]
        every = [name for name, _ in self._gpt.named_parameters()]
        if mode == "full":
            return every
        upper = [n for n in layers if n >= KEPT_SHARE * self._gpt.config.layers]
        learning = (*(f"h.layers.{n}." for n in upper), "ar_predict_layer.")
        return [name for name in every if name.startswith(learning)]

    def checkpoint_blocks(self) -> list[str]:
        """See `Stage`."""
        return [f"h.layers.{number}" for number in range(self._gpt.config.layers)]

    def steady_blocks(self) -> list[str]:
        """See `Stage`: none."""
        return []

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: all of it is the voice."""
        return ()

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`: only matrices are drawn towards zero."""
        learning = [p for p in self._gpt.parameters() if p.requires_grad]
        if self._published:
            return {self.name: [{"params": learning}]}
        matrices = [p for p in learning if p.dim() > 1]
        rest = [p for p in learning if p.dim() <= 1]
        groups = [{"params": matrices, "weight_decay": DECAY}, {"params": rest}]
        return {self.name: [group for group in groups if group["params"]]}

    def drive(self) -> Drive | None:
        """See `Stage`: ScaledAdam and the updates of the published system."""
        if not isinstance(self._order, _Published):
            return None
        rate = self._plan.learning_rate
        return Drive(
            optimiser=ScaledAdam,
            rate=lambda step: published_rate(step) / rate,
            micro_batches=self._order.micro_batches,
            averaged=False,
        )

    def batch(self, step: int, micro: int) -> GptBatch:
        """See `Stage`."""
        return batch_of(self._order.clips(step, micro), self._gpt.config.bert_width)

    def heaviest(self) -> GptBatch:
        """See `Stage`: the clips with the longest texts and sounds."""
        by_length = sorted(
            self._material.taught,
            key=lambda clip: len(clip.tokens) + len(clip.phrase.phones),
            reverse=True,
        )
        return batch_of(by_length[: self._plan.micro_batch], self._gpt.config.bert_width)

    def weight(self, batch: GptBatch) -> Tensor:
        """See `Stage`: every token and the end behind them."""
        return batch.token_lengths.sum() + len(batch.token_lengths)

    def losses(self, batch: GptBatch) -> Iterator[tuple[str, Tensor, dict[str, Tensor]]]:
        """See `Stage`: the mean over the tokens that count; published, their sum."""
        masks = "published" if self._published else "mended"
        found = training_forward(self._gpt, batch, masks, self._plan.attention_window)
        mean = found.loss / found.counted
        reported = {"prosody": mean.detach(), "accuracy": found.accuracy}
        yield self.name, found.loss if self._published else mean, reported

    def score(self) -> dict[str, float]:
        """See `Stage`: the voice speaks sentences and is judged; held-out clips are predicted."""
        return {**self._trial.figures(), **self._predicted()}

    def finish(self) -> None:
        """See `Stage`: the GPT is the family's own."""
        self._gpt.requires_grad_(False).eval()

    def _predicted(self) -> dict[str, float]:
        """How far the held-out clips are from what is predicted, in nats a token."""
        lost, counted = 0.0, 0
        for clip in self._material.held_out:
            batch = moved(batch_of([clip], self._gpt.config.bert_width), self._gpt.device)
            found = training_forward(self._gpt, batch, "mended")
            lost, counted = lost + float(found.loss), counted + int(found.counted)
        return {"held_out": lost / counted} if counted else {}


def batch_of(clips: Sequence[ClipFeatures], bert_width: int) -> GptBatch:
    """Clips as the GPT's training takes them, where they are."""
    place = clips[0].tokens.device
    letters = [len(clip.phrase.phones) for clip in clips]
    bert = torch.zeros(len(clips), bert_width, max(letters), device=place)
    for row, clip in enumerate(clips):
        _fill(bert[row], clip.phrase)
    return GptBatch(
        phones=_padded([clip.phrase.phones for clip in clips]),
        phone_lengths=torch.tensor(letters, device=place),
        bert=bert,
        tokens=_padded([clip.tokens for clip in clips]),
        token_lengths=torch.tensor([len(clip.tokens) for clip in clips], device=place),
    )


class _Order(Protocol):
    """Which clips a micro-batch holds."""

    def clips(self, step: int, micro: int) -> list[ClipFeatures]: ...


class _Bucketed:
    """Every clip once a round, in micro-batches of like length and within a budget of frames."""

    def __init__(self, clips: Sequence[ClipFeatures], plan: StagePlan) -> None:
        self._clips = clips
        self._accumulation = plan.accumulation
        salt = zlib.crc32(plan.name.encode())
        frames = [clip.frames for clip in clips]
        self._rounds = Rounds(
            frames, plan, lambda round_: np.random.default_rng([plan.seed, salt, round_])
        )

    def clips(self, step: int, micro: int) -> list[ClipFeatures]:
        batch = self._rounds.batch(step * self._accumulation + micro)
        return [self._clips[i] for i in batch]


class _Rounds:
    """Every clip once a round, in a new order each."""

    def __init__(self, clips: Sequence[ClipFeatures], plan: StagePlan) -> None:
        self._clips = clips
        self._plan = plan
        self._salt = zlib.crc32(plan.name.encode())

    def clips(self, step: int, micro: int) -> list[ClipFeatures]:
        plan, count = self._plan, len(self._clips)
        first = (step * plan.accumulation + micro) * plan.micro_batch
        return [self._clips[self._at(first + i)] for i in range(min(plan.micro_batch, count))]

    def _at(self, number: int) -> int:
        round_, place = divmod(number, len(self._clips))
        rng = np.random.default_rng([self._plan.seed, self._salt, round_])
        return int(rng.permutation(len(self._clips))[place])


class _Published:
    """The batches of the published system, several to an update.

    Defects reproduced: a small set is repeated to 100 clips; the first update of an epoch comes
    after five batches and each further one after four; what an epoch leaves over is counted in the
    next one, and where an epoch has four batches or fewer nothing is ever learned.
    """

    def __init__(self, clips: Sequence[ClipFeatures], size: int) -> None:
        fit = [c for c in clips if gpt_learns(len(c.tokens), len(c.phrase.phones))]
        if not fit:
            raise nothing_left()
        self._clips = repeated(fit)
        self._seconds = [len(clip.tokens) / TOKENS_PER_SECOND for clip in self._clips]
        self._size = size
        count = len(gpt_batches(self._seconds, size, 0))
        self._count = count
        self._ends = [n for n in range(count) if updates_after(n)]
        if not self._ends:
            raise EngineError(
                "input",
                f"An epoch of {count} batches, as here, never updates the GPT in the published "
                "recipe.",
                "Plan with less memory (--vram) for smaller batches, or leave --recipe out.",
            )

    def micro_batches(self, step: int) -> int:
        """How many batches update `step` learns from."""
        if step == 0:
            return self._end(0) + 1
        return self._end(step) - self._end(step - 1)

    def clips(self, step: int, micro: int) -> list[ClipFeatures]:
        begin = self._end(step - 1) + 1 if step else 0
        epoch, place = divmod(begin + micro, self._count)
        batches = gpt_batches(self._seconds, self._size, epoch)
        return [self._clips[i] for i in batches[place]]

    def _end(self, step: int) -> int:
        """Number of the batch, over all epochs, after which update `step` comes."""
        epoch, place = divmod(step, len(self._ends))
        return epoch * self._count + self._ends[place]


def _fill(row: Tensor, phrase: Phrase) -> None:
    if phrase.bert is not None:
        row[:, : len(phrase.phones)] = phrase.bert


def _padded(rows: Sequence[Tensor]) -> Tensor:
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
