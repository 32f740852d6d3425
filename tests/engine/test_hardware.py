"""The profile of this machine, as far as any machine has the same."""

import os
from pathlib import Path

import psutil

from engine.files import from_plain, to_plain
from engine.hardware import HardwareProfile, profile
from engine.machine import known
from engine.machine.sampling import Sampler
from engine.machine.words import disk_line, machine_line, memory_line, processor_line


def test_this_machine_is_measured(tmp_path):
    here = profile(tmp_path / "not" / "yet")
    assert 0 < here.ram_free_bytes <= here.ram_total_bytes
    assert 1 <= here.cpu_cores <= here.cpu_threads
    assert here.disk_free_bytes > 0
    assert here.cpu_name
    assert from_plain(HardwareProfile, to_plain(here)) == here
    lines = [line(here) for line in (machine_line, processor_line, memory_line, disk_line)]
    assert all(line and "None" not in line for line in lines)
    assert all(told.message and told.hint for told in [*known.wrong(here), *known.advice(here)])


def test_ram_of_this_process_is_sampled():
    with Sampler("cpu") as sampler:
        sample = sampler.sample()
    assert 1 << 20 < sample.process_bytes < sample.total_bytes
    assert sample.process_bytes + sample.others_bytes <= sample.total_bytes
    assert sample.gpu_use is None


def test_a_card_that_is_not_there_gives_what_the_caller_knows():
    with Sampler("cuda:63") as sampler:
        sample = sampler.sample(process_bytes=7)
    assert (sample.process_bytes, sample.total_bytes) == (7, 0)


def test_the_file_system_of_a_folder_is_that_of_the_mount_above_it(tmp_path):
    mounts = {Path(part.mountpoint): part.fstype for part in psutil.disk_partitions(all=True)}
    above = next((path for path in (tmp_path, *tmp_path.parents) if path in mounts), None)
    assert profile(tmp_path).disk_system == (mounts[above] if above else "")


def test_threads_are_those_the_system_grants():
    if hasattr(os, "sched_getaffinity"):
        assert profile(Path()).cpu_threads <= len(os.sched_getaffinity(0))
