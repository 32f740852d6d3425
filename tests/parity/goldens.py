"""The golden cases: their inputs, their outputs, and how far a result is from them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.parity import weights

HERE = Path(__file__).parent
SAMPLES = 256
# Lists of unrelated scalars: every entry must match on its own scale (floor: 1e-4 of the largest).
ELEMENTWISE = {
    *("grad_norms", "grad_norms_g", "grad_norms_d", "disc_real", "disc_fake", "gen_each"),
    *("fmap_real_norms", "fmap_fake_norms", "logp_chosen", "logp_rejected"),
}


@dataclass(frozen=True)
class Comparison:
    """One output beside its golden: errors absolute and relative to the golden's magnitude."""

    key: str
    absolute: float
    relative: float
    tolerance: float
    note: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.relative <= self.tolerance)

    def __str__(self) -> str:
        return (
            f"{self.key}: abs {self.absolute:.3e} rel {self.relative:.3e} "
            f"(allowed {self.tolerance:.0e}) {self.note}"
        )


class Book:
    """The cases of one folder, and the models they run on (the last few are kept)."""

    def __init__(self, root: Path, adapter: Any) -> None:
        self.root, self.adapter = root, adapter
        book = json.loads((root / "cases.json").read_text(encoding="utf-8"))
        self.cases: list[dict[str, Any]] = book["cases"]
        self._specs = book["models"]
        self._models: dict[str, Any] = {}

    def model(self, key: str) -> Any:
        if key not in self._models:
            if len(self._models) > 2:
                self._models.clear()
            spec = self._specs[key]
            inventory = weights.load_inventory(HERE / "inventories" / f"{spec['inventory']}.json")
            state = weights.build_state(inventory)
            self._models[key] = self.adapter.load(
                spec["family"], inventory["config"], spec["version"], state
            )
        return self._models[key]

    def run(self, case: dict[str, Any], tolerance: float | None = None) -> list[Comparison]:
        """Run a case and compare every output it names; text cases compare row by row."""
        if case["group"] == "text":
            return self._run_text(case)
        arguments, stored = self._inputs(case)
        models = [self.model(key) for key in case.get("models", [])]
        got = getattr(self.adapter, case["op"])(*models, **arguments)
        found = []
        for key in case["outputs"]:
            allowed = tolerance or case.get("tols", {}).get(key, case.get("tol", 1e-4))
            errors = compare(got[key], stored, key) if key in got else _failed("missing output")
            found.append(Comparison(key, errors[0], errors[1], allowed, errors[2]))
        return found

    def _run_text(self, case: dict[str, Any]) -> list[Comparison]:
        text = (self.root / "text" / case["file"]).read_text(encoding="utf-8")
        found = []
        for row in json.loads(text)["cases"]:
            got, want = getattr(self.adapter, case["op"])(**row["in"]), row["out"]
            if isinstance(want, dict):
                got = {key: got.get(key) for key in want}
            error = 0.0 if got == want else float("inf")
            note = "" if got == want else f"got {got!r}, want {want!r}"
            found.append(Comparison(repr(row["in"]), error, error, 0.0, note))
        return found

    def _inputs(self, case: dict[str, Any]) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        stored: dict[str, np.ndarray] = {}
        for name in case.get("inputs_from", []):
            with np.load(self.root / "goldens" / f"{name}.npz", allow_pickle=False) as other:
                stored |= {k: other[k] for k in other.files if k in case["inputs_keys"]}
        with np.load(self.root / "goldens" / f"{case['id']}.npz", allow_pickle=False) as own:
            stored |= {k: own[k] for k in own.files}
        arguments: dict[str, Any] = dict(case.get("args", {}))
        for key, value in stored.items():
            if key.startswith("in."):
                *path, last = key[3:].split(".")
                place = arguments
                for part in path:
                    place = place.setdefault(part, {})
                # float16 is only a compact storage of values that it holds exactly.
                place[last] = value.astype(np.float32) if value.dtype == np.float16 else value
        return {key: _lists(value) for key, value in arguments.items()}, stored


def _lists(value: Any) -> Any:
    """Dictionaries whose keys are "0", "1", ... are lists."""
    if isinstance(value, dict) and value and all(str(key).isdigit() for key in value):
        return [_lists(value[str(index)]) for index in range(len(value))]
    return value


def digest(array: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is stored of a large array: evenly spaced values, four statistics, the shape."""
    flat = np.asarray(array).ravel()
    n = flat.size
    where = np.arange(n) if n <= SAMPLES else (np.arange(SAMPLES) * (n - 1)) // (SAMPLES - 1)
    f = flat.astype(np.float64)
    statistics = np.array(
        [np.sqrt((f**2).sum()), f.mean(), np.abs(f).mean(), np.abs(f).max()]  # L2, mean, ...
    )
    return flat[where], statistics, np.array(np.shape(array), dtype=np.int64)


def compare(got: Any, stored: dict[str, np.ndarray], key: str) -> tuple[float, float, str]:
    """Largest absolute and relative error, and a note; relative to the array's largest value."""
    if f"out.{key}" not in stored:
        return _compare_digest(got, stored, f"dig.{key}")
    want = stored[f"out.{key}"]
    if want.dtype.kind in "iu":
        return _compare_integers(np.asarray(got), want)
    absolute, relative, note = relative_error(got, want)
    if key in ELEMENTWISE and not note:
        got, want = np.asarray(got, np.float64), want.astype(np.float64)
        scale = np.maximum(np.abs(want), max(1e-4 * np.abs(want).max(), 1e-6))
        relative = float((np.abs(got - want) / scale).max())
    return absolute, relative, note


def relative_error(got: Any, want: Any, scale: float | None = None) -> tuple[float, float, str]:
    got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    if got.shape != want.shape:
        return _failed(f"shape {got.shape}, expected {want.shape}")
    if not np.isfinite(got).all():
        return _failed("values that are not finite")
    if got.size == 0:
        return 0.0, 0.0, ""
    absolute = float(np.abs(got - want).max())
    scale = float(np.abs(want).max()) if scale is None else float(scale)
    return absolute, absolute / max(scale, 1e-6), ""


def _compare_integers(got: np.ndarray, want: np.ndarray) -> tuple[float, float, str]:
    if got.shape != want.shape:
        return _failed(f"shape {got.shape}, expected {want.shape}")
    wrong = int((got.astype(np.int64) != want.astype(np.int64)).sum())
    return (
        (float(wrong), float("inf"), f"{wrong} integers differ") if wrong else (0.0, 0.0, "exact")
    )


def _compare_digest(got: Any, stored: dict[str, np.ndarray], key: str) -> tuple[float, float, str]:
    sample, want, shape = (stored[f"{key}.{part}"] for part in ("sample", "stats", "shape"))
    values, have, own_shape = digest(got)
    if tuple(own_shape) != tuple(shape):
        return _failed(f"shape {tuple(own_shape)}, expected {tuple(shape)}")
    absolute, relative, note = relative_error(values, sample, want[3])
    if note:
        return absolute, relative, note
    norm, mean, magnitude = (abs(have[i] - want[i]) for i in range(3))
    scale = max(want[2], 1e-6)
    return (
        absolute,
        max(relative, norm / max(want[0], 1e-6), mean / scale, magnitude / scale),
        "digest",
    )


def _failed(note: str) -> tuple[float, float, str]:
    return float("inf"), float("inf"), note
