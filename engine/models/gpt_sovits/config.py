"""Sizes of a SoVITS network, read from the configuration that official files carry."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from engine.errors import EngineError

Version = Literal["v2", "v2Pro", "v2ProPlus"]
PRO: tuple[Version, ...] = ("v2Pro", "v2ProPlus")
FRAME_RATE = "25hz"
CONTENT_RATE = 50
# Constants of the published code that a network trained from scratch may set in its "model".
OWN_SIZES = {
    "mrte_channels": "mrte",
    "mrte_heads": "mrte_heads",
    "posterior_layers": "posterior_layers",
    "flow_layers": "flow_layers",
    "flow_couplings": "couplings",
}


@dataclass(frozen=True)
class SoundConfig:
    """How waves become spectra. Rates in Hz, sizes in samples; `mel_high` None is half the rate."""

    sample_rate: int = 32000
    fft: int = 2048
    hop: int = 640
    window: int = 2048
    mels: int = 128
    mel_low: float = 0.0
    mel_high: float | None = None

    @property
    def bins(self) -> int:
        """Rows of a linear spectrogram."""
        return self.fft // 2 + 1


@dataclass(frozen=True)
class VocoderConfig:
    """Sizes of the generator that makes waves (HiFi-GAN, arXiv 2010.05646, table 5)."""

    channels: int
    rates: tuple[int, ...]
    kernels: tuple[int, ...]
    block_kernels: tuple[int, ...]
    block_dilations: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class StyleConfig:
    """Sizes of the reference encoder: `bins` of the spectrogram go in, `width` inside."""

    bins: int = 704
    width: int = 128
    heads: int = 2
    kernel: int = 5
    dropout: float = 0.1


@dataclass(frozen=True)
class SovitsConfig:
    """Everything that decides the shape of a SoVITS generator and its discriminator.

    Fields with a default are constants of the published code; a network trained from scratch may
    choose others. `segment` is the training crop in frames; `content` the width of the content
    encoder's features; `mrte` and `mrte_heads` the cross-attention of text and content; `window`
    the reach of relative positions; `coupling` the number of flow couplings.
    """

    version: Version
    hidden: int
    latent: int
    filter: int
    heads: int
    layers: int
    kernel: int
    dropout: float
    style_width: int
    segment: int
    vocoder: VocoderConfig
    sound: SoundConfig = SoundConfig()
    style: StyleConfig = StyleConfig()
    symbols: int = 732
    content: int = 768
    codes: int = 1024
    mrte: int = 512
    mrte_heads: int = 4
    window: int = 4
    wave_kernel: int = 5
    posterior_layers: int = 16
    flow_layers: int = 4
    couplings: int = 4
    speaker: int = 20480

    @property
    def pro(self) -> bool:
        """Whether the style hears a speaker vector."""
        return self.version in PRO

    @property
    def periods(self) -> tuple[int, ...]:
        """Periods of the discriminators (FACTS 4)."""
        return (2, 3, 5, 7, 11, 17, 23) if self.pro else (2, 3, 5, 7, 11)

    @classmethod
    def from_official(cls, config: Mapping[str, Any], version: str) -> SovitsConfig:
        """Read the `data`, `train` and `model` parts of an official configuration.

        Raises:
            EngineError: kind "input" for a version or kind of network that Timbre does not speak,
                "damaged" when a size is missing or the sizes contradict each other.
        """
        if version not in get_args(Version):
            raise EngineError(
                "input",
                f"This is a {version} voice; Timbre speaks {', '.join(get_args(Version))}.",
                "Choose a voice of one of those versions.",
            )
        try:
            found = _read(config["data"], config["train"], config["model"], version)
            wrong = found.contradiction()
        except KeyError as e:
            raise _damaged(f"has no {e}") from e
        except (TypeError, ValueError, AttributeError, ArithmeticError) as e:
            raise _damaged(f"cannot be read ({e})") from e
        if wrong:
            raise _damaged(f"contradicts itself: {wrong}")
        return found

    def contradiction(self) -> str:
        """What in these sizes cannot be, in words; "" if they fit together."""
        vocoder, sound = self.vocoder, self.sound
        laws = {
            "heads do not divide the width": self.hidden % self.heads == 0,
            "the latent cannot be halved": self.latent % 2 == 0,
            "there are no two layers": self.layers >= 2,
            "stages do not make a frame of sound": math.prod(vocoder.rates) == sound.hop,
            "a stage has no kernel": len(vocoder.kernels) == len(vocoder.rates),
            "a stage steps over sound": all(map(operator.ge, vocoder.kernels, vocoder.rates)),
            "a block has no dilations": len(vocoder.block_kernels) == len(vocoder.block_dilations),
            "a crop has no frame": self.segment >= 1,
            "heads do not divide the cross-attention": self.mrte % self.mrte_heads == 0,
            "the style does not fit the cross-attention": self.pro or self.style_width == self.mrte,
            "frames do not keep step with the content": sound.sample_rate
            == CONTENT_RATE * sound.hop,
        }
        return ", ".join(name for name, holds in laws.items() if not holds)


def _damaged(problem: str) -> EngineError:
    return EngineError(
        "damaged",
        f"The configuration of this SoVITS network {problem}.",
        "Get the file again from where it came.",
    )


def _read(data: Any, train: Any, model: Any, version: Any) -> SovitsConfig:
    kind = (str(model["resblock"]), model.get("semantic_frame_rate", FRAME_RATE))
    if kind != ("1", FRAME_RATE):
        raise EngineError(
            "input",
            f"This SoVITS network is of another kind (blocks {kind[0]}, {kind[1]}).",
            "Timbre speaks networks with blocks of kind 1 at 25hz.",
        )
    sound = SoundConfig(
        sample_rate=data["sampling_rate"],
        fft=data["filter_length"],
        hop=data["hop_length"],
        window=data["win_length"],
        mels=data["n_mel_channels"],
        mel_low=data["mel_fmin"],
        mel_high=data["mel_fmax"],
    )
    own: dict[str, Any] = {ours: int(model[its]) for its, ours in OWN_SIZES.items() if its in model}
    vocoder = VocoderConfig(
        channels=model["upsample_initial_channel"],
        rates=tuple(model["upsample_rates"]),
        kernels=tuple(model["upsample_kernel_sizes"]),
        block_kernels=tuple(model["resblock_kernel_sizes"]),
        block_dilations=tuple(map(tuple, model["resblock_dilation_sizes"])),
    )
    return SovitsConfig(
        version=version,
        hidden=model["hidden_channels"],
        latent=model["inter_channels"],
        filter=model["filter_channels"],
        heads=model["n_heads"],
        layers=model["n_layers"],
        kernel=model["kernel_size"],
        dropout=model["p_dropout"],
        style_width=model["gin_channels"],
        segment=train["segment_size"] // sound.hop,
        vocoder=vocoder,
        sound=sound,
        **own,
    )
