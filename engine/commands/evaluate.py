"""`timbre evaluate`: how well a voice does on sentences it never read."""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.files import find_audio, read_audio, write_audio
from engine.audio.transcribe import Transcriber
from engine.commands.speak import read_text
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Progress, StageStarted
from engine.scoring.scores import Judge, SentenceScore, Sound, pitch_ratio, summary, whisper_hearing
from engine.scoring.speaker import similarity
from engine.speak import Speaker, open_voice, speak
from engine.voice import Scores, SpeakRequest, SpokenAudio

HELP = "how well a voice does: likeness, lost words, sound"
# Enough of a person to know the voice; an hour would only take time.
MOST_REFERENCES = 30


@dataclass(frozen=True)
class OtherPerson:
    """Somebody else, and how much the voice sounds like them."""

    folder: str
    similarity: float


@dataclass(frozen=True)
class Evaluation:
    """The figures of a voice, sentence by sentence and together.

    `recordings_mos` is the person's own DNSMOS, to compare `scores.mos` with; `own_similarity` how
    alike the recordings are among themselves: as much as a voice can reach. `real_time` is the
    seconds it took to speak a second.
    """

    voice: str
    scores: Scores
    recordings_mos: float | None
    own_similarity: float
    others: tuple[OtherPerson, ...]
    wrong_words: tuple[str, ...]
    sentences: tuple[SentenceScore, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The voice, the sentences, the person."""
    parser.add_argument("voice", help="as for `timbre speak`")
    parser.add_argument("--texts", required=True, type=Path, help="a text file, a sentence a line")
    parser.add_argument(
        "--reference", required=True, type=Path, help="a folder with recordings of the person"
    )
    parser.add_argument(
        "--others",
        nargs="+",
        type=Path,
        default=[],
        metavar="DIR",
        help="other people",
    )
    parser.add_argument("--language", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--no-mos", action="store_true", help="leave DNSMOS out: it is slow")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the spoken sentences there")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Evaluation:
    """Speak every sentence, listen to each, and compare with the person."""
    texts = read_sentences(args.texts)
    recordings = _recordings(args.reference)
    others = {folder: _recordings(folder) for folder in args.others}
    emit(StageStarted("load", f"Loading the voice {args.voice} and the judges."))
    speaker = open_voice(args.voice, args.device)
    judge = Judge(whisper_hearing(Transcriber()), mos=not args.no_mos)
    emit(StageStarted("evaluate", f"Speaking {len(texts)} sentences and listening to them."))
    person = judge.person(recordings)
    spoken: list[SpokenAudio] = []
    scored: list[SentenceScore] = []
    for number, text in enumerate(texts, 1):
        control.check("evaluate", number)
        spoken.append(whole(speaker, SpeakRequest(text, args.language, seed=args.seed)))
        scored.append(judge.sentence(spoken[-1], person, heard_as(args.language, speaker)))
        emit(Progress("evaluate", number, len(texts), text))
    if args.keep:
        _keep(args.keep, spoken)
    sounds = [(item.samples, item.rate) for item in spoken]
    return Evaluation(
        voice=args.voice,
        scores=summary(scored, pitch_ratio(sounds, recordings)),
        recordings_mos=judge.mos(recordings),
        own_similarity=_own_similarity(judge, recordings),
        others=_others(judge, sounds, others),
        wrong_words=tuple(str(edit) for item in scored for edit in item.errors.edits),
        sentences=tuple(scored),
    )


def describe(result: Evaluation) -> str:
    """A few lines for people."""
    scores = result.scores
    lines = [
        f"Likeness to the person: {scores.similarity:.3f}"
        f" (the recordings among themselves: {result.own_similarity:.3f})",
        *(f"Likeness to {other.folder}: {other.similarity:.3f}" for other in result.others),
        f"Words lost or changed: {scores.word_error:.1%}",
        *(f"  {words}" for words in result.wrong_words),
        f"Pitch against the person's: {scores.pitch_ratio:.0%}",
    ]
    if scores.mos is not None:
        lines.append(f"Sound (DNSMOS): {scores.mos:.2f}; recordings {result.recordings_mos:.2f}")
    return "\n".join(lines)


def read_sentences(file: Path) -> list[str]:
    """The lines of a UTF-8 text file that are not empty.

    Raises:
        EngineError: kind "missing" or "input".
    """
    lines = [line.strip() for line in read_text(None, str(file)).splitlines()]
    if not any(lines):
        raise EngineError("input", f"{file} holds no sentences.", "Write one sentence a line.")
    return [line for line in lines if line]


def whole(speaker: Speaker, request: SpeakRequest) -> SpokenAudio:
    """A text as one piece of sound, however many sentences it has; word times are left out."""
    parts = list(speak(speaker, request))
    return SpokenAudio(request.text, np.concatenate([p.samples for p in parts]), speaker.rate, ())


def heard_as(language: str, speaker: Speaker) -> str:
    """The language the recogniser listens for ("en-gb" is English to it)."""
    chosen = speaker.languages[0] if language == "auto" else language
    return chosen.partition("-")[0].lower()


def _recordings(folder: Path) -> list[Sound]:
    files = find_audio([folder])
    step = max(1, len(files) // MOST_REFERENCES)
    return [read_audio(path) for path in files[::step][:MOST_REFERENCES]]


def _own_similarity(judge: Judge, recordings: list[Sound]) -> float:
    """The mean likeness of a recording to all the others together; 1.0 for a single one."""
    vectors = np.stack([judge.encoder.embed(*sound) for sound in recordings])
    rest = vectors.sum(axis=0) - vectors
    if len(vectors) == 1:
        return 1.0
    return float(np.mean([similarity(one, others) for one, others in zip(vectors, rest)]))


def _others(
    judge: Judge, spoken: list[Sound], others: dict[Path, list[Sound]]
) -> tuple[OtherPerson, ...]:
    """The other people, the most alike first."""
    vectors = [judge.encoder.embed(*sound) for sound in spoken]
    found = []
    for folder, recordings in others.items():
        person = judge.person(recordings)
        alike = float(np.mean([similarity(vector, person) for vector in vectors]))
        found.append(OtherPerson(str(folder), alike))
    return tuple(sorted(found, key=lambda other: -other.similarity))


def _keep(folder: Path, spoken: list[SpokenAudio]) -> None:
    for number, item in enumerate(spoken, 1):
        write_audio(folder / f"{number:02}.wav", item.samples, item.rate)
