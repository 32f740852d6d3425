"""Tokens of what is said, learned: a projection and a codebook from which the mel comes back.

A VQ-VAE (arXiv 1711.00937) with moving averages and restarted entries (arXiv 2005.00341): features
of an encoder go through the projection, then the nearest entry, and a small network makes the log
mel of the clip from them. That network is told how the clip sounds on average, so that entries need
not stand for voices, and is thrown away. For 21 minutes of one voice, what a fresh network makes of
these tokens is .54 nats from held-out mels; of the tokens of k-means on standardised features, .72.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from engine.control import Control
from engine.events import Emit, Progress
from engine.models.gpt_sovits.synthesizer import FRAMES_PER_CODE, Synthesizer

CHANNELS = 64  # that the projection uses; the others of the codebook stay zero
WIDTH, LAYERS, KERNEL, DROPOUT = 192, 4, 5, 0.1
PIECES, PIECE = 8, 32  # in a step, and the tokens of one
RATE = 1e-3
FREE = 5  # one part in so many of the steps runs before there are entries
COMMITMENT = 0.25
MEMORY = 0.98  # of the averages, a step
RARE = 0.02  # times a step: entries that are nearest to less than this begin again elsewhere
LEAST_FRAMES = 8  # of the corpus for an entry
FAR = 1e4  # where entries without a meaning lie: nothing is ever nearest to them
TOLD_EVERY = 50


@dataclass(frozen=True)
class Heard:
    """What an encoder heard of a clip, half precision [content, T], and its log mel [mels, T]."""

    features: Tensor
    mel: Tensor


def learn_codebook(
    synthesizer: Synthesizer,
    clips: Sequence[Heard],
    steps: int,
    seed: int,
    emit: Emit,
    control: Control,
) -> None:
    """Give the synthesizer a projection and a codebook that were learned on the clips."""
    features = torch.cat([clip.features.float() for clip in clips], 1)
    mean, spread = features.mean(1), features.std(1)
    scale = torch.where(spread > 1e-3, 1 / spread.clamp_min(1e-3), 0.0)
    tokens = features.shape[1] // FRAMES_PER_CODE
    book = synthesizer.quantizer.codebook
    entries = max(2, min(len(book.embed), tokens // LEAST_FRAMES))
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        torch.manual_seed(seed)
        learner = _Autoencoder(mean, scale, clips[0].mel.shape[0], entries)
        _learn(learner, clips, steps, seed, emit, control)
    weight, bias = learner.plain_projection()
    _put(synthesizer.ssl_proj, weight, bias)
    book.embed.zero_()[entries:] = FAR
    book.embed[:entries, :CHANNELS] = learner.entries
    book.embed_avg.copy_(book.embed)
    book.cluster_size[:entries] = learner.uses
    book.inited.fill_(1.0)


@torch.no_grad()
def _put(projection: nn.Conv1d, weight: Tensor, bias: Tensor) -> None:
    """Into the first channels; nothing comes out of the others."""
    assert projection.bias is not None
    projection.weight.zero_()[:CHANNELS] = weight
    projection.bias.zero_()[:CHANNELS] = bias


class _Autoencoder(nn.Module):
    """Features [B, content, 2 T] and mean mels [B, mels] -> mels [B, mels, 2 T] through tokens."""

    entries: Tensor
    uses: Tensor
    sums: Tensor

    def __init__(self, mean: Tensor, scale: Tensor, mels: int, entries: int) -> None:
        super().__init__()
        self.mean, self.scale = mean[:, None], scale[:, None]
        self.projection = nn.Conv1d(len(mean), CHANNELS, FRAMES_PER_CODE, FRAMES_PER_CODE)
        self.voice = nn.Linear(mels, WIDTH)
        self.first = nn.Conv1d(CHANNELS, WIDTH, 1)
        layers = [nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2) for _ in range(LAYERS)]
        self.layers = nn.ModuleList(layers)
        self.drop = nn.Dropout(DROPOUT)
        self.last = nn.Conv1d(WIDTH, mels, KERNEL, padding=KERNEL // 2)
        self.quantizing = False
        self.register_buffer("entries", torch.zeros(entries, CHANNELS))
        self.register_buffer("uses", torch.zeros(entries))
        self.register_buffer("sums", torch.zeros(entries, CHANNELS))

    def forward(self, features: Tensor, voice: Tensor) -> tuple[Tensor, Tensor]:
        """The mels, and how far the projections lie from their entries."""
        found = self.project(features)
        apart = found.new_zeros(())
        if self.quantizing:
            nearest = self._nearest(found.detach())
            apart = (found - nearest).square().mean()
            found = found + (nearest - found).detach()
        x = self.first(found).repeat_interleave(FRAMES_PER_CODE, -1) + self.voice(voice)[..., None]
        for layer in self.layers:
            x = x + self.drop(torch.relu(layer(x)))
        return self.last(x), apart

    def project(self, features: Tensor) -> Tensor:
        """Features [B, content, 2 T] -> [B, channels, T]."""
        return self.projection((features - self.mean) * self.scale)

    @torch.no_grad()
    def plain_projection(self) -> tuple[Tensor, Tensor]:
        """Weight and bias that do the same to features as they are heard."""
        assert self.projection.bias is not None
        weight = self.projection.weight * self.scale
        return weight, self.projection.bias - torch.einsum("ock,cl->o", weight, self.mean)

    def begin(self, points: Tensor, seed: int) -> None:
        """Entries for points [N, channels] by k-means, which the averages then go on from."""
        from sklearn.cluster import MiniBatchKMeans

        means = MiniBatchKMeans(len(self.entries), batch_size=4096, random_state=seed).fit(
            points.numpy()
        )
        self.entries.copy_(torch.from_numpy(means.cluster_centers_))
        self.uses.fill_(PIECES * PIECE / len(self.entries))
        self.sums.copy_(self.entries * self.uses[:, None])
        self.quantizing = True

    @torch.no_grad()
    def _nearest(self, found: Tensor) -> Tensor:
        points = found.transpose(1, 2).flatten(0, 1)
        at = torch.cdist(points, self.entries).argmin(1)
        nearest = self.entries[at].unflatten(0, (len(found), -1)).transpose(1, 2)
        count = torch.bincount(at, minlength=len(self.entries)).float()
        new = torch.zeros_like(self.sums).index_add_(0, at, points)
        self.uses.lerp_(count, 1 - MEMORY)
        self.sums.lerp_(new, 1 - MEMORY)
        self.entries.copy_(self.sums / self.uses.clamp_min(1e-4)[:, None])
        rare = torch.nonzero(self.uses < RARE)[:, 0]
        again = points[torch.randint(len(points), (len(rare),))]
        self.entries[rare], self.uses[rare], self.sums[rare] = again, 0.1, 0.1 * again
        return nearest


def _learn(
    learner: _Autoencoder,
    clips: Sequence[Heard],
    steps: int,
    seed: int,
    emit: Emit,
    control: Control,
) -> None:
    rng = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(learner.parameters(), RATE)
    means = [clip.mel.mean(1) for clip in clips]
    frames = FRAMES_PER_CODE * PIECE
    frames = min(frames, max(clip.mel.shape[1] for clip in clips) // FRAMES_PER_CODE * 2)
    long = [place for place, clip in enumerate(clips) if clip.mel.shape[1] >= frames]
    for step in range(steps):
        control.check("begin")
        if step % TOLD_EVERY == 0:
            emit(Progress("begin", step, steps, "Finding sounds to speak with"))
        if step == steps // FREE:
            with torch.no_grad():
                points = [learner.project(clip.features.float()[None])[0] for clip in clips]
            learner.begin(torch.cat(points, 1).T, seed)
        optimiser.param_groups[0]["lr"] = RATE * (1 - 0.95 * step / steps)
        places = rng.choice(long, PIECES)
        starts = [int(rng.integers(clips[p].mel.shape[1] - frames + 1)) for p in places]
        cut = [slice(start, start + frames) for start in starts]
        features = torch.stack([clips[p].features[:, c] for p, c in zip(places, cut, strict=True)])
        mels = torch.stack([clips[p].mel[:, c] for p, c in zip(places, cut, strict=True)])
        guess, apart = learner(features.float(), torch.stack([means[p] for p in places]))
        loss = (guess - mels).abs().mean() + COMMITMENT * apart
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
