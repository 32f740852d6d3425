"""Who a process is among those of a run, and that it is nobody unless it was told."""

from engine.commands.devices import rank_device, rank_devices
from engine.together import RENDEZVOUS, Rank, rank_here

TORCHRUN = {"TORCHELASTIC_RUN_ID": "7", "RANK": "5", "LOCAL_RANK": "1", "WORLD_SIZE": "8"}


def test_torchrun_and_we_ourselves_tell_a_process_its_rank():
    assert rank_here(TORCHRUN) == Rank(5, 1, 8, is_ours=False)
    ours = {RENDEZVOUS: "/tmp/x", "RANK": "1", "LOCAL_RANK": "1", "WORLD_SIZE": "2"}
    assert rank_here(ours) == Rank(1, 1, 2, is_ours=True)


def test_a_process_on_its_own_is_no_rank():
    assert rank_here({}) is None
    # Other programs set these too; a batch system's own numbers do not make a group of us.
    assert rank_here({"RANK": "1", "WORLD_SIZE": "4", "LOCAL_RANK": "1"}) is None
    assert rank_here(TORCHRUN | {"WORLD_SIZE": "1"}) is None


def test_under_torchrun_each_rank_takes_the_card_of_its_number_in_its_computer():
    rank = Rank(5, 1, 8, is_ours=False)
    assert rank_device(rank, "auto", None) == "cuda:1"
    assert rank_device(rank, "auto", "2,3") == "cuda:3"
    assert rank_device(rank, "cuda:6", None) == "cuda:6"
    assert len(rank_devices(rank, None)) == 8
    assert rank_devices(Rank(1, 1, 2, is_ours=True), None) == ()
