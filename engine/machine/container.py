"""What a container allows: the limits of Linux control groups, of both versions."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")
# The first version writes "no limit" as the largest multiple of a page.
NO_LIMIT = 1 << 60


@dataclass(frozen=True)
class Limits:
    """Bytes of RAM and processors this process may use, and what of the bytes is taken."""

    ram_bytes: int | None = None
    ram_used_bytes: int = 0
    processors: float | None = None


def container_name() -> str:
    """What kind of container this is: "docker", "podman", "container"; "" outside of any."""
    if Path("/.dockerenv").exists():
        return "docker"
    if Path("/run/.containerenv").exists():
        return "podman"
    return os.environ.get("container", "")  # noqa: SIM112 - systemd writes it so


def limits(root: Path = ROOT, membership: Path = MEMBERSHIP) -> Limits:
    """The tightest limits between this process's control group and the root."""
    ram: tuple[int, int] | None = None
    processors: float | None = None
    for group in _groups(root, membership):
        found = _ram(group)
        if found is not None and (ram is None or found[0] < ram[0]):
            ram = found
        share = _processors(group)
        if share is not None:
            processors = share if processors is None else min(share, processors)
    return Limits(ram[0] if ram else None, ram[1] if ram else 0, processors)


def _groups(root: Path, membership: Path) -> Iterator[Path]:
    """Folders of the groups this process is in, and of all above them.

    Inside a container the named folder may lie outside of what is mounted; the root is then ours.
    """
    try:
        lines = membership.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        mounts = [root / controllers, *(root / name for name in controllers.split(","))]
        mount = next((m for m in mounts if controllers and m.is_dir()), root)
        if controllers and mount == root:
            continue
        folder = mount / path.lstrip("/")
        for above in (folder, *folder.parents):
            if above.is_dir():
                yield above
            if above == mount:
                break


def _ram(group: Path) -> tuple[int, int] | None:
    """A group's limit and what it uses; file caches are given back when somebody needs room."""
    for limit_file, used_file, cache in (
        ("memory.max", "memory.current", "inactive_file"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        limit = _number(group / limit_file)
        if limit is not None and limit < NO_LIMIT:
            used = (_number(group / used_file) or 0) - _statistic(group / "memory.stat", cache)
            return limit, max(0, used)
    return None


def _processors(group: Path) -> float | None:
    try:
        quota, period = (group / "cpu.max").read_text().split()
        return int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        pass  # "max", or the first version
    share, every = _number(group / "cpu.cfs_quota_us"), _number(group / "cpu.cfs_period_us")
    return share / every if share and every and share > 0 else None


def _statistic(path: Path, name: str) -> int:
    try:
        rows = dict(line.split(" ", 1) for line in path.read_text().splitlines())
        return int(rows.get(name, 0))
    except (OSError, ValueError):
        return 0


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None
