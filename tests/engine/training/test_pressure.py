"""When memory counts as tight, and what of it is said."""

import dataclasses

import pytest

from engine.training.pressure import (
    CardLook,
    card_trouble,
    copy_fits,
    others_sentence,
    ram_trouble,
)

GB = 1_000_000_000
WELL = CardLook(
    total_bytes=8 * GB,
    used_bytes=6 * GB,
    reserved_bytes=5 * GB,
    peak_bytes=4 * GB,
    limit_bytes=8 * GB,
)


def look(**changes: int) -> CardLook:
    return dataclasses.replace(WELL, **changes)


def test_a_card_with_room_presses_nobody():
    assert card_trouble(WELL, first_others=1 * GB) == ""
    # Half of what is reserved is fragments, but there is as much left to grow into.
    assert card_trouble(look(reserved_bytes=2 * GB, peak_bytes=1 * GB)) == ""


@pytest.mark.parametrize("share", [0.29, 0.31])
def test_fragments_count_above_thirty_per_cent_where_there_is_nothing_else_left(share):
    held = look(used_bytes=7 * GB, reserved_bytes=6 * GB, peak_bytes=int(6 * GB * (1 - share)))
    assert held.fragmentation == pytest.approx(share)
    assert ("in pieces: 1.9 GB" in card_trouble(held)) == (share > 0.3)


def test_under_a_cap_what_the_cap_leaves_counts_not_the_card():
    held = look(total_bytes=80 * GB, reserved_bytes=5 * GB, peak_bytes=3 * GB, limit_bytes=6 * GB)
    assert held.left_bytes == 1 * GB
    assert "2.0 GB of it cannot be used" in card_trouble(held)


def test_a_card_that_others_fill_up_is_told_apart_from_one_that_we_fill():
    full = look(used_bytes=8 * GB - 50_000_000, peak_bytes=5 * GB)
    assert card_trouble(full, first_others=1 * GB) == "Other programs took 1.9 GB of the card."
    ours = look(used_bytes=8 * GB - 50_000_000, reserved_bytes=7 * GB, peak_bytes=7 * GB)
    assert card_trouble(ours, first_others=1 * GB) == ""
    assert "Windows begins to lend" in card_trouble(
        dataclasses.replace(ours, lends=True), first_others=1 * GB
    )


def test_a_driver_that_tells_nothing_is_no_trouble():
    assert card_trouble(look(total_bytes=0, used_bytes=0)) == ""
    assert others_sentence(1 * GB, 1 * GB + 1000) == ""


def test_ram_is_short_over_the_cap_or_when_the_computer_has_none():
    assert ram_trouble(3 * GB, 5 * GB, None) == ""
    assert ram_trouble(3 * GB, 5 * GB, 2 * GB) == "The run held 3.0 GB of the 2.0 GB it may use."
    assert "Only 0.1 GB" in ram_trouble(3 * GB, 100_000_000, None)


def test_a_copy_beside_the_training_needs_room_under_the_cap_and_in_the_computer():
    assert copy_fits(1 * GB, 3 * GB, 5 * GB, None)
    assert not copy_fits(1 * GB, 3 * GB, 5 * GB, int(3.5 * GB))
    assert not copy_fits(1 * GB, 3 * GB, int(1.3 * GB), None)
