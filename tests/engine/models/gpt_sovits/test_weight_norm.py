"""Folding weight norms away and back, and that folded layers take adapters."""

import pytest
import torch
from torch import nn

from engine.models.gpt_sovits.weight_norm import WeightNormed, as_folded, as_official, fold


@pytest.mark.parametrize(
    "conv, shape",
    [
        (nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2), (2, 4, 11)),
        (nn.Conv2d(1, 3, (5, 1), (3, 1), padding=(2, 0), bias=False), (2, 1, 9, 2)),
        (nn.ConvTranspose1d(4, 2, 8, 4, padding=2), (2, 4, 5)),
    ],
)
def test_it_is_the_convolution_whose_weight_has_the_norm(conv, shape):
    normed, x = WeightNormed(conv), torch.randn(shape)
    torch.testing.assert_close(normed(x), conv(x))
    torch.testing.assert_close(normed.plain()(x), conv(x))
    with torch.no_grad():
        normed.weight_g.mul_(2)
        conv.weight.mul_(2)
    torch.testing.assert_close(normed(x), conv(x))


def test_folding_and_coming_back_keeps_every_tensor():
    module = nn.Sequential(WeightNormed(nn.Conv1d(4, 6, 3)), nn.ReLU(), nn.Conv1d(6, 2, 1))
    official, x = module.state_dict(), torch.randn(1, 4, 8)
    official["0.weight_v"] *= 3  # what counts is its direction
    want = module(x)
    fold(module)
    torch.testing.assert_close(module(x), want)
    assert isinstance(module[0], nn.Conv1d)
    back = as_official(module.state_dict(), official)
    assert back.keys() == official.keys()
    again = as_folded(back, module.state_dict())
    for name, tensor in module.state_dict().items():
        torch.testing.assert_close(again[name], tensor)
    torch.testing.assert_close(back["0.weight_g"], official["0.weight_g"])
