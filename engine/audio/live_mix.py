"""From the channels of a microphone to one, while they are heard."""

from __future__ import annotations

import numpy as np

MEMORY_SECONDS = 3.0
ALIKE = 0.9
ALIKE_DB = 3.0


class LiveMix:
    """Weights `[channels]` that follow what is heard, and stand still while `held`.

    Channels that carry the same sound are averaged, which lowers noise; of channels that differ
    (an interface with one microphone plugged in, a capsule that is dead or reversed) only the
    loudest is taken. The same rule as `engine.audio.channels` has for files.
    """

    def __init__(self, channels: int, rate: int) -> None:
        self.weights = np.full(channels, 1.0 / channels, np.float32)
        self.held = False
        self._rate = rate
        self._products = np.zeros((channels, channels))

    def mix(self, block: np.ndarray) -> np.ndarray:
        """One channel of a block `[N, channels]`, as `[N]` float32."""
        if block.shape[1] == 1:
            return block[:, 0].copy()
        if not self.held:
            self._follow(block)
        return block @ self.weights

    def _follow(self, block: np.ndarray) -> None:
        kept = float(np.exp(-len(block) / (MEMORY_SECONDS * self._rate)))
        self._products = kept * self._products + block.T.astype(np.float64) @ block
        power = np.diag(self._products)
        best = int(np.argmax(power))
        if power[best] <= 0.0:
            return
        alike = self._products[best] >= ALIKE * np.sqrt(power * power[best])
        alike &= power >= power[best] * 10 ** (-ALIKE_DB / 10)
        alike[best] = True
        self.weights = (alike / alike.sum()).astype(np.float32)
