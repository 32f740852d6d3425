"""Asking whether the person whose voice this is agrees, and keeping the answer."""

import argparse
import sys

from engine.events import Emit, Note
from engine.voice import CONSENT_STATEMENT, Consent, consent_now


def add_consent_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--consent", metavar="NAME", help=f"who confirms: {CONSENT_STATEMENT} (asked otherwise)"
    )


def ask_consent(name: str | None, emit: Emit) -> Consent | None:
    """The consent of `--consent NAME`, else asked for in a terminal, else none, said aloud."""
    if name is None and sys.stdin.isatty() and sys.stderr.isatty():
        question = f"{CONSENT_STATEMENT}\nYour name, to confirm (empty to skip): "
        print(question, end="", file=sys.stderr, flush=True)
        name = sys.stdin.readline()
    if name is None or not name.strip():
        emit(Note("No consent is recorded with this voice.", "Give it with --consent NAME."))
        return None
    return consent_now(name.strip())
