"""Read a model folder as `transformers` lays it out, from the disk alone and without its code."""

import json
import pickle
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from engine.errors import EngineError

HINT = "Get the base again, or import a complete GPT-SoVITS folder."


def read_configuration(folder: Path) -> dict[str, Any]:
    """The `config.json` of the folder.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    return read_json(folder / "config.json")


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _missing(path) from error
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(found, dict):
        raise _damaged(path, "it holds no settings")
    return found


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The tensors of the folder, from `model.safetensors` or else `pytorch_model.bin`.

    Nothing of a pickle is run beyond what makes tensors.

    Raises:
        EngineError: kind "missing" or "damaged".
    """
    safe, pickled = folder / "model.safetensors", folder / "pytorch_model.bin"
    if safe.is_file():
        try:
            return load_file(safe)
        except (SafetensorError, OSError) as error:
            raise _damaged(safe, error) from error
    try:
        found = torch.load(pickled, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise _missing(pickled) from error
    except pickle.UnpicklingError as error:
        raise _damaged(pickled, "it is cut off, or wants more than to give tensors") from error
    except (RuntimeError, OSError, EOFError, ValueError) as error:
        raise _damaged(pickled, error) from error
    if not isinstance(found, dict) or not all(isinstance(v, Tensor) for v in found.values()):
        raise _damaged(pickled, "it holds more than tensors")
    return dict(found)


def _missing(path: Path) -> EngineError:
    return EngineError("missing", f"{path} is not there.", HINT)


def _damaged(path: Path, why: object) -> EngineError:
    return EngineError("damaged", f"{path} cannot be read: {why}.", HINT)
