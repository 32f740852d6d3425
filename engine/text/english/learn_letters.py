"""Count the letter-to-sound model on misaki's dictionaries.

`python -m engine.text.english.learn_letters` writes the files, one core, some minutes. With
`--evaluate` every fiftieth word is hidden, then pronounced, and the share of wrong phonemes
(stress marks apart) and of wrong words is printed instead. Alignment by Viterbi training
(S. Jiampojamarn et al., "Applying many-to-many alignments …", NAACL 2007), smoothing by
interpolated Kneser-Ney (S. Chen and J. Goodman, 1999).
"""

import argparse
import importlib.resources
import json
import math
import re
from collections import Counter, defaultdict

import numpy as np

from engine.text.english.letters import BITS, EDGE, LONGEST, ORDER, QUANTUM, LetterModel, data_file

Pair = tuple[str, str]  # letters and their phonemes
_SAMPLE = 30_000
_ROUNDS = 6
_KEEP = 2  # n-grams of four and more seen less often are left out


def dictionary(british: bool) -> dict[str, list[str]]:
    """Word -> phonemes, a stress mark and a length mark joined to their vowel."""
    result: dict[str, list[str]] = {}
    for part in ("silver", "gold"):
        name = f"{'gb' if british else 'us'}_{part}.json"
        text = importlib.resources.files("misaki.data").joinpath(name).read_text("utf-8")
        for word, entry in json.loads(text).items():
            spoken = entry["DEFAULT"] if isinstance(entry, dict) else entry
            spelled = re.fullmatch(r"[A-Z]{2,}|.", word) or not spoken
            if not spelled and re.fullmatch(r"[A-Za-z]+", word):
                spoken = spoken.replace("ɾ", "T").replace("ʔ", "t")
                result[word.lower()] = re.findall(r"[ˈˌ]?[^ˈˌː]ː?", spoken)
    return result


def align(word: str, phones: list[str], costs: dict[Pair, float]) -> list[Pair]:
    """The cheapest way to pair one or two letters with none to two phonemes; [] if impossible."""
    best: dict[tuple[int, int], tuple[float, Pair, tuple[int, int]]] = {
        (0, 0): (0.0, ("", ""), (0, 0))
    }
    for i in range(len(word)):
        for j in range(len(phones) + 1):
            if (i, j) not in best:
                continue
            cost = best[i, j][0]
            for letters, sounds in ((1, 1), (1, 0), (2, 1), (1, 2), (2, 2)):
                at = (i + letters, j + sounds)
                if at[0] > len(word) or at[1] > len(phones) or letters > LONGEST:
                    continue
                pair = (word[i : at[0]], "".join(phones[j : at[1]]))
                total = cost + costs.get(pair, _rare(letters, sounds))
                if at not in best or total < best[at][0]:
                    best[at] = (total, pair, (i, j))
    at, pairs = (len(word), len(phones)), []
    if at not in best:
        return []
    while at != (0, 0):
        _, pair, at = best[at]
        pairs.append(pair)
    return pairs[::-1]


def _rare(letters: int, sounds: int) -> float:
    return 9.0 + 1.5 * (letters == 2) + 2.0 * (sounds == 2) + 1.0 * (sounds == 0)


def learn_costs(words: dict[str, list[str]]) -> dict[Pair, float]:
    """Costs of letter-phoneme pairs by repeated alignment of a sample."""
    names = sorted(words)
    sample = names[:: max(1, len(names) // _SAMPLE)]
    costs: dict[Pair, float] = {}
    for turn in range(_ROUNDS):
        counts: Counter[Pair] = Counter()
        for word in sample:
            counts.update(align(word, words[word], costs) if turn else _diagonal(word, words[word]))
        total = sum(counts.values())
        costs = {pair: -math.log(count / total) for pair, count in counts.items() if count > 2}
    return costs


def _diagonal(word: str, phones: list[str]) -> list[Pair]:
    """A first guess: every letter with the phoneme at the same place, and its neighbours."""
    scale = len(phones) / len(word)
    near = [(i, round(i * scale) + d) for i in range(len(word)) for d in (-1, 0, 0, 1)]
    return [(word[i], phones[j]) for i, j in near if 0 <= j < len(phones)]


def count(sequences: list[list[int]]) -> list[dict[tuple[int, ...], int]]:
    """Graphone n-grams of each order 1…ORDER with how often they occur."""
    tables: list[Counter[tuple[int, ...]]] = [Counter() for _ in range(ORDER)]
    for sequence in sequences:
        padded = [EDGE, *sequence, EDGE]
        for end in range(2, len(padded) + 1):
            for order in range(1, min(ORDER, end) + 1):
                tables[order - 1][tuple(padded[end - order : end])] += 1
    return [
        {gram: n for gram, n in table.items() if order < 3 or n >= _KEEP}
        for order, table in enumerate(tables)
    ]


def smooth(tables: list[dict[tuple[int, ...], int]]) -> dict[str, np.ndarray]:
    """Interpolated Kneser-Ney costs and back-off costs of every n-gram, packed and sorted."""
    continued: list[Counter[tuple[int, ...]]] = [Counter() for _ in tables]
    for order in range(1, len(tables)):
        for gram in tables[order]:
            continued[order - 1][gram[1:]] += 1
    lower: dict[tuple[int, ...], float] = {}
    arrays: dict[str, np.ndarray] = {}
    backoffs: dict[tuple[int, ...], float] = {}
    everything: list[dict[tuple[int, ...], float]] = []
    for order, table in enumerate(tables):
        last = order == len(tables) - 1
        # N-grams from a word's edge have no longer history: they keep their plain counts.
        kinds_before = continued[order]
        used = {
            gram: n if last or gram[0] == EDGE else max(kinds_before[gram], 1)
            for gram, n in table.items()
        }
        sums: dict[tuple[int, ...], int] = defaultdict(int)
        kinds: dict[tuple[int, ...], int] = defaultdict(int)
        for gram, n in used.items():
            sums[gram[:-1]] += n
            kinds[gram[:-1]] += 1
        ones = sum(1 for n in used.values() if n == 1)
        twos = sum(1 for n in used.values() if n == 2)
        discount = min(0.9, ones / (ones + 2 * twos)) if ones else 0.5
        for context, total in sums.items():
            backoffs[context] = discount * kinds[context] / total
        floor = 1 / (1 << BITS)
        lower = {
            g: (n - discount) / sums[g[:-1]] + backoffs[g[:-1]] * lower.get(g[1:], floor)
            for g, n in used.items()
        }
        everything.append(lower)
    for order, costs in enumerate(everything, start=1):
        packed = sorted((_pack(gram), p, backoffs.get(gram, 1.0)) for gram, p in costs.items())
        keys = np.array([key for key, _, _ in packed], dtype=np.uint64)
        arrays[f"keys_{order}"] = np.diff(keys, prepend=np.uint64(0))
        arrays[f"costs_{order}"] = _quantised([p for _, p, _ in packed])
        arrays[f"backoffs_{order}"] = _quantised([b for _, _, b in packed])
    return arrays


def _pack(gram: tuple[int, ...]) -> int:
    key = 0
    for graphone in gram:
        key = key << BITS | graphone
    return key


def _quantised(probabilities: list[float]) -> np.ndarray:
    costs = -np.log(np.maximum(np.array(probabilities), 1e-9)) * QUANTUM
    return np.clip(np.round(costs), 0, 255).astype(np.uint8)


def learn(words: dict[str, list[str]]) -> dict[str, np.ndarray]:
    """The arrays of `LetterModel` from a dictionary."""
    costs = learn_costs(words)
    aligned = [align(word, phones, costs) for word, phones in words.items()]
    seen = Counter(pair for pairs in aligned for pair in pairs)
    known = [pair for pair, n in seen.most_common((1 << BITS) - 2) if n > 2]
    number = {pair: index for index, pair in enumerate(known, start=2)}
    whole = [pairs for pairs in aligned if pairs and all(pair in number for pair in pairs)]
    sequences = [[number[pair] for pair in pairs] for pairs in whole]
    arrays = smooth(count(sequences))
    arrays["graphones"] = np.array(["", "", *("|".join(pair) for pair in known)])
    return arrays


def distance(a: list[str], b: list[str]) -> int:
    """Insertions, deletions and substitutions between two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def evaluate(words: dict[str, list[str]]) -> str:
    """Hide every fiftieth word, learn from the others, and say how the hidden ones come out."""
    hidden = sorted(words)[::50]
    model = LetterModel(learn({word: p for word, p in words.items() if word not in set(hidden)}))
    wrong = total = bad = 0
    for word in hidden:
        said = [c for c in model.pronounce(word) if c not in "ˈˌ"]
        truth = [c for c in "".join(words[word]) if c not in "ˈˌ"]
        errors = distance(said, truth)
        wrong, total, bad = wrong + errors, total + len(truth), bad + (errors > 0)
    shares = f"{wrong / total:.1%} of phonemes wrong, {bad / len(hidden):.1%} of words"
    return f"{len(hidden)} hidden words: {shares}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluate", action="store_true")
    arguments = parser.parse_args()
    for british in (False, True):
        words = dictionary(british)
        if arguments.evaluate:
            print("British" if british else "American", evaluate(words), flush=True)
            continue
        path = data_file(british)
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(file, **learn(words))  # type: ignore[arg-type]
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
