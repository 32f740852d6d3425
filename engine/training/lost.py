"""A card that is gone in the middle of a run, told apart from memory that ran out. No torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError

if TYPE_CHECKING:
    from engine.plan import TrainingPlan

# What CUDA and its libraries say when the card or its driver is gone (CUDA Runtime API, error
# handling): taken out, fallen off the bus, reset by the driver, its memory broken.
LOST_WORDS = (
    "no CUDA-capable device is detected",
    "device(s) is/are busy or unavailable",
    "invalid device ordinal",
    "unspecified launch failure",
    "the launch timed out and was terminated",
    "uncorrectable ECC error",
    "hardware stack error",
    "CUDA error: unknown error",
    "driver shutting down",
    "CUDNN_STATUS_EXECUTION_FAILED",
    "CUBLAS_STATUS_EXECUTION_FAILED",
    "CUBLAS_STATUS_NOT_INITIALIZED",
)


def card_lost(error: BaseException, plan: TrainingPlan) -> EngineError | None:
    """What a failure on a card means if the card itself is the reason; None for anything else."""
    words = str(error)
    if plan.device == "cpu" or not any(each in words for each in LOST_WORDS):
        return None
    return EngineError(
        "device",
        f"{plan.device_name} does not answer any more.",
        "What was learned is kept: restart the computer and continue with --resume, or go on "
        "without the card with --resume --device cpu.",
    )
