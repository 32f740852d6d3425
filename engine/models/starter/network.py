"""Kokoro-82M as one module: phonemes and a style vector to a waveform, step by step.

A StyleTTS 2 (arXiv 2306.07691) without diffusion. Frames run at 40 Hz (600 samples at 24 kHz),
pitch and energy at 80 Hz. Nothing depends on training or evaluation mode: there is no dropout.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.models.starter.adain import STYLE, StyledBlock, padding_mask
from engine.models.starter.albert import HIDDEN, LONGEST, Albert
from engine.models.starter.decoder import Decoder
from engine.models.starter.generator import SAMPLE_RATE, SnakeUnit
from engine.models.starter.predictor import WIDTH, Predictor
from engine.models.starter.text_encoder import TextEncoder

SYMBOLS = 178
EDGE = 0  # the silent token at both ends
LONGEST_PHONES = LONGEST - 2
FRAME_RATE = 40
SAMPLES_PER_FRAME = SAMPLE_RATE // FRAME_RATE
ADAIN_PATTERN = ".fc."


@dataclass(frozen=True)
class TextStates:
    """What the two text encoders make of tokens.

    `prosodic` and `acoustic` are [B, 512, P]; `lengths` [B] on the CPU when the batch is padded.
    """

    prosodic: Tensor
    acoustic: Tensor
    lengths: Tensor | None = None


class Kokoro(nn.Module):
    """The network with its vocabulary (symbol -> token) and stock voices (name -> [510, 256]).

    A voice's row is the number of phonemes less one; its first 128 values are the timbre (for
    `decode`), the last 128 the prosody (for `durations` and `curves`).
    """

    def __init__(self, vocabulary: Mapping[str, int], voices: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.vocabulary = dict(vocabulary)
        self.voices = dict(voices)
        self.albert = Albert(SYMBOLS)
        self.prosodic = nn.Linear(HIDDEN, WIDTH)
        self.text_encoder = TextEncoder(SYMBOLS)
        self.predictor = Predictor()
        self.decoder = Decoder()

    @property
    def device(self) -> torch.device:
        return self.prosodic.weight.device

    def tokens(self, phones: str) -> Tensor:
        """Phonemes as token numbers with the silent edges, [1, len(phones) + 2].

        Raises:
            EngineError: kind "internal" for a symbol outside the vocabulary or too many symbols.
        """
        strange = sorted(set(phones) - self.vocabulary.keys())
        if strange or not 0 < len(phones) <= LONGEST_PHONES:
            what = f"the symbols {strange}" if strange else f"{len(phones)} symbols at once"
            raise EngineError(
                "internal", f"The starter base cannot speak {what}.", "Please report this text."
            )
        numbers = [EDGE, *(self.vocabulary[phone] for phone in phones), EDGE]
        return torch.tensor([numbers], device=self.device)

    def encode(self, tokens: Tensor, lengths: Tensor | None = None) -> TextStates:
        """tokens [B, P], P <= 512, edges included; `lengths` [B] only where some are padded."""
        padding = None
        if lengths is not None:
            lengths = lengths.cpu()
            padding = padding_mask(lengths, tokens.shape[1], tokens.device)
        prosodic = self.prosodic(self.albert(tokens, padding)).transpose(1, 2)
        return TextStates(prosodic, self.text_encoder(tokens, lengths, padding), lengths)

    def durations(self, states: TextStates, style: Tensor) -> tuple[Tensor, Tensor]:
        """style [B, 128] (prosody half) -> unrounded frames [B, P], hidden [B, P, 640]."""
        padding = None
        if states.lengths is not None:
            longest = states.prosodic.shape[-1]
            padding = padding_mask(states.lengths, longest, states.prosodic.device)
        return self.predictor.durations(states.prosodic, style, states.lengths, padding)

    def curves(self, hidden: Tensor, frames: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """hidden [B, P, 640], whole frames [B, P] -> F0 in Hz [B, 2T] and energy [B, 2T].

        Energy is the natural logarithm of the norm of a mel spectrum. All items of a batch must
        have the same T = frames.sum(dim=1): the blocks normalise over time.
        """
        return self.predictor.curves(expand(hidden.transpose(1, 2), frames).transpose(1, 2), style)

    def decode(
        self,
        states: TextStates,
        frames: Tensor,
        f0: Tensor,
        energy: Tensor,
        style: Tensor,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """Whole frames [B, P], curves [B, 2T], style [B, 128] (timbre half) -> wave [B, 600 T]."""
        return self.decode_features(expand(states.acoustic, frames), f0, energy, style, generator)

    def decode_features(
        self,
        acoustic: Tensor,
        f0: Tensor,
        energy: Tensor,
        style: Tensor,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """The same from expanded features [B, 512, T], or a crop of them with its crop of curves.

        `generator` (a CPU generator, so that a seed means the same noise on any device) draws the
        source's noise; without one the source has none.
        """
        noise = None
        if generator is not None:
            samples = acoustic.shape[-1] * SAMPLES_PER_FRAME
            noise = torch.randn(acoustic.shape[0], samples, generator=generator)
            noise = noise.to(acoustic.device)
        source = self.decoder.generator.source(f0, noise)
        return self.decoder(acoustic, f0, energy, style, source)

    def checkpoint_blocks(self, prefix: str = "") -> list[str]:
        """Names of blocks, called as block(x [B, C, T], style), that may be computed twice.

        `prefix` is "decoder." or "predictor." where only one stage counts.
        """
        return [
            name
            for name, module in self.named_modules()
            if name.startswith(prefix) and isinstance(module, StyledBlock | SnakeUnit)
        ]

    def adain_parameters(self, prefix: str = "") -> list[str]:
        """Names of the style projections' parameters: what partial training learns."""
        return [
            name
            for name, _ in self.named_parameters()
            if name.startswith(prefix) and ADAIN_PATTERN in name
        ]

    def load_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Take over every parameter; works on a network built on the meta device.

        Raises:
            EngineError: kind "damaged", naming a parameter that is missing, unknown or misshapen.
        """
        own = dict(self.named_parameters())
        wrong = sorted(own.keys() ^ weights.keys())
        wrong = wrong or sorted(name for name in own if own[name].shape != weights[name].shape)
        if wrong:
            raise EngineError(
                "damaged",
                f"The starter base is damaged: the weights of {wrong[0]} are missing, unknown or"
                " of another shape.",
                "Install Timbre again to restore it.",
            )
        self.load_state_dict(dict(weights), assign=True)


def whole_frames(frames: Tensor, speed: float = 1.0) -> Tensor:
    """Predicted frames [B, P] as whole ones, at least one each, at a speaking rate."""
    return (frames / speed).round().clamp(min=1).long()


def expand(features: Tensor, frames: Tensor) -> Tensor:
    """Repeat each phoneme's column as long as it lasts: [B, C, P], [B, P] -> [B, C, T].

    Raises:
        ValueError: when the items of a batch differ in T.
    """
    rows = [
        x.repeat_interleave(n.to(x.device), dim=1)
        for x, n in zip(features, frames.long(), strict=True)
    ]
    if len({row.shape[1] for row in rows}) != 1:
        raise ValueError("every item of a batch must last equally long")
    return torch.stack(rows)


def split_style(row: Tensor) -> tuple[Tensor, Tensor]:
    """A voice's row [..., 256] as (timbre [..., 128], prosody [..., 128])."""
    return row[..., :STYLE], row[..., STYLE:]
