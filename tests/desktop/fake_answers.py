"""What the pretended engine answers: a plan and its reasons, a dataset, a voice, a machine."""

from pathlib import Path

NO_MICROPHONE = {
    "kind": "device",
    "message": "No microphone was found.",
    "hint": "Plug one in to record, or import a recording instead.",
}
CONSENT = (
    "I am the person who speaks in these recordings, or that person agreed that I make this voice."
)
SENTENCES = (
    "The kettle whistled while we chose a jar of ginger jam.",
    "Could you bring the blue umbrella before the storm arrives?",
    "Both brothers measured the width of the rough wooden path.",
    "A young yellow fox jumped over the frozen hedge.",
    "She sells fresh fish and chips near the old church.",
    "The judge laughed, coughed, and then thought about the weather.",
)


def dataset(inputs: list[Path]) -> dict:
    """One clip of each recording, with a sentence of its own; every fourth is doubted."""
    return {
        "language": "en",
        "recordings": [_recording(path) for path in inputs],
        "quality": {},
        "clips": [_clip(number, path) for number, path in enumerate(inputs)],
        "left_out": [],
        "version": 1,
    }


def _recording(path: Path) -> dict:
    return {
        "path": str(path),
        "name": path.name,
        "seconds": 4.0,
        "rate": 48_000,
        "channels": 1,
        "sha256": "0" * 64,
    }


def _clip(number: int, path: Path) -> dict:
    doubts = ["The recogniser hears other words in 40% of the text."] if number % 4 == 2 else []
    return {
        "id": f"{number:04d}",
        "path": f"clips/{number:04d}.wav",
        "text": SENTENCES[number % len(SENTENCES)],
        "language": "en",
        "seconds": 4.0 + number % 3,
        "rate": 8_000,
        "recording": path.name,
        "start": 0.0,
        "end": 4.0,
        "text_from": "script",
        "words": [],
        "doubts": doubts,
        "kept": True,
    }


def plan(quality: str) -> dict:
    minutes = {"quick": 7, "balanced": 9, "best": 20}[quality]
    return {
        "base": "starter",
        "quality": quality,
        "device": "cpu",
        "device_name": "Ryzen 7",
        "vram_cap_bytes": None,
        "threads": 2,
        "seed": 1,
        "stages": [
            _stage("timbre", "Learning how you sound", 80, 30.0 * minutes),
            _stage("prosody", "Learning how you speak", 60, 30.0 * minutes),
        ],
        "reasons": [
            {"choice": choice, "why": why, "saving_bytes": 0} for choice, why in _reasons(quality)
        ],
        "predicted_bytes": 2_600_000_000,
        "predicted_seconds": 60.0 * minutes,
        "sentence": sentence(quality, minutes),
        "rung": 0,
        "imagined": False,
    }


def sentence(quality: str, minutes: int) -> str:
    """A plan in one sentence, in the words of the engine."""
    return (
        f"{quality.capitalize()} on Ryzen 7 (processor): 80 steps of timbre and 60 steps of"
        " prosody (both: the parts that carry the voice), bf16; 2.6 GB"
        f" at most and about {minutes} minutes."
    )


def _stage(name: str, title: str, steps: int, seconds: float) -> dict:
    return {
        "name": name,
        "title": title,
        "steps": steps,
        "train": "partial",
        "lora_rank": None,
        "precision": "bf16",
        "micro_batch": 1,
        "segment_seconds": 2.0,
        "accumulation": 1,
        "checkpointing": "none",
        "optimiser": "adamw",
        "learning_rate": 1e-4,
        "score_every": 20,
        "sample_every": 20,
        "predicted_bytes": 2_600_000_000,
        "predicted_seconds": seconds,
        "seed": 1,
    }


def _reasons(quality: str) -> list[tuple[str, str]]:
    """Choice and why, in the words of the engine."""
    learnt = f"{quality.capitalize()} quality for 61 s of speech; each step learns from 1 x"
    fits = "of 18.1 GB usable, so nothing has to be given up."
    return [
        ("cpu", "There is no usable NVIDIA card; 20.1 GB of memory is free."),
        (
            "bf16",
            "This processor computes bfloat16 by itself: less memory and time at the same quality.",
        ),
        ("threads: 2", "More threads than the processor has cores (2) would wait for each other."),
        ("timbre: the parts that carry the voice", f"It needs about 2.6 GB {fits}"),
        ("timbre: 80 steps", f"{learnt} 2.0 s, 1 at a time."),
        ("prosody: the parts that carry the voice", f"It needs about 2.3 GB {fits}"),
        ("prosody: 60 steps", f"{learnt} a whole clip, 1 at a time."),
    ]


def voice(name: str, consent: str, quality: str) -> dict:
    """A voice that was trained on the first sentence."""
    when = "2026-11-20T12:00:00+00:00"
    reference = {"path": "references/0000.wav", "text": SENTENCES[0]}
    return {
        "name": name,
        "base": "starter",
        "base_sha256": "0" * 64,
        "languages": ["en"],
        "sample_rate": 24_000,
        "made_at": when,
        "speech_seconds": 61.0,
        "weights": [],
        "references": [{**reference, "language": "en", "seconds": 4.1}],
        "scores": {
            "zero-shot": {"similarity": 0.74, "word_error": 0.01, "pitch_ratio": 1.0, "mos": 3.9},
            "tuned": {"similarity": 0.88, "word_error": 0.02, "pitch_ratio": 1.0, "mos": 3.8},
        },
        "plan": plan(quality),
        "consent": {"statement": CONSENT, "by": consent, "at": when},
        "history": ["timbre: step 60 of 80 was best (0.741 to 0.880)."],
        "version": 1,
    }


def machine(card: bool) -> dict:
    """A computer of two cores, with a card of 8 GB or without."""
    memory = {"free_bytes": 7_900_000_000, "others_bytes": 680_000_000}
    gpu = {"index": 0, "name": "GeForce RTX 4060 Laptop", "total_bytes": 8_585_000_000, **memory}
    return {
        "gpus": [{**gpu, "capability": [8, 9], "driver": "570.86"}] if card else [],
        "ram_total_bytes": 25_000_000_000,
        "ram_free_bytes": 20_100_000_000,
        "cpu_name": "Ryzen 7",
        "cpu_threads": 2,
        "cpu_cores": 2,
        "cpu_bf16": False,
        "disk_free_bytes": 59_000_000_000,
        "platform": "Linux (x86_64)",
        "troubles": [],
    }
