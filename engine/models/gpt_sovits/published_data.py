"""Which clips the published system learns from, and in which batches; its defects included.

FACTS §8 and §9: module/data_utils.py and s2_train.py for SoVITS, AR/data/dataset.py,
bucket_sampler.py and data_module.py for the GPT. Only the published recipe uses this.
"""

import random
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import TypeVar

import torch

Item = TypeVar("Item")

FEWEST_ITEMS = 100

TOKENS_PER_SECOND = 25
LONGEST_SECONDS = 54.0
PHONES_PER_SECOND = (3.0, 25.0)
BUCKET_SECONDS = 2.0

SHORTEST_SECONDS = 0.6
SAMPLE_RATE, SAMPLE_BYTES, HOP = 32_000, 2, 640
HEADER_BYTES = 44
FRAME_BOUNDARIES = (32, *range(300, 2000, 100))
ORDER_SEED = 1234


def repeated(items: Sequence[Item]) -> list[Item]:
    """The items as often as the published system takes them in one epoch.

    Defect reproduced: fewer than 100 items are repeated, at least twice, so that "an epoch" is
    many passes over a small voice (AR/data/dataset.py:184-193, module/data_utils.py:55-62).
    """
    few = 0 < len(items) < FEWEST_ITEMS
    return list(items) * (max(2, FEWEST_ITEMS // len(items)) if few else 1)


def gpt_learns(tokens: int, phones: int, longest: float = LONGEST_SECONDS) -> bool:
    """Whether the GPT stage keeps a clip of that many tokens and phonemes.

    `longest` is `data.max_sec` of the GPT's configuration.
    """
    limit = longest * TOKENS_PER_SECOND
    if not tokens or tokens > limit or phones > limit / 2.5:
        return False
    slowest, fastest = PHONES_PER_SECOND
    return slowest <= phones / (tokens / TOKENS_PER_SECOND) <= fastest


def gpt_batch_size(wanted: int, items: int) -> int:
    """Clips in a batch of the GPT stage; `items` counts the repeated list."""
    return max(1, min(wanted, items // 4))


def gpt_batches(seconds: Sequence[float], size: int, epoch: int) -> list[list[int]]:
    """Indices of the clips in each batch of an epoch (from 0) of the GPT stage.

    Sorted by length, shuffled inside buckets of 2 s, cut into batches, batches shuffled. Defects
    reproduced:
    - a bucket is closed by the first clip beyond it, and the next one's limit is only 2 s higher
      even when that clip is longer (bucket_sampler.py:90-102);
    - after the shuffle the batches are chained and cut anew, so that behind the one short batch
      each batch is mixed of two (data_module.py hands the sampler's indices one by one).
    """
    order = random.Random(epoch)
    shuffled = []
    for bucket in _second_buckets(seconds):
        order.shuffle(bucket)
        shuffled.extend(bucket)
    batches = _cut(shuffled, size)
    order.shuffle(batches)
    return _cut(list(chain.from_iterable(batches)), size)


def sovits_learns(samples: int) -> bool:
    """Whether the SoVITS stage keeps a clip of that many samples at 32 kHz.

    Defect reproduced: the 44 bytes of the WAV file's header count as sound.
    """
    return SHORTEST_SECONDS < _file_bytes(samples) / (SAMPLE_RATE * SAMPLE_BYTES) < LONGEST_SECONDS


def sovits_frames(samples: int) -> int:
    """The length by which the SoVITS stage sorts a clip into buckets; the header counts."""
    return _file_bytes(samples) // (SAMPLE_BYTES * HOP)


def sovits_order(names: Sequence[str]) -> list[str]:
    """All clips as the SoVITS stage lists them: repeated, then shuffled with seed 1234.

    Before that the published list has the order of a set of strings, which changes from process
    to process; here it is sorted.
    """
    items = repeated(sorted(names))
    random.Random(ORDER_SEED).shuffle(items)
    return items


def sovits_batches(frames: Sequence[int], size: int, epoch: int) -> list[list[int]]:
    """Indices of the clips in each batch of an epoch (from 1) of the SoVITS stage.

    Buckets by frames, each shuffled and filled up to whole batches, batches shuffled. Defects
    reproduced (module/data_utils.py:976-1090):
    - clips of 32 frames or fewer and of more than 1900 (38 s) are never used;
    - a bucket is filled up by repeating its own clips.
    """
    order = torch.Generator().manual_seed(epoch)
    buckets = [
        [i for i, length in enumerate(frames) if low < length <= high]
        for low, high in pairwise(FRAME_BOUNDARIES)
    ]
    shuffles = [
        [bucket[i] for i in torch.randperm(len(bucket), generator=order).tolist()]
        for bucket in buckets
        if bucket
    ]
    batches = []
    for bucket in shuffles:
        whole = -(-len(bucket) // size) * size
        batches += _cut((bucket * -(-whole // len(bucket)))[:whole], size)
    return [batches[i] for i in torch.randperm(len(batches), generator=order).tolist()]


def _second_buckets(seconds: Sequence[float]) -> list[list[int]]:
    buckets: list[list[int]] = [[]]
    limit = BUCKET_SECONDS
    for index in sorted(range(len(seconds)), key=lambda i: seconds[i]):
        if seconds[index] >= limit:
            buckets.append([])
            limit += BUCKET_SECONDS
        buckets[-1].append(index)
    return buckets


def _cut(items: list[int], size: int) -> list[list[int]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _file_bytes(samples: int) -> int:
    return HEADER_BYTES + SAMPLE_BYTES * samples
