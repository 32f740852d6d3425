"""Before any test loads torch: threads that wait must not spin, or a busy machine crawls."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from engine.threads import wait_without_spinning

wait_without_spinning()
# Of a test nothing may depend on how busy the computer is.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


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
