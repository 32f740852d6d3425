"""Speaker embedding: who a recording sounds like, as one vector."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soxr
import torch
import torchaudio

from engine.errors import EngineError

RATE = 16_000
HOP = 160
WINDOW = 400
MELS = 40
PARTIAL_FRAMES = 160
PARTIALS_PER_SECOND = 1.3
MIN_COVERAGE = 0.75
TARGET_DB = -30.0


class SpeakerEncoder(torch.nn.Module):
    """GE2E speaker encoder (Wan et al., arXiv 1710.10467) with the weights of Resemblyzer 0.1.4.

    Load it once; it takes 20 MB and gives the numbers of `resemblyzer.VoiceEncoder`.

    Raises:
        EngineError: kind "missing" when the package that carries the weights is not installed.
    """

    def __init__(self, device: str = "cpu") -> None:
        super().__init__()
        self.lstm = torch.nn.LSTM(MELS, 256, num_layers=3, batch_first=True)
        self.linear = torch.nn.Linear(256, 256)
        state = torch.load(_weights_path(), map_location="cpu", weights_only=True)["model_state"]
        # The file also holds the two scalars of the training loss, which embedding does not use.
        own = {name: state[name] for name in self.state_dict()}
        self.load_state_dict(own)
        filters = torchaudio.functional.melscale_fbanks(
            WINDOW // 2 + 1, 0.0, RATE / 2, MELS, RATE, norm="slaney", mel_scale="slaney"
        )
        self.register_buffer("filters", filters, persistent=False)
        self.register_buffer("window", torch.hann_window(WINDOW), persistent=False)
        self.requires_grad_(False)
        self.eval().to(device)

    def forward(self, mels: torch.Tensor) -> torch.Tensor:
        """Mel power `[B, T, 40]` -> unit vectors `[B, 256]`."""
        _, (hidden, _) = self.lstm(mels)
        return torch.nn.functional.normalize(torch.relu(self.linear(hidden[-1])), dim=1)

    def mel(self, samples: torch.Tensor) -> torch.Tensor:
        """16 kHz samples `[N]` -> linear mel power `[1 + N // 160, 40]`: 25 ms each 10 ms."""
        spectrum = torch.stft(
            samples,
            WINDOW,
            HOP,
            window=self.get_buffer("window"),
            pad_mode="constant",
            return_complex=True,
        )
        return spectrum.abs().square().T @ self.get_buffer("filters")

    @torch.inference_mode()
    def embed(self, samples: np.ndarray, rate: int, *, trim: bool = True) -> np.ndarray:
        """The voice in mono float samples `[N]` as a unit vector `[256]`.

        Quiet sound is raised to -30 dBFS, long silences are cut out when `trim`, and the mean of
        the 1.6 s pieces is normalised.

        Raises:
            EngineError: kind "input" when there is no sound in it.
        """
        wave = np.asarray(samples, dtype=np.float32)
        if rate != RATE:
            wave = soxr.resample(wave, rate, RATE)
        wave = _raise_level(wave)
        if trim:
            wave = without_silence(wave)
        device = self.linear.weight.device
        starts = _partial_starts(len(wave))
        needed = (starts[-1] + PARTIAL_FRAMES) * HOP
        padded = np.pad(wave, (0, max(0, needed - len(wave))))
        mel = self.mel(torch.from_numpy(padded).to(device))
        pieces = torch.stack([mel[start : start + PARTIAL_FRAMES] for start in starts])
        mean = self(pieces).mean(dim=0)
        return torch.nn.functional.normalize(mean, dim=0).cpu().numpy()

    def embed_person(self, recordings: Iterable[tuple[np.ndarray, int]]) -> np.ndarray:
        """One unit vector `[256]` for a person from several (samples, rate)."""
        mean = np.mean([self.embed(samples, rate) for samples, rate in recordings], axis=0)
        return mean / np.linalg.norm(mean)


def similarity(a: np.ndarray, b: np.ndarray) -> float:
    """Cosine of two embeddings: above about 0.8 the same person, 0.5-0.7 somebody else."""
    return float(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))


def without_silence(wave: np.ndarray) -> np.ndarray:
    """16 kHz samples without the silences longer than about a quarter of a second.

    Resemblyzer asks WebRTC's voice detector, which needs a compiler to install; here a 30 ms window
    counts as speech when it is within 30 dB of the loud ones and 6 dB above the noise floor.
    """
    size = RATE * 30 // 1000
    windows = len(wave) // size
    if windows < 10:
        return wave
    framed = wave[: windows * size].reshape(windows, size)
    level = 10 * np.log10(np.mean(framed**2, axis=1) + 1e-10)
    loud, floor = np.percentile(level, [90, 5])
    speech = level > max(loud - 30.0, min(floor + 6.0, loud - 12.0))
    smooth = np.convolve(speech, np.ones(8) / 8, mode="same") >= 0.5
    grown = np.convolve(smooth, np.ones(7), mode="same") > 0.5
    return framed[grown].reshape(-1)


def _raise_level(wave: np.ndarray) -> np.ndarray:
    power = float(np.mean(np.square(wave, dtype=np.float64))) if len(wave) else 0.0
    if power <= 1e-12:
        raise EngineError(
            "input", "There is no sound to recognise a voice by.", "Use a recording with speech."
        )
    change = TARGET_DB - 10 * np.log10(power)
    return wave * np.float32(10 ** (change / 20)) if change > 0 else wave


def _partial_starts(samples: int) -> list[int]:
    """First mel frame of each 1.6 s piece; a last one less than three quarters full is dropped."""
    step = round(RATE / PARTIALS_PER_SECOND / HOP)
    frames = -(-(samples + 1) // HOP)
    starts = list(range(0, max(1, frames - PARTIAL_FRAMES + step + 1), step))
    covered = (samples - starts[-1] * HOP) / (PARTIAL_FRAMES * HOP)
    return starts[:-1] if covered < MIN_COVERAGE and len(starts) > 1 else starts


def _weights_path() -> Path:
    # Found without importing the package: its import needs a compiled voice detector.
    spec = importlib.util.find_spec("resemblyzer")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "pretrained.pt"
        if path.is_file():
            return path
    raise EngineError(
        "missing",
        "The weights of the speaker encoder (package Resemblyzer) are not installed.",
        "Run `python3 installer/bootstrap.py` again to complete the set-up.",
    )
