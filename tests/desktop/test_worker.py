"""Jobs in threads: events arrive in order, errors in words, and signals cost nothing."""

import sys

import shiboken6
from PySide6.QtCore import QObject

from desktop.worker import JobThread, LineThread, Tasks
from engine.child import Patience
from engine.errors import EngineError
from engine.events import Failed, Finished, Note, Stopped, to_line


def run(qtbot, script: str) -> list:
    thread = JobThread([sys.executable, "-c", script])
    heard, ended = [], []
    thread.told.connect(heard.append)
    thread.ended.connect(ended.append)
    with qtbot.waitSignal(thread.finished, timeout=60_000):
        thread.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert ended == [heard[-1]]
    return heard


def test_ten_thousand_events_arrive_in_order(qtbot):
    script = (
        "import json\n"
        "for n in range(10_000): print(json.dumps("
        "{'event': 'warning', 't': 0, 'message': str(n), 'hint': ''}))\n"
        f"print({to_line(Finished({}), 0)!r})"
    )
    references = sys.getrefcount(True)
    heard = run(qtbot, script)
    assert [e.message for e in heard[:-1]] == [str(n) for n in range(10_000)]
    # PySide6 6.12.0 loses a reference to True at every emit and aborts after some hundreds.
    assert sys.getrefcount(True) > references - 1_000


def test_a_crash_ends_the_job_and_not_the_window(qtbot):
    script = f"print({to_line(Note('here'), 0)!r}, flush=True)\nimport os\nos.abort()"
    first, last = run(qtbot, script)
    assert first == Note("here")
    assert isinstance(last, Failed) and last.kind == "crash"


def test_a_program_that_is_not_there_is_a_failure(qtbot, tmp_path):
    thread = JobThread([str(tmp_path / "nowhere")])
    ended = []
    thread.ended.connect(ended.append)
    with qtbot.waitSignal(thread.finished, timeout=60_000):
        thread.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert isinstance(ended[0], Failed)


def test_stop_reaches_a_job_that_does_not_listen(qtbot):
    script = (
        f"print({to_line(Note('up'), 0)!r}, flush=True)\nimport threading\nthreading.Event().wait()"
    )
    thread = JobThread([sys.executable, "-c", script], patience=Patience(0.2, 0.2))
    ended = []
    thread.ended.connect(ended.append)
    with qtbot.waitSignal(thread.told, timeout=60_000):
        thread.start()
    with qtbot.waitSignal(thread.finished, timeout=60_000):
        thread.stop()
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert isinstance(ended[0], Stopped)


def test_questions_asked_before_the_child_is_up_are_answered_in_order(qtbot, tmp_path):
    script = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
    thread = LineThread([sys.executable, "-c", script], tmp_path)
    heard = []
    thread.answer.connect(heard.append)
    for number in range(3):
        thread.ask({"id": number})
    thread.start()
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=60_000)
    with qtbot.waitSignal(thread.finished, timeout=60_000):
        thread.stop()
    assert [said["id"] for said in heard] == [0, 1, 2]


def test_tasks_deliver_results_and_errors(qtbot):
    tasks = Tasks()
    done, failed = [], []
    tasks.run(lambda: 42, done.append, failed.append)

    def refuse():
        raise EngineError("disk", "Full.", "Free some.")

    def trip():
        raise KeyError("surprise")

    tasks.run(refuse, done.append, failed.append)
    tasks.run(trip, done.append, failed.append)
    qtbot.waitUntil(lambda: len(done) + len(failed) == 3, timeout=60_000)
    assert done == [42]
    assert {error.kind for error in failed} == {"disk", "internal"}
    tasks.wait()


def test_a_result_for_a_page_that_is_gone_is_dropped(qtbot, qapp):
    class Page(QObject):
        def show(self, _result):
            heard.append(self.objectName())

    heard, page, tasks = [], Page(), Tasks()
    tasks.run(lambda: 1, page.show, heard.append)
    tasks.run(lambda: 1, lambda result: page.show(result), heard.append)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)
    assert heard == []
