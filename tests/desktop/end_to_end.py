"""The whole job as a person does it: from a microphone to a loudspeaker, with real X events.

    python tests/desktop/end_to_end.py OUT [--speech DIR] [--clips 6] [--steps-share 0.05]
                                           [--quality quick] [--engine real|small|fake]
                                           [--no-pictures]

Starts a display of its own (Xvfb, openbox) and a sound server of its own (PulseAudio: a sink whose
monitor is the microphone, and a sink for the loudspeaker), opens the window, and then only clicks,
types, speaks into the microphone and listens. DIR holds sound files and `transcripts.tsv` (file
name, tab, text); without it the sample that comes with Timbre is used. OUT gets a picture of every
page, what came out of the loudspeaker (`listen.wav`, `studio.wav`) and `report.json`. Exit code 0
only when every page was passed and most of the words that were to be spoken were heard.

Needs: xvfb openbox xdotool pulseaudio pulseaudio-utils.
"""

import argparse
import json
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.desktop.person import (  # noqa: E402
    QUIET,
    Ear,
    Person,
    Stage,
    find,
    has,
    missing_tools,
    until,
)

# What is said on the pages Listen and Studio; nobody reads it before.
SAY = {
    "listen": "The weather will be fine tomorrow.",
    "studio": "This sentence was never read by anybody. They meet again at the station.",
}
# A voice of a few steps is no beauty, but it must be understood.
MOST_LOST_WORDS = 0.34
# A sentence that was cut off or drowned is asked for again, as it would be of anybody.
AGAIN, READINGS = "Please read it again.", 4
BREATH_SECONDS = 1.0
SILENT_SECONDS = 2.5
SOON, LATER = 300, 1800


def record(person: Person, sounds: list[Path]) -> None:
    """Read the script: start, speak, end, and wait for the verdict, until all of it is good."""
    person.click("Name of the voice")
    person.type("Anna")
    person.key("Return")
    person.wait(lambda seen: seen["page"] == "record", SOON, "the record page opens")
    for reading in range(1, READINGS * len(sounds) + 1):
        at = sentence(person.see())
        read_aloud(person, sounds[at], f"reading {reading}, of sentence {at + 1}")
        if reading == 2:
            person.picture("recording")
        last = at + 1 == len(sounds)
        if last and has(person.see(), "✓ Good"):
            person.picture("recorded")
            return
    raise TimeoutError("The sentences were read again and again, and are not good.")


def sentence(seen: dict[str, Any]) -> int:
    """Which sentence of the script is shown, from 0."""
    found = (re.fullmatch(r"SENTENCE (\d+) OF \d+", text) for text in seen["labels"])
    return next(int(match[1]) - 1 for match in found if match)


def read_aloud(person: Person, sound: Path, what: str) -> None:
    at = sentence(person.see())
    person.click("Record the sentence")
    person.wait(lambda seen: has(seen, "Listening."), SOON, what)
    person.speak(sound)
    person.click("Record the sentence")
    person.wait(
        lambda seen: (
            not has(seen, "Listening.")
            and not has(seen, "Saving…")
            and (sentence(seen) != at or has(seen, "✓ Good") or has(seen, AGAIN))
        ),
        SOON,
        f"{what}, is judged and saved",
    )


def check(person: Person) -> None:
    person.click("Continue to Check")
    person.wait(lambda seen: seen["page"] == "check", SOON, "the check page opens")
    person.wait(
        lambda seen: seen["job"] == "prepare" or has(seen, "clips are kept"), SOON, "begins"
    )
    person.wait(
        lambda seen: not seen["job"] and has(seen, "clips are kept"), LATER, "recordings looked at"
    )
    person.picture("check")


def train(person: Person, quality: str, seconds: float) -> None:
    person.click("Continue to Train")
    person.click({"quick": "Quick", "balanced": "Balanced", "best": "Best"}[quality])
    person.wait(lambda seen: has(seen, "GB"), LATER, "the plan is there")
    person.click("Consent")
    person.click("Your name")
    person.type("Anna Lind")
    person.picture("plan")
    person.click("Start training")
    person.wait(lambda seen: seen["job"] == "train", SOON, "training starts")
    person.wait(lambda seen: seen["events"] > 30 or not seen["job"], seconds, "first steps")
    person.picture("training")
    person.wait(lambda seen: not seen["job"], seconds, "the voice is trained")
    person.wait(lambda seen: seen["page"] == "listen", SOON, "the listen page opens")


def listen(person: Person, spoken: Path) -> None:
    """Let the new voice say a sentence and keep what comes out of the loudspeaker."""
    person.click("A sentence to try")
    person.key("ctrl+a")
    person.type(SAY["listen"])
    person.picture("listen")
    ear = Ear(person.stage, spoken)
    person.click("Speak")
    person.wait(lambda seen: has(seen, "seconds of speech"), LATER, "first sound")
    person.wait(lambda seen: seen["texts"].get("Speak") == "Speak", LATER, "all of it is spoken")
    hear_out(person, ear)


def studio(person: Person, spoken: Path) -> None:
    """Write a text in the studio, in the new voice, and hear it."""
    person.key("ctrl+5")
    person.wait(lambda seen: seen["page"] == "speak", SOON, "the studio opens")
    person.wait(lambda seen: find(seen, "Voice"), SOON, "the voices are there")
    person.click("Voice")
    person.type("Anna")
    person.key("Return")
    person.wait(lambda seen: seen["texts"]["Voice"] == "Anna", SOON, "the voice is chosen")
    person.click("Text to speak")
    person.type(SAY["studio"])
    person.wait(lambda seen: has(seen, "2 sentences"), SOON, "the text is read")
    ear = Ear(person.stage, spoken)
    person.click("Speak")
    person.wait(
        lambda seen: has(seen, "2 sentences ·") and not has(seen, " 0:00 spoken"),
        LATER,
        "the text is spoken",
    )
    hear_out(person, ear)
    person.picture("studio")


def hear_out(person: Person, ear: Ear) -> None:
    """Listen to the very end of what is being played, and keep it."""
    person.wait(lambda seen: not seen["playing"], LATER, "all of it is played")
    ear.wait_for_silence(SILENT_SECONDS, SOON)
    ear.write()


def look_around(person: Person) -> None:
    for number, page in enumerate(("voices", "bases", "doctor", "settings"), 6):
        person.key(f"ctrl+{number}")
        person.wait(lambda seen, page=page: seen["page"] == page, SOON, f"{page} opens")
        if page == "doctor":
            person.wait(lambda seen: "Copy the report" in seen["controls"], LATER, "doctor is done")
        person.picture(page)


def hear(out: Path) -> dict[str, dict[str, Any]]:
    """What a recogniser hears on each page, and the share of lost or changed words."""
    from engine.audio.files import read_audio
    from engine.audio.transcribe import Transcriber
    from engine.scoring.words import word_errors

    transcriber, found = Transcriber(), {}
    for page, said in SAY.items():
        samples, rate = read_audio(out / f"{page}.wav")
        heard = transcriber.transcribe(spoken_part(samples, rate), rate).text
        found[page] = {"said": said, "heard": heard, "word_error": word_errors(said, heard).rate}
    return found


def spoken_part(samples: np.ndarray, rate: int) -> np.ndarray:
    """Without the silence in which the voice woke up, mono [N]: recognisers make words of it."""
    loud = np.flatnonzero(np.abs(samples) > QUIET / 32_768)
    edge = int(BREATH_SECONDS * rate) // 2
    return samples[max(0, loud[0] - edge) : loud[-1] + edge] if len(loud) else samples


def collect(folder: Path | None, count: int, into: Path) -> tuple[list[Path], list[str]]:
    """The sounds to read aloud, with a breath before and after each, and their texts."""
    folder = folder or ROOT / "resources" / "samples"
    lines = (folder / "transcripts.tsv").read_text(encoding="utf-8").splitlines()[:count]
    pairs = [line.split("\t") for line in lines]
    into.mkdir()
    sounds = []
    for name, _ in pairs:
        samples, rate = soundfile.read(folder / name, dtype="float32")
        breath = np.zeros(int(BREATH_SECONDS * rate), np.float32)
        sounds.append(into / f"{Path(name).stem}.wav")
        soundfile.write(sounds[-1], np.concatenate((breath, samples, breath)), rate)
    return sounds, [text for _, text in pairs]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--clips", type=int, default=6)
    parser.add_argument("--quality", default="quick", choices=("quick", "balanced", "best"))
    parser.add_argument(
        "--engine",
        default="small",
        choices=("real", "small", "fake"),
        help="small: the real one and the built-in base, with fewer steps and trial sentences",
    )
    parser.add_argument("--steps-share", type=float, default=0.05)
    parser.add_argument("--no-pictures", action="store_true", help="only of where it got stuck")
    parser.add_argument("--minutes", type=float, default=20, help="patience for the training")
    args = parser.parse_args()
    if missing := missing_tools():
        print(f"missing: {', '.join(missing)}", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    # Ended by SIGTERM, too, nothing stays behind: neither the window nor the display and its sound.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="timbre-e2e-") as home:
        return journey(args, Path(home))


def journey(args: argparse.Namespace, home: Path) -> int:
    sounds, texts = collect(args.speech, args.clips, home / "sounds")
    script, eyes = home / "script.txt", home / "eyes.json"
    script.write_text("\n".join(texts), encoding="utf-8")
    stage = Stage(home)
    stage.environment["TIMBRE_STEPS_SHARE"] = str(args.steps_share)
    person = Person(stage, eyes, args.out, camera=not args.no_pictures)
    report: dict[str, Any] = {"engine": args.engine, "quality": args.quality}
    command = [sys.executable, str(HERE / "watched_app.py"), str(eyes), "--script", str(script)]
    if args.engine != "real":
        command += ["--engine", str(HERE / f"{args.engine}_engine.py")]
    began = time.monotonic()
    try:
        stage.open()
        window = stage.start(command)
        person.wait(lambda seen: seen["page"] == "welcome", SOON, "the window opens")
        person.picture("welcome")
        record(person, sounds)
        check(person)
        train(person, args.quality, args.minutes * 60)
        listen(person, args.out / "listen.wav")
        studio(person, args.out / "studio.wav")
        report["stalls"] = person.see()["stalls"]
        look_around(person)
        person.key("ctrl+q")
        until(lambda: window.poll() is not None, SOON, "the window closes")
        report["passed"] = "every page"
        report["window_ended_with"] = stage.dismiss(window)
    finally:
        report["ended_early"] = stage.ended()
        stage.close()
        for log in home.glob("*.log"):
            shutil.copy(log, args.out / log.name)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        report |= {"seconds": round(time.monotonic() - began, 1), "times": person.times}
        report["processor_seconds"] = round(used.ru_utime + used.ru_stime, 1)
        keep(report, args.out)
    if args.engine != "fake":
        report["heard"] = hear(args.out)
    keep(report, args.out)
    print(json.dumps(report, indent=2, ensure_ascii=False))
    lost = [found["word_error"] for found in report.get("heard", {}).values()]
    return 0 if max(lost, default=0.0) <= MOST_LOST_WORDS else 1


def keep(report: dict[str, Any], out: Path) -> None:
    text = json.dumps(report, indent=2, ensure_ascii=False)
    (out / "report.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
