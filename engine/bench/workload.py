"""Small pieces of the fine-tune's work for measuring a switch: random weights, official shapes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn

from engine.bench.memory import allocations
from engine.models.families import Drive
from engine.models.gpt_sovits.gpt import Gpt, GptConfig
from engine.models.gpt_sovits.gpt_training import GptBatch, training_forward
from engine.plan import StagePlan
from engine.training.learner import Learner
from engine.training.memory import recomputing

TOKENS_PER_SECOND, PHONES_PER_SECOND = 25, 12
# As the published GPT, with fewer layers: what a switch saves of each is the same.
SMALL_GPT = GptConfig(layers=2, width=512, heads=16, tokens=1025, phonemes=732, eos=1024)
PLAN = StagePlan(
    name="prosody",
    title="",
    steps=100,
    train="full",
    lora_rank=None,
    precision="fp32",
    micro_batch=2,
    segment_seconds=0.0,
    accumulation=1,
    checkpointing="none",
    optimiser="adamw",
    learning_rate=1e-4,
    score_every=100,
    sample_every=100,
    predicted_bytes=0,
    predicted_seconds=0.0,
    seed=0,
)


@dataclass(frozen=True)
class Cost:
    """A step: seconds by the clock, of the processor, and the most bytes held in it.

    `added` of them came in the step, beside weights and moments.
    """

    seconds: float
    cpu_seconds: float
    bytes: int
    added: int


class TokenStage:
    """A GPT that learns random tokens of clips of given lengths; see `Stage`."""

    name = "prosody"

    def __init__(
        self,
        plan: StagePlan,
        device: str,
        clips: list[list[float]],
        sizes: GptConfig | None = None,
    ) -> None:
        torch.manual_seed(0)
        self._gpt = Gpt(sizes or SMALL_GPT).to(device)
        self._plan = plan
        self._place = device if plan.data_on_device else "cpu"
        self._batches = [random_batch(seconds) for seconds in clips]
        if plan.data_on_device:
            self._batches = [batch_on(batch, device) for batch in self._batches]

    @property
    def module(self) -> nn.Module:
        return self._gpt

    def trainable(self, mode: Literal["full", "partial", "lora"]) -> list[str]:
        """See `Stage`."""
        if mode == "lora":
            layers = dict(self._gpt.h.named_modules(prefix="h"))
            return [name for name, layer in layers.items() if isinstance(layer, nn.Linear)]
        return [name for name, _ in self._gpt.named_parameters()]

    def checkpoint_blocks(self) -> list[str]:
        """See `Stage`."""
        return [f"h.layers.{number}" for number in range(self._gpt.config.layers)]

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: nothing of it is kept."""
        return ()

    def steady_blocks(self) -> list[str]:
        """See `Stage`."""
        return []

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`."""
        return {self.name: [{"params": [p for p in self._gpt.parameters() if p.requires_grad]}]}

    def drive(self) -> Drive | None:
        """See `Stage`."""
        return None

    def batch(self, step: int, micro: int) -> GptBatch:
        """See `Stage`."""
        return self._batches[step % len(self._batches)]

    def heaviest(self) -> GptBatch:
        """See `Stage`: all are equally heavy."""
        return self.batch(0, 0)

    def weight(self, batch: GptBatch) -> float:
        """See `Stage`."""
        return 1.0

    def losses(self, batch: GptBatch) -> Iterator[tuple[str, Tensor, dict[str, Any]]]:
        """See `Stage`."""
        found = training_forward(self._gpt, batch, "mended", self._plan.attention_window)
        yield self.name, found.loss / found.counted, {}

    def score(self) -> dict[str, float]:
        """See `Stage`."""
        return {"score": 0.0}

    def finish(self) -> None:
        """See `Stage`."""


def random_batch(seconds: list[float]) -> GptBatch:
    """Clips of so many seconds."""
    rng = np.random.default_rng(len(seconds))
    phones = torch.tensor([max(1, round(PHONES_PER_SECOND * s)) for s in seconds])
    tokens = torch.tensor([max(1, round(TOKENS_PER_SECOND * s)) for s in seconds])
    shape = len(seconds), int(phones.max())
    return GptBatch(
        phones=torch.from_numpy(rng.integers(SMALL_GPT.phonemes, size=shape)),
        phone_lengths=phones,
        bert=torch.zeros(shape[0], SMALL_GPT.bert_width, shape[1]),
        tokens=torch.from_numpy(rng.integers(SMALL_GPT.eos, size=(shape[0], int(tokens.max())))),
        token_lengths=tokens,
    )


def batch_on(batch: GptBatch, device: str) -> GptBatch:
    """A batch on a device."""
    return replace(batch, **{name: part.to(device) for name, part in vars(batch).items()})


def step_cost(device: str, rounds: int, clips: list[list[float]], **switches: Any) -> Cost:
    """What steps of the small GPT cost under a plan with these switches."""
    plan = replace(PLAN, **switches)
    made: list[tuple[Learner, list[str]]] = []

    def begin() -> None:
        stage = TokenStage(plan, device, clips)
        made.append((Learner(stage, plan, device), stage.checkpoint_blocks()))

    def work(step: int) -> None:
        learner, blocks = made[0]
        with recomputing(learner.stage.module, blocks, plan.checkpointing):
            learner.step(step, lambda: None)

    return cost(device, rounds * len(clips), work, begin)


def cost(
    device: str, rounds: int, work: Callable[[int], object], begin: Callable[[], object] = int
) -> Cost:
    """Mean time of rounds behind the first; what beginning and the first left, and one adds."""
    with allocations(device) as held:
        begin()
        work(0)
    with allocations(device) as added:
        work(1)
    finish(device)
    clock, worked = time.perf_counter(), time.process_time()
    for number in range(rounds):
        work(2 + number)
    finish(device)
    seconds, cpu = time.perf_counter() - clock, time.process_time() - worked
    return Cost(seconds / rounds, cpu / rounds, held.left + added.peak, added.peak)


def finish(device: str) -> None:
    """Wait for a card to have done what it was given."""
    if device != "cpu":
        torch.cuda.synchronize(device)
