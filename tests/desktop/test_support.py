"""The bundle for support holds no sound, no texts and no names, whatever lies around."""

import json
import os
import subprocess
import sys
import zipfile

import numpy as np
import soundfile

from desktop.projects import open_project
from desktop.settings import Settings, save_settings
from desktop.support import write_bundle
from desktop.takes import add_take
from engine.files import data_home, write_bytes
from engine.library import voices_home
from tests.desktop.conftest import FAKE

NAMES = ("Annegret", "Zwiebelstein", "Quokkavoice", "MyOwnBase", "HerHeadphones", "annegrets-home")
TEXTS = ("secret sentence about marmalade", "another private line", "PrivateExceptionText")


def test_no_name_text_or_sound_gets_into_the_bundle(tmp_path):
    project = open_project("Annegret Zwiebelstein")
    tone = np.sin(np.arange(48_000) / 10).astype(np.float32) * 0.3
    project = add_take(project, 0, TEXTS[0], tone, 48_000)
    save_settings(Settings(project="Annegret Zwiebelstein", microphone="HerHeadphones"))
    voice = voices_home() / "Quokkavoice"
    write_bytes(voice / "voice.json", json.dumps({"name": "Quokkavoice"}).encode())
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/home/annegrets-home/Annegret/engine/speak.py", line 12, in speak\n'
        f"    say('{TEXTS[1]}')\n"
        f"ValueError: {TEXTS[2]}\n"
    )
    write_bytes(data_home() / "logs" / "window-1.txt", trace.encode())
    write_bytes(data_home() / "logs" / "child-Annegret.log", trace.encode())
    run = data_home() / "runs" / "Quokkavoice"
    sample = {"event": "sample", "path": "/x/Quokkavoice.wav", "text": TEXTS[1], "t": 1.5}
    step = {"event": "step", "t": 2.0, "stage": "timbre", "step": 7, "losses": {"mel": 1.25}}
    write_bytes(run / "events.jsonl", "\n".join(map(json.dumps, (sample, step))).encode())
    write_bytes(run / "plan.json", json.dumps({"base": "MyOwnBase", "quality": "best"}).encode())
    machine = {"cpu_cores": 2, "gpus": [{"name": "RTX", "state": {"programs": ["Annegret.exe"]}}]}
    report = {
        "hardware": machine,
        "microphones": ["HerHeadphones"],
        "bases": {"starter": 1, "MyOwnBase": 2},
        "data_home": "/home/annegrets-home",
        "troubles": [{"kind": "device", "message": "HerHeadphones has gone.", "hint": ""}],
    }
    bundle = write_bundle(tmp_path / "bundle.zip", report)
    with zipfile.ZipFile(bundle) as archive:
        inside = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "\n".join((*inside, *inside.values())).casefold()
    for word in (*NAMES, *TEXTS):
        assert word.casefold() not in everything, word
    assert all(name.endswith((".json", ".jsonl", ".txt")) for name in inside)
    flac = next(project.recordings.iterdir())
    assert soundfile.info(flac).frames and flac.read_bytes()[:64] not in bundle.read_bytes()
    # What helps to find the fault is there.
    assert "engine/speak.py:12 speak\nValueError" in inside["logs/01.txt"]
    assert '"mel": 1.25' in inside["runs/01.jsonl"] and "RTX" in inside["doctor.json"]


def test_a_report_of_the_fake_engine_makes_a_bundle(tmp_path):
    command = [sys.executable, str(FAKE), "doctor"]
    said = subprocess.run(command, capture_output=True, check=True, env=os.environ)
    bundle = write_bundle(tmp_path / "bundle.zip", json.loads(said.stdout))
    assert zipfile.ZipFile(bundle).testzip() is None
