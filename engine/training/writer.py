"""Writing checkpoints beside the training: one at a time, and a failure reaches the run."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Writer:
    """Does one write at a time on a thread of its own.

    The thread is no daemon: a process that ends lets a write that has begun come to its end.
    """

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, write: Callable[[], None]) -> None:
        """Begin a write, after the one before.

        Raises:
            Exception: what the write before ended with.
        """
        self.wait()
        thread = threading.Thread(target=self._run, args=(write,), name="checkpoint")
        thread.start()
        self._thread = thread

    def check(self) -> None:
        """Return at once while all is well.

        Raises:
            Exception: what a write ended with.
        """
        if self._error is not None:
            error, self._error = self._error, None
            raise error

    def wait(self) -> None:
        """Return when nothing is being written.

        Raises:
            Exception: what the last write ended with.
        """
        self.settle()
        self.check()

    def settle(self) -> None:
        """Return when nothing is being written, for somebody who ends for another reason."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, write: Callable[[], None]) -> None:
        try:
            write()
        except BaseException as error:  # raised again where the run can act on it
            self._error = error
