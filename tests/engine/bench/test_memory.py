"""Peak memory: what one piece of work took is seen, and does not hide in the next."""

import numpy as np

from engine.bench.memory import peak_memory

MEGABYTE = 1_000_000


def use(megabytes):
    return float(np.ones(megabytes * MEGABYTE // 8).sum())


def test_each_piece_of_work_shows_its_own_memory():
    with peak_memory() as large:
        use(200)
    with peak_memory() as small:
        use(20)
    assert 150 * MEGABYTE < large.added < 300 * MEGABYTE
    assert small.added < 60 * MEGABYTE


def test_many_small_pieces_that_were_freed_do_not_count_as_held():
    with peak_memory():
        pieces = [bytearray(60_000) for _ in range(3000)]
    del pieces
    with peak_memory() as after:
        use(100)
    assert after.added > 70 * MEGABYTE
