"""Memory and use of one device, asked for as often as one likes."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import Any

import psutil

from engine.events import Memory
from engine.machine.cards import own_bytes, own_processes, utilisation
from engine.machine.container import limits
from engine.machine.nvml import Unanswered, ask, nvml, visible_handles
from engine.machine.ram import read_ram


class Sampler:
    """Samples "cpu" or "cuda:N". Use as a context: the driver stays open in between."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._stack = ExitStack()
        self._binding: Any = None
        self._handle: Any = None

    def __enter__(self) -> Sampler:
        return self

    def __exit__(self, *exception: object) -> None:
        self._close()

    def sample(self, process_bytes: int = 0) -> Memory:
        """Bytes in use now by this process (its children included), by others, and in all.

        `process_bytes` is used where the driver does not tell processes apart (Windows,
        containers). A card that cannot be asked gives zeros for the others and the whole.
        """
        if not self._device.startswith("cuda"):
            return _ram_sample(self._device)
        if self._binding is None:
            self._open()
        info = ask(self._binding, "nvmlDeviceGetMemoryInfo", self._handle)
        if info is None:
            self._close()  # the next sample tries a driver that came back
            return Memory(process_bytes, 0, 0, self._device)
        own = own_bytes(self._binding, self._handle) or process_bytes
        return Memory(
            process_bytes=own,
            others_bytes=max(0, int(info.used) - own),
            total_bytes=int(info.total),
            device=self._device,
            gpu_use=utilisation(self._binding, self._handle),
        )

    def _open(self) -> None:
        index = int(self._device.partition(":")[2] or 0)
        try:
            with ExitStack() as stack:
                binding = stack.enter_context(nvml())
                self._handle = visible_handles(binding, os.environ)[index]
                self._binding = binding
                self._stack = stack.pop_all()
        except (Unanswered, IndexError):
            self._binding = None

    def _close(self) -> None:
        self._stack.close()
        self._binding = None


def _ram_sample(device: str) -> Memory:
    own = 0
    for process in own_processes():
        try:
            own += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    ram = read_ram(limits())
    return Memory(own, max(0, ram.total_bytes - ram.free_bytes - own), ram.total_bytes, device)
