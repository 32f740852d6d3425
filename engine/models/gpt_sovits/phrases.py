"""From written text to what the networks read: phonemes, and BERT features where they are Chinese.

The text front ends know no networks, the networks no languages: here they meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.base import OfficialBase
from engine.models.gpt_sovits.bert import Bert, no_features, open_bert
from engine.models.gpt_sovits.reference import Phrase
from engine.text import Reading

WITH_BERT = "zh"


class Reader:
    """Reads texts for one base; its BERT is loaded for the first Chinese one."""

    def __init__(self, base: OfficialBase, device: torch.device) -> None:
        self._base = base
        self._device = device

    @cached_property
    def bert(self) -> Bert:
        folder = self._base.files.bert
        if folder is None:
            raise EngineError(
                "missing",
                f"The base {self._base.name} lacks the BERT that Chinese needs.",
                f"Get the whole base with `timbre base get {self._base.name}`.",
            )
        return open_bert(folder).to(self._device)

    def read(
        self,
        text: str,
        language: str,
        published: bool = False,
        own: Mapping[str, str] | None = None,
    ) -> tuple[Phrase, tuple[str, ...]]:
        """A text's phrase, and sentences about what was left out of it.

        `language` as `engine.text.reading.MODES`; `published` reads as the public system does;
        `own` are phonemes of English words, as `engine.text.frontend` takes them.

        Raises:
            EngineError: kind "input" for an unknown language, "missing" for a package or for BERT.
        """
        # Loaded on use: what tells languages apart takes a moment to load.
        from engine.text.reading import MODES, read, symbol_ids

        # "en-GB" is a way of speaking "en".
        main = language.replace("_", "-").partition("-")[0].lower()
        parts = read(text, language if language in MODES else main, published, own)
        warnings = tuple(dict.fromkeys(warning for part in parts for warning in part.warnings))
        spoken = [part for part in parts if part.symbols]
        phones = torch.tensor(symbol_ids(spoken), dtype=torch.long)
        if not any(part.language == WITH_BERT for part in spoken):
            return Phrase(phones), warnings
        features = torch.cat([self._features(part) for part in spoken], dim=1)
        return Phrase(phones, features), warnings

    def forget(self) -> None:
        """Give BERT's memory back."""
        self.__dict__.pop("bert", None)

    def _features(self, part: Reading) -> torch.Tensor:
        if part.language != WITH_BERT or part.word2ph is None:
            return no_features(len(part.symbols))
        return self.bert(part.text, part.word2ph).cpu()
