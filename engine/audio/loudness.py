"""Loudness as broadcasters measure it (ITU-R BS.1770, EBU R 128), and peaks below a ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import av
import av.error
import av.filter
import numpy as np

QUIETEST = -70.0  # LUFS; what is quieter counts as silence
CEILING = -1.0  # dBTP: lossy formats overshoot by about that much
_OVERSAMPLED = 4
_MARGIN = 0.05  # dB, for what four times oversampling misses
_LOOK_SECONDS = 0.005


@dataclass(frozen=True)
class Loudness:
    """Of a whole programme: `lufs` integrated and gated, `peak` in dBTP (true peak)."""

    lufs: float
    peak: float


def measure(blocks: Iterable[np.ndarray], rate: int) -> Loudness:
    """The loudness of mono float blocks [N]; they need not fit into memory together."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    latest: dict[str, str] = {}

    def pull() -> None:
        while True:
            try:
                latest.update(sink.pull().metadata)
            except (av.error.BlockingIOError, av.error.EOFError):
                return

    position = 0
    for block in blocks:
        # The meter looks every tenth of a second; a longer frame would hide peaks from it.
        for start in range(0, len(block), rate // 10):
            part = np.ascontiguousarray(block[None, start : start + rate // 10], np.float32)
            frame = av.AudioFrame.from_ndarray(part, format="flt", layout="mono")
            frame.sample_rate, frame.pts = rate, position
            position += part.shape[1]
            source.push(frame)
            pull()
    source.push(None)
    pull()
    lufs = float(latest.get("lavfi.r128.I", QUIETEST))
    peak = float(latest.get("lavfi.r128.true_peak", 0.0))
    return Loudness(max(lufs, QUIETEST), float(20 * np.log10(max(peak, 1e-6))))


def limited(samples: np.ndarray, rate: int, ceiling: float = CEILING) -> np.ndarray:
    """Mono samples [N] whose true peak stays below `ceiling` dBTP, by turning down around peaks.

    The gain falls before a peak and rises after it over a hundredth of a second, so it is heard as
    nothing; where no peak is too high the samples come back as they are.
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d
    from scipy.signal import resample_poly

    if not len(samples):
        return samples
    most = 10 ** ((ceiling - _MARGIN) / 20)
    fine = np.abs(resample_poly(samples.astype(np.float64), _OVERSAMPLED, 1))
    peaks = fine[: len(samples) * _OVERSAMPLED].reshape(-1, _OVERSAMPLED).max(axis=1)
    if peaks.max() <= most:
        return samples
    wanted = np.minimum(1.0, most / np.maximum(peaks, 1e-9))
    width = 2 * round(_LOOK_SECONDS * rate) + 1
    # The lowest gain in reach, smoothed over the same reach, is never above what a peak needs.
    gain = uniform_filter1d(minimum_filter1d(wanted, width, mode="nearest"), width, mode="nearest")
    return (samples * gain).astype(np.float32)
