"""The GPT's loss: the published defects where they are asked for, and none where they are not."""

from dataclasses import replace

import pytest
import torch

from engine.models.gpt_sovits.gpt_training import (
    preference_forward,
    rejected_batch,
    training_forward,
)
from tests.engine.models.gpt_sovits.tiny_gpt import CONFIG, tiny_batch, tiny_gpt


@pytest.fixture(scope="module")
def gpt():
    return tiny_gpt()


def row(batch, number):
    """One utterance of a batch alone, without padding."""
    phones, tokens = int(batch.phone_lengths[number]), int(batch.token_lengths[number])
    return replace(
        batch,
        phones=batch.phones[number : number + 1, :phones],
        phone_lengths=batch.phone_lengths[number : number + 1],
        bert=batch.bert[number : number + 1, :, :phones],
        tokens=batch.tokens[number : number + 1, :tokens],
        token_lengths=batch.token_lengths[number : number + 1],
    )


def rubbish_in_padding(batch):
    phones, tokens = batch.phones.clone(), batch.tokens.clone()
    phones[1, 4:], tokens[1, 5:] = 19, 38
    bert = batch.bert.clone()
    bert[1, :, 4:] = 9.0
    return replace(batch, phones=phones, tokens=tokens, bert=bert)


def test_mended_a_batch_costs_what_its_rows_cost_alone(gpt):
    batch = tiny_batch()
    found = training_forward(gpt, batch, "mended")
    alone = [training_forward(gpt, row(batch, number), "mended") for number in range(2)]
    assert torch.allclose(found.log_likelihood, torch.cat([a.log_likelihood for a in alone]))
    assert int(found.counted) == sum(int(a.counted) for a in alone) == 10 + 6


def test_mended_what_lies_in_the_padding_does_not_matter(gpt):
    batch = tiny_batch()
    found = training_forward(gpt, batch, "mended").loss
    other = training_forward(gpt, rubbish_in_padding(batch), "mended").loss
    assert torch.allclose(found, other)


def test_published_padding_is_seen_and_first_phonemes_are_hidden(gpt):
    batch = tiny_batch()
    found = training_forward(gpt, batch, "published").log_likelihood
    seen = training_forward(gpt, rubbish_in_padding(batch), "published").log_likelihood
    assert torch.allclose(found[0], seen[0])
    assert not torch.allclose(found[1], seen[1])
    phones = batch.phones.clone()
    phones[1, :3] = 19
    hidden = replace(batch, phones=phones)
    blind = training_forward(gpt, hidden, "published").log_likelihood
    assert torch.allclose(found, blind)
    mended = training_forward(gpt, batch, "mended").log_likelihood
    assert not torch.allclose(mended[1], training_forward(gpt, hidden, "mended").log_likelihood[1])


def test_published_ends_on_padding_count(gpt):
    found = training_forward(gpt, tiny_batch(), "published")
    assert int(found.counted) == 2 * 10
    assert found.targets[1].tolist()[5:] == [CONFIG.eos] * 5


def test_without_padding_both_are_the_same(gpt):
    batch = tiny_batch((6, 6), (8, 8))
    published, mended = (training_forward(gpt, batch, m) for m in ("published", "mended"))
    assert torch.allclose(published.loss, mended.loss)


def test_it_learns_a_sentence_by_heart():
    gpt = tiny_gpt(1).train()
    batch = tiny_batch()
    optimiser = torch.optim.Adam(gpt.parameters(), lr=3e-3)
    losses = []
    for _ in range(60):
        loss = training_forward(gpt, batch, "mended").loss
        losses.append(loss.item())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert losses[-1] < 0.1 * losses[0]
    assert training_forward(gpt, batch, "mended").accuracy > 0.9


@pytest.mark.parametrize("masks", ["published", "mended"])
def test_rejected_rows_say_a_span_twice_or_not_at_all(masks):
    batch = tiny_batch((3, 3), (20, 12))
    found = rejected_batch(batch, masks, torch.Generator().manual_seed(0))
    again = rejected_batch(batch, masks, torch.Generator().manual_seed(0))
    assert torch.equal(found.tokens, again.tokens)
    kinds = set()
    for seed in range(20):
        made = rejected_batch(batch, masks, torch.Generator().manual_seed(seed))
        for number, length in enumerate(made.token_lengths.tolist()):
            whole = 20 if masks == "published" else int(batch.token_lengths[number])
            said = batch.tokens[number, :whole].tolist()
            new = made.tokens[number, :length].tolist()
            longer, shorter = max(said, new, key=len), min(said, new, key=len)
            span = len(longer) - len(shorter)
            cuts = range(len(shorter) + 1)
            assert any(longer[:i] + longer[i + span :] == shorter for i in cuts)
            kinds.add((length > whole) - (length < whole))
    assert kinds >= {1, -1}


def test_preferring_the_true_row_lowers_the_preference_loss():
    gpt = tiny_gpt(2)
    batch = tiny_batch()
    rejected = rejected_batch(batch, "mended", torch.Generator().manual_seed(3))
    optimiser = torch.optim.SGD(gpt.parameters(), lr=1e-2)
    losses = []
    for _ in range(5):
        found = preference_forward(gpt, batch, rejected, "mended")
        losses.append(found.preference_loss.item())
        optimiser.zero_grad()
        found.preference_loss.backward()
        optimiser.step()
    assert losses[-1] < losses[0]
    assert torch.allclose(found.loss, found.chosen.loss + found.preference_loss)
