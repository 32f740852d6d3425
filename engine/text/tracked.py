"""A text under rewriting that remembers where each of its characters comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# What is said for a match; None leaves it as it is.
Say = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class Tracked:
    """A text and, for each of its characters, the index of the written one."""

    text: str
    sources: tuple[int, ...]

    def sub(self, pattern: re.Pattern[str], say: Say | str) -> Tracked:
        """Rewrite every match, as `re.sub`. What is said is spread evenly over what was written."""
        pieces: list[str] = []
        sources: list[int] = []
        position = 0
        for match in pattern.finditer(self.text):
            said = match.expand(say) if isinstance(say, str) else say(match)
            start, end = match.span()
            if said is None or start == end:
                continue
            pieces += [self.text[position:start], said]
            sources += self.sources[position:start]
            length = len(said)
            sources += [self.sources[start + i * (end - start) // length] for i in range(length)]
            position = end
        if not position:
            return self
        pieces.append(self.text[position:])
        return Tracked("".join(pieces), (*sources, *self.sources[position:]))

    def translate(self, character: Callable[[str], str]) -> Tracked:
        """Rewrite each character alone."""
        said = [character(one) for one in self.text]
        sources = [s for s, one in zip(self.sources, said, strict=True) for _ in one]
        return Tracked("".join(said), tuple(sources))


def tracked(text: str) -> Tracked:
    """A written text, each character its own source."""
    return Tracked(text, tuple(range(len(text))))
