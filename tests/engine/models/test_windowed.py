"""A window over attention: the numbers of full attention with a band, in a part of its memory."""

import torch
from torch.nn import functional as F

from engine.models.windowed import Window, windowed_attention


def full(query, key, value, window):
    """The same by one mask over all places."""
    text, places = window.text, query.shape[2]
    order = torch.ones(places, places, dtype=torch.bool).tril()
    order &= ~torch.ones(places, places, dtype=torch.bool).tril(-window.width - 1)
    order[:text] = False
    order[:, :text] = True
    mask = order & window.visible[:, None, None, :]
    return F.scaled_dot_product_attention(query, key, value, mask)


def drawn(text, sound, batch=2, heads=2, depth=8):
    torch.manual_seed(text + sound)
    shape = (batch, heads, text + sound, depth)
    return [torch.randn(shape, requires_grad=True) for _ in range(3)]


def held(run):
    """Bytes that are kept for the way back."""
    seen = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        seen[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        run()
    return sum(seen.values())


def test_a_window_is_full_attention_with_a_band():
    for text, sound, width in ((5, 33, 8), (7, 16, 16), (3, 5, 16), (4, 1, 2)):
        parts = drawn(text, sound)
        visible = torch.ones(2, text + sound, dtype=torch.bool)
        visible[0, :2] = False
        visible[1, text + sound - sound // 3 :] = False
        window = Window(text, width, visible)
        ours, theirs = windowed_attention(*parts, window), full(*parts, window)
        said = visible[:, None, :, None]
        torch.testing.assert_close(ours * said, theirs * said)
        grads = (torch.autograd.grad((y * said).square().sum(), parts) for y in (ours, theirs))
        torch.testing.assert_close(*grads, rtol=1e-4, atol=1e-5)


def test_a_long_sequence_holds_a_quarter_of_what_full_attention_does():
    parts = drawn(32, 1024)
    window = Window(32, 64, torch.ones(2, 1056, dtype=torch.bool))
    dropout = 0.1  # with it, as in training, probabilities are kept
    mask = torch.ones(1056, 1056, dtype=torch.bool).tril()
    whole = held(lambda: F.scaled_dot_product_attention(*parts, mask, dropout))
    narrow = held(lambda: windowed_attention(*parts, window, dropout))
    assert narrow < 0.25 * whole
