"""A process on its own is no group, and the ranks of one share micro-batches evenly."""

import pytest
import torch.distributed as dist

from engine.errors import EngineError
from engine.training.group import Group
from engine.training.ranks import joined


def test_one_device_never_makes_a_process_group():
    with joined("cpu") as group:
        assert group == Group() and group.leads
        assert not dist.is_initialized()
        group.wait()
        with group.first():
            assert group.sum({"a": 2.0}) == {"a": 2.0}


def test_ranks_take_turns_at_micro_batches():
    assert [list(Group(rank, 3).own(6)) for rank in range(3)] == [[0, 3], [1, 4], [2, 5]]
    with pytest.raises(EngineError, match="5 micro-batches"):
        Group(0, 2).own(5)
