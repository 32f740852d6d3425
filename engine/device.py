"""What torch sees of the machine, and what to do when it sees less than there is."""

import re
from dataclasses import dataclass

from engine.errors import EngineError
from engine.hardware import HardwareProfile, set_card_order
from engine.machine.cards import Gpu

REPAIR = "Run `python3 installer/bootstrap.py --repair` to install the build that fits the card."
ON_PROCESSOR = "or go on with `--device cpu`"
# CUDA's major version -> the first driver that knows it (NVIDIA's table of compatibility).
FIRST_DRIVER = {11: 450, 12: 525, 13: 580}
# The build for old cards and drivers that the set-up installs, and the oldest card it knows.
OLD_BUILD, OLD_BUILD_CUDA, OLDEST_CARD = "CUDA 12.6", 12, (5, 0)


@dataclass(frozen=True)
class TorchReport:
    """The torch that is installed. `cuda` is the version it was built for, None for a CPU build.

    `architectures` are what it was compiled for: "sm_86" runs on cards of that generation,
    "compute_90" can be translated for any later one.
    """

    version: str
    cuda: str | None
    cards: int
    trouble: str = ""
    architectures: tuple[str, ...] = ()


def torch_report() -> TorchReport:
    """Import torch and ask it; a torch that cannot be imported is a trouble, not an exception."""
    set_card_order()
    try:
        import torch
    except (ImportError, OSError) as error:
        return TorchReport("", None, 0, f"torch cannot be loaded: {error}")
    version, cuda = torch.__version__, torch.version.cuda
    if cuda is None:
        return TorchReport(version, None, 0)
    # `get_arch_list` tells the same only where a card can be used.
    flags = getattr(torch._C, "_cuda_getArchFlags", None)
    built = tuple(flags().split()) if flags else ()
    try:
        torch.cuda.init()
    except (RuntimeError, AssertionError) as error:
        first_line = str(error).strip().partition("\n")[0]
        return TorchReport(version, cuda, 0, first_line, built)
    return TorchReport(version, cuda, torch.cuda.device_count(), "", built)


def torch_troubles(hardware: HardwareProfile, torch: TorchReport) -> tuple[EngineError, ...]:
    """What keeps torch from using this machine's cards; empty when all is well."""
    if not torch.version:
        return (EngineError("missing", f"{torch.trouble}.", REPAIR),)
    if not hardware.gpus:
        return ()
    strangers = tuple(
        error for card in hardware.gpus if (error := _stranger(card, torch)) is not None
    )
    if strangers or torch.cards >= len(hardware.gpus):
        return strangers
    names = ", ".join(card.name for card in hardware.gpus)
    if torch.cuda is None:
        message = f"This computer has {names}, but torch {torch.version} is a build without CUDA."
        return (EngineError("device", message, REPAIR),)
    if old := _old_driver(hardware.gpus[0], torch):
        return (old,)
    message = (
        f"torch {torch.version} (CUDA {torch.cuda}) sees {torch.cards} of the cards {names}"
        f" under driver {hardware.gpus[0].driver}: {torch.trouble or 'it gives no reason'}."
    )
    hint = f"Update the NVIDIA driver and restart, {ON_PROCESSOR}."
    return (EngineError("device", message, hint),)


def check_device(device: str, hardware: HardwareProfile) -> None:
    """Make sure that torch can use "cpu" or "cuda:N" before any work is begun.

    Raises:
        EngineError: kind "device", "missing" or "input" with the remedy.
    """
    if device == "cpu":
        return
    index = device.removeprefix("cuda:")
    if not index.isdigit():
        raise EngineError("input", f"{device!r} is no device.", "Use auto, cpu or cuda:N.")
    torch = torch_report()
    if int(index) < torch.cards:
        card = next((card for card in hardware.gpus if card.index == int(index)), None)
        if card is not None and (stranger := _stranger(card, torch)):
            raise stranger
        return
    for trouble in torch_troubles(hardware, torch):
        raise trouble
    raise EngineError(
        "device",
        f"There is no {device}: torch sees {torch.cards} NVIDIA cards here.",
        "Use `--device auto`, or `--device cpu` to work without a card.",
    )


def knows(architectures: tuple[str, ...], capability: tuple[int, int]) -> bool:
    """Whether code that was compiled for these runs on a card of that compute capability.

    Machine code runs within a generation (8.x) from its own minor version on; the letter of
    "sm_90a" binds it to that very card. Intermediate code ("compute_") runs on all later cards.
    """
    for name in architectures:
        found = re.fullmatch(r"(sm|compute)_(\d+)(\d)([af]?)", name)
        if found is None:
            continue
        kind, major, minor, bound = found.groups()
        built = (int(major), int(minor))
        if built == capability or (kind == "compute" and not bound and built <= capability):
            return True
        if kind == "sm" and bound != "a" and built[0] == capability[0] and built <= capability:
            return True
    return False


def _stranger(card: Gpu, torch: TorchReport) -> EngineError | None:
    """A card that is older or newer than all that torch was compiled for."""
    if not torch.architectures or knows(torch.architectures, card.capability):
        return None
    age = "older" if card.capability < _oldest(torch.architectures) else "newer"
    level = ".".join(map(str, card.capability))
    message = (
        f"{card.name} (compute capability {level}) is {age} than the cards that torch "
        f"{torch.version} was built for ({', '.join(torch.architectures)})."
    )
    if age == "newer":
        hint = f"Update Timbre and run its set-up with `--repair`, {ON_PROCESSOR}."
    elif card.capability >= OLDEST_CARD:
        hint = f"Install torch for {OLD_BUILD}: `python3 installer/bootstrap.py --repair`."
    else:
        hint = "No build knows this card any more: work with `--device cpu`."
    return EngineError("device", message, hint)


def _oldest(architectures: tuple[str, ...]) -> tuple[int, int]:
    numbers = [int(found[0]) for name in architectures if (found := re.findall(r"\d+", name))]
    return divmod(min(numbers, default=0), 10)


def _old_driver(card: Gpu, torch: TorchReport) -> EngineError | None:
    """A driver that is older than the CUDA of this torch."""
    major = int((torch.cuda or "0").partition(".")[0])
    if card.cuda is None or card.cuda[0] >= major:
        return None
    knows_up_to = ".".join(map(str, card.cuda))
    first = FIRST_DRIVER.get(major)
    hint = f"Install {f'driver {first} or newer' if first else 'a newer driver'}"
    if card.cuda[0] >= OLD_BUILD_CUDA:
        hint += f", or torch for {OLD_BUILD}: `python3 installer/bootstrap.py --repair`"
    return EngineError(
        "device",
        f"The NVIDIA driver {card.driver} of {card.name} is too old: it knows CUDA up to "
        f"{knows_up_to}, torch {torch.version} needs {torch.cuda}.",
        f"{hint}, {ON_PROCESSOR}.",
    )
