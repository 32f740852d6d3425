"""How long and how large a preparation is, said before it begins."""

from pathlib import Path

import pytest

from engine.audio.files import AudioInfo
from engine.audio.jobs import weigh
from engine.errors import EngineError
from engine.events import Note

HOUR = 3600.0


def sound(seconds: float, rate: int = 16_000) -> AudioInfo:
    return AudioInfo(Path("sound.wav"), seconds, rate, 1)


def test_hours_of_sound_are_said_up_front(tmp_path):
    events: list[Note] = []
    weigh([sound(6 * HOUR), sound(6 * HOUR)], tmp_path, events.append)
    (note,) = events
    assert "12.0 h" in note.message and "hours" in note.message
    assert "stop when you like" in note.hint


def test_a_minute_is_nothing_to_speak_of(tmp_path):
    events: list[Note] = []
    weigh([sound(60.0)], tmp_path, events.append)
    assert not events


def test_what_the_disk_has_no_room_for_is_refused(tmp_path):
    with pytest.raises(EngineError) as caught:
        weigh([sound(1e6 * HOUR, 48_000)] * 1000, tmp_path, lambda event: None)
    assert caught.value.kind == "disk"
    assert str(tmp_path) in caught.value.message
