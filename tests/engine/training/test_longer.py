"""Training longer never makes the delivered voice worse, and learning by heart is said."""

import dataclasses

import pytest
import tiny
import torch
from following import Families

from engine.control import Control
from engine.events import Checkpoint, Note
from engine.models.families import Drive
from engine.training.loop import train
from engine.training.parts import parts_of


class ByHeart(tiny.TinyStage):
    """Learns three samples by heart: the aim of held-out ones is another."""

    def drive(self):
        # A rate that knows nothing of the run's length: a longer run begins as a shorter one.
        return Drive(
            optimiser=lambda groups: torch.optim.AdamW(groups, lr=self.plan.learning_rate),
            rate=lambda step: 1.0,
            micro_batches=lambda step: 1,
        )

    def batch(self, step, micro):
        return super().batch(step % 3, 0)

    def score(self):
        generator = torch.Generator().manual_seed(99)
        x = torch.randn(4, tiny.WIDTH, 32, generator=generator)
        near = 0.35 * self._aim(x) + 0.1 * x
        return {"score": -float((self.module["net"](x) - near).abs().mean())}


def deliver(dataset, plan, steps, folder):
    """The held-out scores along a run of that length, those delivered, and what was noted."""
    events = []
    stages = tuple(
        dataclasses.replace(s, steps=steps, score_every=4, checkpointing="none")
        for s in plan.stages[:1]
    )
    train(
        dataset,
        "anna",
        dataclasses.replace(plan, stages=stages),
        folder,
        events.append,
        Control(),
        base="tiny",
        families=Families(ByHeart),
        make_judge=tiny.make_judge,
        in_library=False,
    )
    seen = [e.score for e in events if isinstance(e, Checkpoint) and e.score is not None]
    best = [part.best["score"] for part, _ in parts_of(folder).values() if part.best]
    return seen, best, [e for e in events if isinstance(e, Note)]


@pytest.fixture(scope="module")
def lengths(tmp_path_factory):
    from tests.engine.training.faults.scenarios import plan_of

    folder = tmp_path_factory.mktemp("longer")
    with pytest.MonkeyPatch.context() as monkey:
        monkey.setenv("TIMBRE_HOME", str(folder / "home"))
        dataset = tiny.make_dataset(folder / "dataset")
        return [
            deliver(dataset, plan_of(0), steps, folder / str(steps)) for steps in (4, 8, 24, 60)
        ]


def test_longer_runs_deliver_no_worse_although_they_end_worse(lengths):
    delivered = [best[0] for _, best, _ in lengths]
    assert delivered == sorted(delivered)
    for seen, best, _ in lengths:
        assert best == [max(seen)]
    longest = lengths[-1][0]
    assert longest[-1] < max(longest) - 0.01


def test_learning_by_heart_is_said_once_and_calmly(lengths):
    assert not any("by heart" in note.message for note in lengths[0][2])
    said = [note for note in lengths[-1][2] if "by heart" in note.message]
    assert len(said) == 1
    seen, _, _ = lengths[-1]
    step = 4 * seen.index(max(seen))
    assert f"Since step {step} " in said[0].message
    assert f"from step {step}." in said[0].hint
