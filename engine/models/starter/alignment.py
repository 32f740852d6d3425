"""Where each phoneme of a recording begins and ends, by warping the base's own speech onto it.

Dynamic time warping (Sakoe and Chiba 1978) between the recording and the same sentence spoken by
a stock voice, whose durations are known; a second round speaks it with the recording's own
durations, pitch and energy and corrects the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import librosa
import numpy as np
import torch
from numpy.typing import NDArray

from engine.models.starter.features import ClipFeatures
from engine.models.starter.generator import PER_CURVE_FRAME, SAMPLE_RATE
from engine.models.starter.network import Kokoro, split_style, whole_frames

MELS, CEPSTRA = 40, 14
FFT, WINDOW, HIGHEST_HZ = 1024, 800, 7600
LEVEL_WEIGHT, DELTA_WEIGHT = 1.5, 0.6
FIRST_BAND, SECOND_BAND = 0.25, 0.08
STEPS = np.array([[1, 1], [1, 2], [2, 1], [0, 1], [1, 0]])
STEP_WEIGHTS = np.array([1, 1.5, 1.5, 1.6, 1.6])


@dataclass(frozen=True)
class Alignment:
    """Whole frames at 40 Hz of each token [P], their sum being the clip's, and how well it fits.

    `cost` is the mean cosine distance along the path (0 the same, 1 unrelated); `token_cost` [P]
    the same for each token.
    """

    frames: torch.Tensor
    cost: float
    token_cost: torch.Tensor


@torch.no_grad()
def align(network: Kokoro, clip: ClipFeatures, voice: torch.Tensor) -> Alignment:
    """Align a clip through a stock voice [510, 256], in two rounds."""
    timbre, prosody = split_style(voice[clip.tokens.shape[1] - 3].unsqueeze(0))
    states = network.encode(clip.tokens)
    predicted, hidden = network.durations(states, prosody)
    frames = whole_frames(predicted)
    f0, energy = network.curves(hidden, frames, prosody)
    spoken = network.decode(states, frames, f0, energy, timbre)
    first = _warp(spoken[0].float().numpy(), frames[0].numpy(), clip, FIRST_BAND)
    frames = first.frames.unsqueeze(0)
    spoken = network.decode(states, frames, clip.f0[None], clip.energy[None], timbre)
    return _warp(spoken[0].float().numpy(), frames[0].numpy(), clip, SECOND_BAND)


def _warp(
    spoken: NDArray[np.float32], frames: NDArray[np.int64], clip: ClipFeatures, band: float
) -> Alignment:
    """Carry the boundaries of `spoken` (tokens lasting `frames`) over to the clip."""
    ours, theirs = _features(spoken), _features(clip.wave.numpy())
    distances = _cosine_distances(ours, theirs)
    _, path = librosa.sequence.dtw(
        C=distances,
        step_sizes_sigma=STEPS,
        weights_mul=STEP_WEIGHTS,
        global_constraints=True,
        band_rad=band,
    )
    path = path[::-1]
    local = distances[path[:, 0], path[:, 1]]
    ends = np.cumsum(frames)
    steps = np.unique(path[:, 0])
    reached = np.array([path[path[:, 0] == step, 1].mean() for step in steps])
    wanted = np.interp(2 * ends, steps, reached) / 2
    boundaries = _monotone(wanted, clip.frames)
    owner = np.searchsorted(2 * ends, path[:, 0], side="right").clip(0, len(ends) - 1)
    counts = np.bincount(owner, minlength=len(ends))
    token_cost = np.bincount(owner, local, len(ends)) / np.maximum(counts, 1)
    durations = np.diff(np.concatenate([[0], boundaries]))
    return Alignment(torch.from_numpy(durations), float(local.mean()), torch.from_numpy(token_cost))


def _features(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Normalised cepstra, level and their slopes at 80 Hz: wave at 24 kHz -> [D, F]."""
    mel = librosa.feature.melspectrogram(
        y=wave,
        sr=SAMPLE_RATE,
        n_fft=FFT,
        hop_length=PER_CURVE_FRAME,
        win_length=WINDOW,
        n_mels=MELS,
        fmax=HIGHEST_HZ,
    )
    cepstra = librosa.feature.mfcc(S=librosa.power_to_db(mel, top_db=65), n_mfcc=CEPSTRA)
    slopes = librosa.feature.delta(cepstra, width=5)
    stacked = np.concatenate([cepstra, slopes[1:]])
    spread = stacked.std(axis=1, keepdims=True) + 1e-6
    weights = np.ones((len(stacked), 1))
    weights[0], weights[CEPSTRA:] = LEVEL_WEIGHT, DELTA_WEIGHT
    return (weights * (stacked - stacked.mean(axis=1, keepdims=True)) / spread).astype(np.float32)


def _cosine_distances(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """[D, M], [D, N] -> [M, N] in 0 to 2."""
    a = a / (np.linalg.norm(a, axis=0) + 1e-9)
    b = b / (np.linalg.norm(b, axis=0) + 1e-9)
    return 1 - a.T @ b


def _monotone(wanted: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole boundaries near `wanted` [P], at least a frame apart, the last one at `total`."""
    ends = np.round(wanted).astype(np.int64)
    ends[-1] = total
    count = len(ends)
    for index in range(count):
        ends[index] = max(ends[index], (ends[index - 1] if index else 0) + 1)
    return np.minimum(ends, total - np.arange(count - 1, -1, -1))
