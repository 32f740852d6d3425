"""The SoVITS generator: semantic tokens, phonemes and a person's style to a 32 kHz wave (FACTS 3).

How to use it:

    config = SovitsConfig.from_official(official_config, "v2Pro")
    synthesizer = build_synthesizer(config)               # or posterior=False: only to speak
    synthesizer.load_official(state, "sovits.pth")        # strict
    synthesizer.eval(); synthesizer.fold()                # fold: faster, and layers take adapters
    codes = synthesizer.extract_codes(hubert_features)
    style = synthesizer.style(spec, speaker_vector)       # average the styles of several references
    noise = synthesizer.draw_noise(codes, speed, generator)
    wave = synthesizer.decode(codes, text, style, noise)
    official = synthesizer.official_state()               # names and shapes as in official files

Randomness comes in as tensors; only dropout, in training, draws from torch's own generator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.models.gpt_sovits import weight_norm
from engine.models.gpt_sovits.attention import FeedForward, RelativeAttention
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.flow import Flow
from engine.models.gpt_sovits.posterior import PosteriorEncoder
from engine.models.gpt_sovits.prior import PriorEncoder, frame_mask, stretched
from engine.models.gpt_sovits.quantizer import Quantizer
from engine.models.gpt_sovits.strict import load_strictly
from engine.models.gpt_sovits.style import MelStyleEncoder
from engine.models.gpt_sovits.vocoder import ResidualBlock, Vocoder
from engine.models.gpt_sovits.wavenet import WaveNet

FRAMES_PER_CODE = 2
NOISE = 0.5  # the published share of noise when speaking
POSTERIOR = "enc_q."


class Lesson(NamedTuple):
    """What a training step hears of a batch of clips.

    codes int64 [B, T / 2]: `extract_codes` of the features padded with zeros to the batch's T;
    spec [B, bins, T] zero padded, frames int64 [B]; text int64 [B, N], letters int64 [B] their
    count; speaker [B, speaker] for the Pro versions; noise [B, latent, T] of the posterior; starts
    int64 [B]: where the crop for the vocoder begins, in frames.
    """

    codes: Tensor
    spec: Tensor
    frames: Tensor
    text: Tensor
    letters: Tensor
    noise: Tensor
    starts: Tensor
    speaker: Tensor | None = None


class Lessons(NamedTuple):
    """What comes out of a training step: [B, latent, T] but for the wave, mask and content.

    wave [B, 1, segment * hop] is the spoken crop, mask [B, 1, T], content [B, content, T].
    """

    wave: Tensor
    mask: Tensor
    latent: Tensor
    moved: Tensor
    prior_mean: Tensor
    prior_logs: Tensor
    mean: Tensor
    logs: Tensor
    content: Tensor


class Synthesizer(nn.Module):
    """All networks of one SoVITS generator under their official names."""

    def __init__(self, config: SovitsConfig, posterior: bool = True) -> None:
        super().__init__()
        self.config = config
        self.enc_p = PriorEncoder(config)
        self.dec = Vocoder(config.vocoder, config.latent, config.style_width)
        if posterior:
            self.enc_q = PosteriorEncoder(config)
        self.flow = Flow(config)
        self.ref_enc = MelStyleEncoder(config.style, config.style_width)
        self.ssl_proj = nn.Conv1d(
            config.content, config.content, FRAMES_PER_CODE, stride=FRAMES_PER_CODE
        )
        self.quantizer = Quantizer(config.codes, config.content)
        if config.pro:
            self.sv_emb = nn.Linear(config.speaker, config.style_width)
            self.ge_to512 = nn.Linear(config.style_width, config.mrte)
            self.prelu = nn.PReLU(config.style_width)
        self._names = tuple(self.state_dict())

    def load_official(self, state: Mapping[str, Tensor], what: str = "the SoVITS file") -> None:
        """Become the network of an official state, folded or not; see `load_strictly`.

        A network without a posterior takes only a state without one.

        Raises:
            EngineError: kind "damaged".
        """
        load_strictly(self, weight_norm.as_folded(state, self.state_dict()), what)

    def official_state(self) -> dict[str, Tensor]:
        """The state under official names, also after `fold`; adapters must have been folded."""
        state = weight_norm.as_official(self.state_dict(), self._names)
        return {name: state[name] for name in self._names}

    def fold(self) -> None:
        """Make plain convolutions of those with a weight norm; training then moves weights."""
        weight_norm.fold(self)

    @torch.no_grad()
    def extract_codes(self, features: Tensor) -> Tensor:
        """Content features [B, content, T] at 50 Hz -> tokens int64 [B, T // 2] at 25 Hz.

        Frozen: the published training never moves the quantizer nor its projection either.
        """
        return self.quantizer.encode(self.ssl_proj(features))

    def style(
        self, spec: Tensor, speaker: Tensor | None = None, frames: Tensor | None = None
    ) -> Tensor:
        """Who speaks: spec [B, bins, T] (and speaker [B, speaker]) -> [B, style width, 1].

        `frames` [B] are the lengths of a padded batch. The mean of several finished styles is the
        style of several references.
        """
        mask = torch.ones_like(spec[:, :1])
        if frames is not None:
            mask = frame_mask(frames, spec.shape[-1]).to(spec.dtype)
        style = self.ref_enc(spec[:, : self.config.style.bins] * mask, mask)
        if self.config.pro:
            assert speaker is not None, "a Pro network needs the speaker vector"
            style = self.prelu(style + self.sv_emb(speaker).unsqueeze(-1))
        return style

    def prior_style(self, style: Tensor) -> Tensor:
        """The style as the prior encoder takes it, [B, mrte width, 1]."""
        if not self.config.pro:
            return style
        return self.ge_to512(style.transpose(1, 2)).transpose(1, 2)

    def content(self, codes: Tensor) -> Tensor:
        """Tokens [B, T] -> their entries [B, content, 2 T], each held for two frames."""
        return self.quantizer.decode(codes).repeat_interleave(FRAMES_PER_CODE, dim=-1)

    def draw_noise(self, codes: Tensor, speed: float, generator: torch.Generator | None) -> Tensor:
        """Normal noise for `decode`, drawn on the generator's device."""
        frames = stretched(FRAMES_PER_CODE * codes.shape[-1], speed)
        device = generator.device if generator else None
        shape = (codes.shape[0], self.config.latent, frames)
        return torch.randn(shape, generator=generator, device=device).to(codes.device)

    def decode(
        self,
        codes: Tensor,
        text: Tensor,
        style: Tensor,
        noise: Tensor,
        noise_scale: float = NOISE,
        speed: float = 1.0,
    ) -> Tensor:
        """Speak: codes [B, T] and phonemes [B, N] of the target only -> wave [B, 1, samples].

        All of one length; `noise` as `draw_noise` gives it. Not clipped.
        """
        latent = self.latent(codes, text, style, noise, noise_scale, speed)
        return self.dec(latent, style)

    def latent(
        self,
        codes: Tensor,
        text: Tensor,
        style: Tensor,
        noise: Tensor,
        noise_scale: float = NOISE,
        speed: float = 1.0,
    ) -> Tensor:
        """`decode` up to the vocoder: [B, latent, frames]; `dec` makes hop samples of a frame."""
        content = self.content(codes)
        mask = content.new_ones(content.shape[0], 1, content.shape[-1])
        text_mask = content.new_ones(text.shape[0], 1, text.shape[-1])
        prior = self.enc_p(content, mask, text, text_mask, self.prior_style(style), speed)
        drawn = prior.mean + noise * prior.logs.exp() * noise_scale
        return self.flow(drawn, prior.mask, style, reverse=True) * prior.mask

    def forward(self, lesson: Lesson) -> Lessons:
        """The training forward (FACTS 3, "Training forward")."""
        content = self.content(lesson.codes)
        mask = frame_mask(lesson.frames, lesson.spec.shape[-1])
        text_mask = frame_mask(lesson.letters, lesson.text.shape[-1])
        style = self.style(lesson.spec, lesson.speaker, lesson.frames)
        prior = self.enc_p(content, mask, lesson.text, text_mask, self.prior_style(style))
        latent, mean, logs = self.enc_q(lesson.spec, mask, style, lesson.noise)
        moved = self.flow(latent, mask, style)
        wave = self.dec(crop(latent, lesson.starts, self.config.segment), style)
        return Lessons(wave, mask, latent, moved, prior.mean, prior.logs, mean, logs, content)

    def checkpoint_blocks(self) -> list[str]:
        """Submodules worth computing again in the backward pass, the largest memory first."""
        kinds = (ResidualBlock, WaveNet, RelativeAttention, FeedForward)
        modules = list(self.named_modules())
        return [name for kind in kinds for name, module in modules if isinstance(module, kind)]


def build_synthesizer(config: SovitsConfig, posterior: bool = True) -> Synthesizer:
    """A network with fresh weights; `posterior=False` for speech, which never needs it.

    Official small files have no posterior (`enc_q`); files to train from do.
    """
    return Synthesizer(config, posterior)


def crop(x: Tensor, starts: Tensor, length: int) -> Tensor:
    """From [B, C, T] the `length` places from each start: [B, C, length]."""
    where = starts[:, None] + torch.arange(length, device=x.device)
    return x.gather(2, where.unsqueeze(1).expand(-1, x.shape[1], -1))


def draw_starts(frames: Tensor, segment: int, generator: torch.Generator | None) -> Tensor:
    """Where each clip's crop begins: int64 [B], uniform over where it fits (FACTS 3).

    Frames [B] must be at least `segment`.
    """
    device = generator.device if generator else None
    share = torch.rand(frames.shape, generator=generator, device=device).to(frames.device)
    return (share * (frames - segment + 1)).long()
