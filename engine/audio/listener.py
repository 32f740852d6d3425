"""Which language is spoken: found once, found anew wherever the recogniser is unsure."""

from __future__ import annotations

import numpy as np

from engine.audio.recall import Recogniser
from engine.audio.transcribe import Transcript

AUTO = "auto"
SURE_OF_LANGUAGE = 0.8
SURE_OF_WORDS = 0.6


class Listener:
    """Transcribes the clips of one person, who mostly speaks one language.

    Finding the language costs as much again as half the transcription. So the language that was
    last found with certainty is tried first; where the words are then unsure, it is found anew.
    """

    def __init__(self, recogniser: Recogniser, language: str = AUTO) -> None:
        self._recogniser = recogniser
        self._asked = None if language == AUTO else language
        self._usual: str | None = None

    def hear(self, samples: np.ndarray, rate: int) -> Transcript:
        """What is said in mono samples `[N]`, in the language asked for or the one found."""
        first = self._asked or self._usual
        heard = self._recogniser.transcribe(samples, rate, first)
        if self._asked is not None:
            return heard
        if first is not None and heard.confidence < SURE_OF_WORDS:
            anew = self._recogniser.transcribe(samples, rate, None)
            sure = anew.language_sure >= SURE_OF_LANGUAGE
            heard = anew if sure and anew.confidence > heard.confidence else heard
        if first is None and heard.language_sure >= SURE_OF_LANGUAGE:
            self._usual = heard.language
        return heard
