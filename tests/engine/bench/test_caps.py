"""Short runs under limits of memory: each way is run once, and what it took stands beside it."""

from dataclasses import replace

import tiny

from engine.bench.caps import run_under_caps
from engine.control import Control
from engine.events import Progress
from engine.plan import GB
from tests.engine.search.conftest import RunHere


def test_every_limit_has_what_a_run_under_it_took_or_why_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    dataset = tiny.make_dataset(tmp_path / "dataset")
    machine = replace(tiny.MACHINE, ram_free_bytes=64 * GB)
    here, ran, told = RunHere(), [], []

    def run(trial, follow):
        ran.append(trial.plan)
        return here(trial, follow)

    found = run_under_caps(
        machine, dataset, "starter", "cpu", (6, 0.5, 4), tmp_path, told.append, Control(), run
    )
    assert [capped.cap_bytes for capped in found] == [GB // 2, 4 * GB, 6 * GB]
    none, tight, wide = found
    assert none.plan is None and none.peak_bytes is None and "too little" in none.said
    assert len(ran) == 1 and tight.plan.stages == wide.plan.stages
    assert all(stage.steps == 3 for stage in ran[0].stages)
    assert tight.peak_bytes == wide.peak_bytes > 100_000_000
    assert wide.plan.vram_cap_bytes == 6 * GB and not wide.said
    assert told[-1] == Progress("bench", 3, 3)
