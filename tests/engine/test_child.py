"""Children that crash, hang, babble and starve still end in one clear word."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from engine.child import Child, Patience, ask
from engine.ending import explain_exit
from engine.errors import EngineError
from engine.events import Failed, Finished, Note, Progress, Stopped, to_line

QUICK = Patience(after_stop=0.3, after_terminate=0.3)
LONG = Patience(after_stop=30.0, after_terminate=30.0)
posix = pytest.mark.skipif(os.name != "posix", reason="signals are a POSIX matter")


@pytest.fixture
def start(tmp_path):
    children = []

    def run(script: str, patience: Patience = LONG) -> Child:
        command = [sys.executable, "-c", textwrap.dedent(script)]
        child = Child.start(command, log=tmp_path / "child.log", patience=patience)
        children.append(child)
        return child

    yield run
    for child in children:
        child.kill()
        child.wait()


def say(*events) -> str:
    return "\n".join(f"print({to_line(event, 0.0)!r}, flush=True)" for event in events)


def test_events_arrive_in_order_and_end_with_the_childs_own_word(start):
    child = start(say(Progress("asr", 1, 2), Progress("asr", 2, 2), Finished({"ok": True})))
    assert list(child.events()) == [
        Progress("asr", 1, 2),
        Progress("asr", 2, 2),
        Finished({"ok": True}),
    ]


def test_what_is_said_after_the_last_word_is_not_passed_on(start):
    child = start(say(Finished({}), Note("too late")))
    assert list(child.events()) == [Finished({})]


def test_babble_is_logged_and_does_not_disturb(start):
    child = start(
        "import sys\nprint('loading 中文 …')\nsys.stdout.buffer.write(b'\\xff\\xfe\\n')\n"
        "print('{\"event\": \"unknown\"}')\nprint('[1]')\n" + say(Finished({}))
    )
    assert list(child.events()) == [Finished({})]
    assert "loading 中文 …" in child.log.read_text(encoding="utf-8", errors="replace")


@posix
def test_a_segfault_becomes_a_sentence(start):
    child = start("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    (failed,) = child.events()
    assert failed.kind == "crash" and "SIGSEGV" in failed.message


@posix
def test_the_out_of_memory_killer_becomes_a_sentence(start):
    child = start("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    (failed,) = child.events()
    assert failed.kind == "memory"


@posix
def test_running_out_of_memory_becomes_a_sentence(start):
    child = start(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\nbytearray(2**30)"
    )
    (failed,) = child.events()
    assert failed.kind == "memory" and "memory" in failed.message


def test_an_exception_becomes_a_sentence_with_its_last_line(start):
    child = start("raise ValueError('the violin is out of tune')")
    (failed,) = child.events()
    assert failed.kind == "crash"
    assert "the violin is out of tune" in failed.message
    assert str(child.log) in failed.hint


def test_a_silent_end_is_a_failure_even_with_exit_code_zero(start):
    (failed,) = start("").events()
    assert isinstance(failed, Failed)


def test_a_child_that_closes_stdout_and_lives_on_is_ended(start):
    child = start("import os, threading\nos.close(1)\nthreading.Event().wait()", QUICK)
    (failed,) = child.events()
    assert isinstance(failed, Failed)
    assert not child.running


def test_a_child_that_hangs_after_its_last_word_is_ended(start):
    child = start(say(Finished({})) + "\nimport threading\nthreading.Event().wait()", QUICK)
    assert list(child.events()) == [Finished({})]
    assert not child.running


def test_control_words_arrive_on_stdin(start):
    child = start(
        """
        import json, sys
        for line in sys.stdin:
            word = line.strip()
            print(json.dumps({"event": "warning", "t": 0, "message": word, "hint": ""}), flush=True)
            if word == "stop":
                print(json.dumps({"event": "cancelled", "t": 0, "message": "Stopped."}), flush=True)
                break
        """
    )
    child.send("pause")
    child.send("resume")
    child.stop()
    *notes, last = child.events()
    assert [note.message for note in notes] == ["pause", "resume", "stop"]
    assert last == Stopped("Stopped.")


def test_a_child_that_ignores_the_word_stop_is_terminated(start):
    child = start(say(Note("here")) + "\nimport threading\nthreading.Event().wait()", QUICK)
    events = child.events()
    assert next(events) == Note("here")
    child.stop()
    (last,) = events
    assert isinstance(last, Stopped)


@posix
def test_a_child_that_ignores_even_sigterm_is_killed(start):
    child = start(
        "import signal, threading\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        + say(Note("deaf"))
        + "\nwhile True: threading.Event().wait()",
        QUICK,
    )
    events = child.events()
    assert next(events) == Note("deaf")
    child.stop()
    (last,) = events
    assert isinstance(last, Stopped)
    assert child.wait() == -9


@posix
def test_the_whole_tree_goes_with_the_child(start, tmp_path):
    read, write = os.pipe()
    os.set_inheritable(write, True)
    script = f"""
    import subprocess, sys
    sleeper = "import threading; print('up', flush=True); threading.Event().wait()"
    held = subprocess.Popen([sys.executable, "-c", sleeper], pass_fds=[{write}],
                            stdout=subprocess.PIPE)
    held.stdout.readline()
    """
    # Popen closes inherited descriptors, so the grandchild gets its pipe through a wrapper.
    wrapper = [sys.executable, "-c", textwrap.dedent(script) + say(Finished({}))]
    process = subprocess.Popen(
        wrapper,
        pass_fds=[write],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(write)
    child = Child(process, tmp_path / "tree.log", LONG)
    assert list(child.events()) == [Finished({})]
    assert os.read(read, 1) == b"", "the grandchild still holds its end of the pipe"
    os.close(read)


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_children_die_with_a_parent_that_is_killed(tmp_path):
    script = f"""
    import sys, threading
    from pathlib import Path
    from engine.child import Child
    code = "import threading; print('up', flush=True); threading.Event().wait()"
    child = Child.start([sys.executable, "-c", code], log=Path({str(tmp_path / "log")!r}))
    assert next(child.lines()) == "up"
    print(child.pid, flush=True)
    threading.Event().wait()
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    watch = os.pidfd_open(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    import select

    readable, _, _ = select.select([watch], [], [], 20)
    os.close(watch)
    assert readable, "the orphan lives on"


def test_a_missing_program_is_said_plainly(tmp_path):
    with pytest.raises(EngineError) as caught:
        ask([str(tmp_path / "no-such-program"), "--json"])
    assert caught.value.kind in ("missing", "crash")


def test_a_log_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EngineError) as caught:
        Child.start([sys.executable, "-c", ""], log=tmp_path / "file" / "child.log")
    assert caught.value.kind == "disk"


def test_ask_returns_the_value_or_the_commands_own_error(monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    assert ask([sys.executable, "-c", "print('{\\n \"a\": [1, 2]}')"]) == {"a": [1, 2]}
    error = json.dumps(EngineError("busy", "It is taken.", "Wait.").as_json())
    with pytest.raises(EngineError) as caught:
        ask([sys.executable, "-c", f"print({error!r}); raise SystemExit(2)"])
    assert (caught.value.kind, caught.value.message) == ("busy", "It is taken.")
    with pytest.raises(EngineError, match="exit code 3"):
        ask([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_recorded_stream_replays_unchanged(start):
    recorded = Path(__file__).parents[1] / "data" / "events" / "train.jsonl"
    child = start(f"import sys\nsys.stdout.write(open({str(recorded)!r}, encoding='utf-8').read())")
    events = list(child.events())
    assert len(events) == len(recorded.read_text(encoding="utf-8").splitlines())
    assert isinstance(events[-1], Finished)


@pytest.mark.parametrize("code", [1, 2, 137, -2, -11, -15, -99, 0xC0000005])
def test_every_exit_code_has_words(code, tmp_path):
    failed = explain_exit(code, tmp_path / "none.log")
    assert failed.message.endswith((".", ")")) and failed.hint.endswith((".", ".log"))
