"""The clips of one recording: cut, cleaned, transcribed, checked and written as FLAC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.audio.agreement import (
    HOPELESS,
    boundaries,
    disagreement,
    join,
    loud_edges,
    text_doubts,
    timed_words,
    tokens,
)
from engine.audio.clean import Cleaner
from engine.audio.cutting import Piece, cut_pieces, sample_at
from engine.audio.files import write_audio
from engine.audio.listener import Listener
from engine.audio.slicing import (
    LONGEST,
    SHORTEST,
    SILENCE,
    Remainder,
    Slice,
    one_slice,
    remainders,
    slice_speech,
)
from engine.audio.survey import Survey
from engine.audio.transcribe import Transcript
from engine.project import CLIPS_FOLDER, Clip, LeftOut

LITTLE_SPEECH = 30.0
SHORTEST_OF_LITTLE = 1.0
FIRST_CUT = "The first word may be cut off."
LAST_CUT = "The last word may be cut off."
NO_WORDS = "no words were recognised"


@dataclass(frozen=True)
class _Heard:
    """A piece without its sound: what a clip is made of once all of the recording was heard."""

    id: str
    span: Slice
    seconds: float
    transcript: Transcript
    edges: tuple[str, ...]


class ClipMaker:
    """Makes the clips of one recording: first `cut`, then `clips` and `left_out`.

    The text of a recording longer than a clip is shared out by where its words were heard, which
    is known only at the end; until then only the words are held, the sound lies in `folder`.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        sha256: str,
        survey: Survey,
        cleaner: Cleaner,
        listener: Listener,
    ) -> None:
        self._folder, self._name, self._sha256 = folder, name, sha256
        self._survey, self._cleaner, self._listener = survey, cleaner, listener
        self._heard: list[_Heard] = []
        self._dropped: list[Remainder] = []

    def cut(self, path: Path, text: str | None) -> Iterator[float]:
        """Cut, transcribe and write piece after piece; yields the second reached."""
        probabilities, levels = self._survey.probabilities, self._survey.levels_db
        if text is not None and self._survey.seconds <= LONGEST:
            slices, rest = one_slice(probabilities, levels)
        else:
            little = self._survey.speech_seconds < LITTLE_SPEECH
            shortest = SHORTEST_OF_LITTLE if little else SHORTEST
            slices, rest = slice_speech(probabilities, levels, shortest)
        self._dropped = [item for item in rest if item.reason != SILENCE]
        for piece in cut_pieces(path, self._survey, slices, self._cleaner, self._listener):
            self._take(piece, given=text is not None)
            yield sample_at(piece.end, self._survey) / self._survey.info.rate

    def _take(self, piece: Piece | Remainder, *, given: bool) -> None:
        if isinstance(piece, Remainder):
            self._dropped.append(piece)
            return
        if not piece.transcript.text and not given:
            self._dropped.append(Remainder(piece.start, piece.end, NO_WORDS))
            return
        # Named by content and place: the same recording always gives the same names.
        id = f"{self._sha256[:8]}-{piece.start:06d}"
        write_audio(self._folder / clip_path(id), piece.sound, piece.rate)
        seconds = len(piece.sound) / piece.rate
        edges = self._edges(piece)
        span = Slice(piece.start, piece.end)
        self._heard.append(_Heard(id, span, seconds, piece.transcript, edges))

    def _edges(self, piece: Piece) -> tuple[str, ...]:
        """Doubts about the first and last moment: loud there, or the recording ends in speech."""
        first, last = loud_edges(piece.sound, piece.rate)
        speaks = self._survey.probabilities > 0.5
        doubts = (
            (FIRST_CUT, first or speaks[piece.start]),
            (LAST_CUT, last or speaks[piece.end - 1]),
        )
        return tuple(words for words, doubted in doubts if doubted)

    def clips(self, text: str | None, text_from: str) -> list[Clip]:
        """The clips with their texts.

        `text` is that of the whole recording, None if unknown; `text_from` is where it is from.
        """
        if text is None:
            return [self._clip(heard, heard.transcript.text, None, "asr") for heard in self._heard]
        shared = self._share(text)
        made: list[Clip] = []
        for heard, words in zip(self._heard, shared):
            if words:
                part = join(words, heard.transcript.language)
                made.append(self._clip(heard, part, words, text_from))
            else:
                self._dropped.append(Remainder(heard.span.start, heard.span.end, NO_WORDS))
        return made

    def left_out(self) -> list[LeftOut]:
        """Everything of the recording that is in no clip, in order; after `clips`."""
        dropped = {item.start for item in self._dropped}
        kept = [heard.span for heard in self._heard if heard.span.start not in dropped]
        rest = remainders(kept, self._dropped, len(self._survey.probabilities))
        return [
            LeftOut(self._name, self._second(item.start), self._second(item.end), item.reason)
            for item in rest
        ]

    def _share(self, text: str) -> list[list[str]]:
        """The words of `text` for each piece, by aligning them with the words heard."""
        if len(self._heard) <= 1:
            return [tokens(text, heard.transcript.language) for heard in self._heard]
        language = self._heard[0].transcript.language
        given = tokens(text, language)
        heard_words: list[str] = []
        cuts: list[int] = []
        for heard in self._heard:
            heard_words += [word.text for word in heard.transcript.words]
            cuts.append(len(heard_words))
        ends = boundaries(given, heard_words, cuts)
        ends[-1] = len(given)
        return [given[start:end] for start, end in zip([0, *ends], ends)]

    def _clip(self, heard: _Heard, text: str, given: list[str] | None, text_from: str) -> Clip:
        spoken = heard.transcript
        words = spoken.words
        hopeless = False
        if given is not None:
            words = timed_words(given, spoken.words, heard.seconds)
            differs = disagreement(text, spoken.text, spoken.language)
            hopeless = differs > HOPELESS and not spoken.foreign
        doubts = text_doubts(text, spoken.language, spoken, heard.seconds, given=given is not None)
        return Clip(
            id=heard.id,
            path=clip_path(heard.id),
            text=text,
            language=spoken.language,
            seconds=round(heard.seconds, 6),
            rate=self._cleaner.rate,
            recording=self._name,
            start=self._second(heard.span.start),
            end=self._second(heard.span.end),
            text_from=text_from,
            words=words,
            doubts=doubts + heard.edges,
            kept=not hopeless,
        )

    def _second(self, frame: int) -> float:
        return round(sample_at(frame, self._survey) / self._survey.info.rate, 6)


def clip_path(id: str) -> str:
    """Where a clip's sound lies, relative to the dataset's folder."""
    return f"{CLIPS_FOLDER}/{id}.flac"
