"""`timbre speak`: a text in a voice, into a file."""

import argparse
import sys
from pathlib import Path

from engine.audio.files import probe
from engine.control import Control
from engine.documents import READERS, Document, read_document
from engine.errors import EngineError
from engine.events import Emit, StageStarted
from engine.narration.export import Exported, Order, check_order
from engine.speak import SpokenFile, check_request, open_voice, speak_to_file, speak_to_order
from engine.text.dictionary import read_dictionary
from engine.text.split import (
    MOST_CHARACTERS,
    PARAGRAPH_PAUSE,
    SENTENCE_PAUSE,
    Pauses,
    check_text,
)
from engine.voice import SpeakRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The voice, the text, and how to say it."""
    parser.add_argument(
        "voice",
        help="a name in the library, a voice's folder, a stock voice starter:NAME, or a base",
    )
    parser.add_argument("text", nargs="?", help="what to say")
    parser.add_argument(
        "--file",
        metavar="F",
        help="a text to say: .txt .md .srt .vtt .docx .epub; - is standard input",
    )
    parser.add_argument("--chapter", type=int, metavar="N", help="only that chapter of F, from 1")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help=".wav .flac .mp3 .opus .ogg"
    )
    parser.add_argument(
        "--per-sentence",
        type=Path,
        metavar="DIR",
        help="write a numbered file a sentence there, in the format of OUT or as WAV",
    )
    parser.add_argument(
        "--loudness", type=float, metavar="LUFS", help="-16 for podcasts, -23 for broadcast"
    )
    parser.add_argument(
        "--dictionary",
        type=Path,
        metavar="TSV",
        help="how to say words: word, tab, a spelling or /phonemes/ on each line",
    )
    parser.add_argument(
        "--pause", type=float, metavar="S", help="seconds of silence between sentences"
    )
    parser.add_argument(
        "--paragraph-pause", type=float, metavar="S", help="seconds of silence after a paragraph"
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


def run(args: argparse.Namespace, emit: Emit, control: Control) -> SpokenFile | Exported:
    """What can be refused is refused before the voice is loaded."""
    order = _order(args)
    text = read_text(args.text, args.file, args.chapter)
    check_text(text)
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
        pauses=_pauses(args),
        dictionary=read_dictionary(args.dictionary) if args.dictionary else (),
    )
    check_request(request, speaker.languages)
    if order.folder is None and order.loudness is None and order.target is not None:
        return speak_to_file(speaker, request, order.target, order.subtitles, emit, control)
    return speak_to_order(speaker, request, order, emit, control)


def _order(args: argparse.Namespace) -> Order:
    """What is to be written, checked before any work.

    Raises:
        EngineError: kind "input" or "disk".
    """
    if args.output is None and args.per_sentence is None:
        raise EngineError(
            "input", "Nothing says where to write.", "Give -o OUT or --per-sentence DIR."
        )
    suffix = args.output.suffix if args.output else ".wav"
    order = Order(args.output, args.per_sentence, suffix, args.loudness, args.subtitles)
    check_order(order)
    return order


def _pauses(args: argparse.Namespace) -> Pauses:
    """As asked; where the sentences' alone is given, paragraphs keep twice that."""
    sentence = SENTENCE_PAUSE if args.pause is None else args.pause
    usual = PARAGRAPH_PAUSE if args.pause is None else 2 * sentence
    return Pauses(sentence, usual if args.paragraph_pause is None else args.paragraph_pause)


def describe(result: SpokenFile | Exported) -> str:
    if isinstance(result, Exported):
        return _exported(result)
    lines = f"{result.path}: {result.seconds:.1f} s of speech in {result.took_seconds:.1f} s."
    return f"{lines}\nSubtitles: {result.subtitles}" if result.subtitles else lines


def _exported(result: Exported) -> str:
    place = result.files[0]
    if len(result.files) > 1:
        place = f"{len(result.files)} files beside {place}"
    loudness = "" if result.lufs is None else f" It was at {result.lufs:.1f} LUFS."
    lines = f"{place}: {result.seconds:.1f} s of speech.{loudness}"
    return f"{lines}\nSubtitles: {result.subtitles}" if result.subtitles else lines


def read_text(text: str | None, file: str | None, chapter: int | None = None) -> str:
    """The text given as an argument or in a file, or one chapter of that file.

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
    if file != "-" and Path(file).suffix.lower() in READERS:
        return _chapter(read_document(Path(file)), chapter)
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


def _chapter(document: Document, chapter: int | None) -> str:
    """One chapter of a document, or all of it where that can be spoken at once."""
    count = len(document.parts)
    if chapter is None:
        if count > 1 and len(document.text) > MOST_CHARACTERS:
            raise EngineError(
                "input",
                f"{document.title} has {len(document.text):,} characters in {count} chapters; "
                f"{MOST_CHARACTERS:,} can be spoken at once.",
                "Choose one with --chapter N.",
            )
        return document.text
    if not 1 <= chapter <= count:
        raise EngineError(
            "input",
            f"{document.title} has no chapter {chapter}.",
            f"Choose one from 1 to {count}.",
        )
    return document.parts[chapter - 1].text
