"""Was a sentence read as it is written? The recogniser's answer while the reader goes on."""

from __future__ import annotations

from pathlib import Path

from engine.audio.agreement import HOPELESS, disagreement
from engine.audio.files import read_audio
from engine.audio.transcribe import Transcriber

OTHER_WORDS = "Other words were heard than are written here."


class SentenceChecker:
    """Keeps a recogniser warm from the first question on."""

    def __init__(self) -> None:
        self._transcriber: Transcriber | None = None

    def check(self, path: Path, text: str, language: str) -> tuple[str, tuple[str, ...]]:
        """What is heard in a file, and what is to be doubted about it; none if it may be right.

        Doubted only when so much differs that the preparation would leave the clip out.

        Raises:
            EngineError: for a file that cannot be read, "missing" without the recogniser.
        """
        if self._transcriber is None:
            # One beam: it is asked for a yes or no, next to somebody who is reading.
            self._transcriber = Transcriber(beam=1)
        samples, rate = read_audio(path)
        heard = self._transcriber.transcribe(samples, rate, language)
        differs = disagreement(text, heard.text, language)
        wrong = differs > HOPELESS and not heard.foreign
        return heard.text, (OTHER_WORDS,) if wrong else ()
