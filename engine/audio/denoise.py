"""Noise reduction, kept only where it measurably helps and does not dull the voice."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from engine.audio.survey import Survey

CHOICES = ("auto", "off", "noisereduce", "rnnoise")


class Denoiser(Protocol):
    """One way to reduce noise."""

    name: str

    def reduce(self, samples: np.ndarray, rate: int) -> np.ndarray: ...


def choose_denoiser(survey: Survey, filters: np.ndarray, choice: str) -> Denoiser | None:
    return None
