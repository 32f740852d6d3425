"""The player with a real sound server: what is played is heard, and a server that dies is said."""

import numpy as np
import pytest
import soundfile

from desktop.playback import Player
from tests.desktop.steps import WAIT, until
from tests.sound_server import needs_sound_server

pytestmark = needs_sound_server
RATE = 24_000


@pytest.fixture
def player(qapp):
    player = Player()
    yield player
    player.close()
    player.deleteLater()


@pytest.fixture
def tune(tmp_path):
    """Half a minute of a tone."""
    time = np.arange(30 * RATE) / RATE
    soundfile.write(tmp_path / "tune.wav", 0.2 * np.sin(2 * np.pi * 220 * time), RATE)
    return tmp_path / "tune.wav"


def test_a_sound_server_that_dies_while_something_plays_is_one_sentence(
    sound_server, player, tune, qtbot
):
    sound_server.load("module-null-sink sink_name=speaker")
    seconds, troubles = [0.0], []
    player.moved.connect(lambda _path, now, _total: seconds.append(now))
    player.failed.connect(troubles.append)
    player.play(tune)
    until(qtbot, lambda: seconds[-1] > 0.5)
    with qtbot.waitSignal(player.ended, timeout=WAIT):
        sound_server.stop()
    assert [trouble.kind for trouble in troubles] == ["device"]
    assert "loudspeaker has gone" in troubles[0].message
    sound_server.start()
    sound_server.load("module-null-sink sink_name=speaker")
    seconds[:] = [0.0]
    player.play(tune)
    until(qtbot, lambda: seconds[-1] > 0.5)
    player.stop()
    assert len(troubles) == 1
