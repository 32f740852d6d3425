"""Let the GPT say tokens, one utterance or many at once, handing each out as it is made.

FACTS §5; AR/models/t2s_model.py:583-963 of the published system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.errors import EngineError
from engine.models.gpt_sovits.gpt import Gpt, attention_mask
from engine.models.gpt_sovits.kv_cache import KeyValueCache
from engine.models.gpt_sovits.sampling import (
    Sampling,
    exponential_noise,
    penalised,
    pick,
    probabilities,
    seen_tokens,
)

LONGEST = 1500  # tokens, one minute; as in the published system
STEPS_WITHOUT_END = 11  # speech does not end before that many tokens
CACHE_ROOM = 256


@dataclass(frozen=True)
class Prefix:
    """What the GPT is to continue.

    phones: ids [N] of the reference's text and the text to say. bert: [1024, N], zeros for all
    languages but Chinese. prompt: tokens [P] of the reference; P = 0 without a reference.
    """

    phones: Tensor
    bert: Tensor
    prompt: Tensor


@dataclass(frozen=True)
class Spoken:
    """The tokens [T] of one utterance; `ended` is False when `limit` cut it off."""

    tokens: Tensor
    ended: bool


@torch.inference_mode()
def decode(
    gpt: Gpt,
    prefixes: Sequence[Prefix],
    sampling: Sampling,
    noises: Sequence[Iterator[Tensor] | None],
    limit: int = LONGEST,
) -> Iterator[dict[int, int]]:
    """Decode utterances together; yields {number of the utterance: its next token} each step.

    An utterance that has ended is missing from then on and costs nothing any more. Each has its
    own noise (`exponential_noise`, or None for the most likely token), so that it gets the same
    tokens alone as in company.

    Raises:
        EngineError: kind "input" when an utterance has no phonemes.
    """
    batch = _Batch(gpt, prefixes, noises, limit)
    logits = batch.start()
    for step in range(limit):
        tokens, ended = batch.choose(logits, sampling, may_end=step >= STEPS_WITHOUT_END)
        going = [row for row, end in enumerate(ended) if not end]
        if not going:
            return
        yield {batch.numbers[row]: tokens[row] for row in going}
        if step + 1 < limit:
            logits = batch.go_on(going, tokens)


def stream(
    gpt: Gpt,
    prefix: Prefix,
    sampling: Sampling,
    generator: torch.Generator | None,
    limit: int = LONGEST,
) -> Iterator[int]:
    """Decode one utterance; tokens come out while decoding goes on. No generator: greedy."""
    for step in decode(gpt, [prefix], sampling, [_noise(gpt, generator)], limit):
        yield step[0]


def decode_all(
    gpt: Gpt,
    prefixes: Sequence[Prefix],
    sampling: Sampling,
    generators: Sequence[torch.Generator | None],
    limit: int = LONGEST,
) -> list[Spoken]:
    """Decode utterances together to their ends, each with its own CPU generator (None: greedy)."""
    said: list[list[int]] = [[] for _ in prefixes]
    noises = [_noise(gpt, generator) for generator in generators]
    for step in decode(gpt, prefixes, sampling, noises, limit):
        for number, token in step.items():
            said[number].append(token)
    return [
        Spoken(torch.tensor(tokens, dtype=torch.long), ended=len(tokens) < limit) for tokens in said
    ]


def _noise(gpt: Gpt, generator: torch.Generator | None) -> Iterator[Tensor] | None:
    if generator is None:
        return None
    return exponential_noise(generator, gpt.config.tokens, gpt.device)


class _Batch:
    """The utterances that still go on: their cache, what they have said, where they are."""

    def __init__(
        self,
        gpt: Gpt,
        prefixes: Sequence[Prefix],
        noises: Sequence[Iterator[Tensor] | None],
        limit: int,
    ) -> None:
        if not all(len(prefix.phones) for prefix in prefixes):
            raise EngineError("input", "There is nothing to say.", "Give a text with words.")
        self.numbers = list(range(len(prefixes)))
        self._gpt, self._prefixes, self._noises = gpt, prefixes, list(noises)
        self._seen = torch.cat(
            [seen_tokens(p.prompt.to(gpt.device)[None], gpt.config.tokens) for p in prefixes]
        )
        self._said = torch.tensor([len(p.prompt) for p in prefixes], device=gpt.device)
        longest = max(len(p.phones) + len(p.prompt) for p in prefixes)
        room = longest + min(limit, CACHE_ROOM)
        self._cache = KeyValueCache(gpt.config.layers, room)
        self._visible: Tensor | None = None

    def start(self) -> Tensor:
        """Read texts and prompts, each padded on the left; logits [B, tokens] of what follows."""
        gpt, prefixes = self._gpt, self._prefixes
        texts = [
            gpt.embed_text(p.phones.to(gpt.device)[None], p.bert.to(gpt.device)[None])[0]
            for p in prefixes
        ]
        prompts = [
            gpt.embed_tokens(tokens[None], torch.arange(len(tokens), device=gpt.device))[0]
            for tokens in (p.prompt.to(gpt.device) for p in prefixes)
        ]
        text, text_visible = _padded_left(texts)
        prompt, prompt_visible = _padded_left(prompts)
        visible = torch.cat((text_visible, prompt_visible), dim=1)
        # Without padding all may look everywhere, and later steps need no mask.
        self._visible = None if bool(visible.all()) else visible
        mask = attention_mask(text_visible, prompt_visible)
        x = gpt(torch.cat((text, prompt), dim=1), mask, self._cache)
        last = [x.shape[1] - 1 if len(p.prompt) else text.shape[1] - 1 for p in prefixes]
        return gpt.logits(x[torch.arange(len(prefixes), device=x.device), last])

    def choose(
        self, logits: Tensor, sampling: Sampling, may_end: bool
    ) -> tuple[list[int], list[bool]]:
        """The next token of each row, and whether the row ends instead.

        A row ends when the end token is drawn, or when it is the most likely one even though
        another was drawn.
        """
        logits, eos = logits.float(), self._gpt.config.eos
        if not may_end:
            logits[:, eos] = -torch.inf
        logits = penalised(logits, self._seen, sampling.repetition_penalty)
        likeliest = logits.argmax(dim=-1)
        tokens = likeliest.clone()
        drawn = [row for row, noise in enumerate(self._noises) if noise is not None]
        if drawn:
            noise = torch.stack([next(noise) for noise in self._noises if noise is not None])
            tokens[drawn] = pick(probabilities(logits[drawn], sampling), noise)
        found = torch.stack((tokens, (tokens == eos) | (likeliest == eos))).tolist()
        return found[0], [bool(end) for end in found[1]]

    def go_on(self, going: list[int], tokens: list[int]) -> Tensor:
        """Say these tokens in the rows that go on; logits [B, tokens] of what follows."""
        if len(going) < len(self.numbers):
            self._keep(going)
        said = torch.tensor([[tokens[row]] for row in going], device=self._seen.device)
        self._seen.scatter_(1, said, True)
        x = self._gpt.embed_tokens(said, self._said[:, None])
        self._said += 1
        mask = None
        if self._visible is not None:
            new = self._visible.new_ones(len(going), 1)
            self._visible = torch.cat((self._visible, new), dim=1)
            mask = self._visible[:, None, None, :]
        return self._gpt.logits(self._gpt(x, mask, self._cache)[:, -1])

    def _keep(self, rows: list[int]) -> None:
        index = torch.tensor(rows, device=self._seen.device)
        self.numbers = [self.numbers[row] for row in rows]
        self._noises = [self._noises[row] for row in rows]
        self._seen, self._said = self._seen[index], self._said[index]
        self._cache.keep(index)
        if self._visible is not None:
            self._visible = self._visible[index]


def _padded_left(rows: list[Tensor]) -> tuple[Tensor, Tensor]:
    """[T_i, width] each to [B, T, width] padded on the left, and True [B, T] where there is any."""
    length = max(len(row) for row in rows)
    padded = torch.stack([torch.nn.functional.pad(r, (0, 0, length - len(r), 0)) for r in rows])
    lengths = torch.tensor([len(row) for row in rows], device=padded.device)
    places = torch.arange(length, device=padded.device)
    return padded, places >= length - lengths[:, None]
