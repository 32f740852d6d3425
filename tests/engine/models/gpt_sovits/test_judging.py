"""The discriminators say the same, however they are asked; some ways hold less."""

import pytest
import torch

from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.judging import discriminator_losses, generator_losses

WAYS = ("published", "together", "in turn")


@pytest.fixture
def asked():
    torch.manual_seed(3)
    return Discriminators((2, 3), share=16), torch.randn(2, 1, 640), torch.randn(2, 1, 640)


class Kept:
    """Bytes that autograd holds for the way back, parameters aside."""

    def __init__(self, module):
        self._own = {p.untyped_storage().data_ptr() for p in module.parameters()}
        self._seen = {}
        self.hooks = torch.autograd.graph.saved_tensors_hooks(self._pack, lambda t: t)

    def _pack(self, tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in self._own:
            self._seen[storage.data_ptr()] = storage.nbytes()
        return tensor

    @property
    def bytes(self):
        return sum(self._seen.values())


def test_the_discriminators_learn_the_same_in_every_way(asked):
    discriminators, real, spoken = asked
    found = {}
    for way in WAYS:
        discriminators.zero_grad()
        losses = discriminator_losses(discriminators, real, spoken, way)
        sum(loss for part in losses for loss in part).backward()
        gradients = [p.grad.clone() for p in discriminators.parameters()]
        found[way] = [loss for part in losses for loss in part], gradients
    for way in WAYS[1:]:
        torch.testing.assert_close(found[way], found["published"], rtol=1e-4, atol=1e-6)


def test_the_generator_learns_the_same_in_every_way(asked):
    discriminators, real, spoken = asked
    spoken.requires_grad_(True)
    found = {}
    for way in WAYS:
        each, features = generator_losses(discriminators, real, spoken, way)
        (gradient,) = torch.autograd.grad(torch.stack(each).sum() + features, spoken)
        found[way] = each, features, gradient
        assert all(p.requires_grad for p in discriminators.parameters())
    for way in WAYS[1:]:
        torch.testing.assert_close(found[way], found["published"], rtol=1e-4, atol=1e-7)


def test_what_only_judges_keeps_nothing_to_learn_from(asked):
    discriminators, real, spoken = asked
    spoken.requires_grad_(True)
    learning, judging = Kept(discriminators), Kept(discriminators)
    with learning.hooks:
        discriminators(spoken)
    with judging.hooks:
        generator_losses(discriminators, real, spoken, "together")
    assert judging.bytes < 1.5 * learning.bytes
