"""The command line: `timbre COMMAND ...`; without arguments it opens the window."""

import argparse
import faulthandler
import json
import os
import subprocess
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from engine import __version__
from engine.commands import NAMES, add_common_options, load_command
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Failed, Finished, Stopped
from engine.files import data_home, to_plain, write_bytes
from engine.reporting import Reporter
from engine.threads import wait_without_spinning

CANCELLED_EXIT = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 only on success."""
    arguments = sys.argv[1:] if argv is None else argv
    faulthandler.enable()
    wait_without_spinning()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not arguments:
        return open_window()
    args = parse(arguments)
    return run_command(args)


def open_window() -> int:
    """Start the desktop application as a program of its own: the engine never imports it."""
    return subprocess.run([sys.executable, "-m", "desktop"], check=False).returncode


def parse(arguments: list[str]) -> argparse.Namespace:
    """Only the chosen command's module is imported, so that `--help` is instant."""
    parser = argparse.ArgumentParser(
        prog="timbre",
        description="Clone a voice on your own computer. Nothing leaves it.",
        epilog="The variable TIMBRE_HOME names the folder that holds everything Timbre keeps.",
    )
    parser.add_argument("--version", action="version", version=f"timbre {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in arguments if word in NAMES), None)
    for name, text in NAMES.items():
        sub = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        if name == chosen:
            load_command(name).add_arguments(sub)
            add_common_options(sub)
    return parser.parse_args(arguments)


def run_command(args: argparse.Namespace) -> int:
    """Run the command, report its events, and turn every ending into words and an exit code."""
    emit: Reporter | None = None
    try:
        emit = Reporter(args.events, show=not args.json and args.events != "-")
        control = Control(emit)
        control.listen_to_signals()
        if args.events == "-":
            control.listen_to_stdin()
        if args.control:
            control.listen_to_file(args.control)
        command = load_command(args.command)
        result = command.run(args, emit, control)
        emit(Finished(to_plain(result) if isinstance(to_plain(result), dict) else {}))
        emit.close()
        print_result(args, result, command.describe(result))
        return 0
    except Cancelled as cancelled:
        return report_stop(emit, cancelled)
    except KeyboardInterrupt:
        return report_stop(emit, Cancelled())
    except EngineError as error:
        return report_failure(args, emit, error)
    except MemoryError:
        return report_failure(args, emit, OUT_OF_MEMORY)
    except BrokenPipeError:
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:  # the last line of defence: every surprise gets a name and a report
        return report_failure(args, emit, surprise(error))


OUT_OF_MEMORY = EngineError(
    "memory",
    "The computer ran out of memory.",
    "Close other programs and run the same command again; `train --resume` continues a run.",
)


def surprise(error: Exception) -> EngineError:
    """Save the traceback of an unexpected failure and say where it lies."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    report = data_home() / "logs" / f"failure-{stamp}.txt"
    trace = "".join(traceback.format_exception(error))
    try:
        write_bytes(report, trace.encode())
        place = f"The details are in {report}."
    except EngineError:
        place = f"The details:\n{trace}"
    return EngineError(
        "internal", f"Something went wrong that should not: {error or type(error).__name__}.", place
    )


def report_stop(emit: Reporter | None, cancelled: Cancelled) -> int:
    """Say that and where the job was stopped, and how it goes on."""
    if emit is not None:
        emit(Stopped(cancelled.message, cancelled.resume_folder))
        emit.close()
    print(cancelled.message, file=sys.stderr)
    return CANCELLED_EXIT


def report_failure(args: argparse.Namespace, emit: Reporter | None, error: EngineError) -> int:
    """One sentence and a next step on stderr; the same for programs."""
    if emit is not None:
        emit(Failed(error.kind, error.message, error.hint))
        emit.close()
    print(f"timbre: {error}", file=sys.stderr)
    if args.json and args.events != "-":
        print(json.dumps(error.as_json(), ensure_ascii=False))
    return 1


def print_result(args: argparse.Namespace, result: Any, words: str) -> None:
    """The result on stdout, as JSON or in words; with `--events -` it is the last event."""
    if args.events == "-":
        return
    if args.json:
        print(json.dumps(to_plain(result), ensure_ascii=False, indent=2))
    elif words:
        print(words)


if __name__ == "__main__":
    sys.exit(main())
