"""DNSMOS: how clean a recording sounds, as the mean opinion of listeners would have it (1-5)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime
import soxr

from engine.errors import EngineError

RATE = 16_000
WINDOW = int(9.01 * RATE)
# Raw network output to the scale of listeners, highest power first (DNSMOS P.835, Reddy et al.,
# arXiv 2110.01763; the coefficients published with the model).
OVERALL = np.poly1d([-0.06766283, 1.11546468, 0.04602535])


class Dnsmos:
    """The P.835 network with the weights that lie in the package speechmos. Load it once.

    Raises:
        EngineError: kind "missing" when that package is not installed.
    """

    def __init__(self, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Spinning workers would take the core another program computes on.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(_model_path()), options, providers=["CPUExecutionProvider"]
        )

    def overall(self, samples: np.ndarray, rate: int) -> float:
        """The overall score of mono float samples `[N]`: the mean over 9 s windows each second.

        Shorter sound is repeated until a window is full, as the published measure does.

        Raises:
            EngineError: kind "input" for no samples at all.
        """
        wave = np.asarray(samples, dtype=np.float32)
        if len(wave) == 0:
            raise EngineError("input", "There is no sound to score.", "Use some speech.")
        if rate != RATE:
            wave = soxr.resample(wave, rate, RATE)
        while len(wave) < WINDOW:
            wave = np.concatenate([wave, wave])
        # The published measure counts windows by whole seconds of sound.
        hops = int(len(wave) // RATE - 9.01) + 1
        starts = [hop * RATE for hop in range(hops) if hop * RATE + WINDOW <= len(wave)] or [0]
        scores = [self._window(wave[start : start + WINDOW]) for start in starts]
        return float(np.mean(scores))

    def _window(self, wave: np.ndarray) -> float:
        """One window `[144160]`; the network gives signal, background and overall quality."""
        raw = np.asarray(self._session.run(None, {"input_1": wave[np.newaxis].clip(-1, 1)})[0])
        return float(OVERALL(raw[0, 2]))


def _model_path() -> Path:
    # Found without importing the package, which would import an HTTP client.
    spec = importlib.util.find_spec("speechmos")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "dnsmos_models" / "sig_bak_ovr.onnx"
        if path.is_file():
            return path
    raise EngineError(
        "missing",
        "The DNSMOS network (package speechmos) is not installed.",
        "Run `python3 installer/bootstrap.py` again to complete the set-up.",
    )
