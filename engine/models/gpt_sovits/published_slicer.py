"""The slicer of the published system, for comparison and for its recipe (tools/slicer2.py).

Timbre's own slicer is `engine.audio.slicing`. FACTS §7.1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

PEAK_SHARE, PEAK = 0.25, 0.9


@dataclass(frozen=True)
class SlicerSettings:
    """Threshold in dB of full scale, times in milliseconds; the defaults of the published page."""

    threshold: float = -34.0
    shortest: float = 4000.0
    shortest_pause: float = 300.0
    hop: float = 10.0
    longest_kept_pause: float = 500.0


@dataclass(frozen=True)
class Cut:
    """A slice: samples from `start`; `end` is on the grid of hops and may lie beyond the wave."""

    start: int
    end: int
    samples: Samples


def slices(wave: Samples, rate: int, settings: SlicerSettings = SlicerSettings()) -> list[Cut]:
    """Cut a wave [n] at pauses, leaving the middle of long pauses out."""
    hop = round(rate * settings.hop / 1000)
    pause = rate * settings.shortest_pause / 1000
    levels = frame_levels(wave, min(round(pause), 4 * hop), hop)
    search = _Search(
        levels=levels,
        threshold=10 ** (settings.threshold / 20),
        shortest=round(rate * settings.shortest / 1000 / hop),
        pause=round(pause / hop),
        kept=round(rate * settings.longest_kept_pause / 1000 / hop),
    )
    gaps = search.gaps()
    begins = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(levels)]
    spans = [(b, e) for b, e in zip(begins, ends, strict=True) if e > b or not gaps]
    return [Cut(b * hop, e * hop, wave[b * hop : e * hop]) for b, e in spans]


def published_loudness(chunk: Samples) -> NDArray[np.floating]:
    """A quarter of the chunk at peak 0.9 mixed with three quarters as it is.

    Defect reproduced: a chunk louder than full scale is divided by its peak, and in the mix by the
    old peak again (tools/slice_audio.py).
    """
    peak = float(np.abs(chunk).max())
    if peak > 1:
        chunk = chunk / peak
    return chunk / peak * (PEAK * PEAK_SHARE) + (1 - PEAK_SHARE) * chunk


def frame_levels(wave: Samples, frame: int, hop: int) -> NDArray[np.floating]:
    """Root mean square of frames centred on every hop, with zeros beyond the ends: [n // hop + 1].

    As librosa's `feature.rms` with constant padding.
    """
    padded = np.pad(wave, frame // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, frame)[::hop]
    return np.sqrt(np.mean(np.abs(frames) ** 2, axis=1))


@dataclass(frozen=True)
class _Search:
    """Looks for the gaps to leave out. All in frames."""

    levels: NDArray[np.floating]
    threshold: float
    shortest: int
    pause: int
    kept: int

    def gaps(self) -> list[tuple[int, int]]:
        """Start and end of what lies between slices; equal where a pause is cut without loss."""
        total = len(self.levels)
        found: list[tuple[int, int]] = []
        silent_since: int | None = None
        for i, level in enumerate(self.levels):
            if level < self.threshold:
                silent_since = i if silent_since is None else silent_since
                continue
            if silent_since is not None and self._cuts(found, silent_since, i):
                found.append(self._gap(silent_since, i))
            silent_since = None
        if silent_since is not None and total - silent_since >= self.pause:
            last = min(total, silent_since + self.kept)
            # Beyond the last frame, so that nothing is left for a slice after it.
            found.append((self._quietest(silent_since, last), total + 1))
        return found

    def _cuts(self, found: list[tuple[int, int]], start: int, end: int) -> bool:
        leading = start == 0 and end > self.kept
        clip_start = found[-1][1] if found else 0
        return leading or (end - start >= self.pause and end - clip_start >= self.shortest)

    def _gap(self, start: int, end: int) -> tuple[int, int]:
        """What of a pause from `start` to the sound at `end` is left out."""
        if end - start <= self.kept:
            left = right = self._quietest(start, end)
        else:
            left = self._quietest(start, start + self.kept)
            right = self._quietest(end - self.kept, end)
            if end - start <= 2 * self.kept and start > 0:
                middle = self._quietest(end - self.kept, start + self.kept)
                left, right = min(left, middle), max(right, middle)
        return (0, right) if start == 0 else (left, right)

    def _quietest(self, first: int, last: int) -> int:
        return first + int(np.argmin(self.levels[first : last + 1]))
