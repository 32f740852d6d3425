"""`timbre prepare`: recordings to a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.control import Control
from engine.events import Emit, Started
from engine.project import Dataset

LANGUAGES = ("auto", "en", "zh", "ja", "ko", "yue")
DENOISERS = ("auto", "off", "noisereduce", "rnnoise")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `timbre prepare`."""
    parser.add_argument("audio", nargs="+", type=Path, help="sound files, videos, or folders")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the dataset")
    parser.add_argument("--transcripts", type=Path, metavar="TSV", help="file name, tab, text")
    parser.add_argument(
        "--room-tone", type=Path, metavar="FILE", help="a second of that room without a voice"
    )
    parser.add_argument(
        "--read-aloud", action="store_true", help="the texts are a script that was read aloud"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="auto", help="what is spoken")
    parser.add_argument("--denoise", choices=DENOISERS, default="auto", help="noise reduction")


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Dataset:
    """Prepare and return the dataset."""
    from engine.prepare import prepare  # loads the recogniser's libraries

    emit(Started("prepare", str(args.output)))
    return prepare(
        args.audio,
        args.output,
        transcripts=args.transcripts,
        read_aloud=args.read_aloud,
        language=args.language,
        denoise=args.denoise,
        room_tone=args.room_tone,
        emit=emit,
        control=control,
    )


def describe(result: Dataset) -> str:
    """The dataset in a few lines: how much, how good, what to look at."""
    lines = [
        f"{_counted(len(result.kept), 'clip')}, {result.seconds:.0f} s of speech, "
        f"language {result.language}."
    ]
    for name, quality in result.quality.items():
        words = " ".join(quality.verdicts) or "Good."
        cleaned = f", denoised by {quality.denoised_by}" if quality.denoised_by else ""
        lines.append(
            f"{name}: speech {quality.level_db:.0f} dB, noise {quality.noise_floor_db:.0f} dB, "
            f"bandwidth {quality.bandwidth_hz / 1000:.1f} kHz{cleaned}. {words}"
        )
    doubtful = [clip for clip in result.clips if clip.doubts]
    if doubtful:
        lines.append(f"{_counted(len(doubtful), 'clip')} to check:")
        lines += [f"  {c.id} ({c.text[:40]}): {' '.join(c.doubts)}" for c in doubtful[:10]]
    return "\n".join(lines)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
