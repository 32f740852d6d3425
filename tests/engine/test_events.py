"""Every event survives a line of JSON; anything else is refused."""

import pytest

from engine.events import (
    NAMES,
    Checkpoint,
    Event,
    Failed,
    Finished,
    Memory,
    Note,
    Paused,
    Planned,
    Progress,
    Sample,
    StageStarted,
    Started,
    Step,
    SteppedDown,
    Stopped,
    from_line,
    to_line,
)

EXAMPLES: list[Event] = [
    Started("train", "/runs/anna", resumed=True),
    StageStarted("timbre", "Learning how you sound", 150),
    Progress("prepare", 3, 10, "clip 3"),
    Planned("2.4 GB at most.", {"base": "starter"}),
    Step("timbre", 4, 150, {"mel": 1.25}, 0.8, 120.5, 4.0),
    Memory(1, 2, 3, "cpu"),
    SteppedDown("timbre", 7, "Half the batch, twice the accumulation."),
    Sample("timbre", 50, "samples/50.wav", "Hello.", "step 50"),
    Checkpoint("timbre", 50, "step-50", 0.81),
    Note("One clip is noisy.", "Read it again."),
    Paused("timbre", 8),
    Finished({"voice": "anna"}),
    Failed("disk", "No room.", "Free some."),
    Stopped("Stopped.", "/runs/anna"),
]


def test_every_event_has_an_example():
    assert {type(event) for event in EXAMPLES} == set(NAMES.values())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_round_trip(event: Event):
    line = to_line(event, 1.5)
    assert "\n" not in line
    assert from_line(line) == (1.5, event)


@pytest.mark.parametrize(
    "line",
    ["", "tqdm 3%|", "[]", "{}", '{"event": "party", "t": 1}', '{"event": "paused", "t": 1}'],
)
def test_other_lines_are_refused(line: str):
    with pytest.raises(ValueError, match=r".+"):
        from_line(line)
