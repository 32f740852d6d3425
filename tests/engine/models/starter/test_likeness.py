"""The speaker encoder that voices learn by: its numbers, and that it knows people apart."""

import numpy as np
import onnxruntime
import pytest
import torch

from engine.models.starter import likeness
from engine.models.starter.generator import SAMPLE_RATE
from engine.models.starter.likeness import SHORTEST, LikenessLoss, SpeakerLikeness
from engine.models.starter.persona import Persona
from engine.models.starter.speaking import utter
from engine.text import frontend


@pytest.fixture(scope="module")
def encoder():
    return SpeakerLikeness()


@pytest.fixture(scope="module")
def said(network):
    """Says a sentence as a stock voice: wave [N] at 24 kHz."""
    front = frontend("en")

    def say(voice: str, text: str) -> torch.Tensor:
        tokens = network.tokens(front.phones(text, network.vocabulary).phonemes)
        with torch.no_grad():
            return utter(network, Persona(network.voices[voice]), tokens)[0]

    return say


def test_it_gives_the_numbers_of_the_file(encoder):
    pieces = torch.randn(2, 80, 40, generator=torch.Generator().manual_seed(0)) - 3
    session = onnxruntime.InferenceSession(likeness._file())
    theirs = session.run(None, {"mel_window": pieces.numpy()})[0]
    ours = encoder.project(encoder.lstm(pieces)[0][:, -1]).detach().numpy()
    for a, b in zip(ours, theirs, strict=True):
        # The file computes with eight bits, we with floats.
        assert np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b) > 0.999


def test_the_same_person_is_nearer_than_another_and_sound_learns_from_it(encoder, said):
    first, second = (said("af_bella", text) for text in ("The kettle sings.", "Open the door."))
    loss = LikenessLoss(encoder, [first])
    recorded = first[None, : 2 * SAMPLE_RATE]
    length = recorded.shape[1]
    own, other = second[None, :length], said("am_fenrir", "Open the door.")[None, :length]
    size = min(length, own.shape[1], other.shape[1])
    distances = [float(loss(wave[:, :size], recorded[:, :size])) for wave in (recorded, own, other)]
    assert distances == sorted(distances) and distances[2] > distances[1] + 0.2
    wave = own[:, :size].clone().requires_grad_(True)
    loss(wave, recorded[:, :size]).backward()
    assert wave.grad is not None and float(wave.grad.abs().max()) > 0
    assert all(parameter.grad is None for parameter in encoder.parameters())


def test_a_crop_too_short_to_tell_counts_nothing(encoder, said):
    loss = LikenessLoss(encoder, [said("af_bella", "The kettle sings.")])
    short = torch.zeros(1, SHORTEST)
    assert float(loss(short, short)) == 0.0
