"""The table of claims: every switch is measured or says what it lacks, and memory exactly."""

from dataclasses import replace

import pytest
import torch

from engine.bench import claims, workload
from engine.bench.memory import allocations


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path))
    tiny = replace(workload.SMALL_GPT, layers=2, width=64, heads=4)
    monkeypatch.setattr(workload, "SMALL_GPT", tiny)
    monkeypatch.setattr(claims, "CLIPS", [[1.0, 0.8]])
    monkeypatch.setattr(claims, "LONG", [[1.0, 1.0]])


def test_allocations_are_counted_to_the_byte():
    with allocations("cpu") as found:
        kept = torch.zeros(1000)
        torch.zeros(5000)
    assert found.peak == 4 * 6000 and found.left == kept.nbytes


def test_what_a_switch_saves_is_seen():
    plain = workload.step_cost("cpu", 1, [[1.0]])
    again = workload.step_cost("cpu", 1, [[1.0]])
    assert plain.bytes == again.bytes and plain.seconds > 0
    adapted = workload.step_cost("cpu", 1, [[1.0]], train="lora", lora_rank=4)
    small = workload.step_cost("cpu", 1, [[1.0]], optimiser="adamw8bit")
    assert adapted.bytes < small.bytes < plain.bytes


def test_every_claim_is_measured_or_says_what_is_missing():
    found = {}
    for name, measure in claims._measures("cpu", 1):
        if name != "gradient_as_bucket_view":  # two processes: seconds
            found[name] = measure()
    missing = {name for name, claim in found.items() if claim.memory_ratio is None}
    assert missing == {"data on GPU", "GPU use"}
    assert all("NVIDIA" in found[name].note for name in missing)
    assert found["windowed attention"].memory_ratio < 0.6
    assert 0.5 < found["8-bit Adam"].memory_ratio < 1
    assert 0.2 < found["QLoRA nf4"].memory_ratio < found["LoRA"].memory_ratio < 1
    assert found["checkpointing"].memory_ratio < 0.9
