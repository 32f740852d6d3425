"""Which clips are held out, which durations are believed, and what a cache keeps."""

import pytest
import torch

from engine.models.cache import cached, digest
from engine.models.starter.alignment import Alignment
from engine.models.starter.features import ClipFeatures
from engine.models.starter.lessons import HOPELESS_COST, Lesson, held_out_of, lesson
from engine.models.starter.stock import nearest_voices, print_distance, voice_prints

SYMBOLS = {0: "", 1: "a", 2: ".", 3: "b"}


def clip(name: str, seconds: float, tokens: list[int] | None = None) -> ClipFeatures:
    curve = torch.zeros(round(80 * seconds))
    ids = torch.tensor([tokens or [0, 1, 0]])
    return ClipFeatures(name, ids, torch.zeros(0), curve, curve, curve > 0, 11_000.0)


def aligned(name: str, seconds: float, cost: float = 0.4) -> Lesson:
    return Lesson(clip(name, seconds), torch.ones(3), torch.ones(3), cost)


def test_about_a_tenth_is_held_out_and_always_the_same() -> None:
    lessons = [aligned(str(n), 6.0, 0.4 + n / 100) for n in range(10)]
    chosen = held_out_of(lessons)
    assert chosen == held_out_of(list(reversed(lessons)))
    assert 1 <= len(chosen) <= 2


def test_nothing_is_held_out_of_twenty_seconds() -> None:
    assert held_out_of([aligned(str(n), 5.0) for n in range(4)]) == set()


def test_silence_edges_and_doubtful_sounds_teach_no_durations() -> None:
    tokens = [0, 1, 3, 1, 3, 1, 2, 0]
    costs = torch.tensor([0.1, 0.4, 0.4, 0.4, 0.4, 2.0, 0.1, 0.1])
    found = lesson(clip("a", 2, tokens), Alignment(torch.ones(8), 0.4, costs), SYMBOLS)
    assert found.trusted.tolist() == [0, 1, 1, 1, 0, 0, 0, 0]


def test_a_badly_aligned_clip_teaches_no_durations_at_all() -> None:
    costs = torch.full((3,), HOPELESS_COST)
    found = lesson(clip("a", 2), Alignment(torch.ones(3), HOPELESS_COST, costs), SYMBOLS)
    assert not found.trusted.any()


def test_a_result_is_computed_once_for_one_key(tmp_path) -> None:
    calls = []

    def compute() -> dict[str, torch.Tensor]:
        calls.append(1)
        return {"x": torch.arange(3)}

    path = tmp_path / "x.safetensors"
    for key in ("a", "a", "b"):
        assert torch.equal(cached(path, key, compute)["x"], torch.arange(3))
    assert len(calls) == 2
    path.write_bytes(b"torn")
    cached(path, "b", compute)
    assert len(calls) == 3


def test_a_digest_tells_values_and_their_order_apart() -> None:
    x, y = torch.zeros(2), torch.ones(2)
    assert digest(x, y) != digest(y, x)
    assert digest("a", "b") != digest("ab")
    assert digest(x, 1) == digest(torch.zeros(2), 1)


@pytest.mark.parametrize("name", ["af_bella", "am_michael", "bf_emma"])
def test_a_stock_voice_is_nearest_to_itself(name: str) -> None:
    table = voice_prints()
    assert nearest_voices(table[name], "en", 1, table) == [name]
    assert print_distance(table[name], table[name]) == 0


def test_only_voices_that_speak_the_language_are_offered() -> None:
    table = voice_prints()
    found = nearest_voices(table["jf_alpha"], "en-gb", 4, table)
    assert len(found) == 4 and all(name[0] in "ab" for name in found)
