"""The only place a process is born: start it, talk to it, stop it, and say how it ended."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, cast

from engine.ending import explain_exit, new_log
from engine.errors import EngineError, Kind
from engine.events import TERMINAL, Event, Failed, Stopped, from_line
from engine.files import disk_error

if sys.platform == "win32":
    from engine.jobobject import JobObject

Word = Literal["stop", "pause", "resume"]

LONGEST_LINE = 8 * 1024 * 1024
# Asking the kernel for a death signal between fork and exec (preexec_fn) is unsafe in a process
# with threads, so a tiny interpreter asks for it and then becomes the command.
_GUARD = (
    "import ctypes, os, signal, sys\n"
    "ctypes.CDLL(None).prctl(1, signal.SIGKILL)\n"
    "os.getppid() == int(sys.argv[1]) or sys.exit(1)\n"
    "os.execvp(sys.argv[2], sys.argv[2:])\n"
)


@dataclass(frozen=True)
class Patience:
    """Seconds a child is given: after the word "stop", and again after being terminated."""

    after_stop: float = 10.0
    after_terminate: float = 5.0


class Child:
    """A running child process that speaks lines of JSON on stdout and listens on stdin.

    On Linux the child dies with the *thread* that called `start`, so call it from one that outlives
    the child. Its stderr, and whatever it prints that is no event, lands in `log`.
    """

    def __init__(self, process: subprocess.Popen[bytes], log: Path, patience: Patience) -> None:
        self.log = log
        self._process = process
        self._patience = patience
        self._ended = threading.Event()
        self._stopping = threading.Event()
        self._forced = False
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        if sys.platform == "win32":
            self._job = JobObject(process)
        for target in (self._reap, self._write):
            threading.Thread(target=target, daemon=True, name=f"child-{target.__name__}").start()

    @classmethod
    def start(
        cls,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        log: Path | None = None,
        patience: Patience | None = None,
    ) -> "Child":
        """Start `command` (a list, never a shell line) with `env` added to our environment.

        Raises:
            EngineError: kind "missing" when there is no such program, "disk" when the log cannot
                be written.
        """
        log = log or new_log()
        whole = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **(env or {})}
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            stderr = log.open("ab")
        except OSError as error:
            raise disk_error(log, error) from error
        with stderr:
            try:
                process = subprocess.Popen(
                    _guarded(command),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=stderr,
                    env=whole,
                    start_new_session=os.name == "posix",
                    creationflags=_WINDOWS_FLAGS,
                )
            except OSError as error:
                raise _not_started(command, error) from error
        return cls(process, log, patience or Patience())

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return not self._ended.is_set()

    def send(self, word: Word) -> None:
        """Say one control word. Never blocks; a child that has ended says so through `events`."""
        if word == "stop":
            self._stopping.set()
        self.send_line(word)

    def send_line(self, line: str) -> None:
        """Write any line to the child's stdin, in order, without ever blocking the caller."""
        self._outbox.put(line.encode() + b"\n")

    def stop(self) -> None:
        """Ask the child to stop and climb the ladder if it does not; returns at once."""
        self.send("stop")
        self._climb(self._patience.after_stop)

    def hang_up(self, seconds: float) -> None:
        """Close the child's stdin, which ends a resident one; after `seconds`, climb the ladder."""
        self._stopping.set()
        self._outbox.put(None)
        self._climb(seconds)

    def kill(self) -> None:
        """End the child and everything it started, now."""
        self._forced = True
        self._kill_tree()

    def wait(self) -> int:
        """Wait until the child has ended; its exit code (negative: the signal)."""
        self._ended.wait()
        return self._process.returncode

    def lines(self) -> Iterator[str]:
        """What the child prints, line by line, until it closes stdout or ends."""
        stdout = cast(IO[bytes], self._process.stdout)
        with stdout:
            while raw := stdout.readline(LONGEST_LINE):
                yield raw.decode("utf-8", errors="replace").rstrip("\r\n")

    def events(self) -> Iterator[Event]:
        """The child's events; the last one is always Finished, Failed or Stopped.

        When the child ends without such a word, how it ended is turned into one.
        """
        terminal: Event | None = None
        for line in self.lines():
            try:
                _, event = from_line(line)
            except ValueError:
                self._keep(line)
                continue
            if terminal is None:
                terminal = event if isinstance(event, TERMINAL) else None
                yield event
                if terminal is not None:
                    self._climb(self._patience.after_stop)
        # Stdout is closed: a child that lives on has nothing more to tell.
        self._climb(self._patience.after_stop)
        self.wait()
        if terminal is None:
            yield self.ending()

    def ending(self) -> Failed | Stopped:
        """How the child ended, in words, for one that did not say so itself."""
        code = self.wait()
        if self._stopping.is_set() and (self._forced or code == 0):
            return Stopped("Stopped. Everything up to the last save is kept.")
        return explain_exit(code, self.log)

    def _keep(self, chatter: str) -> None:
        with contextlib.suppress(OSError), self.log.open("a", encoding="utf-8") as file:
            file.write(chatter[:2000] + "\n")

    def _write(self) -> None:
        stdin = cast(IO[bytes], self._process.stdin)
        # A broken pipe only means that the child has gone; `events` tells how.
        with contextlib.suppress(OSError), stdin:
            while (line := self._outbox.get()) is not None:
                stdin.write(line)
                stdin.flush()

    def _reap(self) -> None:
        if sys.platform != "win32":
            # The group is killed while the dead leader still holds its number: nobody else's group
            # can be hit, and a grandchild cannot keep our pipe open.
            # Terminating polls, and so may have collected a child that had just ended by itself.
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
                self._kill_tree()
        self._process.wait()
        if sys.platform == "win32":
            self._job.terminate()
        self._ended.set()
        self._outbox.put(None)

    def _climb(self, seconds: float) -> None:
        threading.Thread(
            target=self._ladder, args=(seconds,), daemon=True, name="child-ladder"
        ).start()

    def _ladder(self, seconds: float) -> None:
        if self._ended.wait(seconds):
            return
        self._forced = True
        self._process.terminate()
        if not self._ended.wait(self._patience.after_terminate):
            self._kill_tree()

    def _kill_tree(self) -> None:
        if sys.platform == "win32":
            self._job.terminate()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)


def start_detached(command: Sequence[str], log: Path) -> int:
    """Start a program that goes on when we end, and that nobody talks to; its process number.

    Raises:
        EngineError: kind "missing" or "disk", as `Child.start`.
    """
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        output = log.open("ab")
    except OSError as error:
        raise disk_error(log, error) from error
    with output:
        try:
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
                start_new_session=os.name == "posix",
                creationflags=_WINDOWS_FLAGS,
            )
        except OSError as error:
            raise _not_started(command, error) from error
    # While we live, its exit code has to be collected, or its number would stay taken.
    threading.Thread(target=process.wait, daemon=True, name="detached-wait").start()
    return process.pid


def _not_started(command: Sequence[str], error: OSError) -> EngineError:
    return EngineError(
        "missing",
        f"{command[0]} could not be started: {error.strerror or error}.",
        "Install Timbre again, or run `timbre doctor`.",
    )


def ask(command: Sequence[str], env: Mapping[str, str] | None = None) -> Any:
    """Run a short command that prints one JSON value (`--json`) and return that value.

    Raises:
        EngineError: the command's own error, or how it ended.
    """
    return answer_of(Child.start(command, env))


def answer_of(child: Child) -> Any:
    """The JSON value that a child prints before it ends; as `ask`, for who may want to end it.

    Raises:
        EngineError: the command's own error, or how it ended.
    """
    text = "\n".join(child.lines())
    code = child.wait()
    answer: Any = None
    with contextlib.suppress(ValueError):
        answer = json.loads(text)
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        raise EngineError(
            cast(Kind, error.get("kind", "internal")),
            str(error.get("message", "")),
            str(error.get("hint", "")),
        )
    if code != 0 or answer is None:
        failed = explain_exit(code, child.log)
        raise EngineError(cast(Kind, failed.kind), failed.message, failed.hint)
    child.log.unlink(missing_ok=True)
    return answer


def _guarded(command: Sequence[str]) -> list[str]:
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", "-c", _GUARD, str(os.getpid()), *command]


_WINDOWS_FLAGS = (
    subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    if sys.platform == "win32"
    else 0
)
