"""Drawing tokens: noise of the right kind that belongs to a seed alone."""

import itertools

import torch

from engine.models.gpt_sovits.sampling import (
    NOISE_ROWS,
    Sampling,
    exponential_noise,
    penalised,
    pick,
    probabilities,
    seen_tokens,
)

CPU = torch.device("cpu")


def test_noise_is_exponential_and_belongs_to_its_seed():
    rows = NOISE_ROWS + 5
    first, second = (
        torch.stack(
            list(
                itertools.islice(exponential_noise(torch.Generator().manual_seed(3), 50, CPU), rows)
            )
        )
        for _ in range(2)
    )
    assert torch.equal(first, second)
    assert first.min() > 0
    assert abs(first.mean() - 1) < 0.05 and abs(first.std() - 1) < 0.05


def test_draws_follow_the_probabilities():
    wanted = torch.tensor([0.5, 0.3, 0.2, 0.0])
    noise = exponential_noise(torch.Generator().manual_seed(0), 4, CPU)
    drawn = pick(wanted.expand(4000, 4), torch.stack(list(itertools.islice(noise, 4000))))
    found = drawn.bincount(minlength=4) / 4000
    assert torch.allclose(found, wanted, atol=0.03)
    assert found[3] == 0


def test_a_seen_token_is_penalised_once():
    logits = torch.tensor([[2.0, -2.0, 1.0]])
    seen = seen_tokens(torch.tensor([[0, 1, 0, 0]]), 3)
    assert penalised(logits, seen, 2.0).tolist() == [[1.0, -4.0, 1.0]]
    assert penalised(logits, seen, 1.0) is logits


def test_the_token_that_crosses_top_p_goes_but_the_first_stays():
    logits = torch.tensor([[0.5, 0.3, 0.2]]).log()
    kept = probabilities(logits, Sampling(top_k=0, top_p=0.7, repetition_penalty=1.0)) > 0
    assert kept.tolist() == [[True, False, False]]
    kept = probabilities(logits, Sampling(top_k=0, top_p=0.1, repetition_penalty=1.0)) > 0
    assert kept.tolist() == [[True, False, False]]


def test_ties_with_the_last_of_top_k_stay():
    logits = torch.tensor([[3.0, 1.0, 1.0, 0.0]])
    kept = probabilities(logits, Sampling(top_k=2)) > 0
    assert kept.tolist() == [[True, True, True, False]]


def test_a_row_is_drawn_the_same_alone_and_among_others():
    logits = torch.randn(5, 30, generator=torch.Generator().manual_seed(0))
    sampling = Sampling(top_k=7, top_p=0.8, temperature=0.7)
    together = probabilities(logits, sampling)
    for row in range(5):
        assert torch.equal(probabilities(logits[row : row + 1], sampling)[0], together[row])
