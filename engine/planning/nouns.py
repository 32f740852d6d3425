"""The nouns of a training plan, as they travel in JSON. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["fp32", "fp16", "bf16"]
Quality = Literal["quick", "balanced", "best"]
Checkpointing = Literal["none", "selected", "all"]
Train = Literal["full", "partial", "lora"]
# "published" is the recipe of the system a family comes from, its defects included.
Recipe = Literal["default", "published"]
Optimiser = Literal["adamw", "adamw8bit", "scaled_adam"]
Quantised = Literal["none", "int8", "nf4"]
Offload = Literal["none", "optimiser", "discriminator", "both"]
Compiled = Literal["none", "compile", "cuda_graphs"]
# One to five minutes of speech, up to ten hours, and a base that knows nothing yet.
Preset = Literal["minutes", "hours", "scratch"]


@dataclass(frozen=True)
class Reason:
    """Why something was chosen, in a sentence. `saving_bytes` is against the rung above."""

    choice: str
    why: str
    saving_bytes: int = 0


@dataclass(frozen=True)
class StagePlan:
    """One stage: what trains, how, for how many optimiser steps, and what it will cost.

    A step learns from `micro_batch` x `accumulation` samples of `segment_seconds` (0: whole clips).
    The fields with defaults are switches that are off by default: `tf32` lets single precision use
    a card's tensor cores; `quantised` holds the frozen base of a LoRA stage in 8 or 4 bits (QLoRA,
    arXiv 2305.14314); `offload` keeps the optimiser's moments, the discriminator or both in RAM
    while they rest; `attention_window` is how many tokens to either side attention looks at (None:
    all); `frozen` names the blocks of a partial stage that do not learn (empty: the family's own
    choice); `discriminators` are the periods of those that judge, 1 for the one of scale (empty:
    all); `data_on_device` holds all samples on the card; `frame_budget` fills a micro-batch up to
    that many frames, padding counted, but never over `micro_batch` samples (None: always
    `micro_batch`); `bucketed` groups samples of like length; `ema` is the decay of the averaged
    weights that are scored and delivered (None: the last ones are).
    """

    name: str
    title: str
    steps: int
    train: Train
    lora_rank: int | None
    precision: Precision
    micro_batch: int
    segment_seconds: float
    accumulation: int
    checkpointing: Checkpointing
    optimiser: Optimiser
    learning_rate: float
    score_every: int
    sample_every: int
    predicted_bytes: int
    predicted_seconds: float
    seed: int
    recipe: Recipe = "default"
    tf32: bool = False
    quantised: Quantised = "none"
    offload: Offload = "none"
    attention_window: int | None = None
    compiled: Compiled = "none"
    frozen: tuple[str, ...] = ()
    discriminators: tuple[int, ...] = ()
    data_on_device: bool = False
    frame_budget: int | None = None
    bucketed: bool = False
    ema: float | None = None


@dataclass(frozen=True)
class TrainingPlan:
    """Every choice of a run. `device` is "cpu" or "cuda:N"; `rung` counts the steps down so far.

    `speech_seconds` and `longest_clip` are what it was made for. `imagined` is a plan for a card
    that is not there: it can be shown, not run. `devices` are all cards of a run on several (empty:
    `device` alone); `predicted_bytes` is then what each of them needs. `preset` is the scenario.
    """

    base: str
    quality: Quality
    device: str
    device_name: str
    vram_cap_bytes: int | None
    threads: int
    seed: int
    stages: tuple[StagePlan, ...]
    reasons: tuple[Reason, ...]
    predicted_bytes: int
    predicted_seconds: float
    sentence: str
    rung: int = 0
    imagined: bool = False
    speech_seconds: float = 0.0
    longest_clip: float = 0.0
    devices: tuple[str, ...] = ()
    preset: Preset = "minutes"
