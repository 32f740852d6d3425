"""Checkpoints beside the training: one at a time, waited for, failures told."""

import threading

import pytest

from engine.errors import EngineError
from engine.training.writer import Writer

FULL = EngineError("disk", "Cannot write.", "Free some space.")


def test_writes_come_one_after_the_other_in_order():
    writer, done, within = Writer(), [], []

    def write(number: int) -> None:
        within.append(number)
        assert len(within) == 1
        done.append(number)
        within.clear()

    for number in range(20):
        writer.start(lambda number=number: write(number))
    writer.wait()
    assert done == [*range(20)]


def test_waiting_waits_and_the_caller_goes_on_meanwhile():
    writer, gate, done = Writer(), threading.Event(), []
    writer.start(lambda: (gate.wait(60), done.append(1)))
    assert writer.busy
    assert done == []
    gate.set()
    writer.wait()
    assert done == [1]
    assert not writer.busy


def test_a_failure_reaches_the_run_once():
    def fail() -> None:
        raise FULL

    writer = Writer()
    writer.start(fail)
    writer.settle()
    with pytest.raises(EngineError) as raised:
        writer.check()
    assert raised.value is FULL
    writer.wait()
    writer.start(fail)
    with pytest.raises(EngineError):
        writer.start(lambda: None)
