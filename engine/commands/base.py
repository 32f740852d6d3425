"""`timbre base`: the base models that are here, and whether their files are whole."""

import argparse
from typing import Any

from engine.bases import base_folder, base_pack, list_bases, verify_base
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit
from engine.files import to_plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="the bases that can be used now")
    verify = actions.add_parser("verify", help="compare a base's files with its manifest")
    verify.add_argument("name")
    get = actions.add_parser("get", help="fetch a base (in a later version)")
    get.add_argument("name")
    take = actions.add_parser("import", help="take a base from a folder (in a later version)")
    take.add_argument("path")
    actions.add_parser("remove", help="remove a fetched base").add_argument("name")
    for action in actions.choices.values():
        # Also after the action, where people write it; the command itself has it already.
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> dict[str, Any]:
    """Do the one thing asked for; the result always says which `action` it was."""
    match args.action:
        case "list":
            return {"action": "list", "bases": [_entry(pack.name) for pack in list_bases()]}
        case "verify":
            verify_base(args.name)
            return {"action": "verify", "base": _entry(args.name)}
        case "remove":
            base_pack(args.name)
            raise EngineError(
                "input",
                f"The base {args.name} came with Timbre and is not removed alone.",
                "Remove Timbre itself to free its space.",
            )
        case _:
            raise EngineError(
                "input",
                "This version has one base, starter, and can neither fetch nor import others yet.",
                "Use `--base starter`; the official GPT-SoVITS bases come in a later version.",
            )


def describe(result: dict[str, Any]) -> str:
    """What a person reads at the end."""
    if result["action"] == "verify":
        base = result["base"]
        return f"The base {base['name']} is whole: {len(base['files'])} files, as in its manifest."
    return "\n".join(
        f"{base['name']}: {base['model']} by {base['author']}, {base['licence']}, "
        f"{base['total_bytes'] / 1e6:.0f} MB, in {base['folder']}"
        for base in result["bases"]
    )


def _entry(name: str) -> dict[str, Any]:
    pack = base_pack(name)
    return to_plain(pack) | {"total_bytes": pack.total_bytes, "folder": str(base_folder(name))}
