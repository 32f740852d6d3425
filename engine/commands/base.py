"""`timbre base`: which base models there are; fetch, import, verify and remove them."""

import argparse
from collections.abc import Collection
from pathlib import Path
from typing import Any

from engine.bases import (
    STARTER,
    base_folder,
    base_pack,
    base_source,
    damaged_bases,
    is_here,
    own_bases,
    remove_base,
    source_names,
    verify_base,
)
from engine.commands import add_common_options
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit
from engine.files import to_plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="the bases that are here, and those that can be fetched")
    verify = actions.add_parser("verify", help="compare a base's files with its manifest")
    verify.add_argument("name")
    get = actions.add_parser(
        "get",
        help="fetch a base or a recogniser",
        description=f"One of {', '.join(source_names())}. The variable HTTPS_PROXY names a proxy.",
    )
    get.add_argument("name")
    get.add_argument(
        "--endpoint", metavar="URL", help="a mirror of the model hub (else HF_ENDPOINT)"
    )
    take = actions.add_parser(
        "import", help="take bases from a GPT-SoVITS folder or stick, or one of your own"
    )
    take.add_argument("path", type=Path)
    take.add_argument(
        "--base",
        metavar="NAME",
        help="only this base (else all that are there); of your own one, its new name",
    )
    take.add_argument(
        "--unpublished", action="store_true", help="also files that differ from the published ones"
    )
    actions.add_parser("remove", help="remove a fetched base").add_argument("name")
    for action in actions.choices.values():
        # Also after the action, where people and the window write them.
        add_common_options(action, again=True)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> dict[str, Any]:
    """Do the one thing asked for; the result always says which `action` it was."""
    match args.action:
        case "list":
            damaged = damaged_bases()
            return {
                "action": "list",
                "bases": _here(damaged),
                "damaged": [_trouble(name, error) for name, error in damaged.items()],
                "available": _available(),
            }
        case "verify":
            verify_base(args.name)
            return {"action": "verify", "base": _entry(args.name)}
        case "remove":
            return {"action": "remove", "name": args.name, "freed_bytes": remove_base(args.name)}
        case "get":
            from engine.fetching.install import get_base

            get_base(args.name, emit, control, args.endpoint)
            return {"action": "get", "bases": [_entry(args.name)]}
        case _:
            from engine.fetching.install import import_bases
            from engine.fetching.own import import_own, is_own_base

            if is_own_base(args.path):
                own = import_own(args.path, args.base, emit, control)
                return {"action": "import", "bases": [_entry(own.name)]}
            packs = import_bases(args.path, emit, control, args.base, args.unpublished)
            return {"action": "import", "bases": [_entry(pack.name) for pack in packs]}


def describe(result: dict[str, Any]) -> str:
    """What a person reads at the end."""
    match result["action"]:
        case "verify":
            base = result["base"]
            count = len(base["files"])
            return f"The base {base['name']} is whole: {count} files, as in its manifest."
        case "remove":
            return f"Removed {result['name']}, which freed {result['freed_bytes'] / 1e6:.0f} MB."
        case "list":
            lines = [_line(base) for base in result["bases"]]
            lines += [f"{base['message']} {base['hint']}" for base in result["damaged"]]
            lines += [_offer(base) for base in result["available"]]
            return "\n".join(lines)
        case _:
            return "\n".join(f"Ready: {_line(base)}" for base in result["bases"])


def _here(damaged: Collection[str]) -> list[dict[str, Any]]:
    names = (STARTER, *source_names(), *own_bases())
    return [_entry(name) for name in names if is_here(name) and name not in damaged]


def _trouble(name: str, error: EngineError) -> dict[str, Any]:
    return {"name": name, "message": error.message, "hint": error.hint}


def _available() -> list[dict[str, Any]]:
    """What can be fetched: without the long lists of files."""
    sources = [base_source(name) for name in source_names() if not is_here(name)]
    return [
        {
            "name": source.name,
            "model": source.model,
            "author": source.author,
            "licence": source.licence,
            "kind": source.kind,
            "download_bytes": source.total_bytes,
            "size_known": all(part.bytes is not None for part in source.parts.values()),
            "source": f"{source.repository}@{source.revision}",
            "evidence": source.evidence,
        }
        for source in sources
    ]


def _entry(name: str) -> dict[str, Any]:
    pack = base_pack(name)
    return to_plain(pack) | {"total_bytes": pack.total_bytes, "folder": str(base_folder(name))}


def _line(base: dict[str, Any]) -> str:
    own = "" if base["published"] else ", with files of its own"
    return (
        f"{base['name']}: {base['model']} by {base['author']}, {base['licence']}, "
        f"{base['total_bytes'] / 1e6:.0f} MB{own}, in {base['folder']}"
    )


def _offer(base: dict[str, Any]) -> str:
    size = f"{base['download_bytes'] / 1e6:.0f} MB"
    return (
        f"{base['name']}: {base['model']} by {base['author']}, {base['licence']}, "
        f"{size if base['size_known'] else f'more than {size}'} to fetch with "
        f"`timbre base get {base['name']}`"
    )
