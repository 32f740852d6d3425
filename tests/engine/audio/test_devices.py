"""Real microphones on a real sound server: found, heard, pulled out, refused."""

import json
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from engine.audio.devices import input_devices
from engine.audio.live_mix import LiveMix
from engine.audio.microphone import Microphone
from tests.sound_server import needs_sound_server

WATCH = [sys.executable, "-m", "engine", "microphones", "--watch"]

# Another person's program; it loads everything while it still may.
STRANGER = """
import os, pulsectl, sounddevice
from engine.audio.devices import input_devices
os.setgroups([]), os.setgid(65534), os.setuid(65534)
os.environ["HOME"] = "/nonexistent"
input_devices()
"""


def wait_for(condition, seconds: float = 20.0):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


@needs_sound_server
def test_microphones_have_the_names_and_rates_the_server_gives_them(sound_server):
    sound_server.plug_in("studio", rate=11_025, channels=8)
    sound_server.plug_in("desk", rate=48_000)
    sound_server.prefer("desk")
    first, second = input_devices()
    assert (first.name, first.rate, first.channels, first.default) == ("desk", 48_000, 2, True)
    assert (second.name, second.rate, second.channels) == ("studio", 11_025, 8)


@needs_sound_server
def test_an_odd_rate_and_eight_channels_are_heard_as_they_are(sound_server):
    sound_server.plug_in("studio", rate=11_025, channels=8)
    tone = np.zeros((11_025 * 6, 8), np.float32)
    tone[:, 5] = 0.5 * np.sin(2 * np.pi * 440 * np.arange(len(tone)) / 11_025)
    microphone = Microphone(next(d for d in input_devices() if d.name == "studio"))
    playing = sound_server.play("studio", tone, 11_025)
    try:
        wait_for(lambda: np.abs(microphone.read(microphone.position - 1000)).max(initial=0) > 0.4)
        begun = microphone.position
        wait_for(lambda: microphone.position >= begun + 8192)
        heard = microphone.read(begun, begun + 8192)
    finally:
        playing.terminate()
        playing.wait()
        microphone.close()
    # One channel of eight at full strength, and as many samples a second as the device has.
    spectrum = np.abs(np.fft.rfft(heard))
    assert abs(np.argmax(spectrum) * 11_025 / len(heard) - 440) < 3
    assert microphone.problem is None


@needs_sound_server
def test_plugging_in_and_pulling_out_is_told_by_the_watcher(sound_server):
    sound_server.plug_in("desk")
    watcher = subprocess.Popen(WATCH, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def names():
        return {device["name"] for device in json.loads(watcher.stdout.readline())["microphones"]}

    try:
        assert names() == {"desk"}
        headset = sound_server.plug_in("headset")
        wait_for(lambda: names() == {"desk", "headset"})
        sound_server.pull_out(headset)
        wait_for(lambda: names() == {"desk"})
        sound_server.stop()
        wait_for(lambda: names() == set())
        sound_server.start()
        sound_server.plug_in("desk")
        wait_for(lambda: names() == {"desk"})
    finally:
        watcher.stdin.close()
        assert watcher.wait(10) == 0
        watcher.stdout.close()


@needs_sound_server
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a second user")
def test_a_server_that_refuses_says_so_in_a_sentence(sound_server):
    sound_server.stop()
    sound_server.start("auth-group-enable=0 auth-cookie=/nonexistent-cookie")
    sound_server.folder.chmod(0o755)
    refused = subprocess.run([sys.executable, "-c", STRANGER], capture_output=True, text=True)
    assert "does not let this program listen" in refused.stderr


def test_alike_channels_are_averaged_and_of_others_the_loudest_is_taken():
    noise = np.random.default_rng(0)
    voice = noise.standard_normal(48_000).astype(np.float32)
    both = LiveMix(2, 48_000)
    assert np.allclose(both.mix(np.stack([voice, voice], 1)), voice, atol=1e-5)
    reversed_one = LiveMix(2, 48_000)
    assert np.allclose(reversed_one.mix(np.stack([voice, -0.9 * voice], 1)), voice, atol=1e-5)
    silent = LiveMix(3, 48_000)
    block = np.stack([np.zeros_like(voice), voice, np.zeros_like(voice)], 1)
    assert np.allclose(silent.mix(block), voice, atol=1e-5)


def test_the_channel_does_not_change_in_the_middle_of_a_sentence():
    left, right = np.eye(2, dtype=np.float32)
    mix = LiveMix(2, 48_000)
    mix.mix(np.tile(left, (4800, 1)))
    mix.held = True
    assert mix.mix(np.tile(right, (480_000, 1))).max() == 0.0
    mix.held = False
    assert mix.mix(np.tile(right, (480_000, 1))).min() == 1.0


@needs_sound_server
def test_two_that_are_called_alike_get_different_names(sound_server):
    for name in ("b", "a"):
        sound_server.load(f"module-null-sink sink_name={name}-air")
        source = f"module-remap-source master={name}-air.monitor source_name={name}"
        sound_server.load(f"{source} source_properties=device.description=Headset")
    sound_server.prefer("b")
    first, second = input_devices()
    assert [(d.name, d.source) for d in (first, second)] == [("Headset (2)", "b"), ("Headset", "a")]
