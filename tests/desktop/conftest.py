"""A window on no screen, an engine that only pretends, and a look-out for leaks."""

import gc
import os
import sys

import numpy as np
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest.importorskip("PySide6.QtWidgets")

from PySide6.QtCore import Qt

from desktop.settings import Settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window
from tests.desktop.footprint import footprint, settled
from tests.desktop.steps import FAKE, WAIT, ready_form, record, until


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TIMBRE_FAKE", raising=False)
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def garbage_waits():
    """As in the program: what belongs to Qt ends in no other thread than that of the window."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_is_left():
    """A thread, timer or child that outlives its test is named."""
    before = footprint(windows=False)
    yield
    left = before.leaked(settled(before))
    assert not left, f"left behind: {left}"


@pytest.fixture
def studio(qtbot):
    studio = Studio([sys.executable, str(FAKE)], Settings(theme="light"))
    yield studio
    studio.close()
    studio.deleteLater()


@pytest.fixture
def window(qapp, studio, qtbot):
    theme = Theme(qapp, "light")
    window = Window(studio, theme)
    window.show()
    yield window
    for page in window.pages.made.values():
        page.leave()
    studio.close()
    window.hide()
    window.deleteLater()
    theme.deleteLater()


def _spoken(seconds: float = 2.0, rate: int = 48_000, level: float = 0.3) -> np.ndarray:
    """Syllables of a hum between two silences: mono float32 [N]."""
    time = np.arange(int(seconds * rate)) / rate
    syllables = np.clip(np.sin(2 * np.pi * 3 * time), 0, 1)
    middle = (time > 0.4) & (time < seconds - 0.4)
    hum = np.sin(2 * np.pi * 150 * time) + 0.5 * np.sin(2 * np.pi * 300 * time)
    noise = 1e-4 * np.random.default_rng(0).standard_normal(len(time))
    return (level * hum * syllables * middle + noise).astype(np.float32)


@pytest.fixture
def spoken():
    """Makes sounds that the sentence judge finds good: spoken(seconds, rate, level)."""
    return _spoken


@pytest.fixture
def checked(window, studio, spoken, qtbot):
    """A window on the Check page of a voice whose recordings have been looked at."""
    record(spoken)
    studio.open("Anna")
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT):
        window.show_page("check")
    until(qtbot, lambda: studio.dataset is not None)
    return window.page("check")


@pytest.fixture
def trained(window, studio, checked, qtbot):
    """… and whose training has been started with real clicks."""
    form = ready_form(window, qtbot)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    assert studio.job == "train"
    return window.page("train")


@pytest.fixture
def narrating(window, studio, qtbot, monkeypatch):
    """The Studio with an empty text open, and a player that needs no sound card."""
    for name in ("begin", "finish", "stop"):
        monkeypatch.setattr(studio.player, name, lambda: None)
    window.show_page("speak")
    page = window.page("speak")
    until(qtbot, lambda: studio.narrator.narration is not None and not studio.narrator.reading)
    return page
