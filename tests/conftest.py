"""Before any test loads torch: threads that wait must not spin, or a busy machine crawls."""

import tempfile
from pathlib import Path

import pytest

from engine.threads import wait_without_spinning

wait_without_spinning()


@pytest.fixture
def sound_server(monkeypatch):
    """A real sound server that this process and its children use, without any device yet."""
    from engine.audio.devices import rescan
    from tests.sound_server import SoundServer

    # Not in pytest's own folder: the name of a socket may have a hundred characters.
    with tempfile.TemporaryDirectory(prefix="timbre-sound-") as folder:
        server = SoundServer(Path(folder))
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.start()
        rescan()
        yield server
        server.stop()
        rescan()
