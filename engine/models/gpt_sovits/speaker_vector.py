"""ERes2NetV2: who speaks, as 20480 numbers, for v2Pro and v2ProPlus.

Chen et al. 2024 (arXiv 2406.02167) with width 24, scale 4, expansion 4 in the published pack;
eres2net/ERes2NetV2.py and sv.py of the published system, FACTS §6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.gpt_sovits.strict import load_strictly

SAMPLE_RATE = 16_000
BANDS = 80
FRAME_MS = 25.0
LOUDEST = 20.0
# In the files, but only the layer after the vector uses it.
UNUSED = "seg_1."


@dataclass(frozen=True)
class SpeakerVectorConfig:
    """Sizes; the defaults are those of the published file, which carries none."""

    base_width: int = 24
    scale: int = 4
    expansion: int = 4
    channels: int = 64
    blocks: tuple[int, int, int, int] = (3, 4, 6, 3)

    @classmethod
    def from_official(cls, config: Mapping[str, Any]) -> "SpeakerVectorConfig":
        """Read the arguments of the published network."""
        return cls(
            base_width=config["baseWidth"],
            scale=config["scale"],
            expansion=config["expansion"],
            channels=config["m_channels"],
            blocks=tuple(config["num_blocks"]),
        )


def filterbank(wave: Tensor) -> Tensor:
    """Kaldi's log mel energies [frames, 80] of a wave [1, n] in -1 to 1 at 16 kHz.

    25 ms every 10 ms, Povey window, pre-emphasis 0.97, no dither; the wave is not scaled to 16-bit
    numbers and no mean is taken off, as in the published system.

    Raises:
        EngineError: kind "input" for less than one window of sound.
    """
    # Loaded on use: it takes a second that only these families need.
    from torchaudio.compliance import kaldi

    if wave.shape[-1] < SAMPLE_RATE * FRAME_MS / 1000:
        raise EngineError(
            "input", "This sound is too short to tell a voice.", "Give a clip of some seconds."
        )
    return kaldi.fbank(
        wave,
        num_mel_bins=BANDS,
        sample_frequency=SAMPLE_RATE,
        frame_length=FRAME_MS,
        dither=0.0,
    )


class Fusion(nn.Module):
    """Attentional feature fusion: how much of x and how much of y, per place and channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = channels // 4
        self.local_att = nn.Sequential(
            nn.Conv2d(2 * channels, inner, 1),
            nn.BatchNorm2d(inner),
            nn.SiLU(),
            nn.Conv2d(inner, channels, 1),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        share = 1 + self.local_att(torch.cat((x, y), dim=1)).tanh()
        return x * share + y * (2 - share)


class Res2Block(nn.Module):
    """A residual block whose inner channels are split; each split also hears the one before.

    It hears it by addition, or where `fused` by a `Fusion`.
    """

    def __init__(
        self, inputs: int, planes: int, stride: int, config: SpeakerVectorConfig, fused: bool
    ) -> None:
        super().__init__()
        width = planes * config.base_width // 64
        outputs = planes * config.expansion
        self.width = width
        self.conv1 = nn.Conv2d(inputs, width * config.scale, 1, stride, bias=False)
        self.bn1 = nn.BatchNorm2d(width * config.scale)
        self.convs = nn.ModuleList(
            nn.Conv2d(width, width, 3, padding=1, bias=False) for _ in range(config.scale)
        )
        self.bns = nn.ModuleList(nn.BatchNorm2d(width) for _ in range(config.scale))
        count = config.scale - 1 if fused else 0
        self.fuse_models = nn.ModuleList(Fusion(width) for _ in range(count))
        self.conv3 = nn.Conv2d(width * config.scale, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x: Tensor) -> Tensor:
        said: list[Tensor] = []
        for number, part in enumerate(_active(self.bn1(self.conv1(x))).split(self.width, dim=1)):
            if said:
                fuse = self.fuse_models[number - 1] if self.fuse_models else torch.add
                part = fuse(said[-1], part)
            said.append(_active(self.bns[number](self.convs[number](part))))
        return _active(self.bn3(self.conv3(torch.cat(said, dim=1))) + self.shortcut(x))


class SpeakerVector(nn.Module):
    """The network up to the vector; names as in the published file."""

    def __init__(self, config: SpeakerVectorConfig) -> None:
        super().__init__()
        first = config.channels
        self.conv1 = nn.Conv2d(1, first, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(first)
        inputs, stages = first, []
        for number, count in enumerate(config.blocks):
            planes = first * 2**number
            blocks = []
            for block in range(count):
                stride = 2 if number > 0 and block == 0 else 1
                blocks.append(Res2Block(inputs, planes, stride, config, fused=number >= 2))
                inputs = planes * config.expansion
            stages.append(nn.Sequential(*blocks))
        self.layer1, self.layer2, self.layer3, self.layer4 = stages
        self.layer3_ds = nn.Conv2d(inputs // 2, inputs, 3, 2, padding=1, bias=False)
        self.fuse34 = Fusion(inputs)

    def forward(self, bank: Tensor) -> Tensor:
        """Filterbanks [B, frames, 80] to vectors [B, 20480]."""
        x = self.bn1(self.conv1(bank.transpose(1, 2).unsqueeze(1))).relu()
        third = self.layer3(self.layer2(self.layer1(x)))
        fused = self.fuse34(self.layer4(third), self.layer3_ds(third))
        return fused.flatten(1, 2).mean(dim=-1)

    @torch.inference_mode()
    def embed(self, wave: Tensor) -> Tensor:
        """A wave [1, n] in -1 to 1 at 16 kHz to its speaker vector [1, 20480].

        Raises:
            EngineError: kind "input" for less than one window of sound.
        """
        weight = self.conv1.weight
        return self(filterbank(wave.float().cpu())[None].to(weight.device, weight.dtype)).float()


def load_speaker_vector(
    state: Mapping[str, Tensor],
    config: SpeakerVectorConfig = SpeakerVectorConfig(),
    what: str = "The speaker model",
) -> SpeakerVector:
    """Build the network on the CPU from tensors under their published names.

    Raises:
        EngineError: kind "damaged", naming the first missing, extra or wrong tensor.
    """
    with torch.device("meta"):
        network = SpeakerVector(config)
    used = {name: tensor for name, tensor in state.items() if not name.startswith(UNUSED)}
    return load_strictly(network, used, what).eval()


def _active(x: Tensor) -> Tensor:
    return x.clamp(0.0, LOUDEST)
