"""NVIDIA cards as they are now: memory, who holds it, and what slows them down."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import psutil

from engine.machine.nvml import Unanswered, ask, nvml, visible_handles, why_silent
from engine.machine.trouble import Trouble

Slowdown = Literal["power", "heat", "supply", "fault"]
Mode = Literal["", "shared", "exclusive", "prohibited"]

# Bits of NVML's reasons for a lowered clock. Idling and a chosen clock are no slowdown.
_SLOWDOWNS: dict[Slowdown, int] = {"power": 0x4, "heat": 0x20 | 0x40, "supply": 0x80, "fault": 0x8}
_MODELS = {0: "WDDM", 1: "TCC", 2: "MCDM"}
_MODES: dict[int, Mode] = {0: "shared", 1: "exclusive", 2: "prohibited", 3: "exclusive"}
PROGRAMS_NAMED = 3


@dataclass(frozen=True)
class Program:
    """Another program on a card; `held_bytes` 0 where the driver does not say (Windows)."""

    name: str
    held_bytes: int


@dataclass(frozen=True)
class Pcie:
    """The card's link now and at best. An idle card lowers the generation, never the width."""

    generation: int
    width: int
    top_generation: int
    top_width: int


@dataclass(frozen=True)
class CardState:
    """Power, clock and heat now; None for what the driver does not tell. `use` is 0 to 1."""

    power_watts: float | None = None
    power_limit_watts: float | None = None
    clock_mhz: int | None = None
    top_clock_mhz: int | None = None
    celsius: int | None = None
    use: float | None = None
    slowed_by: tuple[Slowdown, ...] = ()


@dataclass(frozen=True)
class Gpu:
    """One NVIDIA card, or the part of one (`mig`). `others_bytes` is what other programs hold.

    `capability` is e.g. (8, 6); `cuda` the highest CUDA version of its driver. `display` says
    whether a screen hangs on it, `driver_model` which of Windows' two ways it is driven.
    """

    index: int
    name: str
    total_bytes: int
    free_bytes: int
    others_bytes: int
    capability: tuple[int, int]
    driver: str
    cuda: tuple[int, int] | None = None
    uuid: str = ""
    programs: tuple[Program, ...] = ()
    state: CardState = CardState()
    pcie: Pcie | None = None
    display: bool | None = None
    driver_model: str = ""
    mode: Mode = ""
    mig: bool = False

    @property
    def bf16(self) -> bool:
        """Tensor cores for bfloat16: Ampere (8.0) and later."""
        return self.capability >= (8, 0)


def find_cards(in_container: bool) -> tuple[tuple[Gpu, ...], tuple[Trouble, ...]]:
    """The cards of this machine that a process may see, and why others cannot be used."""
    try:
        with nvml() as binding:
            return read_cards(binding, os.environ)
    except Unanswered as error:
        trouble = why_silent(error, in_container)
        return (), (trouble,) if trouble else ()


def read_cards(
    binding: Any, environment: Mapping[str, str]
) -> tuple[tuple[Gpu, ...], tuple[Trouble, ...]]:
    """The cards that an initialised NVML shows, and a trouble for each that makes no sense."""
    driver = str(ask(binding, "nvmlSystemGetDriverVersion") or "")
    cuda = _cuda(ask(binding, "nvmlSystemGetCudaDriverVersion_v2"))
    gpus: list[Gpu] = []
    troubles: list[Trouble] = []
    handles = visible_handles(binding, environment)
    for index, handle in enumerate(handles):
        try:
            gpus.append(_card(binding, index, handle, driver, cuda))
        except (binding.NVMLError, TypeError, ValueError) as error:
            hint = "Restart the computer; if that does not help, install the driver anew."
            message = f"NVIDIA card {index} cannot be used: {_plain(error)}."
            troubles.append(Trouble("device", message, hint))
    hidden = binding.nvmlDeviceGetCount() - len(handles)
    if hidden and not handles:
        troubles.append(_hidden(hidden, environment.get("CUDA_VISIBLE_DEVICES")))
    return tuple(gpus), tuple(troubles)


def own_bytes(binding: Any, handle: Any) -> int:
    """Bytes of the card held by this process and its children; 0 where the driver is silent."""
    return sum(held for pid, held in _running(binding, handle) if _is_ours(pid))


def own_processes() -> list[psutil.Process]:
    """This process and everything it started."""
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def utilisation(binding: Any, handle: Any) -> float | None:
    """Share of the last moment in which the card computed, 0 to 1; None where it cannot be told."""
    share = getattr(ask(binding, "nvmlDeviceGetUtilizationRates", handle), "gpu", None)
    return share / 100 if share is not None and share <= 100 else None


def _card(binding: Any, index: int, handle: Any, driver: str, cuda: tuple[int, int] | None) -> Gpu:
    info = binding.nvmlDeviceGetMemoryInfo(handle)
    total, free, used = int(info.total), int(info.free), int(info.used)
    if not 0 < total < 1 << 44 or not 0 <= free <= total:
        raise ValueError(f"the driver reports {free} free of {total} bytes")
    mig = bool(ask(binding, "nvmlDeviceIsMigDeviceHandle", handle))
    whole = ask(binding, "nvmlDeviceGetDeviceHandleFromMigDeviceHandle", handle) if mig else handle
    major, minor = binding.nvmlDeviceGetCudaComputeCapability(whole)
    if not 1 <= major < 100 or not 0 <= minor < 10:
        raise ValueError(f"the driver reports compute capability {major}.{minor}")
    others = max(0, used - own_bytes(binding, handle))
    display = ask(binding, "nvmlDeviceGetDisplayActive", whole)
    return Gpu(
        index=index,
        name=str(ask(binding, "nvmlDeviceGetName", handle) or "an NVIDIA card"),
        total_bytes=total,
        free_bytes=free,
        others_bytes=min(others, total),
        capability=(int(major), int(minor)),
        driver=driver,
        cuda=cuda,
        uuid=str(ask(binding, "nvmlDeviceGetUUID", handle) or ""),
        programs=_programs(binding, handle, total),
        state=_state(binding, whole),
        pcie=_pcie(binding, whole),
        display=None if display is None else bool(display),
        driver_model=_MODELS.get(ask(binding, "nvmlDeviceGetCurrentDriverModel", whole), ""),
        mode=_MODES.get(ask(binding, "nvmlDeviceGetComputeMode", whole), ""),
        mig=mig,
    )


def _state(binding: Any, handle: Any) -> CardState:
    power = _within(ask(binding, "nvmlDeviceGetPowerUsage", handle), 5_000_000)
    limit = _within(ask(binding, "nvmlDeviceGetEnforcedPowerLimit", handle), 5_000_000)
    reasons = ask(binding, "nvmlDeviceGetCurrentClocksEventReasons", handle)
    if reasons is None:  # the name before driver 535
        reasons = ask(binding, "nvmlDeviceGetCurrentClocksThrottleReasons", handle) or 0
    # All bits at once are no reasons, but a driver that fills in what it does not know.
    known = reasons if reasons < 1 << 32 else 0
    return CardState(
        power_watts=None if power is None else power / 1000,
        power_limit_watts=None if limit is None else limit / 1000,
        clock_mhz=_within(ask(binding, "nvmlDeviceGetClockInfo", handle, 1), 10_000),
        top_clock_mhz=_within(ask(binding, "nvmlDeviceGetMaxClockInfo", handle, 1), 10_000),
        celsius=_within(_celsius(binding, handle), 150),
        use=utilisation(binding, handle),
        slowed_by=tuple(name for name, bits in _SLOWDOWNS.items() if known & bits),
    )


def _celsius(binding: Any, handle: Any) -> int | None:
    """Of the chip; the second name is the older one."""
    now = ask(binding, "nvmlDeviceGetTemperatureV", handle, 0)
    return ask(binding, "nvmlDeviceGetTemperature", handle, 0) if now is None else now


def _pcie(binding: Any, handle: Any) -> Pcie | None:
    names = (
        "nvmlDeviceGetCurrPcieLinkGeneration",
        "nvmlDeviceGetCurrPcieLinkWidth",
        "nvmlDeviceGetMaxPcieLinkGeneration",
        "nvmlDeviceGetMaxPcieLinkWidth",
    )
    numbers = [_within(ask(binding, name, handle), 32) for name in names]
    return Pcie(*[number for number in numbers if number]) if all(numbers) else None


def _programs(binding: Any, handle: Any, total: int) -> tuple[Program, ...]:
    """The other programs that hold most of the card, by name."""
    held: dict[str, int] = {}
    for pid, used in _running(binding, handle, "Compute", "Graphics"):
        if _is_ours(pid):
            continue
        try:
            name = psutil.Process(pid).name()
        except psutil.Error:
            continue  # it has ended, or lives outside this container
        held[name] = held.get(name, 0) + (used if used <= total else 0)
    most = sorted(held.items(), key=lambda item: -item[1])[:PROGRAMS_NAMED]
    return tuple(Program(name, used) for name, used in most)


def _running(binding: Any, handle: Any, *kinds: str) -> Iterable[tuple[int, int]]:
    """Process numbers on the card and what each holds; 0 where that is not told."""
    for kind in kinds or ("Compute",):
        for version in ("v3", "v2"):  # the first is newer than driver 510
            found = ask(binding, f"nvmlDeviceGet{kind}RunningProcesses_{version}", handle)
            if found is not None:
                yield from ((int(item.pid), int(item.usedGpuMemory or 0)) for item in found)
                break


def _is_ours(pid: int) -> bool:
    me = os.getpid()
    if pid == me:
        return True
    try:
        return any(parent.pid == me for parent in psutil.Process(pid).parents())
    except psutil.Error:
        return False


def _hidden(count: int, chosen: str | None) -> Trouble:
    if chosen is None:
        return Trouble(
            "device",
            "The NVIDIA card is split (MIG), but no part of it has been made.",
            "Make one with `nvidia-smi mig -cgi`, or switch MIG off.",
        )
    return Trouble(
        "device",
        f"CUDA_VISIBLE_DEVICES is {chosen!r}, which hides the NVIDIA cards of this computer"
        f" ({count}).",
        "Unset that variable to use them.",
    )


def _cuda(number: int | None) -> tuple[int, int] | None:
    """13000 -> (13, 0)."""
    return (number // 1000, number % 1000 // 10) if number and 1000 <= number < 100_000 else None


def _within(number: int | None, most: int) -> int | None:
    return number if number is not None and 0 <= number <= most else None


def _plain(error: Exception) -> str:
    return str(error).rstrip(".")
