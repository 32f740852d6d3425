"""What holds the pages: languages, one window at a time, banners that help."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from desktop.instance import Instance, call_first
from desktop.language import joined, said
from engine.errors import EngineError
from tests.desktop.steps import until


@pytest.fixture
def chinese(window, studio, qtbot):
    """A window in Chinese, put back into English afterwards."""
    window.show_page("settings")
    studio.change_settings(replace(studio.settings, language="zh_CN"))
    until(qtbot, lambda: not window._retired)
    yield window
    window.language.choose("en")


def test_the_language_changes_live_and_back(chinese, studio, qtbot):
    assert chinese.current == "settings"
    words = {label.text() for label in chinese.findChildren(QLabel)}
    assert "设置" in words and "Settings" not in words
    studio.change_settings(replace(studio.settings, language="en"))
    until(qtbot, lambda: not chinese._retired)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Settings" in {label.text() for label in chinese.findChildren(QLabel)}
    # Pages of the former language are gone: what happens now reaches the new ones alone.
    studio.open("Anna")
    studio.noted.emit("Heard once.")
    assert chinese.banner.accessibleName().strip() == "Heard once."


def test_sentences_of_the_engine_are_translated_with_what_varies_in_them(chinese):
    assert said("There is no voice called Anna.") == "没有名为 Anna 的声音。"
    two = said("Close other programs. Only 1.2 GB of memory are free.")
    assert "1.2 GB" in two and "Close" not in two and "free" not in two
    plan = said(
        "Balanced on a card: 400 steps of timbre (all of it) and 150 steps of prosody (LoRA "
        "of rank 8), bf16; 2.4 GB at most and about 14 minutes."
    )
    assert "音色 400 步（全部）、韵律 150 步（秩为 8 的 LoRA）" in plan and "约 14 分钟" in plan
    both = said(
        "Balanced on a card: 400 steps of timbre and 150 steps of prosody (both: all of it), bf16; "
        "2.4 GB at most and about 14 minutes."
    )
    assert "音色 400 步、韵律 150 步（两者均为：全部）" in both
    assert said("timbre: all of it") == "音色：全部"
    assert said("Close other programs. Close other programs.").count(" ") == 0
    assert joined("已完成。", "第二句。") == "已完成。第二句。"
    assert joined("Done.", "", "Next.") == "Done. Next."
    refused = said("The voice file was not imported: 'a.flac' occurs twice.")
    assert refused == "没有导入声音文件：'a.flac' 出现了两次。"
    assert said("Something that nobody translated.") == "Something that nobody translated."


def test_in_english_too_nobody_is_sent_to_the_command_line(window):
    assert said("Close other programs. Continue with --resume.") == (
        "Close other programs. Continue the run."
    )
    assert said("Get the whole base with `timbre base get v2`.") == (
        "Get the whole base on the Bases page."
    )
    lost = "The card is gone. What was learned is kept: --resume goes on from the last checkpoint."
    assert said(lost) == "The card is gone. What was learned is kept: continue the run."
    assert said("There is no voice called Anna.") == "There is no voice called Anna."


def test_the_button_of_an_error_leads_to_what_helps(window, studio):
    studio.trouble.emit(EngineError("device", "No microphone was found.", "Plug one in."))
    assert "Your recordings and voices are safe." in window.banner.accessibleName()
    window.banner.action.click()
    assert window.current == "doctor" and not window.banner.isVisible()


def test_a_second_window_calls_the_first(window, qtbot):
    first = Instance(window)
    assert first.acquire()
    first.called.connect(window.come_forward)
    window.hide()
    code = "import sys; from desktop.__main__ import main; sys.exit(main(['timbre']))"
    second = subprocess.Popen([sys.executable, "-c", code])
    until(qtbot, lambda: second.poll() is not None)
    assert second.returncode == 0 and window.isVisible()
    first.release()


def test_a_window_that_hangs_is_named(home, qapp):
    first = Instance()
    assert first.acquire()
    first._server.close()
    trouble = call_first()
    assert trouble is not None and "open already" in trouble.message
    first.release()
    again = Instance()
    assert again.acquire(), "a closed window leaves the folder free"
    again.release()
