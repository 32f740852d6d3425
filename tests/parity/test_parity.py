"""Every golden case of the published system against ours, at the kit's own tolerances."""

import json
from pathlib import Path

import pytest

from tests.parity import weights
from tests.parity.adapter import Adapter
from tests.parity.goldens import Book

HERE = Path(__file__).parent
SHARED = HERE / "shared"
CASES = json.loads((SHARED / "cases.json").read_text(encoding="utf-8"))["cases"]


def official_size(case):
    return any("small" not in key for key in case.get("models", []))


@pytest.fixture(scope="module")
def book():
    return Book(SHARED, Adapter())


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["id"], marks=[pytest.mark.slow] if official_size(c) else [])
        for c in CASES
    ],
)
def test_case(book, case, differences):
    found = book.run(case)
    differences[case["group"]].append(max(c.relative for c in found))
    assert not [str(c) for c in found if not c.passed]


@pytest.mark.parametrize("name", ["s1_small", "s2G_small"])
def test_the_synthetic_weights_are_the_same_everywhere(name):
    known = json.loads((HERE / "checksums.json").read_text(encoding="utf-8"))[name]
    state = weights.build_state(weights.load_inventory(HERE / "inventories" / f"{name}.json"))
    assert weights.model_checksum(state)["crc32"] == known["crc32"]
