"""Recording with real microphones of a real sound server: plugged in, spoken into, pulled out."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt

from desktop.projects import load_script, open_project
from desktop.takes import recover_takes, unfinished
from engine.audio.files import read_audio
from engine.audio.levels import BROKEN_OFF
from resources import path as shipped
from tests.desktop.steps import FAKE, until
from tests.sound_server import needs_sound_server

pytestmark = needs_sound_server
RATE = 44_100
NOBODY = 65534


def speech(number: int) -> np.ndarray:
    """A clip of real speech between silences, at the rate of the microphones."""
    samples, rate = read_audio(shipped(f"samples/LJ001-000{number}.flac"))
    old = np.arange(len(samples)) / rate
    new = np.interp(np.arange(0, old[-1], 1 / RATE), old, samples)
    return np.concatenate((np.zeros(RATE), new, np.zeros(2 * RATE)))


@pytest.fixture
def page(sound_server, window, studio):
    studio.open("Anna")
    window.show_page("record")
    return window.page("record")


@pytest.fixture
def listening(sound_server, page, qtbot):
    """… with one microphone, open, in a room with a little noise."""
    modules = sound_server.plug_in("desk")
    until(qtbot, lambda: page.listener.microphone is not None)
    page.modules = modules
    return page


def devices(page):
    return [page.microphone.devices.itemText(n) for n in range(page.microphone.devices.count())]


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_microphones_come_and_go_and_the_chosen_one_is_kept(sound_server, page, studio, qtbot):
    until(qtbot, lambda: "No microphone was found" in page.microphone.hint.text())
    assert not page.stand.controls.record_button.isEnabled()
    sound_server.plug_in("desk")
    until(qtbot, lambda: page.listener.microphone is not None)
    assert page.stand.controls.record_button.isEnabled() and not page.microphone.hint.text()
    headset = sound_server.plug_in("headset")
    until(qtbot, lambda: devices(page) == ["desk", "headset"])
    page.microphone.devices.setCurrentIndex(1)
    page.microphone.devices.activated.emit(1)
    listener = page.listener
    until(qtbot, lambda: listener.microphone and listener.microphone.device.name == "headset")
    assert studio.settings.microphone == "headset"
    sound_server.pull_out(headset)
    until(qtbot, lambda: listener.microphone and listener.microphone.device.name == "desk")
    assert devices(page) == ["desk"] == [page.microphone.devices.currentText()]
    sound_server.plug_in("headset")
    until(qtbot, lambda: listener.microphone and listener.microphone.device.name == "headset")


def test_a_sentence_is_read_by_key_judged_and_kept(listening, sound_server, studio, qtbot):
    stand = listening.stand
    press(qtbot, stand.controls.record_button)
    assert stand.taker.recording and stand.waveform.recording
    assert list(studio.project.reading.glob("*.wav")), "it is on disk from the first moment"
    playing = sound_server.play("desk", speech(2), RATE)
    until(qtbot, lambda: playing.poll() is not None)
    press(qtbot, stand.controls.record_button)
    until(qtbot, lambda: studio.project.take(0) is not None and not studio.changing)
    take = studio.project.take(0)
    assert take.doubts == () and take.text == load_script("en").sentences[0]
    assert soundfile.info(studio.project.recordings / take.file).samplerate == RATE
    assert stand._index == 1, "a good sentence is followed by the next"
    assert not unfinished(studio.project)


def test_the_voice_starts_and_stops_sentence_after_sentence(listening, sound_server, studio, qtbot):
    listening.microphone.hands_free.setChecked(True)
    spoken = np.concatenate((speech(2), speech(4)))
    playing = sound_server.play("desk", spoken, RATE)
    until(qtbot, lambda: playing.poll() is not None)
    until(qtbot, lambda: len(studio.project.takes) == 2 and not studio.changing)
    assert [take.doubts for take in studio.project.takes] == [(), ()]
    for take, number in zip(studio.project.takes, (2, 4), strict=True):
        # As long as what was said, with a breath at each end.
        assert 0 < take.seconds - (len(speech(number)) / RATE - 3.0) < 1.2
    assert listening.stand._index == 2


def test_after_the_last_sentence_the_voice_starts_nothing_more(
    listening, sound_server, studio, spoken, window, qtbot
):
    from desktop.takes import add_take

    for index, sentence in enumerate(load_script("en").sentences):
        if index != 3:
            studio.set_project(add_take(studio.project, index, sentence, spoken(), 48_000))
    listening.stand.go(3)
    listening.microphone.hands_free.setChecked(True)
    playing = sound_server.play("desk", speech(2), RATE)
    until(qtbot, lambda: len(studio.project.takes) == 20 and not studio.changing)
    assert not listening.stand.taker.hands_free and not listening.microphone.hands_free.isChecked()
    assert "Every sentence is read" in window.banner.accessibleName()
    playing.wait()


def test_a_quiet_second_of_the_room_is_kept_for_the_denoiser(
    listening, sound_server, studio, qtbot
):
    noise = 0.002 * np.random.default_rng(0).standard_normal(20 * RATE)
    playing = sound_server.play("desk", noise, RATE)
    until(qtbot, lambda: "no sound at all" in listening.microphone.room.text() or True)
    listening.microphone._room.measure_again()
    until(qtbot, lambda: studio.project.room_tone.is_file())
    playing.terminate()
    playing.wait()
    assert soundfile.info(studio.project.room_tone).frames == RATE
    assert "quiet" in listening.microphone.room.text()


def test_a_microphone_pulled_out_in_a_sentence_loses_nothing_before_it(
    listening, sound_server, studio, window, qtbot
):
    stand = listening.stand
    press(qtbot, stand.controls.record_button)
    playing = sound_server.play("desk", speech(4), RATE)
    recorder = stand.taker._recorder
    until(qtbot, lambda: recorder._file.seconds > 1.5)
    sound_server.pull_out(listening.modules)
    until(qtbot, lambda: studio.project.take(0) is not None)
    playing.wait()
    assert BROKEN_OFF in studio.project.take(0).doubts
    assert studio.project.take(0).seconds > 1.5
    assert "has gone" in window.banner.accessibleName()
    assert "read it again" in stand.verdict.text() and not stand.taker.recording
    sound_server.plug_in("desk")
    until(qtbot, lambda: listening.listener.microphone is not None)
    assert stand.controls.record_button.isEnabled()


def test_a_sound_server_that_starts_again_is_found_again(listening, sound_server, qtbot):
    sound_server.stop()
    until(qtbot, lambda: listening.listener.microphone is None)
    until(qtbot, lambda: listening.microphone.hint.text())
    sound_server.start()
    sound_server.plug_in("desk")
    until(qtbot, lambda: listening.listener.microphone is not None)
    heard = []
    listening.listener.heard.connect(lambda *_: heard.append(1))
    until(qtbot, lambda: len(heard) > 3)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a second user")
def test_a_sound_server_that_does_not_let_us_listen_is_one_calm_sentence(
    page, sound_server, window, qtbot
):
    sound_server.stop()
    sound_server.start(user=NOBODY)
    until(qtbot, lambda: "does not let this program listen" in page.microphone.hint.text())
    assert not page.stand.controls.record_button.isEnabled()
    assert not window.banner.isVisible()


def test_silence_is_said_calmly_and_forgotten_when_something_is_heard(
    listening, sound_server, window, qtbot
):
    until(qtbot, lambda: "Nothing is heard" in listening.microphone.hint.text())
    assert not window.banner.isVisible()
    playing = sound_server.play("desk", speech(2), RATE)
    until(qtbot, lambda: not listening.microphone.hint.text())
    playing.wait()


def test_a_disk_that_fills_up_in_a_sentence_keeps_what_it_took(listening, studio, window, qtbot):
    stand = listening.stand
    press(qtbot, stand.controls.record_button)
    before = resource_limit(300_000)
    try:
        until(qtbot, lambda: studio.project.take(0) is not None)
    finally:
        resource_limit(before)
    assert studio.project.take(0).seconds == pytest.approx(300_000 / 3 / RATE, abs=0.3)
    assert BROKEN_OFF in studio.project.take(0).doubts
    assert "Cannot write" in window.banner.accessibleName()
    assert not stand.taker.recording


def resource_limit(size: int) -> int:
    """The system refuses larger files, as a full disk does. What was allowed before."""
    resource = pytest.importorskip("resource")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    return before


def test_other_words_than_written_are_asked_for_again_while_reading_goes_on(
    listening, sound_server, studio, monkeypatch, qtbot
):
    monkeypatch.setenv("TIMBRE_FAKE", "deaf")
    stand = listening.stand
    press(qtbot, stand.controls.record_button)
    playing = sound_server.play("desk", speech(2), RATE)
    until(qtbot, lambda: playing.poll() is not None)
    press(qtbot, stand.controls.record_button)
    until(qtbot, lambda: studio.project.take(0) is not None and studio.project.take(0).doubts)
    assert stand._index == 1
    stand.go(0)
    assert "Other words were heard" in stand.verdict.text()
    assert stand._states()[0] == "doubt"


def test_recording_again_can_be_undone(listening, sound_server, studio, spoken, qtbot):
    from desktop.takes import add_take

    studio.set_project(add_take(studio.project, 0, "One.", spoken(), 48_000))
    first = studio.project.take(0)
    stand = listening.stand
    press(qtbot, stand.controls.record_button)
    press(qtbot, stand.controls.record_button)
    until(qtbot, lambda: studio.project.take(0) not in (None, first) and not studio.changing)
    until(qtbot, stand.controls.undo_button.isVisible)
    press(qtbot, stand.controls.undo_button)
    until(qtbot, lambda: studio.project.take(0) == first)
    assert (studio.project.recordings / first.file).is_file()


def test_a_sentence_belongs_to_the_voice_it_was_begun_for(listening, studio, qtbot):
    stand = listening.stand
    anna = studio.project
    press(qtbot, stand.controls.record_button)
    recorder = stand.taker._recorder
    until(qtbot, lambda: recorder._file.seconds > 1.0)
    studio.open("Bert")
    assert not stand.taker.recording
    until(qtbot, lambda: recorder._file._file.closed)
    assert studio.project.name == "Bert" and studio.project.takes == ()
    assert unfinished(anna)
    studio.open("Anna")
    until(qtbot, lambda: studio.project.take(0) is not None)
    assert studio.project.take(0).seconds > 1.0


def test_the_script_follows_the_language_and_keeps_both(listening, studio, spoken, qtbot):
    from desktop.takes import add_take

    studio.set_project(add_take(studio.project, 0, "One.", spoken(), 48_000))
    stand = listening.stand
    stand.head.languages.setCurrentIndex(stand.head.languages.findData("ja"))
    stand.head.languages.activated.emit(0)
    until(qtbot, lambda: studio.project.language == "ja")
    assert stand.sentence.text() == load_script("ja").sentences[0]
    assert stand._states()[0] == "empty" and len(studio.project.takes) == 1
    press(qtbot, stand.controls.record_button)
    assert not stand.head.languages.isEnabled()
    press(qtbot, stand.controls.record_button)
    until(qtbot, lambda: len(studio.project.takes) == 2)
    assert {take.language for take in studio.project.takes} == {"en", "ja"}


READER = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.settings import Settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window
app = QApplication([])
studio = Studio([sys.executable, {str(FAKE)!r}], Settings(theme="light"))
window = Window(studio, Theme(app, "light"))
window.show()
studio.open("Anna")
window.show_page("record")
stand = window.page("record").stand
stand.go(1)
stand.listener.opened.connect(stand.toggle)
timer = QTimer()
def tell():
    recorder, microphone = stand.taker._recorder, stand.listener.microphone
    if recorder is not None:
        print((microphone.position - recorder._start) / microphone.rate, flush=True)
timer.timeout.connect(tell)
timer.start(50)
app.exec()
"""


def test_a_kill_in_a_sentence_loses_no_other_and_hardly_any_of_it(
    sound_server, home, spoken, window, studio, qtbot
):
    """The whole application in a process of its own, killed with -9 while somebody reads."""
    from desktop.takes import add_take

    sound_server.plug_in("desk")
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    child = subprocess.Popen([sys.executable, "-c", READER], stdout=subprocess.PIPE, text=True)
    heard = 0.0
    while heard < 2.5:
        heard = float(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert open_project("Anna") == project and unfinished(project)
    studio.open("Anna")
    window.show_page("record")
    until(qtbot, lambda: studio.project.take(1) is not None)
    assert studio.project.take(0) == project.take(0)
    take = studio.project.take(1)
    assert take.seconds > heard - 1.0 and BROKEN_OFF in take.doubts
    assert take.text == load_script("en").sentences[1]
    assert recover_takes(studio.project) == studio.project
    assert list(project.reading.iterdir()) == []
