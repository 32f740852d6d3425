"""What a card waits for while it is not busy: the data, the processor, or the scoring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.events import Note

BUSY_ENOUGH = 0.8
# A minute at two samples a second: less says nothing about a run.
ENOUGH_SAMPLES = 120

_WORDS = {
    "data": (
        "the next clips, which are still being read and cut",
        "Close programs that keep the processor or the disk busy.",
    ),
    "processor": (
        "the processor, which tells it what to do",
        "Close programs that keep the processor busy; a laptop is faster plugged in.",
    ),
    "scoring": (
        "the scoring of what it has learned",
        "Nothing is wrong; a lighter --quality scores less often.",
    ),
}


class Waiting:
    """Adds up samples of a card's use, and says once what it mostly waited for.

    The card's idle time while scores are made is the scoring's. Of the rest, the data's share is
    the time in which the loop waited for a batch; what is left is the processor's, which launches
    the kernels one by one.
    """

    def __init__(self) -> None:
        self._samples = 0
        self._busy = 0.0
        self._idle_scoring = 0.0
        self._idle_training = 0.0
        self._for_data = 0.0
        self._scoring = False
        self._told = False

    @contextmanager
    def scoring(self) -> Iterator[None]:
        """Inside, scores are made."""
        self._scoring = True
        try:
            yield
        finally:
            self._scoring = False

    def waited_for_data(self, seconds: float) -> None:
        """The loop waited that long for its next batch."""
        self._for_data += seconds

    def sample(self, use: float | None, seconds: float) -> Note | None:
        """Take a sample that stands for `seconds`; what to say, the first time there is cause."""
        if use is None or self._told:
            return None
        self._samples += 1
        self._busy += use
        idle = (1 - use) * seconds
        if self._scoring:
            self._idle_scoring += idle
        else:
            self._idle_training += idle
        share = self._busy / self._samples
        if self._samples < ENOUGH_SAMPLES or share >= BUSY_ENOUGH:
            return None
        self._told = True
        what, hint = _WORDS[self._reason()]
        return Note(f"The card is busy {share:.0%} of the time: it waits for {what}.", hint)

    def _reason(self) -> str:
        data = min(self._for_data, self._idle_training)
        shares = {
            "data": data,
            "processor": self._idle_training - data,
            "scoring": self._idle_scoring,
        }
        return max(shares, key=lambda name: shares[name])
