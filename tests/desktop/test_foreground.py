"""The thread of the window comes first: torrents in portions, garbage in its own thread."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer

from desktop.foreground import Foreground
from desktop.relay import AHEAD, Relay
from tests.desktop.steps import until

MANY = 2_000


class Cycle:
    """Garbage that only the collector finds."""

    def __init__(self):
        self.myself = self


@pytest.fixture
def foreground(window):
    foreground = Foreground(window)
    yield foreground
    foreground.stop()


def test_garbage_of_a_thread_ends_in_the_thread_of_the_window(foreground, window, qtbot):
    ended = []

    def litter():
        for _ in range(MANY):
            weakref.finalize(Cycle(), lambda: ended.append(threading.get_ident()))

    thread = threading.Thread(target=litter)
    thread.start()
    thread.join()
    until(qtbot, lambda: len(ended) == MANY)
    assert set(ended) == {threading.get_ident()}


def test_what_stays_is_set_aside_until_it_is_left_to_python_again(foreground, window):
    window.complete.emit()
    assert not gc.isenabled() and gc.get_freeze_count() > 0
    foreground.stop()
    assert gc.isenabled() and gc.get_freeze_count() == 0


@pytest.fixture
def torrent():
    """A relay, what it told so far, and the thread that puts MANY numbers."""
    owner, told = QObject(), []

    def tell(number):
        told.append(number)
        sum(range(20_000))  # the work that a page has with it

    relay = Relay(tell, owner)
    thread = threading.Thread(target=lambda: [relay.put(number) for number in range(MANY)])
    thread.start()
    yield relay, told, thread
    relay.hurry()
    thread.join()
    owner.deleteLater()


def test_a_torrent_arrives_in_order_and_lets_others_in(torrent, qtbot):
    _relay, told, _thread = torrent
    seen = []
    QTimer.singleShot(0, lambda: seen.append(len(told)))
    until(qtbot, lambda: len(told) == MANY)
    assert told == list(range(MANY))
    assert seen[0] < MANY


def test_whoever_reads_a_torrent_is_never_far_ahead_of_the_window(torrent, qtbot):
    relay, told, thread = torrent
    ahead = []

    def look():
        ahead.append(len(relay._things))

    clock = QTimer()
    clock.timeout.connect(look)
    clock.start(0)
    until(qtbot, lambda: len(told) == MANY)
    assert max(ahead) <= AHEAD
    thread.join()


def test_a_window_that_closes_does_not_wait_for_one_that_waits_for_it(torrent, qtbot):
    relay, told, thread = torrent
    relay.hurry()
    thread.join()  # nobody tells meanwhile
    until(qtbot, lambda: len(told) == MANY)
    assert told == list(range(MANY))
