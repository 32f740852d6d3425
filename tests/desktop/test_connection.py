"""What a person enters about the internet is what the fetching child goes through."""

import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import Qt

from desktop.connection import MIRROR_EXAMPLE, PROXY_EXAMPLE, environment, whole_address
from desktop.settings import Settings, load_settings
from engine.errors import EngineError
from engine.events import Failed
from tests.desktop.steps import until

WAIT = 60_000


@pytest.fixture
def server():
    """Refuses everything and notes what it was asked for: as a proxy or as a mirror."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def refuse(self):
            asked.append(f"{self.command} {self.path}")
            self.send_error(404)

        do_CONNECT = do_HEAD = do_GET = refuse

    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield f"127.0.0.1:{found.server_address[1]}", asked
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  proxy.example.com:8080/ ", "http://proxy.example.com:8080"),
        ("https://anna:secret@proxy:3128", "https://anna:secret@proxy:3128"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_made_whole(typed, kept):
    assert whole_address(typed, PROXY_EXAMPLE) == kept


@pytest.mark.parametrize(
    "typed", ["http://", "ftp://proxy", "proxy:port", "a proxy", "://x", "http://proxy:99999"]
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(EngineError) as refused:
        whole_address(typed, PROXY_EXAMPLE)
    assert PROXY_EXAMPLE in refused.value.hint


def test_a_mirror_is_taken_as_safe_unless_said_otherwise():
    assert whole_address("mirror.example.com", MIRROR_EXAMPLE) == "https://mirror.example.com"


def test_without_addresses_the_system_is_followed():
    assert environment(Settings()) == {}


def fetch(window, studio, qtbot):
    """Press Get with the real engine, and say how it failed."""
    studio.engine = [sys.executable, "-m", "engine"]
    window.show_page("bases")
    page = window.page("bases")
    until(qtbot, lambda: page.buttons)
    with qtbot.waitSignal(studio.job_ended, timeout=WAIT) as ended:
        qtbot.mouseClick(page.buttons["get v2"], Qt.MouseButton.LeftButton)
    assert isinstance(ended.args[1], Failed)
    return ended.args[1]


def test_a_base_is_fetched_through_the_proxy_and_trouble_is_told_in_plain_words(
    window, studio, server, monkeypatch, qtbot
):
    address, asked = server
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    window.show_page("settings")
    internet = window.page("settings").internet
    internet.proxy.setFocus()
    qtbot.keyClicks(internet.proxy, address)
    qtbot.keyClick(internet.proxy, Qt.Key.Key_Return)
    assert load_settings()[0].proxy == f"http://{address}"
    failed = fetch(window, studio, qtbot)
    assert set(asked) == {"CONNECT huggingface.co:443"}
    assert failed.kind == "network" and "cannot be reached" in failed.message
    words = window.banner.accessibleName()
    assert "entered in Settings" in words and "HTTPS_PROXY" not in words


def test_a_base_is_fetched_from_the_mirror(window, studio, server, monkeypatch, qtbot):
    address, asked = server
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    studio.change_settings(replace(studio.settings, mirror=f"http://{address}"))
    assert address in fetch(window, studio, qtbot).message
    assert asked[0].startswith("HEAD /lj1995/GPT-SoVITS"), "the files, and nothing else"


def test_what_is_no_address_is_said_and_not_kept(window, qtbot):
    window.show_page("settings")
    internet = window.page("settings").internet
    qtbot.keyClicks(internet.mirror, "no address")
    qtbot.keyClick(internet.mirror, Qt.Key.Key_Return)
    assert "Write it like https://huggingface.co" in internet.fault.text()
    assert load_settings()[0].mirror == ""
    internet.mirror.clear()
    qtbot.keyClick(internet.mirror, Qt.Key.Key_Return)
    assert not internet.fault.isVisible()
