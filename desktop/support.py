"""The support bundle: what helps to find a fault, without sound, texts or names.

Everything in it is chosen piece by piece: figures, versions, the places in our own sources where
something failed. Messages of errors are left out, since they quote what the person wrote.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.settings import load_settings
from engine.bases import STARTER, source_names
from engine.files import atomic_path, data_home

PLACE = re.compile(r'^\s*File "(.*)", line (\d+), in (\w+)$')
RAISED = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit))\b")
OUR_FOLDERS = ("desktop", "engine", "resources", "site-packages")
# Fields of events that are figures or words of our own.
FIELDS = (
    *("event", "t", "job", "stage", "steps", "step", "done", "total", "kind", "device"),
    *("losses", "eta_seconds", "seconds", "speech_rate", "process_bytes", "others_bytes"),
    *("total_bytes", "planned_bytes", "reserved_bytes", "free_bytes", "score", "rung"),
    *("allocated_bytes", "gpu_use"),
)
PLAN_FIELDS = (
    *("quality", "device", "vram_cap_bytes", "threads", "predicted_bytes", "predicted_seconds"),
    *("rung", "imagined", "stages"),
)
CARD_FIELDS = (
    *("index", "name", "total_bytes", "free_bytes", "others_bytes", "capability", "driver"),
    *("cuda", "pcie", "display", "driver_model", "mode", "mig"),
)
MACHINE_FIELDS = (
    *("ram_total_bytes", "ram_free_bytes", "cpu_name", "cpu_threads", "cpu_cores", "cpu_bf16"),
    *("disk_free_bytes", "platform", "commit_limit_bytes", "commit_free_bytes"),
    *("cpu_instructions", "disk_kind", "disk_system", "container", "ram_limit_bytes", "cpu_limit"),
)
TORCH_FIELDS = ("version", "cuda", "cards", "architectures")
MOST_EVENTS = 4000
MOST_LOGS = 20


def write_bundle(target: Path, report: dict[str, Any]) -> Path:
    """Write the bundle as a zip.

    Raises:
        EngineError: kind "disk".
    """
    with (
        atomic_path(target) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, text in _members(report):
            archive.writestr(name, text)
    return target


def anonymous(report: dict[str, Any]) -> dict[str, Any]:
    """The doctor's report without names and places of the person's own."""
    known = {STARTER, *source_names()}
    bases = report.get("bases", {})
    machine = report.get("hardware", {})
    return {
        "version": report.get("version"),
        "hardware": _only(machine, MACHINE_FIELDS),
        "cards": [_only(card, CARD_FIELDS) for card in machine.get("gpus", [])],
        "torch": _only(report.get("torch", {}), TORCH_FIELDS),
        "packages": report.get("packages", {}),
        "bases": {name: size for name, size in bases.items() if name in known},
        "own_bases": sum(name not in known for name in bases),
        # People name their headphones after themselves.
        "microphones": len(report.get("microphones", [])),
        "troubles": [trouble.get("kind") for trouble in report.get("troubles", [])],
    }


def _members(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    settings, trouble = load_settings()
    yield "doctor.json", _json(anonymous(report))
    shown = {
        "theme": settings.theme,
        "text_scale": settings.text_scale,
        "language": settings.language,
        "window": settings.window,
        "readable": trouble is None,
    }
    yield "settings.json", _json(shown)
    logs = sorted(path for path in (data_home() / "logs").glob("*") if path.is_file())[-MOST_LOGS:]
    for number, path in enumerate(logs, 1):
        yield f"logs/{number:02d}.txt", _places(path.read_text(encoding="utf-8", errors="replace"))
    for number, folder in enumerate(sorted(p for p in (data_home() / "runs").glob("*/")), 1):
        yield f"runs/{number:02d}.jsonl", "\n".join(_events(folder / "events.jsonl"))
        yield f"runs/{number:02d}-plan.json", _json(_plan(folder / "plan.json"))


def _places(log: str) -> str:
    """The frames and the kind of every error in a log; no message, no line of source."""
    lines = []
    for line in log.splitlines():
        if place := PLACE.match(line):
            lines.append(f"{_inside(place[1])}:{place[2]} {place[3]}")
        elif raised := RAISED.match(line):
            lines.append(raised[1])
    return "\n".join(lines)


def _inside(path: str) -> str:
    """A file of ours or of a package, without the folders above it."""
    parts = Path(path.replace("\\", "/")).parts
    starts = [at for at, part in enumerate(parts[:-1]) if part in OUR_FOLDERS]
    return "/".join(parts[starts[-1] :]) if starts else "elsewhere"


def _events(file: Path) -> Iterator[str]:
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[-MOST_EVENTS:]:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield json.dumps(_only(event, FIELDS))


def _plan(file: Path) -> dict[str, Any]:
    try:
        plan = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = plan.get("plan", plan) if isinstance(plan, dict) else {}
    return _only(found, PLAN_FIELDS)


def _only(plain: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: plain[field] for field in fields if field in plain}


def _json(noun: Any) -> str:
    return json.dumps(noun, indent=1)
