"""Decoding: in company as alone, streamed as whole, with a cache as without."""

import itertools
from contextlib import contextmanager

import pytest
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits import decoding
from engine.models.gpt_sovits.decoding import decode, decode_all, stream
from engine.models.gpt_sovits.gpt import attention_mask
from engine.models.gpt_sovits.sampling import Sampling, exponential_noise
from tests.engine.models.gpt_sovits.tiny_gpt import tiny_gpt, tiny_prefix

LIMIT = 80
PREFIXES = [tiny_prefix(*sizes) for sizes in ((9, 6), (3, 6), (5, 0), (12, 11), (4, 2))]


@pytest.fixture(scope="module")
def gpt():
    return tiny_gpt()


def generators():
    return [torch.Generator().manual_seed(seed) for seed in range(len(PREFIXES))]


@contextmanager
def counted(module):
    """A list that grows by one whenever the module runs."""
    calls = []
    hook = module.register_forward_hook(lambda *_: calls.append(1))
    yield calls
    hook.remove()


def without_cache(gpt, prefix, generator, sampling, limit):
    """The same rules by running everything anew for every token."""
    noise = exponential_noise(generator, gpt.config.tokens, gpt.device)
    said = prefix.prompt.tolist()
    for step in range(limit):
        text = gpt.embed_text(prefix.phones[None], prefix.bert[None])
        audio = gpt.embed_tokens(torch.tensor([said], dtype=torch.long), torch.arange(len(said)))
        mask = attention_mask(
            torch.ones(1, text.shape[1]).bool(), torch.ones(1, audio.shape[1]).bool()
        )
        scores = gpt.logits(gpt(torch.cat((text, audio), dim=1), mask)[:, -1])[0]
        if step < decoding.STEPS_WITHOUT_END:
            scores[gpt.config.eos] = -torch.inf
        for token in set(said):
            by = sampling.repetition_penalty
            scores[token] = scores[token] * by if scores[token] < 0 else scores[token] / by
        kept = scores.masked_fill(scores < scores.topk(sampling.top_k).values[-1], -torch.inf)
        token = int((kept.softmax(0) / next(noise)).argmax())
        if gpt.config.eos in (token, int(scores.argmax())):
            break
        said.append(token)
    return said[len(prefix.prompt) :]


def test_in_company_each_says_what_it_says_alone(gpt):
    together = decode_all(gpt, PREFIXES, Sampling(), generators(), LIMIT)
    for prefix, generator, spoken in zip(PREFIXES, generators(), together, strict=True):
        alone = decode_all(gpt, [prefix], Sampling(), [generator], LIMIT)[0]
        assert spoken.tokens.tolist() == alone.tokens.tolist()
        assert spoken.ended == alone.ended
    lengths = [len(spoken.tokens) for spoken in together]
    assert len(set(lengths)) > 2  # rows left the batch at different times
    assert min(lengths) >= decoding.STEPS_WITHOUT_END


def test_order_and_company_do_not_matter(gpt):
    forth = decode_all(gpt, PREFIXES, Sampling(), generators(), LIMIT)
    back = decode_all(gpt, PREFIXES[::-1], Sampling(), generators()[::-1], LIMIT)
    assert [s.tokens.tolist() for s in forth] == [s.tokens.tolist() for s in back[::-1]]


def test_with_cache_as_without(gpt):
    sampling = Sampling(top_k=8)
    for number, prefix in enumerate(PREFIXES):
        want = without_cache(gpt, prefix, torch.Generator().manual_seed(number), sampling, 30)
        one = torch.Generator().manual_seed(number)
        assert decode_all(gpt, [prefix], sampling, [one], 30)[0].tokens.tolist() == want


def test_a_cache_that_has_to_grow_changes_nothing(gpt, monkeypatch):
    want = decode_all(gpt, PREFIXES, Sampling(), generators(), LIMIT)
    monkeypatch.setattr(decoding, "CACHE_ROOM", 1)
    found = decode_all(gpt, PREFIXES, Sampling(), generators(), LIMIT)
    assert [s.tokens.tolist() for s in found] == [s.tokens.tolist() for s in want]


def test_streamed_as_whole_and_while_decoding_goes_on(gpt):
    for prefix, whole, part in zip(PREFIXES, generators(), generators(), strict=True):
        want = decode_all(gpt, [prefix], Sampling(), [whole], LIMIT)[0].tokens.tolist()
        tokens = stream(gpt, prefix, Sampling(), part, LIMIT)
        with counted(gpt.ar_predict_layer) as calls:
            first = list(itertools.islice(tokens, 3))
        assert len(calls) == 3  # three tokens cost three runs, not the whole utterance
        assert first + list(tokens) == want


def test_greedy_and_sampled_rows_live_side_by_side(gpt):
    pair = [PREFIXES[0], PREFIXES[0]]
    greedy, drawn = decode_all(gpt, pair, Sampling(), [None, generators()[0]], LIMIT)
    alone = decode_all(gpt, pair[:1], Sampling(), [None], LIMIT)[0]
    assert greedy.tokens.tolist() == alone.tokens.tolist() != drawn.tokens.tolist()


def test_the_limit_is_said(gpt):
    spoken = decode_all(gpt, PREFIXES, Sampling(), generators(), 5)
    assert [(len(s.tokens), s.ended) for s in spoken] == [(5, False)] * len(PREFIXES)


def test_the_global_generator_is_left_alone(gpt):
    torch.manual_seed(7)
    want = torch.rand(3)
    torch.manual_seed(7)
    first = decode_all(gpt, PREFIXES[:1], Sampling(), generators()[:1], LIMIT)
    assert torch.equal(torch.rand(3), want)
    torch.manual_seed(8)
    second = decode_all(gpt, PREFIXES[:1], Sampling(), generators()[:1], LIMIT)
    assert first[0].tokens.tolist() == second[0].tokens.tolist()


def test_nothing_to_say_is_an_error(gpt):
    with pytest.raises(EngineError) as caught:
        next(decode(gpt, [tiny_prefix(0, 3)], Sampling(), [None]))
    assert caught.value.kind == "input"
