"""What torch sees of the machine, and what to do when it sees less than there is."""

from dataclasses import dataclass

from engine.errors import EngineError
from engine.hardware import HardwareProfile, set_card_order

REPAIR = "Run `python3 installer/bootstrap.py --repair` to install the build that fits the card."


@dataclass(frozen=True)
class TorchReport:
    """The torch that is installed. `cuda` is the version it was built for, None for a CPU build."""

    version: str
    cuda: str | None
    cards: int
    trouble: str = ""


def torch_report() -> TorchReport:
    """Import torch and ask it; a torch that cannot be imported is a trouble, not an exception."""
    set_card_order()
    try:
        import torch
    except (ImportError, OSError) as error:
        return TorchReport("", None, 0, f"torch cannot be loaded: {error}")
    if torch.version.cuda is None:
        return TorchReport(torch.__version__, None, 0)
    try:
        torch.cuda.init()
    except (RuntimeError, AssertionError) as error:
        first_line = str(error).strip().partition("\n")[0]
        return TorchReport(torch.__version__, torch.version.cuda, 0, first_line)
    return TorchReport(torch.__version__, torch.version.cuda, torch.cuda.device_count())


def torch_troubles(hardware: HardwareProfile, torch: TorchReport) -> tuple[EngineError, ...]:
    """What keeps torch from using this machine's cards; empty when all is well."""
    if not torch.version:
        return (EngineError("missing", f"{torch.trouble}.", REPAIR),)
    if not hardware.gpus or torch.cards >= len(hardware.gpus):
        return ()
    names = ", ".join(card.name for card in hardware.gpus)
    if torch.cuda is None:
        message = f"This computer has {names}, but torch {torch.version} is a build without CUDA."
        return (EngineError("device", message, REPAIR),)
    message = (
        f"torch {torch.version} (CUDA {torch.cuda}) sees {torch.cards} of the cards {names}"
        f" under driver {hardware.gpus[0].driver}: {torch.trouble or 'it gives no reason'}."
    )
    hint = "Update the NVIDIA driver and restart, or go on with `--device cpu`."
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
        return
    for trouble in torch_troubles(hardware, torch):
        raise trouble
    raise EngineError(
        "device",
        f"There is no {device}: torch sees {torch.cards} NVIDIA cards here.",
        "Use `--device auto`, or `--device cpu` to work without a card.",
    )
