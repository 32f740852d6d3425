"""`timbre speak`: a text in a voice, into a file."""

import argparse
import sys
from pathlib import Path

from engine.audio.files import check_output, probe
from engine.commands.train import wait_without_spinning
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, StageStarted
from engine.speak import SpokenFile, open_voice, speak_to_file
from engine.text.split import check_text
from engine.voice import SpeakRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The voice, the text, and how to say it."""
    parser.add_argument(
        "voice",
        help="a name in the library, a voice's folder, a stock voice starter:NAME, or a base",
    )
    parser.add_argument("text", nargs="?", help="what to say")
    parser.add_argument("--file", metavar="F", help="a UTF-8 text file to say; - is standard input")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT", help=".wav .flac .mp3 .opus .ogg"
    )
    parser.add_argument("--language", default="auto", metavar="L")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="0.5 to 2")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="same seed, same bytes")
    parser.add_argument(
        "--reference",
        action="append",
        default=[],
        metavar="CLIP",
        help="a clip of 3 to 10 s to speak like, in its manner; further ones add to the sound",
    )
    parser.add_argument(
        "--reference-text",
        metavar="T",
        help='what is said in the first clip (else it is listened to; "" takes only its sound)',
    )
    parser.add_argument("--subtitles", choices=("srt", "vtt"), help="write them beside OUT")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda:N")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> SpokenFile:
    """What can be refused is refused before the voice is loaded."""
    wait_without_spinning()
    text = read_text(args.text, args.file)
    check_text(text)
    check_output(args.output)
    for clip in args.reference:
        probe(Path(clip))
    emit(StageStarted("load", f"Loading the voice {args.voice}."))
    speaker = open_voice(args.voice, args.device)
    request = SpeakRequest(
        text=text,
        language=args.language,
        speed=args.speed,
        seed=args.seed,
        reference=args.reference[0] if args.reference else None,
        reference_text=args.reference_text,
        more_references=tuple(args.reference[1:]),
    )
    return speak_to_file(speaker, request, args.output, args.subtitles, emit, control)


def describe(result: SpokenFile) -> str:
    lines = f"{result.path}: {result.seconds:.1f} s of speech in {result.took_seconds:.1f} s."
    return f"{lines}\nSubtitles: {result.subtitles}" if result.subtitles else lines


def read_text(text: str | None, file: str | None) -> str:
    """The text given as an argument or in a file.

    Raises:
        EngineError: kind "input" for both, neither, or a file that is no UTF-8 text; "missing".
    """
    if (text is None) == (file is None):
        raise EngineError(
            "input",
            "There is no text to speak." if text is None else "There are two texts to speak.",
            'Give either the text in quotes ("Hello.") or --file FILE.',
        )
    if text is not None or file is None:
        return text or ""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise EngineError(
            "missing", f"{file} cannot be read: {error.strerror}.", "Check the name."
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EngineError(
            "input",
            f"{file} is not a UTF-8 text.",
            'Save it as plain text with the encoding "UTF-8".',
        ) from error
