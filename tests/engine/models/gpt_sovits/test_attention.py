"""Relative positions against the definition, key by key."""

import pytest
import torch

from engine.models.gpt_sovits.attention import (
    Encoder,
    RelativeAttention,
    _band_to_full,
    _full_to_band,
)


@pytest.mark.parametrize("length", [1, 3, 4, 9])
def test_a_band_lands_on_the_keys_it_speaks_of(length):
    window = 3
    band = torch.randn(2, length, 2 * window + 1)
    full = _band_to_full(band, window)
    for i in range(length):
        for j in range(length):
            near = abs(j - i) <= window
            want = band[:, i, j - i + window] if near else torch.zeros(2)
            assert torch.equal(full[:, i, j], want)
    seen = _full_to_band(full, window)
    inside = _full_to_band(torch.ones(length, length), window)
    assert torch.equal(seen, band * inside)


def test_attention_follows_shaw():
    torch.manual_seed(0)
    attend = RelativeAttention(8, heads=2, window=2, dropout=0.0)
    x, length = torch.randn(1, 8, 6), 4
    mask = (torch.arange(6) < length).float().view(1, 1, 6)
    got = attend(x, mask)[..., :length]
    q, k, v = (
        conv(x)[0].view(2, 4, 6).transpose(1, 2)
        for conv in (attend.conv_q, attend.conv_k, attend.conv_v)
    )
    y = torch.zeros(2, 4, length)
    for head in range(2):
        for i in range(length):

            def distance(table, j, i=i):
                return table[0, j - i + 2] if abs(j - i) <= 2 else torch.zeros(4)

            keys = [k[head, j] + distance(attend.emb_rel_k, j) for j in range(length)]
            values = [v[head, j] + distance(attend.emb_rel_v, j) for j in range(length)]
            share = (torch.stack(keys) @ q[head, i] / 2).softmax(0)
            y[head, :, i] = share @ torch.stack(values)
    torch.testing.assert_close(got, attend.conv_o(y.reshape(1, 8, length)))


def test_padding_changes_nothing():
    torch.manual_seed(0)
    encode = Encoder(2, 8, 12, heads=2, kernel=3, window=2, dropout=0.0)
    x = torch.randn(1, 8, 5)
    padded = torch.cat([x, torch.randn(1, 8, 4)], dim=-1)
    mask = torch.tensor([1.0] * 5 + [0.0] * 4).view(1, 1, 9)
    alone, together = encode(x, torch.ones(1, 1, 5)), encode(padded, mask)
    torch.testing.assert_close(together[..., :5], alone)
    assert not together[..., 5:].any()
