"""What a voice takes after: recordings of a person, and the words and tokens of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.models.gpt_sovits.spec import LANGUAGES, MOST_REFERENCES, SAMPLE_RATE
from engine.models.gpt_sovits.voices import unfit

LONGEST_SAMPLES = 60 * SAMPLE_RATE


@dataclass(frozen=True)
class Phrase:
    """A text as the networks read it: phones int64 [N] and BERT features [1024, N], None: zeros."""

    phones: Tensor
    bert: Tensor | None = None


@dataclass(frozen=True)
class Prompt:
    """What the GPT continues: a recording's tokens int64 [P] and its text."""

    tokens: Tensor
    phrase: Phrase


@dataclass(frozen=True)
class Likeness:
    """A recording to sound like: mono wave [N] in fp32 at 32 kHz.

    `speaker` [20480] is there for the Pro families.
    """

    wave: Tensor
    speaker: Tensor | None = None


@dataclass(frozen=True)
class Reference:
    """A person to speak like. Without a prompt the GPT speaks in its own manner.

    `language` is the person's own, "" where it is not known.
    """

    likenesses: tuple[Likeness, ...]
    prompt: Prompt | None = None
    language: str = ""

    def tensors(self) -> dict[str, Tensor]:
        """All of it as tensors in fp32, for a voice's file "reference"."""
        found: dict[str, Tensor] = {}
        if self.language in LANGUAGES:
            found["language"] = torch.tensor([float(LANGUAGES.index(self.language))])
        for number, likeness in enumerate(self.likenesses):
            found[f"style.{number}.wave"] = likeness.wave.float()
            if likeness.speaker is not None:
                found[f"style.{number}.speaker"] = likeness.speaker.float()
        if self.prompt is not None:
            found["prompt.tokens"] = self.prompt.tokens.float()
            found["prompt.phones"] = self.prompt.phrase.phones.float()
            if self.prompt.phrase.bert is not None:
                found["prompt.bert"] = self.prompt.phrase.bert.float()
        return {name: tensor.detach().cpu().contiguous() for name, tensor in found.items()}


def reference_from(
    tensors: Mapping[str, Tensor], *, pro: bool, speaker: int, tokens: int, phones: int, bert: int
) -> Reference:
    """The reference in a voice's file; nothing about it is taken for granted.

    `pro` families need speaker vectors of that size; tokens and phones must be below the counts.

    Raises:
        EngineError: kind "damaged".
    """
    left = dict(tensors)
    for name, tensor in left.items():
        if tensor.dtype != torch.float32 or not torch.isfinite(tensor).all():
            raise unfit(f"reference: {name} holds no proper numbers")
    language = _language(left)
    likenesses: list[Likeness] = []
    while (name := f"style.{len(likenesses)}.wave") in left and len(likenesses) < MOST_REFERENCES:
        wave = _shaped(left, name, (None,))
        if len(wave) > LONGEST_SAMPLES:
            raise unfit(f"reference: {name} is too long")
        vector = f"style.{len(likenesses)}.speaker"
        likenesses.append(Likeness(wave, _shaped(left, vector, (speaker,)) if pro else None))
    prompt = None
    if "prompt.tokens" in left:
        said = _whole(_shaped(left, "prompt.tokens", (None,)), tokens, "prompt.tokens")
        read = _whole(_shaped(left, "prompt.phones", (None,)), phones, "prompt.phones")
        with_bert = "prompt.bert" in left
        meaning = _shaped(left, "prompt.bert", (bert, len(read))) if with_bert else None
        prompt = Prompt(said, Phrase(read, meaning))
    if left:
        raise unfit(f"reference: {sorted(left)[0]} does not belong there")
    if not likenesses:
        raise unfit("reference: there is no recording to sound like")
    return Reference(tuple(likenesses), prompt, language)


def _language(left: dict[str, Tensor]) -> str:
    if "language" not in left:
        return ""
    number = _whole(_shaped(left, "language", (1,)), len(LANGUAGES), "language")
    return LANGUAGES[int(number)]


def _shaped(left: dict[str, Tensor], name: str, shape: tuple[int | None, ...]) -> Tensor:
    tensor = left.pop(name, None)
    if tensor is None:
        raise unfit(f"reference: {name} is missing")
    fits = len(shape) == tensor.dim() and all(
        wanted in (None, size) for wanted, size in zip(shape, tensor.shape, strict=True)
    )
    if not fits or not tensor.numel():
        raise unfit(f"reference: {name} has the shape {list(tensor.shape)}")
    return tensor


def _whole(tensor: Tensor, below: int, name: str) -> Tensor:
    if not ((tensor >= 0) & (tensor < below) & (tensor == tensor.round())).all():
        raise unfit(f"reference: {name} holds what is no number of a symbol")
    return tensor.long()
