"""The pronunciation of an English word from its letters, by the network of g2p_en.

K. Park and J. Kim, g2pE (2019): a GRU reads the letters, another one writes ARPAbet. Only its
weights are used; the package itself is never imported, because it downloads at import.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Weights = dict[str, Array]

_LETTERS = ("<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz")
_END, _START, _LONGEST = 3, 2, 20


def guess(word: str) -> tuple[str, ...]:
    """The sounds of a lower-case word; symbols that stand for no sound are left out."""
    weights = _weights()
    indices = [_LETTERS.index(c) if c in _LETTERS else 1 for c in word] + [2]
    hidden: Array = np.zeros((weights["enc_w_hh"].shape[-1],), np.float32)
    for index in indices:
        hidden = _step(weights["enc_emb"][index], hidden, weights, "enc")
    sounds: list[str] = []
    last = _START
    for _ in range(_LONGEST):
        hidden = _step(weights["dec_emb"][last], hidden, weights, "dec")
        last = int(np.argmax(weights["fc_w"] @ hidden + weights["fc_b"]))
        if last == _END:
            break
        sounds.append(_sounds()[last])
    return tuple(sound for sound in sounds if not sound.startswith("<") and sound != "UW")


def package_file(name: str) -> Path:
    """A data file of the package g2p_en, which is not imported.

    Raises:
        ModuleNotFoundError: when the package is not there.
    """
    spec = find_spec("g2p_en")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'g2p_en'", name="g2p_en")
    return Path(spec.submodule_search_locations[0]) / name


def _step(x: Array, hidden: Array, weights: Weights, part: str) -> Array:
    """One step of a GRU (Cho et al. 2014), gates in the order reset, update, new."""
    from_input = weights[f"{part}_w_ih"] @ x + weights[f"{part}_b_ih"]
    from_hidden = weights[f"{part}_w_hh"] @ hidden + weights[f"{part}_b_hh"]
    reset_in, update_in, new_in = np.split(from_input, 3)
    reset_hidden, update_hidden, new_hidden = np.split(from_hidden, 3)
    reset = 1 / (1 + np.exp(-(reset_in + reset_hidden)))
    update = 1 / (1 + np.exp(-(update_in + update_hidden)))
    new = np.tanh(new_in + reset * new_hidden)
    return (1 - update) * new + update * hidden


@cache
def _weights() -> Weights:
    with np.load(package_file("checkpoint20.npz"), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


@cache
def _sounds() -> tuple[str, ...]:
    """The network's output symbols in order."""
    toned = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH"
    toned += " UW V W Y Z ZH"
    vowels = {"AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH"}
    sounds = ["<pad>", "<unk>", "<s>", "</s>"]
    for name in toned.split():
        if name == "UW":
            sounds.append("UW")
        sounds += [f"{name}{stress}" for stress in "012"] if name in vowels | {"UW"} else [name]
    return tuple(sounds)
