"""The Bases page: what is here, what can be fetched, and a fetch that fails."""

import json
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

import resources
from engine.events import Failed, Finished, Progress, Stopped
from tests.engine.fetching.hub_server import Hub, Trouble, manifest, serve

WAIT = 60_000
TOY_ENGINE = Path(__file__).with_name("toy_engine.py")


@pytest.fixture
def toy(tmp_path, monkeypatch, studio):
    """A base "toy" of 30 MB on a hub of this machine, which Settings names as the mirror."""
    hub = Hub({"model.bin": bytes(30 << 20)})
    hub.troubles["model.bin"] = Trouble(slow=threading.Event())
    server = serve(hub)
    folder = tmp_path / "resources"
    folder.mkdir()
    for path in resources.path("").iterdir():
        if path.name != "bases":
            (folder / path.name).symlink_to(path)
    (folder / "bases").mkdir()
    (folder / "bases" / "toy.json").write_text(json.dumps(manifest(hub)), encoding="utf-8")
    monkeypatch.setattr(resources, "_FOLDER", folder)
    monkeypatch.setenv("TIMBRE_TEST_RESOURCES", str(folder))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    studio.engine = [sys.executable, str(TOY_ENGINE)]
    studio.settings = replace(studio.settings, mirror=hub.address)
    yield hub
    hub.troubles["model.bin"].slow.set()
    server.shutdown()
    server.server_close()


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


def test_a_base_is_fetched_paused_and_continued(toy, window, studio, home, qtbot):
    page = opened(window, qtbot)
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.buttons["get toy"], Qt.MouseButton.LeftButton)
        # Not at once: it is paused on the way, not before it begins.
        qtbot.waitUntil(lambda: any(_has_come(event) for event in studio.events), timeout=WAIT)
        qtbot.mouseClick(page.progress.stop_button, Qt.MouseButton.LeftButton)
    assert isinstance(ended.args[1], Stopped)
    qtbot.waitUntil(lambda: "paused, " in _words(page), timeout=WAIT)
    assert page.buttons["get toy"].text() == "Continue"
    toy.troubles["model.bin"].slow.set()
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.buttons["get toy"], Qt.MouseButton.LeftButton)
    assert isinstance(ended.args[1], Finished)
    assert toy.gets("model.bin")[0] == "" and toy.gets("model.bin")[1].startswith("bytes=")
    qtbot.waitUntil(lambda: "check toy" in page.buttons, timeout=WAIT)
    assert (home / "models" / "toy" / "model.bin").stat().st_size == 30 << 20


def _has_come(event) -> bool:
    return isinstance(event, Progress) and event.done > 0


def _words(page) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel))


def test_a_damaged_base_is_named_and_removed_and_hides_no_other(window, home, qtbot):
    folder = home / "bases" / "v2"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b'{"name": "v2", "model": ')
    page = opened(window, qtbot)
    assert {"check starter", "get v2Pro", "remove v2"} <= page.buttons.keys()
    assert not {"check v2", "get v2"} & page.buttons.keys()
    assert "The base v2 is not as it should be: its manifest cannot be read." in _words(page)
    qtbot.mouseClick(page.buttons["remove v2"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "get v2" in page.buttons, timeout=WAIT)
    assert not folder.exists()
