"""One pass over a recording of any length: speech, levels, and what quality is judged by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.signal
import soxr

from engine.audio.channels import choose_mix, read_mono
from engine.audio.files import AudioInfo, probe
from engine.audio.levels import clipped_samples
from engine.audio.vad import FRAME, FRAME_SECONDS, RATE, VoiceDetector, speech_spans

BLOCK_SECONDS = 4
BLOCK_FRAMES = round(BLOCK_SECONDS / FRAME_SECONDS)
EXCERPT_BLOCKS = 8
NOISE_SECONDS = 20.0
QUIET = 0.1
SHORTEST_PAUSE_FRAMES = 6
SPEECH_LEVEL_DB = -22.0
RUMBLE_HZ = 80.0


@dataclass(frozen=True)
class Survey:
    """What one pass over a recording found.

    `probabilities`, `levels_db` and `peaks` are per frame of 32 ms `[F]`, the last two above 80 Hz,
    so that steps, wind and hum do not pass for sound; `samples` counts at the recording's own
    rate; `excerpt` holds up to 32 s with speech, `pauses` pieces without any, both as recorded.
    """

    info: AudioInfo
    sha256: str
    weights: np.ndarray
    samples: int
    probabilities: np.ndarray
    levels_db: np.ndarray
    peaks: np.ndarray
    peak: float
    clipped: int
    excerpt: tuple[np.ndarray, ...]
    pauses: tuple[np.ndarray, ...]

    @property
    def seconds(self) -> float:
        return self.samples / self.info.rate

    @property
    def speech(self) -> np.ndarray:
        """Which frames are speech, booleans `[F]`."""
        mask = np.zeros(len(self.probabilities), bool)
        for start, end in speech_spans(self.probabilities):
            mask[start:end] = True
        return mask

    @property
    def speech_seconds(self) -> float:
        return float(self.speech.sum() * FRAME_SECONDS)


def survey(path: Path, detector: VoiceDetector, heard: Callable[[float], None]) -> Survey:
    """Listen to a whole recording once; `heard(seconds)` is called after every block.

    Raises:
        EngineError: as `engine.audio.files.read_blocks`.
    """
    info = probe(path)
    weights, loud_db = choose_mix(path)
    listener = _Collector(info.rate, detector, loud_db)
    for block in read_mono(path, weights, info.rate * BLOCK_SECONDS):
        listener.hear(block)
        heard(listener.samples / info.rate)
    listener.finish()
    return Survey(
        info=info,
        sha256=file_sha256(path),
        weights=weights,
        samples=listener.samples,
        probabilities=np.concatenate(listener.probabilities),
        levels_db=np.concatenate(listener.levels),
        peaks=np.concatenate(listener.peaks),
        peak=listener.peak,
        clipped=listener.clipped,
        excerpt=tuple(listener.excerpt.blocks),
        pauses=tuple(listener.pauses),
    )


def file_sha256(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Spread:
    """At most eight blocks spread evenly over a stream of unknown length."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []
        self._seen = 0
        self._stride = 1

    def offer(self, block: np.ndarray) -> None:
        if self._seen % self._stride == 0:
            self.blocks.append(block)
        self._seen += 1
        if len(self.blocks) > EXCERPT_BLOCKS:
            self.blocks = self.blocks[::2]
            self._stride *= 2


class _Collector:
    """Collects a `Survey` from successive blocks of four seconds."""

    def __init__(self, rate: int, detector: VoiceDetector, loud_db: float) -> None:
        detector.reset()
        self._detector = detector
        self._rate = rate
        # The detector misses speech that is very quiet; what it hears is brought to a usual level.
        self._gain = np.float32(10 ** (np.clip(SPEECH_LEVEL_DB - loud_db, -20.0, 40.0) / 20))
        self._resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32")
        self._filter = np.asarray(scipy.signal.butter(4, RUMBLE_HZ, "high", fs=rate, output="sos"))
        self._filter_state = np.zeros((len(self._filter), 2))
        self._behind = np.zeros(0, np.float32)
        self._waiting: list[np.ndarray] = []
        self._noise_samples = 0
        self.samples = 0
        self.peak = 0.0
        self.clipped = 0
        self.probabilities: list[np.ndarray] = []
        self.levels: list[np.ndarray] = []
        self.peaks: list[np.ndarray] = []
        self.excerpt = _Spread()
        self.pauses: list[np.ndarray] = []
        self._frames_measured = 0
        self._frames_heard = 0
        self._frames_seen = 0

    def hear(self, block: np.ndarray) -> None:
        """Measure a block of mono samples and let the detector hear it."""
        self.samples += len(block)
        self.peak = max(self.peak, float(np.max(np.abs(block), initial=0.0)))
        self.clipped += clipped_samples(block)
        self._measure(block)
        self._detect(self._resampler.resample_chunk(block * self._gain))
        self._waiting.append(block)
        self._collect(final=False)

    def finish(self) -> None:
        rest = self._resampler.resample_chunk(np.zeros(0, np.float32), last=True)
        missing = self._frames_measured - self._frames_heard
        padded = np.concatenate((self._behind, rest, np.zeros(FRAME * missing, np.float32)))
        self._behind = np.zeros(0, np.float32)
        self._detect(padded[: FRAME * missing])
        self._collect(final=True)

    def _measure(self, block: np.ndarray) -> None:
        block, self._filter_state = scipy.signal.sosfilt(self._filter, block, zi=self._filter_state)
        count = -(-len(block) * RATE // (self._rate * FRAME))
        edges = np.round(np.arange(count) * (FRAME_SECONDS * self._rate)).astype(np.int64)
        edges = edges[edges < len(block)]
        sizes = np.diff(np.append(edges, len(block)))
        energy = np.add.reduceat(np.square(block, dtype=np.float64), edges)
        self.levels.append(10.0 * np.log10(energy / sizes + 1e-12))
        self.peaks.append(np.maximum.reduceat(np.abs(block), edges))
        self._frames_measured += len(edges)

    def _detect(self, samples: np.ndarray) -> None:
        joined = np.concatenate((self._behind, samples))
        whole = len(joined) // FRAME * FRAME
        self._behind = joined[whole:]
        probabilities = self._detector.feed(joined[:whole])
        self._frames_heard += len(probabilities)
        self.probabilities.append(probabilities)

    def _collect(self, final: bool) -> None:
        """Keep blocks for the excerpt and pauses once the detector has heard them."""
        while self._waiting and (final or self._frames_heard >= self._frames_seen + BLOCK_FRAMES):
            block = self._waiting.pop(0)
            heard = np.concatenate(self.probabilities[-3:])
            first = self._frames_seen - (self._frames_heard - len(heard))
            self._take(block, heard[max(0, first) : first + BLOCK_FRAMES])
            self._frames_seen += BLOCK_FRAMES

    def _take(self, block: np.ndarray, probabilities: np.ndarray) -> None:
        if np.mean(probabilities > 0.5) > 0.25:
            self.excerpt.offer(block)
        if self._noise_samples > NOISE_SECONDS * self._rate:
            return
        edges = np.flatnonzero(np.diff(np.pad(probabilities < QUIET, 1).astype(np.int8)))
        for start, end in zip(edges[::2], edges[1::2]):
            if end - start >= SHORTEST_PAUSE_FRAMES:
                # A frame at either end may hold the rest of a word.
                piece = block[self._at(start + 1) : self._at(end - 1)]
                self.pauses.append(piece)
                self._noise_samples += len(piece)

    def _at(self, frame: int) -> int:
        return round(frame * FRAME_SECONDS * self._rate)
