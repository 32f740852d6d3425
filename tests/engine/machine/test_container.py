"""What control groups grant, as the kernel's files of both versions say it."""

from pathlib import Path

import psutil

from engine.machine.container import Limits, limits
from engine.machine.ram import read_ram

MB = 1 << 20


def write(root: Path, files: dict[str, object]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n")


def test_second_version_takes_the_tightest_group_above(tmp_path):
    write(
        tmp_path,
        {
            "pod/memory.max": 500 * MB,
            "pod/memory.current": 300 * MB,
            "pod/memory.stat": f"anon 1\ninactive_file {100 * MB}",
            "pod/cpu.max": "150000 100000",
            "pod/box/memory.max": "max",
            "pod/box/cpu.max": "max 100000",
            "self": "0::/pod/box",
        },
    )
    assert limits(tmp_path, tmp_path / "self") == Limits(500 * MB, 200 * MB, 1.5)


def test_first_version_with_its_groups_in_folders_of_their_own(tmp_path):
    write(
        tmp_path,
        {
            "memory/box/memory.limit_in_bytes": 256 * MB,
            "memory/box/memory.usage_in_bytes": 90 * MB,
            "memory/memory.limit_in_bytes": 9223372036854771712,
            "cpu,cpuacct/box/cpu.cfs_quota_us": 200_000,
            "cpu,cpuacct/box/cpu.cfs_period_us": 100_000,
            "cpu,cpuacct/cpu.cfs_quota_us": -1,
            "self": "9:name=systemd:/\n4:memory:/box\n2:cpu,cpuacct:/box\n0::/",
        },
    )
    assert limits(tmp_path, tmp_path / "self") == Limits(256 * MB, 90 * MB, 2.0)


def test_inside_a_container_only_its_own_root_is_mounted(tmp_path):
    write(
        tmp_path,
        {
            "memory/memory.limit_in_bytes": 128 * MB,
            "memory/memory.usage_in_bytes": 28 * MB,
            "self": "4:memory:/docker/0123456789abcdef",
        },
    )
    assert limits(tmp_path, tmp_path / "self") == Limits(128 * MB, 28 * MB, None)


def test_no_groups_no_limits(tmp_path):
    assert limits(tmp_path, tmp_path / "self") == Limits()
    write(tmp_path, {"self": "0::/", "memory.max": "nonsense", "cpu.max": "1 0"})
    assert limits(tmp_path, tmp_path / "self") == Limits()


def test_memory_is_what_the_container_grants():
    ram = read_ram(Limits(ram_bytes=64 * MB, ram_used_bytes=24 * MB))
    assert (ram.total_bytes, ram.free_bytes) == (64 * MB, 40 * MB)
    whole = psutil.virtual_memory().total
    assert read_ram(Limits(ram_bytes=2 * whole)).total_bytes == whole
