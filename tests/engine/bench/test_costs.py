"""The table that is fitted to measured points gives those points back."""

import dataclasses

import pytest

from engine.bench.costs import Point, fitted
from engine.bench.plan import plan_table
from engine.commands.bench import BenchResult, describe
from engine.files import to_plain
from engine.models.families import TrainMode
from engine.planning.costs import Costs

HELD = 1_500_000_000
TRUE = Costs(
    fixed_bytes=400_000_000,
    second_bytes=120_000_000,
    sample_bytes=300_000_000,
    selected_share=0.7,
    all_share=0.4,
    half_share=0.6,
    second_work=1.5,
    sample_work=4.0,
    half_time=0.5,
)


def point(batch=1, seconds=10.0, precision="fp32", checkpointing="none") -> Point:
    share = {"none": 1.0, "selected": TRUE.selected_share, "all": TRUE.all_share}[checkpointing]
    share *= TRUE.half_share if precision == "bf16" else 1.0
    grown = batch * (TRUE.sample_bytes + seconds * TRUE.second_bytes) * share
    work = TRUE.sample_work + seconds * TRUE.second_work
    work *= TRUE.half_time if precision == "bf16" else 1.0
    peak = round(HELD + TRUE.fixed_bytes + grown)
    return Point("timbre", "full", precision, checkpointing, batch, seconds, peak, work)


def test_the_costs_behind_the_points_are_found_again():
    points = [
        point(seconds=4.0),
        point(),
        point(batch=2),
        point(checkpointing="selected"),
        point(checkpointing="all"),
        point(precision="bf16"),
    ]
    mode = TrainMode("full", 1000, {"cpu": Costs(0, 0)})
    found = dataclasses.asdict(fitted(points, "timbre", mode, HELD, "cpu"))
    for name, value in dataclasses.asdict(TRUE).items():
        assert found[name] == pytest.approx(value, rel=1e-3, abs=2), name


def test_the_table_of_what_fits_where_keeps_to_its_sizes():
    table = plan_table()
    rows = table.rows
    refused = [row for row in rows if row.predicted_gb is None]
    assert refused and all("too little" in row.note for row in refused)
    header, *lines = describe(BenchResult("plan", to_plain(table))).splitlines()[1:]
    assert len(lines) == len(rows) and "measured" not in header
    notes = {line[header.index("note") :] for line in lines if line.rstrip().endswith("GB.")}
    assert notes == {row.note for row in refused}
    assert {row.base for row in rows} == {"v2", "v2ProPlus", "starter"}
    cards = [row for row in rows if row.device.startswith("card")]
    assert len(cards) == 27
    assert all(0 < row.predicted_gb < row.gb for row in cards)
    by_base = [[row.minutes for row in cards if row.base == base] for base in ("v2", "starter")]
    assert all(times[-1] <= times[0] for times in by_base)
