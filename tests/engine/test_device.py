"""What torch and the machine's cards have to do with each other."""

import pytest

from engine.device import TorchReport, check_device, knows, torch_troubles
from engine.errors import EngineError
from engine.hardware import Gpu, HardwareProfile

GB = 1 << 30
BUILT = ("sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120")
RTX = Gpu(0, "RTX 3060", 12 * GB, 11 * GB, GB, (8, 6), "580.65", (13, 0))


def machine_with(*gpus: Gpu) -> HardwareProfile:
    return HardwareProfile(gpus, 16 * GB, 8 * GB, "cpu", 8, 4, False, GB, "Linux", ())


def card(name: str, capability: tuple[int, int]) -> Gpu:
    return Gpu(0, name, 8 * GB, 8 * GB, 0, capability, "580.65", (13, 0))


def test_torch_without_cuda_on_a_machine_with_a_card_names_the_remedy():
    (trouble,) = torch_troubles(machine_with(RTX), TorchReport("2.11.0+cpu", None, 0))
    assert trouble.kind == "device"
    assert "RTX 3060" in trouble.message and "without CUDA" in trouble.message
    assert "--repair" in trouble.hint


@pytest.mark.parametrize(
    ("driver", "cuda", "remedies"),
    [
        ("550.54", (12, 4), ("580 or newer", "CUDA 12.6")),
        ("470.82", (11, 4), ("580 or newer", "--device cpu")),
    ],
)
def test_a_driver_that_is_too_old_for_torch_names_both_ways_out(driver, cuda, remedies):
    old = Gpu(0, "RTX 3060", 12 * GB, 11 * GB, GB, (8, 6), driver, cuda)
    torch = TorchReport("2.11.0+cu130", "13.0", 0, "The driver is too old", BUILT)
    (trouble,) = torch_troubles(machine_with(old), torch)
    assert f"driver {driver} of RTX 3060 is too old" in trouble.message
    assert f"up to {cuda[0]}.{cuda[1]}" in trouble.message and "needs 13.0" in trouble.message
    assert all(remedy in trouble.hint for remedy in remedies)
    assert ("CUDA 12.6" in trouble.hint) == (cuda[0] == 12)


def test_a_driver_that_is_new_enough_and_fails_says_what_torch_says():
    torch = TorchReport("2.11.0", "13.0", 0, "CUDA unknown error", BUILT)
    (trouble,) = torch_troubles(machine_with(RTX), torch)
    assert "580.65" in trouble.message and "CUDA unknown error" in trouble.message


@pytest.mark.parametrize(
    ("gpu", "said", "remedy"),
    [
        (card("GTX 1080", (6, 1)), "(compute capability 6.1) is older", "CUDA 12.6"),
        (card("GTX 680", (3, 0)), "(compute capability 3.0) is older", "No build knows"),
        (card("RTX 9090", (14, 0)), "(compute capability 14.0) is newer", "Update Timbre"),
    ],
)
def test_a_card_that_torch_was_not_built_for_is_named_with_the_build_to_install(gpu, said, remedy):
    torch = TorchReport("2.11.0+cu130", "13.0", 1, "", BUILT)
    (trouble,) = torch_troubles(machine_with(gpu), torch)
    assert said in trouble.message and "sm_75" in trouble.message
    assert remedy in trouble.hint


@pytest.mark.parametrize(
    ("architectures", "capability", "known"),
    [
        (("sm_86",), (8, 9), True),
        (("sm_86",), (8, 0), False),
        (("sm_80",), (9, 0), False),
        (("sm_90a",), (9, 0), True),
        (("sm_100a",), (10, 3), False),
        (("sm_100f",), (10, 3), True),
        (("sm_80", "compute_90"), (12, 1), True),
        (("sm_120", "nonsense", ""), (12, 1), True),
    ],
)
def test_code_runs_on_the_cards_it_was_built_for(architectures, capability, known):
    assert knows(architectures, capability) == known


def test_no_card_and_no_cuda_is_no_trouble():
    assert torch_troubles(machine_with(), TorchReport("2.11.0+cpu", None, 0)) == ()


def test_devices_are_checked_before_work():
    check_device("cpu", machine_with())
    with pytest.raises(EngineError) as wrong:
        check_device("gpu", machine_with())
    assert wrong.value.kind == "input"
    with pytest.raises(EngineError) as absent:
        check_device("cuda:63", machine_with())
    assert absent.value.kind == "device" and "cpu" in absent.value.hint
