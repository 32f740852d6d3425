"""A card that is gone in the middle of a run: said so, kept, and the run moves to the processor."""

from dataclasses import replace

import pytest
import tiny
from following import Families, fit

from engine.commands.train import fine_tune
from engine.control import Control
from engine.errors import EngineError
from engine.events import Note
from engine.files import read_json, write_json
from engine.hardware import Gpu
from engine.models.families import family_spec
from engine.plan import MOVED, TrainingPlan, choose
from engine.training.lost import card_lost
from engine.training.run import PLAN_FILE, RUN_FILE, Purpose

GONE = "CUDA error: unspecified launch failure. Compile with TORCH_USE_CUDA_DSA"


@pytest.fixture
def starter_plan():
    """A plan of the real starter on a card that is not here."""
    card = Gpu(0, "Card 0", 8_000_000_000, 8_000_000_000, 0, (8, 6), "580.1")
    machine = replace(tiny.MACHINE, gpus=(card,))
    return choose(machine, 60.0, 6.0, family_spec("starter"), "quick", device="cuda:0")


class Unplugged(Families):
    def open_family(self, name, device, precision="fp32"):
        raise RuntimeError(GONE)


def test_a_card_that_is_gone_is_named_and_the_run_kept(dataset, plan, tmp_path):
    plan = replace(plan, device="cuda:0", device_name="Card 0")
    with pytest.raises(EngineError) as raised:
        fit(dataset, plan, tmp_path / "run", families=Unplugged(tiny.TinyStage))
    assert raised.value.kind == "device"
    assert raised.value.message == "Card 0 does not answer any more."
    assert "--resume --device cpu" in raised.value.hint
    assert (tmp_path / "run" / PLAN_FILE).is_file()


@pytest.mark.parametrize(
    ("words", "device"),
    [
        ("CUDA out of memory.", "cuda:0"),
        ("CUDA error: device-side assert triggered", "cuda:0"),
        (GONE, "cpu"),
    ],
)
def test_other_failures_are_not_the_card_s(plan, words, device):
    assert card_lost(RuntimeError(words), replace(plan, device=device)) is None


def test_a_run_that_goes_on_is_moved_to_the_processor(dataset, starter_plan, tmp_path):
    run = tmp_path / "run"
    write_json(run / PLAN_FILE, starter_plan)
    # Begun with other clips: it is refused after its plan was moved, before anything is learned.
    write_json(run / RUN_FILE, Purpose("Anna", str(dataset), "other", "starter"))
    told = []
    with pytest.raises(EngineError, match="other clips"):
        fine_tune(
            dataset,
            "Anna",
            told.append,
            Control(told.append),
            base="starter",
            quality="quick",
            device="cpu",
            resume=True,
            trial=run,
        )
    moved = read_json(run / PLAN_FILE, TrainingPlan)
    assert moved.device == "cpu" and moved.stages[0].precision == "fp32"
    assert [note.message for note in told if isinstance(note, Note)] == [MOVED]
