"""Microphone, record, check, train, listen, studio, loudspeaker: with real events and real speech.

The engine and its base are the real ones; steps and trial sentences are few. What comes out of the
loudspeaker must be understood. Nothing here depends on how fast the computer is: the limits are
many times what it takes.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from tests.desktop.person import TOOLS
from tests.tools import needs

SCRIPT = Path(__file__).with_name("end_to_end.py")
CLIPS = ("LJ001-0002", "LJ001-0004", "LJ001-0008")

pytestmark = [pytest.mark.slow, needs(*TOOLS)]


@pytest.fixture
def speech(tmp_path):
    """Three sentences that ship inside, the shortest ones."""
    folder, samples = tmp_path / "speech", resources.path("samples")
    folder.mkdir()
    lines = (samples / "transcripts.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = "".join(line for line in lines if line.startswith(CLIPS))
    (folder / "transcripts.tsv").write_text(chosen, encoding="utf-8")
    for name in CLIPS:
        shutil.copy(samples / f"{name}.flac", folder)
    return folder


def test_from_the_microphone_to_the_loudspeaker(speech, tmp_path):
    out = tmp_path / "out"
    options = ["--speech", str(speech), "--steps-share", "0.01", "--minutes", "60", "--no-pictures"]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(out), *options], capture_output=True, text=True
    )
    logs = "".join(path.read_text(errors="replace")[-3000:] for path in out.glob("*.log"))
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}\n{logs}"
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["passed"] == "every page" and not report["ended_early"]
    assert report["window_ended_with"] == 0
    assert set(report["heard"]) == {"listen", "studio"}
