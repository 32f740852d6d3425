"""`timbre clone`: the main job in one line, from recordings to a sentence in the new voice."""

import argparse
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import resources
from engine.audio.files import check_output
from engine.bases import base_folder
from engine.commands.plan import add_plan_arguments
from engine.commands.prepare import DENOISERS, LANGUAGES
from engine.commands.train import fine_tune
from engine.consent import add_consent_argument, ask_consent
from engine.control import Control
from engine.device import check_device
from engine.errors import GOES_ON, Cancelled, EngineError
from engine.events import Emit, Note, Started
from engine.files import data_home
from engine.hardware import profile
from engine.library import free_name
from engine.text.split import check_text
from engine.training.run import is_unfinished, runs_home
from engine.voice import Scores, SpeakRequest

SAMPLE_TRANSCRIPTS = "transcripts.tsv"


@dataclass(frozen=True)
class Cloned:
    """A voice that was made, the sentence it spoke, and what it took."""

    voice: str
    dataset: str
    output: str | None
    scores: dict[str, Scores]
    plan: str
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The recordings, the voice's name, what to say with it, and how to make it."""
    parser.add_argument("audio", nargs="*", type=Path, help="sound files, videos, or folders")
    parser.add_argument("--sample", action="store_true", help="use the minute that ships inside")
    parser.add_argument("--voice", metavar="NAME", help="the new voice's name")
    parser.add_argument("--say", metavar="TEXT", help="a sentence to speak with the new voice")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="where to speak it to")
    parser.add_argument("--transcripts", type=Path, metavar="TSV", help="file name, tab, text")
    parser.add_argument("--language", choices=LANGUAGES, default="auto", help="what is spoken")
    parser.add_argument("--denoise", choices=DENOISERS, default="auto", help="noise reduction")
    add_plan_arguments(parser)
    add_consent_argument(parser)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Cloned:
    """Whatever can be refused is refused first; an interrupted run of the same job is continued."""
    began = time.monotonic()
    audio, transcripts, name = _what(args)
    name = free_name(name)
    base_folder(args.base)
    _check_speech(args.say, args.output)
    _check_device(args.device)
    consent = ask_consent(args.consent, emit)
    from engine.prepare import prepare  # loads the recogniser's libraries

    folder = dataset_folder(name, audio)
    emit(Started("clone", str(folder)))
    prepare(
        audio,
        folder,
        transcripts=transcripts,
        language=args.language,
        denoise=args.denoise,
        emit=emit,
        control=control,
    )
    resume = is_unfinished(runs_home() / name)
    if resume:
        emit(Note(f"Going on with the run of {name!r} that was interrupted."))
    try:
        voice = fine_tune(
            folder,
            name,
            emit,
            control,
            base=args.base,
            quality=args.quality,
            device=args.device,
            cap_bytes=args.vram,
            seed=args.seed,
            recipe=args.recipe,
            resume=resume,
            consent=consent,
            text=args.say,
        )
    except Cancelled as cancelled:
        raise Cancelled(GOES_ON, cancelled.resume_folder) from cancelled
    output = _say(name, args, emit, control)
    sentence = voice.plan.sentence if voice.plan else ""
    seconds = round(time.monotonic() - began, 1)
    return Cloned(name, str(folder), output, voice.scores, sentence, seconds)


def describe(result: Cloned) -> str:
    lines = [f"The voice {result.voice} is ready after {result.seconds / 60:.1f} minutes."]
    for label, scores in result.scores.items():
        lines.append(
            f"- {label}: similarity {scores.similarity:.3f}, "
            f"{scores.word_error:.1%} of the words lost or changed"
        )
    if result.output:
        lines.append(f"Listen: {result.output}")
    else:
        lines.append(f'Try it: timbre speak "{result.voice}" "Hello." -o hello.wav')
    return "\n".join(lines)


def dataset_folder(name: str, audio: list[Path]) -> Path:
    """Where the clips go. Other recordings under the same name get a folder of their own."""
    places = "\n".join(sorted(str(path.resolve()) for path in audio))
    digest = hashlib.sha256(places.encode()).hexdigest()[:8]
    return data_home() / "datasets" / f"{name}-{digest}"


def _what(args: argparse.Namespace) -> tuple[list[Path], Path | None, str]:
    """The recordings, their texts and the voice's name, the sample's where it is asked for."""
    if args.sample:
        if args.audio:
            raise EngineError(
                "input",
                "--sample brings its own recordings.",
                "Leave out either --sample or the files.",
            )
        folder = resources.path("samples")
        return [folder], folder / SAMPLE_TRANSCRIPTS, args.voice or "sample"
    if not args.audio:
        raise EngineError(
            "input", "There are no recordings.", "Name sound files, or try it with --sample."
        )
    if not args.voice:
        raise EngineError("input", "The new voice has no name.", "Give one with --voice NAME.")
    return args.audio, args.transcripts, args.voice


def _check_speech(text: str | None, output: Path | None) -> None:
    if (text is None) != (output is None):
        raise EngineError(
            "input",
            "--say TEXT and -o OUT belong together.",
            'For example: --say "Hello, this is my voice." -o hello.wav',
        )
    if text is not None and output is not None:
        check_text(text)
        check_output(output)


def _check_device(device: str) -> None:
    """A card that torch cannot use is said now, not when the recordings have been prepared."""
    machine = profile(data_home())
    if machine.gpus or device != "auto":
        check_device("cuda:0" if device == "auto" else device, machine)


def _say(name: str, args: argparse.Namespace, emit: Emit, control: Control) -> str | None:
    if args.say is None:
        return None
    from engine.speak import open_voice, speak_to_file

    speaker = open_voice(name, args.device)
    request = SpeakRequest(args.say, seed=args.seed)
    return speak_to_file(speaker, request, args.output, emit=emit, control=control).path
