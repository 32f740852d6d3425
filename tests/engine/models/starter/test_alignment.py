"""Alignment against speech whose durations are known: one stock voice through another."""

import pytest
import torch

from engine.models.starter.alignment import align
from engine.models.starter.features import clip_features
from engine.models.starter.network import split_style, whole_frames

PHONES = "ʃi ˈOpənd ðə lˈɛTəɹ, ɹˈɛd ɪt twˈIs, ænd lˈæft."
FRAME_MS = 25.0


@pytest.fixture(scope="module")
def spoken(network):
    """A sentence by one voice: tokens, its true frames, its features."""
    tokens = network.tokens(PHONES)
    timbre, prosody = split_style(network.voices["af_bella"][tokens.shape[1] - 3].unsqueeze(0))
    with torch.no_grad():
        states = network.encode(tokens)
        predicted, hidden = network.durations(states, prosody)
        frames = whole_frames(predicted)
        f0, energy = network.curves(hidden, frames, prosody)
        wave = network.decode(states, frames, f0, energy, timbre)[0].numpy()
    return tokens, frames[0], clip_features("known", tokens, wave, 24_000, 1.0)


def test_boundaries_are_found_within_a_frame(network, spoken) -> None:
    _, frames, clip = spoken
    found = align(network, clip, network.voices["af_heart"])
    assert int(found.frames.sum()) == clip.frames
    assert (found.frames >= 1).all()
    # Edges are trimmed, so boundaries are compared from the end of the first token.
    shift = found.frames[0] - frames[0]
    error = (found.frames.cumsum(0)[:-1] - frames.cumsum(0)[:-1] - shift).abs().double().mean()
    assert error * FRAME_MS < FRAME_MS


def test_another_text_costs_more(network, spoken) -> None:
    _, _, clip = spoken
    other = network.tokens("ðə hˈɑɹbəɹ wʌz kwˈIət, nˈObˌɑdi sˈɛd ɐ wˈɜɹd tə ˈɛni.")
    wrong = clip_features("wrong", other, clip.wave.numpy(), 24_000, 1.0)
    voice = network.voices["af_heart"]
    assert align(network, wrong, voice).cost > 1.3 * align(network, clip, voice).cost
