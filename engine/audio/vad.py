"""Voice activity: where somebody speaks, by Silero VAD, block by block."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime

from engine.errors import EngineError

RATE = 16_000
FRAME = 512
FRAME_SECONDS = FRAME / RATE
CONTEXT = 64
STATE = (1, 1, 128)
SPEECH = 0.5
STILL_SPEECH = 0.35
SHORTEST_SPEECH = 4
SHORTEST_PAUSE = 3


class VoiceDetector:
    """Silero VAD (github.com/snakers4/silero-vad, MIT) in ONNX, with its state between blocks.

    Raises:
        EngineError: kind "missing" when the package that carries the network is not installed.
    """

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(_model_path()), options, providers=["CPUExecutionProvider"]
        )
        self.reset()

    def reset(self) -> None:
        """Forget what was heard; before each new recording."""
        self._hidden = np.zeros(STATE, np.float32)
        self._cell = np.zeros(STATE, np.float32)
        self._context = np.zeros(CONTEXT, np.float32)

    def feed(self, samples: np.ndarray) -> np.ndarray:
        """Probability of speech per 32 ms: 16 kHz samples `[512 F]` -> `[F]`."""
        frames = samples.astype(np.float32, copy=False).reshape(-1, FRAME)
        if len(frames) == 0:
            return np.zeros(0, np.float32)
        tails = np.concatenate((self._context[np.newaxis], frames[:-1, -CONTEXT:]))
        self._context = frames[-1, -CONTEXT:].copy()
        outputs = self._session.run(
            None,
            {
                "input": np.concatenate((tails, frames), axis=1),
                "h": self._hidden,
                "c": self._cell,
            },
        )
        probabilities, self._hidden, self._cell = (np.asarray(output) for output in outputs)
        return probabilities.reshape(-1)


def speech_spans(probabilities: np.ndarray) -> list[tuple[int, int]]:
    """Frames `[start, end)` in which somebody speaks.

    Speech begins at 0.5 and ends below 0.35; pauses under a tenth of a second are no pauses, and
    speech under an eighth is none.
    """
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for index, probability in enumerate(probabilities):
        if start is None and probability >= SPEECH:
            start = index
        elif start is not None and probability < STILL_SPEECH:
            spans.append((start, index))
            start = None
    if start is not None:
        spans.append((start, len(probabilities)))
    joined: list[tuple[int, int]] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] < SHORTEST_PAUSE:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return [span for span in joined if span[1] - span[0] >= SHORTEST_SPEECH]


def _model_path() -> Path:
    # Found without importing the package, which would import torch and set its threads.
    spec = importlib.util.find_spec("silero_vad")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "data" / "silero_vad_16k_sequence.onnx"
        if path.is_file():
            return path
    raise EngineError(
        "missing",
        "The voice detector (package silero-vad) is not installed.",
        "Run `python3 installer/bootstrap.py` again to complete the set-up.",
    )
