"""How large the networks of a base from scratch are, and how long they learn: one JSON file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from engine.errors import EngineError
from engine.files import read_json
from engine.models.gpt_sovits.base import HUBERT
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.content import WHISPER
from engine.models.gpt_sovits.gpt import GptConfig
from engine.models.gpt_sovits.official_config import gpt_config, sovits_config

Size = Literal["tiny", "small", "official"]
Precision = Literal["fp32", "bf16", "fp16"]
LARGEST, MOST_LAYERS = 1 << 16, 256
FRAME = 640  # samples at 32 kHz


@dataclass(frozen=True)
class GptSizes:
    """The GPT: its official configuration has no other sizes."""

    layers: int = 24
    width: int = 512
    heads: int = 16


@dataclass(frozen=True)
class SovitsSizes:
    """The SoVITS generator; `style` is the width of the style and of the cross-attention.

    The public tools load networks whose `hidden`, `latent`, `style`, `cross_heads`, `flow_layers`
    and `couplings` have the values of the official size; the others may differ there too.
    """

    hidden: int = 192
    latent: int = 192
    filter: int = 768
    heads: int = 2
    layers: int = 6
    dropout: float = 0.1
    style: int = 512
    cross_heads: int = 4
    posterior_layers: int = 16
    flow_layers: int = 4
    couplings: int = 4
    vocoder_channels: int = 512
    vocoder_kernels: tuple[int, ...] = (16, 16, 8, 2, 2)
    block_kernels: tuple[int, ...] = (3, 7, 11)
    block_dilations: tuple[tuple[int, ...], ...] = ((1, 3, 5), (1, 3, 5), (1, 3, 5))
    segment_frames: int = 32


@dataclass(frozen=True)
class StageSizes:
    """A stage: `batch` samples in each of `accumulation` micro-batches of each of `steps` steps."""

    steps: int
    batch: int
    accumulation: int
    learning_rate: float
    score_every: int


@dataclass(frozen=True)
class Sizes:
    """The whole file. `content` is the encoder of what is said, as in `content.py`.

    The timbre stage hears pieces of `piece_frames` frames of 20 ms (0: whole clips), and listens to
    its discriminators, of a `critic_share`-th of the published channels, from step `judged_from`.
    Before them the codebook is learned in `codebook_steps`.
    """

    family: Literal["v2"]
    content: str
    gpt: GptSizes
    sovits: SovitsSizes
    critic_share: int
    piece_frames: int
    judged_from: int
    timbre: StageSizes
    prosody: StageSizes
    precision: Precision = "fp32"
    codebook_steps: int = 2500

    def with_steps(self, steps: int) -> Sizes:
        """The same with that many steps in either stage."""
        every = {
            "timbre": min(self.timbre.score_every, steps),
            "prosody": min(self.prosody.score_every, steps),
        }
        return replace(
            self,
            codebook_steps=min(self.codebook_steps, steps),
            timbre=replace(self.timbre, steps=steps, score_every=every["timbre"]),
            prosody=replace(self.prosody, steps=steps, score_every=every["prosody"]),
        )

    def official(self) -> dict[str, Any]:
        """The configuration of the base: {"gpt", "sovits"} as in official files, and our own."""
        gpt, sovits = gpt_config(), sovits_config(self.family)
        own, model = self.sovits, sovits["model"]
        gpt["model"] |= {
            "n_layer": self.gpt.layers,
            "embedding_dim": self.gpt.width,
            "hidden_dim": self.gpt.width,
            "linear_units": 4 * self.gpt.width,
            "head": self.gpt.heads,
        }
        sovits["train"]["segment_size"] = FRAME * own.segment_frames
        model |= {
            "hidden_channels": own.hidden,
            "inter_channels": own.latent,
            "filter_channels": own.filter,
            "n_heads": own.heads,
            "n_layers": own.layers,
            "p_dropout": own.dropout,
            "gin_channels": own.style,
            "upsample_initial_channel": own.vocoder_channels,
            "upsample_kernel_sizes": list(own.vocoder_kernels),
            "resblock_kernel_sizes": list(own.block_kernels),
            "resblock_dilation_sizes": [list(item) for item in own.block_dilations],
            "mrte_channels": own.style,
            "mrte_heads": own.cross_heads,
            "posterior_layers": own.posterior_layers,
            "flow_layers": own.flow_layers,
            "flow_couplings": own.couplings,
        }
        ours = {"content": self.content, "critic_share": self.critic_share}
        return {"gpt": gpt, "sovits": sovits, **ours}


SIZES: dict[Size, Sizes] = {
    # For a processor: never judged by discriminators, which take longer than such a run lasts.
    "tiny": Sizes(
        family="v2",
        content="whisper-base",
        gpt=GptSizes(4, 256, 4),
        sovits=SovitsSizes(
            hidden=96,
            latent=96,
            filter=192,
            layers=2,
            dropout=0.0,
            style=192,
            posterior_layers=4,
            flow_layers=2,
            couplings=2,
            vocoder_channels=128,
            vocoder_kernels=(16, 16, 4, 2, 2),
            block_kernels=(3, 7),
            block_dilations=((1, 3), (1, 3)),
        ),
        critic_share=16,
        piece_frames=64,
        judged_from=1_000_000,
        timbre=StageSizes(12_000, 6, 1, 1e-3, 500),
        prosody=StageSizes(600, 4, 1, 5e-4, 100),
        precision="bf16",
    ),
    "small": Sizes(
        family="v2",
        content="whisper-base",
        gpt=GptSizes(8, 384, 6),
        sovits=SovitsSizes(filter=384, layers=4, vocoder_channels=256, posterior_layers=8),
        critic_share=4,
        piece_frames=128,
        judged_from=2_000,
        timbre=StageSizes(100_000, 16, 1, 2e-4, 2_000),
        prosody=StageSizes(40_000, 16, 1, 5e-4, 2_000),
    ),
    "official": Sizes(
        family="v2",
        content="whisper-base",
        gpt=GptSizes(),
        sovits=SovitsSizes(),
        critic_share=1,
        piece_frames=0,
        judged_from=0,
        timbre=StageSizes(400_000, 16, 2, 1e-4, 5_000),
        prosody=StageSizes(200_000, 16, 2, 3e-4, 5_000),
    ),
}


def read_sizes(path: Path) -> Sizes:
    """A file of sizes, checked.

    Raises:
        EngineError: kind "missing" for no file; "input" for one that describes no network.
    """
    try:
        sizes = read_json(path, Sizes)
    except EngineError as error:
        if error.kind == "missing":
            raise
        raise _nonsense(error.message.rstrip(".")) from error
    check_sizes(sizes, str(path))
    return sizes


def check_sizes(sizes: Sizes, what: str) -> None:
    """That networks of these sizes can be made and taught; `what` names them in errors.

    Raises:
        EngineError: kind "input".
    """
    if fault := _fault(sizes):
        raise _nonsense(f"In {what}, {fault}")
    official = sizes.official()
    try:
        GptConfig.from_official(official["gpt"])
        SovitsConfig.from_official(official["sovits"], sizes.family)
    except EngineError as error:
        raise _nonsense(f"In {what}, the sizes do not fit: {error.message.rstrip('.')}") from error


def _fault(sizes: Sizes) -> str:
    """The first thing that cannot be, in words; "" if there is none."""
    if sizes.content != HUBERT and not sizes.content.startswith(WHISPER):
        return f"content is {sizes.content!r}, neither {HUBERT} nor {WHISPER}base"
    for name, value in _numbers(asdict(sizes)):
        if not _least(name) <= value <= _most(name):
            return f"{name} is {value:g}"
    if 0 < sizes.piece_frames < sizes.sovits.segment_frames:
        return f"a piece has {sizes.piece_frames} frames, less than segment_frames"
    if sizes.piece_frames % 2:
        return f"piece_frames is {sizes.piece_frames}, which is odd"
    return ""


def _least(name: str) -> float:
    if name in {"dropout", "piece_frames", "judged_from"}:
        return 0
    return 1e-9 if name == "learning_rate" else 1


def _most(name: str) -> float:
    """Beyond these no machine goes, or, for a crop, the shortest clip."""
    if name in {"steps", "codebook_steps", "judged_from", "score_every"}:
        return 1e9
    if "layers" in name or name == "couplings":
        return MOST_LAYERS
    return {"dropout": 0.9, "learning_rate": 0.1, "segment_frames": 32}.get(name, LARGEST)


def _numbers(plain: Any, name: str = "") -> list[tuple[str, float]]:
    """Every number with the name of its field."""
    if isinstance(plain, dict):
        return [item for key, value in plain.items() for item in _numbers(value, key)]
    if isinstance(plain, list | tuple):
        return [item for value in plain for item in _numbers(value, name)]
    return [(name, plain)] if isinstance(plain, int | float) else []


def _nonsense(fault: str) -> EngineError:
    return EngineError(
        "input",
        f"{fault}.",
        "Start from a file that works: `timbre pretrain` writes one into the run's folder.",
    )
