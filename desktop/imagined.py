"""What the bench of the window pretends: a run that tells 20 events a second, clips, busy cores."""

from collections.abc import Iterator

from engine.events import Checkpoint, Event, Memory, Sample, StageStarted, Step
from engine.project import Clip

EVENTS_PER_SECOND = 20
SAMPLE_EVERY = 1_500  # steps: two and a half minutes
LOSSES = ("timbre", "mel", "magnitude", "convergence", "distribution", "average")
# A run with an hour of noisy losses behind it that tells 20 events a second.
RUN = """
import json, os, random, sys, threading, time
if "train" not in sys.argv: sys.exit(1)
NAMES = ("timbre", "mel", "magnitude", "convergence", "distribution", "average")
threading.Thread(target=lambda: (sys.stdin.readline(), os._exit(0)), daemon=True).start()
def say(**fields): print(json.dumps(fields), flush=True)
say(event="started", t=0, job="train")
say(event="stage", t=0, stage="timbre", title="Learning how you sound", steps=100000)
step = 0
while True:
    step += 1
    say(event="step", t=step, stage="timbre", step=step, steps=100000, speech_rate=2.0,
        losses={name: random.random() + at for at, name in enumerate(NAMES)},
        eta_seconds=60.0, seconds=0.1)
    say(event="memory", t=step, process_bytes=2000000000 + step, others_bytes=600000000,
        total_bytes=8000000000, device="cpu")
    if step > 2000: time.sleep(0.1)
"""
BURN = "while True: pass"


def clips(count: int) -> Iterator[Clip]:
    """Clips of four seconds each."""
    text = "The kettle whistled while we chose a jar of ginger jam."
    for number in range(count):
        yield Clip(
            id=f"{number:05d}",
            path=f"clips/{number:05d}.flac",
            text=text,
            language="en",
            seconds=4.0,
            rate=24_000,
            recording="talk.wav",
            start=4.0 * number,
            end=4.0 * number + 4,
            text_from="recogniser",
        )


def hour_of_events(hour: int) -> Iterator[Event]:
    """One hour of a run that tells 20 events a second, and every so often what is rarer."""
    if hour == 0:
        yield StageStarted("timbre", "Learning how you sound", 1_000_000)
    pairs = 3600 * EVENTS_PER_SECOND // 2
    for number in range(pairs):
        step = hour * pairs + number
        losses = {name: 1.0 + at + (step * 37 % 101) / 100 for at, name in enumerate(LOSSES)}
        yield Step("timbre", step, 1_000_000, losses, 2.0, 60.0, 0.1)
        if number % SAMPLE_EVERY:
            yield Memory(2_000_000_000 + step, 600_000_000, 8_000_000_000, "cpu")
        elif number % (2 * SAMPLE_EVERY):
            yield Checkpoint("timbre", step, f"timbre-{step}.safetensors", 0.8, {"similarity": 0.8})
        else:
            yield Sample("timbre", step, f"step-{step}.flac", "A sentence.", f"step {step}")
