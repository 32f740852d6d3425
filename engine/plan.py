"""The training plan: how the work is fitted to the machine. Pure arithmetic, no torch."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["fp32", "fp16", "bf16"]
Quality = Literal["quick", "balanced", "best"]
Checkpointing = Literal["none", "selected", "all"]
Train = Literal["full", "partial", "lora"]


@dataclass(frozen=True)
class Reason:
    """Why something was chosen, as a sentence. `saving_bytes` against the rung above."""

    choice: str
    why: str
    saving_bytes: int = 0


@dataclass(frozen=True)
class StagePlan:
    """One stage: what trains, how, for how many optimiser steps, and what it will cost."""

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
    optimiser: Literal["adamw", "adamw8bit"]
    learning_rate: float
    score_every: int
    sample_every: int
    predicted_bytes: int
    predicted_seconds: float
    seed: int


@dataclass(frozen=True)
class TrainingPlan:
    """Every choice of a run. `device` is "cpu" or "cuda:N"; `rung` counts the steps down so far."""

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
