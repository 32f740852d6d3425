"""Cards as the driver tells of them, through the real binding: good, split, full and mad."""

import re
from pathlib import Path

from engine.machine.cards import CardState, Pcie

GB = 1 << 30
RTX = {
    "NVML_DRIVER": "580.65.06",
    "NVML_CUDA": "13000",
    "NVML_NAME": "NVIDIA GeForce RTX 3060 Ti",
    "NVML_UUID": "GPU-1",
    "NVML_HELD": str(GB // 2),
    "NVML_POWER": "181500",
    "NVML_POWER_LIMIT": "200000",
    "NVML_CLOCK": "1665",
    "NVML_TOP_CLOCK": "2100",
    "NVML_CELSIUS": "64",
    "NVML_USE": "97",
    "NVML_SLOWED": "0x4",
    "NVML_PCIE": "4",
    "NVML_LANES": "16",
    "NVML_TOP_PCIE": "4",
    "NVML_TOP_LANES": "16",
    "NVML_DISPLAY": "1",
    "NVML_MODE": "0",
}
TWO = {
    "NVML_COUNT": "2",
    "NVML_DRIVER": "580.65.06",
    "NVML_0_NAME": "A",
    "NVML_0_UUID": "GPU-A",
    "NVML_1_NAME": "B",
    "NVML_1_UUID": "GPU-B",
    "NVML_1_TOTAL": str(24 * GB),
    "NVML_1_MAJOR": "9",
    "NVML_1_MINOR": "0",
}
SPLIT = {
    "NVML_COUNT": "2",
    "NVML_0_NAME": "H100",
    "NVML_0_PARTS": "2",
    "NVML_10_NAME": "H100 MIG 1g.10gb",
    "NVML_10_TOTAL": str(10 * GB),
    "NVML_1_NAME": "H100",
    "NVML_1_PARTS": "1",
}
FUNCTIONS = re.findall(
    r"(?:FUNCTION|ASKED)\((nvml\w+)", Path(__file__).with_name("driver.c").read_text()
)


def sentences(found: dict) -> list[str]:
    told = [*found["wrong"], *found["advice"]]
    assert all(item["message"].endswith(".") and item["hint"] for item in told)
    return [item["message"] for item in told]


def test_all_of_a_card_is_read(play):
    (found,) = play(RTX)
    (card,) = found["profile"].gpus
    assert (card.name, card.driver, card.cuda) == (RTX["NVML_NAME"], "580.65.06", (13, 0))
    assert (card.total_bytes, card.free_bytes, card.others_bytes) == (8 * GB, 7 * GB, GB // 2)
    assert card.state == CardState(181.5, 200.0, 1665, 2100, 64, 0.97, ("power",))
    assert card.pcie == Pcie(4, 16, 4, 16)
    assert card.display and card.mode == "shared" and not card.mig
    assert found["profile"].troubles == () and found["wrong"] == []


def test_memory_and_use_are_sampled(play):
    known, silent = play(RTX, {"NVML_DRIVER": "580"})
    assert known["sample"]["process_bytes"] == GB // 2
    assert known["sample"]["others_bytes"] == GB // 2
    assert (known["sample"]["total_bytes"], known["sample"]["gpu_use"]) == (8 * GB, 0.97)
    # Where the driver does not tell processes apart, torch's figure of the process counts.
    assert (silent["sample"]["process_bytes"], silent["sample"]["gpu_use"]) == (7, None)


COUNTED = {"1,0": ["B", "A"], "GPU-B": ["B"], "": [], "-1": [], "0,9,1": ["A"]}


def test_cards_are_counted_as_cuda_counts_them(play):
    chosen = [TWO | {"CUDA_VISIBLE_DEVICES": visible} for visible in COUNTED]
    for names, found in zip([["A", "B"], *COUNTED.values()], play(TWO, *chosen), strict=True):
        cards = found["profile"].gpus
        assert [card.name for card in cards] == names
        assert [card.index for card in cards] == list(range(len(names)))
        hidden = [trouble.message for trouble in found["profile"].troubles]
        assert bool(hidden) == (not names)
        assert all("CUDA_VISIBLE_DEVICES" in text for text in hidden)
        together = any("--devices 0,1" in item["hint"] for item in found["advice"])
        assert together == (len(names) == 2)


def test_of_split_cards_the_first_part_is_used(play):
    whole, empty = play(SPLIT, {"NVML_PARTS": "0"})
    (card,) = whole["profile"].gpus
    assert (card.name, card.total_bytes, card.mig) == ("H100 MIG 1g.10gb", 10 * GB, True)
    assert card.capability == (8, 6)
    assert any("split" in text for text in sentences(whole))
    assert empty["profile"].gpus == ()
    assert "no part of it has been made" in empty["profile"].troubles[0].message


MAD = {
    "no memory": {"NVML_0_TOTAL": "0", "NVML_0_USED": "0"},
    "memory beyond reason": {"NVML_0_TOTAL": str(1 << 50)},
    "more used than there is": {"NVML_0_USED": str(9 * GB)},
    "no generation": {"NVML_0_MAJOR": "0"},
    "a generation of the far future": {"NVML_0_MAJOR": "4000000"},
}


def test_a_mad_card_is_a_sentence_and_the_other_one_stays(play):
    for name, found in zip(MAD, play(*[TWO | answers for answers in MAD.values()]), strict=True):
        assert [(card.name, card.index) for card in found["profile"].gpus] == [("B", 1)], name
        (trouble,) = found["profile"].troubles
        assert "card 0" in trouble.message and trouble.hint


def test_figures_beyond_reason_are_left_out(play):
    most = {name: str((1 << 32) - 1) for name in RTX if name not in ("NVML_NAME", "NVML_DRIVER")}
    full = {"NVML_UUID": "\udcff\udcfe", "NVML_NAME": "\udcff", "NVML_SLOWED": str((1 << 64) - 1)}
    (found,) = play(most | full)
    (card,) = found["profile"].gpus
    assert card.name == "an NVIDIA card"
    assert card.state == CardState() and card.pcie is None and card.cuda is None
    assert found["profile"].troubles == ()


def test_more_cards_than_fit_into_a_computer(play):
    (found,) = play({"NVML_COUNT": str((1 << 32) - 1)})
    assert found["profile"].gpus == ()
    assert "reports 4294967295 cards" in found["profile"].troubles[0].message


def test_an_error_of_any_call_is_survived(play):
    faults = [RTX | {"NVML_FAIL": f",{name}:{code}"} for name in FUNCTIONS for code in (999, 3, 15)]
    assert len(faults) > 60
    for fault, found in zip(faults, play(*faults), strict=True):
        here = found["profile"]
        assert here.gpus or here.troubles, fault["NVML_FAIL"]
        assert all(trouble.message and trouble.hint for trouble in here.troubles)


SILENT = {
    18: ("was updated while the computer ran", "Restart"),
    9: ("not loaded", "Restart"),
    4: ("may not use", "group"),
    15: ("stopped answering", "Shut the computer down"),
    999: ("does not answer", "anew"),
}


def test_a_driver_that_does_not_start(play):
    machines = [{"NVML_FAIL": f",nvmlInitWithFlags:{code}"} for code in SILENT]
    for (said, remedy), found in zip(SILENT.values(), play(*machines), strict=True):
        (trouble,) = found["profile"].troubles
        assert said in trouble.message and remedy in trouble.hint
        assert found["profile"].gpus == () and found["sample"]["total_bytes"] == 0


def test_a_broken_library_is_named(play, tmp_path):
    (tmp_path / "libnvidia-ml.so.1").write_text("this is no library")
    (found,) = play({}, library=tmp_path)
    (trouble,) = found["profile"].troubles
    assert "library is broken" in trouble.message and found["profile"].gpus == ()


def test_no_library_is_no_trouble(play, tmp_path):
    (found,) = play({}, library=tmp_path)
    assert found["profile"].gpus == () and found["profile"].troubles == ()


def test_a_card_full_of_other_programs_names_them(play):
    full = RTX | {"NVML_USED": str(7 * GB + GB // 2), "NVML_HELD": str(6 * GB), "NVML_PID": "1"}
    (found,) = play(full)
    (card,) = found["profile"].gpus
    assert card.others_bytes == 7 * GB + GB // 2 and len(card.programs) == 1
    (wrong,) = found["wrong"]
    assert "is full: other programs hold 7.5 of its 8.0 GB (" in wrong["message"]
    assert f"{card.programs[0].name} 6.0 GB" in wrong["message"] and "--device cpu" in wrong["hint"]


def test_known_troubles_of_cards_have_words(play):
    states = {
        "too hot at 97": {"NVML_SLOWED": "0x40", "NVML_CELSIUS": "97"},
        "power supply": {"NVML_SLOWED": "0x80"},
        "refuse all computing": {"NVML_MODE": "2"},
        "one program compute at a time": {"NVML_MODE": "3", "NVML_PID": "1"},
        "Windows moves data to RAM": {"NVML_MODEL": "0"},
        "power limit of 200 W": {"NVML_CLOCK": "600"},
        "1 of 16 PCIe lanes": {"NVML_LANES": "1"},
        "The screen hangs on": {"NVML_TOTAL": str(4 * GB)},
    }
    for said, found in zip(
        states, play(*[RTX | change for change in states.values()]), strict=True
    ):
        assert any(said in text for text in sentences(found)), said
