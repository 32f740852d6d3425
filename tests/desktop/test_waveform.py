"""A waveform costs what can be seen of it, however long the sound is."""

from itertools import pairwise

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetrics

from desktop.widgets import waveform
from desktop.widgets.level_meter import LevelMeter
from desktop.widgets.waveform import Waveform, file_peaks
from engine.audio.microphone import Level

HOUR = 3600


@pytest.fixture
def wave(qtbot):
    widget = Waveform()
    qtbot.addWidget(widget)
    widget.resize(600, 96)
    return widget


def test_an_hour_is_reduced_once_and_only_painted_while_it_plays(wave, monkeypatch):
    reduced = []
    peaks = waveform.peaks
    monkeypatch.setattr(waveform, "peaks", lambda *args: reduced.append(1) or peaks(*args))
    wave.show_peaks(np.random.default_rng(0).uniform(0, 1, 50 * HOUR).astype(np.float32))
    for second in range(0, HOUR, 60):
        wave.set_position(second / HOUR)
        wave.grab()
    assert len(reduced) == 1
    wave.resize(500, 96)
    wave.grab()
    assert len(reduced) == 2


def test_an_hour_of_listening_keeps_no_more_than_can_be_seen(wave):
    second = np.zeros(8_000, np.float32)
    for _ in range(HOUR):
        wave.hear(second, 8_000)
    assert len(wave._live) == 4000


def test_the_peaks_of_a_long_file_are_kept_until_it_changes(tmp_path, home):
    path = tmp_path / "long.wav"
    soundfile.write(path, np.full(70 * 8_000, 0.5, np.float32), 8_000)
    assert file_peaks(path).max() == pytest.approx(0.5, abs=0.01)
    (kept,) = (home / "cache" / "peaks").iterdir()
    np.save(kept, np.ones(3, np.float32))
    assert list(file_peaks(path)) == [1.0, 1.0, 1.0]
    soundfile.write(path, np.full(80 * 8_000, 0.25, np.float32), 8_000)
    assert file_peaks(path).max() == pytest.approx(0.25, abs=0.01)


def test_the_clip_lamp_stays_alight_until_it_is_clicked(qtbot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.resize(320, 40)
    meter.show()
    meter.hear(Level(-0.1, -3.0))
    assert meter.lamp.alight and meter.zone == "clipped"
    for _ in range(50):
        meter.hear(Level(-40.0, -50.0))
    assert meter.lamp.alight and "alight" in meter.lamp.accessibleName()
    qtbot.mouseClick(meter.lamp, Qt.MouseButton.LeftButton)
    assert not meter.lamp.alight
    meter.hear(Level(0.0, -3.0))
    meter.lamp.setFocus()
    qtbot.keyClick(meter.lamp, Qt.Key.Key_Space)
    assert not meter.lamp.alight


@pytest.mark.parametrize(
    ("level", "word", "colour"),
    [(-14.0, "good", "green"), (-9.0, "loud", "amber"), (-3.0, "too loud", "red")],
)
def test_the_meter_is_green_to_minus_12_yellow_to_minus_6_and_red_above(qtbot, level, word, colour):
    from desktop.theme import colour as colour_of

    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.resize(400, 40)
    meter.hear(Level(level, level))
    assert meter.zone == word
    end = round(meter._place(level, meter._bar_width())) - 4
    picture = meter.grab().toImage()
    assert picture.pixelColor(QPoint(end, 10)).name() == colour_of(colour).name()


@pytest.mark.parametrize("points", [8.0, 12.0, 18.0])
def test_the_numbers_under_the_meter_never_touch(points, qtbot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    font = meter.font()
    font.setPointSizeF(points)
    metrics = QFontMetrics(font)
    digit = metrics.horizontalAdvance("0")
    for width in range(60, 700, 7):
        marks = meter.marks(metrics, width)
        boxes = sorted((box for _, box in marks), key=QRectF.left)
        glyphs = [box.adjusted(digit / 2, 0, -digit / 2, 0) for box in boxes]
        for left, right in pairwise(glyphs):
            assert right.left() - left.right() >= digit - 0.01, f"too close at {width}"
        assert marks[0][0] == "−12"
    assert len(meter.marks(metrics, 1000)) == 5
