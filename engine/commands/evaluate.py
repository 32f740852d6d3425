"""`timbre evaluate`: how well a voice does on sentences it never read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.speak import read_text
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, StageStarted
from engine.voice import SpeakRequest

if TYPE_CHECKING:
    from engine.scoring.evaluation import Evaluation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The voice, the sentences, the person."""
    parser.add_argument("voice", help="as for `timbre speak`")
    parser.add_argument("--texts", required=True, type=Path, help="a text file, a sentence a line")
    parser.add_argument(
        "--reference", required=True, type=Path, help="a folder with recordings of the person"
    )
    parser.add_argument(
        "--others", nargs="+", type=Path, default=[], metavar="DIR", help="other people"
    )
    parser.add_argument("--language", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--no-mos", action="store_true", help="leave DNSMOS out: it is slow")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the spoken sentences there")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Evaluation:
    """Read everything that can be wrong first, then load the voice and the judges."""
    from engine.audio.transcribe import Transcriber
    from engine.scoring.evaluation import evaluate, read_recordings
    from engine.scoring.scores import Judge, whisper_hearing
    from engine.speak import check_request, open_voice

    texts = read_sentences(args.texts)
    requests = [SpeakRequest(text, args.language, seed=args.seed) for text in texts]
    recordings = read_recordings(args.reference)
    others = {str(folder): read_recordings(folder) for folder in args.others}
    emit(StageStarted("load", f"Loading the voice {args.voice} and the judges."))
    speaker = open_voice(args.voice, args.device)
    for request in requests:
        check_request(request, speaker.languages)
    judge = Judge(whisper_hearing(Transcriber()), mos=not args.no_mos)
    emit(StageStarted("evaluate", f"Speaking {len(texts)} sentences and listening to them."))
    return evaluate(judge, speaker, requests, recordings, others, emit, control, args.keep)


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
