"""Recorded runs replayed to the Train page, at once and for eight hours of simulated time."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from desktop.studio import EVENTS_KEPT
from desktop.widgets.curves import POINTS, Plot
from desktop.widgets.samples import MOST_ROWS
from engine.events import Failed, Finished, Memory, Sample, StageStarted, Step, Stopped, to_line
from engine.files import write_json
from engine.training.run import Purpose
from tests.desktop.steps import WAIT, until

EVENTS = Path(__file__).resolve().parents[1] / "data" / "events"
SAY = "import sys; sys.stdout.write(open(sys.argv[1], encoding='utf-8').read())"


@pytest.fixture
def page(window, studio):
    studio.open("Anna")
    window.show_page("train")
    return window.page("train")


def replay(studio, qtbot, name: str):
    """The child of a job is a program that says what was recorded; its last word comes back."""
    studio.engine = [sys.executable, "-c", SAY, str(EVENTS / f"{name}.jsonl")]
    studio.trainings.voice = "Anna"
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        studio.start("train", [])
    return ended.args[1]


def test_a_run_to_its_end(page, studio, window, qtbot):
    assert isinstance(replay(studio, qtbot, "tiny-finished"), Finished)
    live = page.live
    assert live.losses._series["away"].points[:, 0].tolist() == list(range(1, 41))
    stems = [Path(path).stem for path in live.samples.paths]
    assert stems[0] == "zero-shot" and stems[-1] == "tuned" and len(stems) == 8
    assert "Done" in live.line.text() and not live.resume_button.isVisible()
    assert set(live.memory._limits) == {"the plan", "memory"}
    assert window.current == "listen"
    window.show_page("train")
    page.continue_button.click()
    assert window.current == "listen"


def test_a_step_down_is_one_calm_line_and_the_run_goes_on(page, studio, window, qtbot):
    lines = []
    studio.told.connect(lambda event: lines.append(page.live.line.text()))
    notes = []
    window.banner.note, note = notes.append, window.banner.note
    assert isinstance(replay(studio, qtbot, "tiny-lighter"), Finished)
    window.banner.note = note
    assert any("Memory ran out, so less of the timbre stage learns now" in line for line in lines)
    assert [type(event).__name__ for event in notes] == ["SteppedDown"]
    assert len(page.live.losses._series["away"].points) == 40


def test_a_stopped_run_offers_to_go_on(page, studio, qtbot):
    assert isinstance(replay(studio, qtbot, "tiny-stopped"), Stopped)
    assert page.live.resume_button.isVisible() and not page.continue_button.isVisible()
    assert "kept" in page.live.line.text() and "--resume" not in page.live.line.text()


def test_a_card_that_is_lost_is_one_banner_that_leads_to_the_doctor(
    page, studio, window, home, tmp_path, qtbot
):
    lost = Failed("device", "The graphics card was lost.", "Start the computer again.")
    (tmp_path / "lost.jsonl").write_text(to_line(lost, 1.0) + "\n")
    run = home / "runs" / "Anna"
    run.mkdir(parents=True)
    (run / "plan.json").write_text("{}")
    write_json(run / "run.json", Purpose("Anna", str(studio.project.dataset), "", "starter"))
    studio.engine = [sys.executable, "-c", SAY, str(tmp_path / "lost.jsonl")]
    studio.trainings.voice = "Anna"
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT):
        studio.start("train", [])
    assert "card was lost" in window.banner.accessibleName()
    assert "safe" in window.banner.accessibleName()
    assert window.banner.action.text() == "Open Doctor"
    window.banner.action.click()
    assert window.current == "doctor" and not window.banner.isVisible()
    assert not page.live.resume_button.isHidden()


def test_a_notice_is_told_when_nobody_looks(page, studio, window, qtbot):
    told = []
    window.notices.told.connect(lambda title, text: told.append(f"{title}: {text}"))
    window.hide()
    replay(studio, qtbot, "tiny-finished")
    assert told == ["Training finished: The voice Anna is ready to be heard."]


def test_hearing_costs_no_painting(page, monkeypatch, qtbot):
    """Twenty events a second or a thousand: curves and words follow a timer."""
    drawn, worded = [], []
    monkeypatch.setattr(Plot, "draw", lambda self, curves, limits: drawn.append(1))
    live = page.live
    live.begin()
    monkeypatch.setattr(live.progress, "detail", worded.append)
    live.hear(StageStarted("timbre", "Learning how you sound", 1000))
    for step in range(1, 1001):
        live.hear(Step("timbre", step, 1000, {"mel": 1.0, "style": 0.5}, 2.0, 60.0, 0.1))
        live.hear(Memory(2_000_000_000 + step, 1, 8_000_000_000, "cpu"))
    assert not drawn and not worded
    until(qtbot, lambda: bool(worded))
    assert len(worded) == 1 and "Step 1000 of 1000" in worded[0]


def test_eight_hours_of_events_do_not_grow(page, studio):
    """A step and a figure of memory each second, a sample each minute."""
    live, grown = page.live, []
    live.begin()
    studio.job = "train"
    for hour in range(8):
        for second in range(3600):
            step = 3600 * hour + second + 1
            studio._heard(Step("timbre", step, 30_000, {"mel": 1.0}, 2.0, 60.0, 0.1))
            studio._heard(Memory(2_000_000_000, 1, 8_000_000_000, "cuda:0"))
            if not second % 60:
                studio._heard(Sample("timbre", step, f"{step}.flac", "Hello.", f"step {step}"))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        grown.append(len(live.findChildren(QObject)))
    studio.job = ""
    assert len(studio.events) == EVENTS_KEPT
    series = (*live.losses._series.values(), *live.memory._series.values())
    assert len(series) == 4 and all(len(each.points) <= POINTS for each in series)
    assert live.losses._series["mel"].points[-1, 0] > 28_700
    assert len(live.samples.paths) == MOST_ROWS
    assert grown[1:] == grown[1:2] * 7, "nothing is left of rows that were dropped"
