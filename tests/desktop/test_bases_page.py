"""The Bases page: what is here, what can be fetched, and a fetch that fails."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine.events import Failed

WAIT = 60_000


def opened(window, qtbot):
    window.show_page("bases")
    page = window.page("bases")
    qtbot.waitUntil(lambda: bool(page.buttons), timeout=WAIT)
    return page


def test_each_base_offers_what_can_be_done_with_it(window, qtbot):
    offered = opened(window, qtbot).buttons.keys()
    assert {"check starter", "get v2", "get v2Pro", "get v2ProPlus"} <= offered
    assert "remove starter" not in offered and "check v2" not in offered


def test_the_starter_is_checked_where_it_lies(window, studio, qtbot):
    page = opened(window, qtbot)
    with qtbot.waitSignal(studio.noted, timeout=WAIT) as said:
        qtbot.mouseClick(page.buttons["check starter"], Qt.MouseButton.LeftButton)
    assert "is whole" in said.args[0]


def test_without_a_network_a_fetch_says_so_and_can_be_tried_again(
    monkeypatch, window, studio, qtbot
):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    studio.engine = [sys.executable, "-m", "engine"]
    page = opened(window, qtbot)
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.buttons["get v2"], Qt.MouseButton.LeftButton)
        assert page.progress.isVisible() and not page.buttons["get v2"].isEnabled()
    job, event = ended.args
    assert job == "base" and isinstance(event, Failed) and "cannot be reached" in event.message
    qtbot.waitUntil(lambda: page.buttons["get v2"].isEnabled(), timeout=WAIT)
    assert not page.progress.isVisible()


def test_a_damaged_base_is_named_and_removed_and_hides_no_other(window, home, qtbot):
    folder = home / "bases" / "v2"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b'{"name": "v2", "model": ')
    page = opened(window, qtbot)
    assert {"check starter", "get v2Pro", "remove v2"} <= page.buttons.keys()
    assert not {"check v2", "get v2"} & page.buttons.keys()
    words = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "The base v2 is not as it should be: its manifest cannot be read." in words
    qtbot.mouseClick(page.buttons["remove v2"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "get v2" in page.buttons, timeout=WAIT)
    assert not folder.exists()
