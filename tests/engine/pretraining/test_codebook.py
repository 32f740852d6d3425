"""The codebook: its tokens carry what the sound needs, whatever else an encoder hears."""

from __future__ import annotations

import pytest
import torch

from engine.control import Control
from engine.errors import Cancelled
from engine.events import Event, Progress
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.synthesizer import Synthesizer
from engine.pretraining.codebook import Heard, learn_codebook
from tests.engine.pretraining.test_pretraining import TINY

SOUNDS, TOKENS, MELS = 6, 40, 16


@pytest.fixture
def synthesizer() -> Synthesizer:
    return Synthesizer(SovitsConfig.from_official(TINY.official()["sovits"], TINY.family))


def clips(content: int) -> tuple[list[Heard], list[torch.Tensor]]:
    """Clips of a few sounds: a quiet corner of the features tells which, the rest is loud noise."""
    torch.manual_seed(1)
    spectra, hints = 3 * torch.randn(SOUNDS, MELS), torch.randn(SOUNDS, 4)
    found, said = [], []
    for _ in range(12):
        sounds = torch.randint(SOUNDS, (TOKENS,))
        features = torch.randn(content, 2 * TOKENS)
        features[:4] = 0.3 * hints[sounds].T.repeat_interleave(2, 1)
        mel = spectra[sounds].T.repeat_interleave(2, 1)
        found.append(Heard(features.half(), mel))
        said.append(sounds)
    return found, said


def purity(codes: torch.Tensor, sounds: torch.Tensor) -> float:
    """Share of tokens that stand for the sound which is most frequent under them."""
    table = torch.zeros(int(codes.max()) + 1, SOUNDS)
    table.index_put_((codes, sounds), torch.ones(len(codes)), accumulate=True)
    return float(table.amax(1).sum() / len(codes))


def test_tokens_tell_sounds_apart(synthesizer):
    heard, said = clips(synthesizer.config.content)
    events: list[Event] = []
    learn_codebook(synthesizer, heard, 300, 0, events.append, Control())
    found = [synthesizer.extract_codes(clip.features.float()[None])[0] for clip in heard]
    codes = torch.cat(found).flatten()
    entries = int((synthesizer.quantizer.codebook.cluster_size > 0).sum())
    assert int(codes.max()) < entries
    assert purity(codes, torch.cat(said)) > 0.9
    assert any(isinstance(event, Progress) for event in events)


def test_the_same_seed_learns_the_same(synthesizer):
    heard, _ = clips(synthesizer.config.content)
    books = []
    for _ in range(2):
        learn_codebook(synthesizer, heard, 20, 3, lambda event: None, Control())
        book = synthesizer.quantizer.codebook.embed
        books.append((book.clone(), synthesizer.ssl_proj.weight.clone()))
    assert all(torch.equal(a, b) for a, b in zip(*books, strict=True))


def test_it_can_be_stopped(synthesizer):
    heard, _ = clips(synthesizer.config.content)
    control = Control()
    control.stop()
    with pytest.raises(Cancelled):
        learn_codebook(synthesizer, heard, 300, 0, lambda event: None, control)
