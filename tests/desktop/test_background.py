"""A training without a window: sent away when it closes, found and followed at the next start."""

import json
import os
import signal
import subprocess
import sys

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.background import find_background, past_events, send_away
from desktop.closing import ASIDE, BACKGROUND, LATER
from desktop.settings import Settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window
from engine.events import Finished, Memory, Sample, StageStarted, Step, Stopped, to_line
from engine.files import write_json
from engine.library import voice_names
from engine.training.run import Purpose
from tests.desktop.steps import FAKE, WAIT, ready_form, until


@pytest.fixture
def running(monkeypatch, window, studio, checked, home, qtbot):
    """A window in which a training waits in its middle, with a run that could be continued."""
    monkeypatch.setenv("TIMBRE_FAKE", "hold")
    form = ready_form(window, qtbot)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    run = home / "runs" / "Anna"
    run.mkdir(parents=True, exist_ok=True)
    (run / "plan.json").write_text("{}")
    purpose = Purpose("Anna", str(studio.project.dataset), "", "starter", text="Hello.")
    write_json(run / "run.json", purpose)
    until(qtbot, lambda: "Paused" in window.page("train").live.line.text())
    return window


def close_with(window, answer):
    window.close()
    box = window.findChildren(QMessageBox, "closing")[-1]
    box.button(answer).click()


@pytest.fixture
def next_start(qapp, qtbot):
    """Opens the window once more, as the next start of the program does."""
    opened = []

    def start():
        studio = Studio([sys.executable, str(FAKE)], Settings(theme="light", project="Anna"))
        window = Window(studio, Theme(qapp, "light"))
        opened.append((studio, window))
        window.show()
        window.start()
        return window

    yield start
    for studio, window in opened:
        for page in window.pages.made.values():
            page.leave()
        studio.close()
        window.hide()
        window.deleteLater()


def test_a_training_goes_on_in_the_background_and_the_next_start_follows_it(
    monkeypatch, running, next_start, qtbot
):
    close_with(running, BACKGROUND)
    until(qtbot, lambda: not running.isVisible() and find_background() is not None)
    job = find_background()
    assert job.alive and (job.voice, job.project) == ("Anna", "Anna")
    window = next_start()
    assert window.current == "train" and window.studio.job == "train"
    live = window.page("train").live
    until(qtbot, lambda: "Paused" in live.line.text())
    with qtbot.waitSignal(window.studio.job_ended, timeout=WAIT) as ended:
        window.studio.tell_job("resume")
    assert isinstance(ended.args[1], Finished)
    assert voice_names() == ("Anna",) and window.current == "listen"
    assert find_background() is None


def test_a_window_that_closes_again_leaves_the_background_alone(running, next_start, qtbot):
    close_with(running, BACKGROUND)
    until(qtbot, lambda: find_background() is not None)
    window = next_start()
    close_with(window, BACKGROUND)
    until(qtbot, lambda: not window.isVisible())
    job = find_background()
    assert job is not None and job.alive
    window = next_start()
    with qtbot.waitSignal(window.studio.job_ended, timeout=WAIT) as ended:
        window.studio.stop_job()
    assert isinstance(ended.args[1], Stopped)
    until(qtbot, lambda: not job.alive)


def test_a_training_that_died_in_the_background_is_offered_again(running, next_start, qtbot):
    close_with(running, BACKGROUND)
    until(qtbot, lambda: find_background() is not None)
    job = find_background()
    os.kill(job.pid, signal.SIGKILL)
    until(qtbot, lambda: not job.alive)
    window = next_start()
    until(qtbot, lambda: not window.studio.job)
    assert "ended without a word" in window.banner.accessibleName()
    assert window.banner.action.text() == "Continue training"


def test_paused_waits_for_the_next_start(running, next_start, qtbot):
    close_with(running, LATER)
    until(qtbot, lambda: not running.isVisible() and not running.studio.job)
    assert find_background() is None
    window = next_start()
    assert "Anna was interrupted" in window.banner.accessibleName()


def test_stopped_is_set_aside_and_not_offered(running, next_start, home, qtbot):
    close_with(running, ASIDE)
    until(qtbot, lambda: not running.studio.job)
    until(qtbot, lambda: not (home / "runs" / "Anna").exists())
    assert [path.name for path in (home / "trash").iterdir()]
    window = next_start()
    assert not window.banner.isVisible()


def test_a_window_that_is_killed_takes_its_child_along_and_the_run_is_offered(
    running, next_start, home, qtbot
):
    """What is left after `kill -9` of the window: a run folder, and no process."""
    code = (
        "import sys\nfrom engine.child import Child\n"
        "child = Child.start([sys.executable, '-c', 'input()'])\n"
        "print(child.pid, flush=True)\ninput()"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    child = int(window.stdout.readline())
    window.kill()
    window.communicate()
    until(qtbot, lambda: not _alive(child))
    running.studio.close()
    until(qtbot, lambda: not running.studio.job)
    assert "interrupted" in next_start().banner.accessibleName()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_past_of_a_long_run_is_thinned_out(tmp_path):
    file = tmp_path / "events.jsonl"
    with file.open("w") as lines:
        lines.write(to_line(StageStarted("timbre", "Learning how you sound", 100_000), 0) + "\n")
        for step in range(1, 20_001):
            lines.write(to_line(Step("timbre", step, 20_000, {"mel": 1.0}, 1, 1, 1), step) + "\n")
            lines.write(to_line(Memory(1, 1, 1, "cpu"), step) + "\n")
        for step in range(100):
            lines.write(to_line(Sample("timbre", step, f"{step}.flac", "", ""), step) + "\n")
        lines.write('{"event": "step", "t": 1, "sta')
    past = past_events(file)
    steps = [event.step for event in past if isinstance(event, Step)]
    assert 300 <= len(steps) <= 601 and steps == sorted(steps)
    assert not any(isinstance(event, Memory) for event in past)
    assert sum(isinstance(event, Sample) for event in past) <= 41
    assert isinstance(past[0], StageStarted)


def test_a_clock_that_was_moved_hides_no_job(home, monkeypatch):
    monkeypatch.setenv("TIMBRE_FAKE", "hold")
    waiting = "import threading; threading.Event().wait()"
    job = send_away([sys.executable, "-c", waiting], [], "Anna", "Anna")
    try:
        assert job.alive
        move_clock(monkeypatch, 7200.0)
        found = find_background()
        assert found == job and found.alive
    finally:
        job.end(hard=True)


def move_clock(monkeypatch, seconds):
    """What the system says once somebody has set its clock: nobody may set the real one here."""
    born, booted = psutil.Process.create_time, psutil.boot_time
    shift = seconds if psutil.LINUX else 0.0
    monkeypatch.setattr(psutil.Process, "create_time", lambda process: born(process) + shift)
    monkeypatch.setattr(psutil, "boot_time", lambda: booted() + seconds)


def test_a_record_that_cannot_be_read_is_no_job(home):
    (home / "background").mkdir(parents=True)
    (home / "background" / "job.json").write_text(json.dumps({"pid": "x"}))
    assert find_background() is None
