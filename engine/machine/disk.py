"""The disk under a folder: what is free on it, and of what kind it is."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

DiskKind = Literal["", "ssd", "hdd", "network", "ram"]
BLOCK_DEVICES = Path("/sys/dev/block")
_NETWORK = ("nfs", "cifs", "smb", "sshfs", "fuse.sshfs", "9p", "ceph", "lustre", "afs", "glusterfs")
_REMOTE_DRIVE = 4
# The disks of virtual machines call themselves turning, whatever they are.
VIRTUAL = ("vd", "xvd", "nbd")


@dataclass(frozen=True)
class Disk:
    """`kind` is "" where the system does not say; `system` the file system, as "ext4"."""

    free_bytes: int
    kind: DiskKind
    system: str


def read_disk(folder: Path) -> Disk:
    """The disk that holds a folder, or would when it is made."""
    there = next((path for path in (folder, *folder.absolute().parents) if path.exists()), None)
    there = there or Path.cwd()
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        return Disk(0, "", "")
    system = _file_system(there)
    return Disk(free, _kind(there, system), system)


def _file_system(folder: Path) -> str:
    """The type of the file system that is mounted nearest above a folder."""
    resolved = folder.resolve()
    above = {str(path): len(path.parts) for path in (resolved, *resolved.parents)}
    try:
        mounted = psutil.disk_partitions(all=True)
    except (OSError, psutil.Error):
        return ""
    found = [part for part in mounted if part.mountpoint in above]
    # Of several on one place the last one covers the others.
    return max(reversed(found), key=lambda p: above[p.mountpoint]).fstype if found else ""


def _kind(folder: Path, system: str) -> DiskKind:
    if system.startswith(_NETWORK) or _is_remote(folder):
        return "network"
    if system in ("tmpfs", "ramfs"):
        return "ram"
    number = folder.stat().st_dev
    if sys.platform != "linux":
        return ""
    device = (BLOCK_DEVICES / f"{os.major(number)}:{os.minor(number)}").resolve()
    if device.name.startswith(VIRTUAL):
        return ""
    for place in (device, device.parent):  # a partition lies in its disk
        try:
            rotates = (place / "queue" / "rotational").read_text().strip()
        except OSError:
            continue
        return "hdd" if rotates == "1" else "ssd"
    return ""


def _is_remote(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == _REMOTE_DRIVE
    return False
