"""NVIDIA's management library (NVML): opened, asked and closed, whatever it answers.

It is loaded by its own binding (pynvml of nvidia-ml-py). A library that is absent, broken, older
than the binding or full of nonsense is a `Unanswered` or a None, never another exception.
"""

import ctypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from engine.machine.trouble import Trouble

MOST_CARDS = 64
PCI_DEVICES = Path("/sys/bus/pci/devices")
NVIDIA, DISPLAY_CLASS = "0x10de", "0x03"
KERNEL_MODULE = Path("/proc/driver/nvidia/version")

# What the binding calls an error -> what it means, and what to do.
_FAULTS = {
    "LibRmVersionMismatch": (
        "The NVIDIA driver was updated while the computer ran, so its cards cannot be used",
        "Restart the computer.",
    ),
    "DriverNotLoaded": (
        "The NVIDIA driver is installed but not loaded",
        "Restart the computer; if that does not help, install the driver anew.",
    ),
    "NoPermission": (
        "This user may not use the NVIDIA driver",
        "Join the group that owns /dev/nvidia0, or ask who administers this computer.",
    ),
    "GpuIsLost": (
        "An NVIDIA card has stopped answering",
        "Shut the computer down, wait a moment and start it again.",
    ),
}


class Unanswered(Exception):
    """NVML did not answer; `error` is what the binding calls the reason, "" for a surprise."""

    def __init__(self, message: str, error: str = "") -> None:
        super().__init__(message)
        self.error = error


@contextmanager
def nvml() -> Iterator[Any]:
    """The binding, initialised; every failure inside the block becomes `Unanswered`."""
    # Most of a look at a machine without a card would go into importing the binding.
    if sys.platform != "win32" and (reason := _loading_error()):
        raise Unanswered(reason, "LibraryNotFound")
    try:
        import pynvml
    except ImportError as error:
        raise Unanswered(str(error)) from error
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError as error:
        raise Unanswered(str(error), _name(error)) from error
    except (OSError, AttributeError) as error:
        raise Unanswered(str(error)) from error
    try:
        yield pynvml
    except pynvml.NVMLError as error:
        raise Unanswered(str(error), _name(error)) from error
    except (pynvml.NVMLLibraryMismatchError, OSError, TypeError, ValueError) as error:
        raise Unanswered(str(error)) from error
    finally:
        with suppress(pynvml.NVMLError):  # a driver that went away cannot be closed any more
            pynvml.nvmlShutdown()


def ask(binding: Any, name: str, *arguments: Any) -> Any:
    """One answer, or None where this driver, this card or this binding cannot give it."""
    call = getattr(binding, name, None)
    if call is None:
        return None
    try:
        return call(*arguments)
    except (binding.NVMLError, TypeError, ValueError):
        return None


def visible_handles(binding: Any, environment: Mapping[str, str]) -> list[Any]:
    """Handles in the order torch counts them: CUDA_VISIBLE_DEVICES is obeyed as CUDA does.

    Where a card is split (MIG), CUDA uses the first part alone, and so do we.
    """
    count = binding.nvmlDeviceGetCount()
    if count > MOST_CARDS:
        raise ValueError(f"the driver reports {count} cards")
    chosen = environment.get("CUDA_VISIBLE_DEVICES")
    if chosen is None:
        handles = [binding.nvmlDeviceGetHandleByIndex(index) for index in range(count)]
        return _with_first_part(binding, handles)
    handles = []
    for item in (part.strip() for part in chosen.split(",")):
        if item.isdigit() and int(item) < count:
            handles.append(binding.nvmlDeviceGetHandleByIndex(int(item)))
        elif item.startswith(("GPU-", "MIG-")):
            handles.append(binding.nvmlDeviceGetHandleByUUID(item))
        else:
            break  # CUDA stops at the first name it does not know
    return _with_first_part(binding, handles)


def why_silent(error: Unanswered, in_container: bool) -> Trouble | None:
    """What it means that NVML does not answer; None when there is no NVIDIA card to miss."""
    if error.error == "LibraryNotFound" and (reason := _loading_error()):
        return _without_library(reason, in_container)
    message, hint = _FAULTS.get(
        error.error,
        (
            f"The NVIDIA driver does not answer ({error}), so the processor is used",
            "Install the driver anew and restart the computer to use the card.",
        ),
    )
    return Trouble("device", f"{message}.", hint)


def _without_library(reason: str, in_container: bool) -> Trouble | None:
    """The library is not there, or is no library."""
    is_absent = "No such file" in reason or "Could not find module" in reason
    if not is_absent:
        return Trouble(
            "device",
            f"The NVIDIA driver's library is broken ({reason}), so the processor is used.",
            "Install the driver anew and restart the computer to use the card.",
        )
    if KERNEL_MODULE.exists():
        hint = "Start the container with `--gpus all` (or `--device nvidia.com/gpu=all`)."
        return Trouble(
            "device",
            "There is an NVIDIA card, but its driver's library cannot be seen from here.",
            hint if in_container else "Install the driver's package for compute (libnvidia-ml).",
        )
    if _card_on_the_bus():
        return Trouble(
            "device",
            "There is an NVIDIA card without NVIDIA's driver, so the processor is used.",
            "Install NVIDIA's driver, restart, then run `python3 installer/bootstrap.py --repair`.",
        )
    return None


def _loading_error() -> str:
    """Why the library cannot be loaded: the binding says no more than that it was not found."""
    try:
        ctypes.CDLL("nvml.dll" if hasattr(ctypes, "WinDLL") else "libnvidia-ml.so.1")
    except OSError as error:
        return str(error)
    return ""


def _card_on_the_bus() -> bool:
    """Whether Linux sees an NVIDIA display controller; False elsewhere."""
    for device in PCI_DEVICES.glob("*"):
        with suppress(OSError):
            vendor = (device / "vendor").read_text().strip()
            if vendor == NVIDIA and (device / "class").read_text().startswith(DISPLAY_CLASS):
                return True
    return False


def _with_first_part(binding: Any, handles: list[Any]) -> list[Any]:
    """Split cards replaced by their first part, once: CUDA never uses two."""
    found: list[Any] = []
    part_taken = False
    for handle in handles:
        if (ask(binding, "nvmlDeviceGetMigMode", handle) or (0, 0))[0] != 1:
            found.append(handle)
            continue
        parts = ask(binding, "nvmlDeviceGetMaxMigDeviceCount", handle) or 0
        for index in range(0 if part_taken else min(parts, MOST_CARDS)):
            part = ask(binding, "nvmlDeviceGetMigDeviceHandleByIndex", handle, index)
            if part is not None:
                found.append(part)
                part_taken = True
                break
    return found


def _name(error: Exception) -> str:
    return type(error).__name__.removeprefix("NVMLError_")
