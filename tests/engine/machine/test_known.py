"""Known troubles of machines that are not at hand: laptops, containers, old processors."""

import pytest

from engine.hardware import Battery, HardwareProfile
from engine.machine import known

GB = 1 << 30
FINE = {"cpu_instructions": ("avx", "avx2")}


def machine(**changes) -> HardwareProfile:
    usual = {
        "gpus": (),
        "ram_total_bytes": 16 * GB,
        "ram_free_bytes": 8 * GB,
        "cpu_name": "Core i7",
        "cpu_threads": 8,
        "cpu_cores": 4,
        "cpu_bf16": False,
        "disk_free_bytes": 100 * GB,
        "platform": "Linux 6.8 (x86_64)",
        "troubles": (),
    }
    return HardwareProfile(**{**usual, **FINE, **changes})


def test_nothing_is_said_of_a_machine_without_troubles():
    plugged = machine(battery=Battery(80.0, True), disk_kind="ssd", commit_free_bytes=20 * GB)
    assert [*known.wrong(plugged), *known.advice(plugged)] == []
    # A processor that tells nothing of its instructions is not called old.
    assert list(known.wrong(machine(cpu_instructions=()))) == []


@pytest.mark.parametrize(
    ("changes", "said", "remedy"),
    [
        ({"battery": Battery(63.4, False)}, "runs on its battery (63 %)", "Plug it in"),
        ({"ram_limit_bytes": 4 * GB}, "container grants 4.0 GB", "--memory"),
        ({"disk_kind": "hdd"}, "on a turning disk", "solid-state"),
        ({"disk_kind": "network"}, "on a network drive", "solid-state"),
        ({"cpu_instructions": ("sse4_2", "avx")}, "too old for AVX2", "another computer"),
        ({"commit_free_bytes": GB}, "promises only 1.0 GB more", "ulimit -v"),
        (
            {"commit_free_bytes": GB, "platform": "Windows 11 (AMD64)"},
            "promises only 1.0 GB more",
            "page file",
        ),
    ],
)
def test_each_trouble_has_a_sentence_and_a_remedy(changes, said, remedy):
    (told,) = [*known.wrong(machine(**changes)), *known.advice(machine(**changes))]
    assert said in told.message and told.message.endswith(".")
    assert remedy in told.hint and told.hint.endswith(".")
