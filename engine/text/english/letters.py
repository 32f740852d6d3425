"""Letter-to-sound for words no dictionary knows: a joint n-gram model of letters and phonemes.

M. Bisani and H. Ney, "Joint-sequence models for grapheme-to-phoneme conversion", Speech
Communication 50 (2008): a word and its pronunciation are one sequence of *graphones*, each a few
letters with their phonemes; the best sequence that spells the word is its pronunciation. The
n-grams were counted on misaki's dictionaries (Apache-2.0) by `engine.text.english.learn_letters`.
"""

import bisect
from array import array
from functools import cache
from pathlib import Path

import numpy as np

ORDER = 6
LONGEST = 2  # letters in a graphone
BITS = 10  # per graphone in a packed n-gram: 6 in 60 bits, the newest lowest
EDGE = 1  # the graphone before a word and after it; 0 is "nothing here"
QUANTUM = 16.0  # natural logarithms are stored in sixteenths
_BEAM = 12
_UNSTRESSED = 6.0  # what a word without one main stress costs


def data_file(british: bool) -> Path:
    """Where the model of a dialect lies."""
    return Path(__file__).with_name("data") / f"letters-{'gb' if british else 'us'}.npz"


class LetterModel:
    """Graphones and their n-gram costs (negative logarithms), searched by bisection."""

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        """`arrays`: "graphones" [G] "letters|phonemes" by number, "keys_N" [K_N] packed n-grams
        (differences of the sorted ones), "costs_N" and "backoffs_N" [K_N], N = 1…ORDER."""
        self._keys: list[array[int]] = []
        self._costs: list[bytes] = []
        self._backoffs: list[bytes] = []
        for order in range(1, ORDER + 1):
            keys = np.cumsum(arrays[f"keys_{order}"].astype(np.uint64), dtype=np.uint64)
            self._keys.append(array("Q", keys.tobytes()))
            self._costs.append(arrays[f"costs_{order}"].tobytes())
            self._backoffs.append(arrays[f"backoffs_{order}"].tobytes())
        self._phonemes: list[str] = []
        self._starting: dict[str, list[int]] = {}
        for index, graphone in enumerate(arrays["graphones"].tolist()):
            letters, _, phonemes = graphone.partition("|")
            self._phonemes.append(phonemes)
            if letters:
                self._starting.setdefault(letters, []).append(index)

    def pronounce(self, word: str) -> str:
        """The phonemes of a lower-case word of a-z; "" if it cannot be spelled with graphones."""
        beams: list[dict[tuple[int, ...], tuple[float, str]]] = [{} for _ in range(len(word) + 1)]
        beams[0][(EDGE,)] = (0.0, "")
        for position in range(len(word)):
            best = sorted(beams[position].items(), key=lambda item: item[1][0])[:_BEAM]
            for length in range(1, min(LONGEST, len(word) - position) + 1):
                options = self._starting.get(word[position : position + length], ())
                self._extend(best, options, beams[position + length])
        last = [
            (cost + self._cost(state, EDGE) + _UNSTRESSED * (phonemes.count("ˈ") != 1), phonemes)
            for state, (cost, phonemes) in sorted(beams[-1].items(), key=lambda i: i[1][0])[:_BEAM]
        ]
        return min(last)[1] if last else ""

    def _extend(
        self,
        best: list[tuple[tuple[int, ...], tuple[float, str]]],
        options: "list[int] | tuple[()]",
        beam: dict[tuple[int, ...], tuple[float, str]],
    ) -> None:
        for state, (cost, phonemes) in best:
            for option in options:
                total = cost + self._cost(state, option)
                key = (*state, option)[1 - ORDER :]
                if key not in beam or total < beam[key][0]:
                    beam[key] = (total, phonemes + self._phonemes[option])

    def _cost(self, state: tuple[int, ...], graphone: int) -> float:
        """The cost of a graphone after those of `state`, backing off to shorter histories."""
        context = 0
        for one in state:
            context = context << BITS | one
        penalty = 0.0
        for order in range(len(state) + 1, 0, -1):
            context &= (1 << BITS * (order - 1)) - 1
            index = self._find(order, context << BITS | graphone)
            if index >= 0:
                return penalty + self._costs[order - 1][index] / QUANTUM
            if order > 1:
                index = self._find(order - 1, context)
                if index >= 0:
                    penalty += self._backoffs[order - 2][index] / QUANTUM
        return penalty + 255 / QUANTUM

    def _find(self, order: int, key: int) -> int:
        keys = self._keys[order - 1]
        index = bisect.bisect_left(keys, key)
        return index if index < len(keys) and keys[index] == key else -1


@cache
def letter_model(british: bool) -> LetterModel:
    """The model of a dialect, loaded once."""
    with np.load(data_file(british), allow_pickle=False) as arrays:
        return LetterModel({name: arrays[name] for name in arrays.files})
