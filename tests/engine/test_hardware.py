"""The profile of the machine: real where it can be had, a stand-in driver for cards."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.device import TorchReport, check_device, torch_troubles
from engine.errors import EngineError
from engine.files import from_plain, to_plain
from engine.hardware import Gpu, HardwareProfile, memory_sample, profile, read_cards

GB = 1 << 30


class StandInDriver:
    """What pynvml offers, for cards given as dictionaries."""

    NVMLError = RuntimeError

    def __init__(self, *cards: dict) -> None:
        self.cards = cards

    def nvmlSystemGetDriverVersion(self):
        return b"580.65"

    def nvmlDeviceGetCount(self):
        return len(self.cards)

    def nvmlDeviceGetHandleByIndex(self, index):
        return self.cards[index]

    def nvmlDeviceGetHandleByUUID(self, uuid):
        return next(card for card in self.cards if card["uuid"] == uuid)

    def nvmlDeviceGetName(self, card):
        return card["name"]

    def nvmlDeviceGetMemoryInfo(self, card):
        total, used = card["total"], card["used"]
        return SimpleNamespace(total=total, free=total - used, used=used)

    def nvmlDeviceGetCudaComputeCapability(self, card):
        if "capability" not in card:
            raise RuntimeError("Not Supported")
        return card["capability"]

    def nvmlDeviceGetComputeRunningProcesses(self, card):
        own = SimpleNamespace(pid=os.getpid(), usedGpuMemory=card.get("own"))
        return [own, SimpleNamespace(pid=1, usedGpuMemory=3 * GB)]


def card(name: str, **changes) -> dict:
    return {"name": name, "uuid": f"GPU-{name}", "total": 8 * GB, "used": 4 * GB} | changes


def test_this_machine_is_measured(tmp_path):
    here = profile(tmp_path / "not" / "yet")
    assert 0 < here.ram_free_bytes <= here.ram_total_bytes
    assert 1 <= here.cpu_cores <= here.cpu_threads
    assert here.disk_free_bytes > 0
    assert here.cpu_name
    assert from_plain(HardwareProfile, to_plain(here)) == here


def test_ram_of_this_process_is_sampled():
    sample = memory_sample("cpu")
    assert 1 << 20 < sample.process_bytes < sample.total_bytes
    assert sample.process_bytes + sample.others_bytes <= sample.total_bytes


def test_a_card_that_is_not_there_gives_what_the_caller_knows():
    sample = memory_sample("cuda:63", process_bytes=7)
    assert (sample.process_bytes, sample.total_bytes) == (7, 0)


def test_own_memory_is_told_from_that_of_others():
    driver = StandInDriver(card("A", capability=(8, 6), own=GB))
    (gpu,), troubles = read_cards(driver, {})
    assert gpu == Gpu(0, "A", 8 * GB, 4 * GB, 3 * GB, (8, 6), "580.65")
    assert gpu.bf16 and not troubles


def test_a_driver_that_does_not_tell_processes_apart():
    driver = StandInDriver(card("A", capability=(7, 5), own=None))
    (gpu,), _ = read_cards(driver, {})
    assert gpu.others_bytes == 4 * GB
    assert not gpu.bf16


@pytest.mark.parametrize(
    "nonsense",
    [
        card("broken", total=0, used=0, capability=(8, 6)),
        card("broken", total=1 << 50, used=0, capability=(8, 6)),
        card("broken", used=9 * GB, capability=(8, 6)),
        card("broken"),
    ],
)
def test_nonsense_is_a_sentence_and_the_other_card_stays(nonsense):
    gpus, troubles = read_cards(StandInDriver(nonsense, card("good", capability=(9, 0))), {})
    assert [(gpu.name, gpu.index) for gpu in gpus] == [("good", 1)]
    assert len(troubles) == 1 and "card 0" in troubles[0]


@pytest.mark.parametrize(
    ("visible", "names"),
    [("1,0", ["B", "A"]), ("GPU-B", ["B"]), ("", []), ("-1", []), ("0,9,1", ["A"])],
)
def test_cards_are_counted_as_cuda_counts_them(visible, names):
    driver = StandInDriver(card("A", capability=(8, 0)), card("B", capability=(8, 0)))
    gpus, _ = read_cards(driver, {"CUDA_VISIBLE_DEVICES": visible})
    assert [gpu.name for gpu in gpus] == names
    assert [gpu.index for gpu in gpus] == list(range(len(names)))


@pytest.mark.skipif(sys.platform != "linux", reason="the loader's path is set as on Linux")
def test_a_broken_nvidia_library_does_not_stop_anything(tmp_path):
    (tmp_path / "libnvidia-ml.so.1").write_text("this is no library")
    code = (
        "from pathlib import Path; from engine.hardware import profile; "
        "print(profile(Path('.')).gpus)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (result.returncode, result.stdout.strip()) == (0, "()"), result.stderr


DRIVER = """
#include <string.h>
typedef struct { unsigned long long total, free, used; } memory;
int nvmlInitWithFlags(unsigned flags) { return 0; }
int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlSystemGetDriverVersion(char *text, unsigned size) {
  strncpy(text, "580.65.06", size); return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = 1; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **card) { *card = (void *)1; return 0; }
int nvmlDeviceGetName(void *card, char *text, unsigned size) {
  strncpy(text, "RTX 3060", size); return 0; }
int nvmlDeviceGetMemoryInfo(void *card, memory *m) {
  m->total = 12ull << 30; m->used = 1ull << 30; m->free = 11ull << 30; return 0; }
int nvmlDeviceGetCudaComputeCapability(void *card, int *major, int *minor) {
  *major = 8; *minor = 6; return 0; }
int nvmlDeviceGetComputeRunningProcesses_v3(void *card, unsigned *count, void *out) {
  *count = 0; return 0; }
const char *nvmlErrorString(int code) { return "error"; }
"""


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None or Path("/dev/nvidia0").exists(),
    reason="a driver for a card that is not there is compiled",
)
@pytest.mark.parametrize("command", ["clone", "speak"])
def test_a_card_that_torch_cannot_use_is_said_before_any_work(tmp_path, command):
    source = tmp_path / "driver.c"
    source.write_text(DRIVER)
    library = tmp_path / "libnvidia-ml.so.1"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    words = {
        "clone": ["--sample", "--consent", "A."],
        "speak": ["starter:af_heart", "Hi.", "-o", "out.wav", "--device", "cuda:0"],
    }
    home = tmp_path / "home"
    result = subprocess.run(
        [sys.executable, "-m", "engine", command, *words[command]],
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path), "TIMBRE_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 1
    assert "RTX 3060" in result.stderr and "Traceback" not in result.stderr
    assert "--device cpu" in result.stderr or "--repair" in result.stderr
    assert not list(home.glob("datasets/*"))


def machine_with(*gpus: Gpu) -> HardwareProfile:
    return HardwareProfile(gpus, 16 * GB, 8 * GB, "cpu", 8, 4, False, GB, "Linux", ())


RTX = Gpu(0, "RTX 3060", 12 * GB, 11 * GB, GB, (8, 6), "580.65")


def test_torch_without_cuda_on_a_machine_with_a_card_names_the_remedy():
    (trouble,) = torch_troubles(machine_with(RTX), TorchReport("2.11.0+cpu", None, 0))
    assert trouble.kind == "device"
    assert "RTX 3060" in trouble.message and "without CUDA" in trouble.message
    assert "--repair" in trouble.hint


def test_an_old_driver_is_named():
    report = TorchReport("2.11.0", "13.0", 0, "The NVIDIA driver on your system is too old")
    (trouble,) = torch_troubles(machine_with(RTX), report)
    assert "580.65" in trouble.message and "too old" in trouble.message


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
