"""The files of a base inside an existing GPT-SoVITS folder or stick, whatever its layout.

By name first, wherever it lies; the encoders by the kind that their `config.json` names; what was
renamed by size and hash.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from engine.bases import BaseSource, SourceFile, file_sha256
from engine.errors import EngineError

MOST_FILES = 500_000
SKIPPED = {".git", "__pycache__", "node_modules", "site-packages", "$RECYCLE.BIN"}
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
# Part of a base -> what its folder's config.json calls the network.
ENCODERS = {"hubert": "hubert", "bert": "bert"}
LONGEST_CONFIG = 1 << 20


@dataclass(frozen=True)
class Found:
    """What of a base lies in a folder: part -> file, and the parts that do not."""

    parts: dict[str, Path]
    missing: tuple[str, ...]


class Folder:
    """All files below a folder, listed once.

    Raises:
        EngineError: kind "missing" for no folder, "input" when there is too much in it.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise EngineError("missing", f"There is no folder {root}.", "Check the name.")
        self.root = root
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        count = 0
        for place, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED)
            for name in sorted(names):
                self._by_name[name.lower()].append(Path(place) / name)
            count += len(names)
            if count > MOST_FILES:
                raise EngineError(
                    "input",
                    f"{root} holds more than {MOST_FILES} files.",
                    "Name the folder of GPT-SoVITS itself, or its pretrained_models.",
                )
        self._sized = False

    def find(self, source: BaseSource) -> Found:
        """Where the parts of a base lie here; of several files of one name the pinned one."""
        parts: dict[str, Path] = {}
        for part, wanted in source.parts.items():
            encoder = part.partition("/")[0]
            if encoder in ENCODERS:
                found = self._of_encoder(ENCODERS[encoder], part.partition("/")[2])
            else:
                found = self._named(wanted) or self._renamed(wanted)
            if found is not None:
                parts[part] = found
        return Found(parts, tuple(part for part in source.parts if part not in parts))

    def _named(self, wanted: SourceFile) -> Path | None:
        candidates = self._by_name.get(Path(wanted.path).name.lower(), [])
        if len(candidates) > 1 and wanted.sha256:
            for path in candidates:
                if _is_pinned(path, wanted):
                    return path
        # The one that lies as it is published, else the first.
        ending = wanted.path.lower()
        published = [p for p in candidates if p.as_posix().lower().endswith(ending)]
        return next(iter(published or candidates), None)

    def _renamed(self, wanted: SourceFile) -> Path | None:
        if wanted.bytes is None or wanted.sha256 is None:
            return None
        if not self._sized:
            for paths in self._by_name.values():
                for path in paths:
                    if path.suffix.lower() in {".ckpt", ".pth", ".pt", ".bin"} and path.is_file():
                        self._by_size[path.stat().st_size].append(path)
            self._sized = True
        same_size = self._by_size.get(wanted.bytes, [])
        return next((path for path in same_size if _is_pinned(path, wanted)), None)

    def _of_encoder(self, kind: str, inside: str) -> Path | None:
        for config in self._by_name.get("config.json", []):
            if _model_type(config) != kind:
                continue
            weights = next(
                (config.parent / n for n in WEIGHTS if (config.parent / n).is_file()), None
            )
            if weights is None:
                continue
            path = weights if inside == "weights" else config.parent / inside
            if path.is_file():
                return path
        return None


def _is_pinned(path: Path, wanted: SourceFile) -> bool:
    if wanted.bytes is not None and path.stat().st_size != wanted.bytes:
        return False
    return file_sha256(path) == wanted.sha256


def _model_type(config: Path) -> str:
    """What kind of network a `config.json` describes; the big Chinese BERT alone counts as one."""
    try:
        if config.stat().st_size > LONGEST_CONFIG:
            return ""
        settings = json.loads(config.read_text(encoding="utf-8"))
        kind = settings.get("model_type", "")
        return "" if kind == "bert" and settings.get("hidden_size") != 1024 else kind
    except (OSError, ValueError, AttributeError):
        return ""
