"""A run of the tiny family whose events are kept, and stages that may misbehave."""

import tiny

from engine.control import Control
from engine.events import (
    Event,
)
from engine.training.loop import train


class Follower:
    """Keeps the events and may act on them."""

    def __init__(self, act=None) -> None:
        self.events: list[Event] = []
        self._act = act

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self._act:
            self._act(event)

    def all(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]


def fit(dataset, plan, run, emit=None, control=None, families=tiny, **options):
    options = {"make_judge": tiny.make_judge, "checkpoint_seconds": 0.0, "base": "tiny"} | options
    follower = emit or Follower()
    control = control or Control()
    return train(dataset, "anna", plan, run, follower, control, families=families, **options)


class Families:
    """The tiny family with another stage class."""

    def __init__(self, stage: type) -> None:
        self._stage = stage

    def family_spec(self, name):
        return tiny.SPEC

    def open_family(self, name, device, precision="fp32"):
        family = tiny.TinyFamily(device)
        family.stage = lambda plan: self._stage(family, plan)
        return family
