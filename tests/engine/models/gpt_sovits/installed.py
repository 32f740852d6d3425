"""Bases of synthetic weights where Timbre looks for them, a dataset, and a reader of letters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import save_file

from engine.bases import BasePack, measure_files, place_of
from engine.files import write_json
from engine.hardware import HardwareProfile
from engine.models.families import family_spec
from engine.models.gpt_sovits import discriminator, speaking
from engine.models.gpt_sovits import family as family_module
from engine.models.gpt_sovits.base import open_official
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.family import GptSovits
from engine.models.gpt_sovits.reference import Phrase
from engine.plan import TrainingPlan, choose
from engine.project import Clip, Dataset, Recording, save_dataset
from engine.voice import Scores
from tests.engine.models.gpt_sovits import synthetic
from tests.parity.weights import build_state

RATE = 32_000
MACHINE = HardwareProfile(
    gpus=(),
    ram_total_bytes=64_000_000_000,
    ram_free_bytes=64_000_000_000,
    cpu_name="A processor",
    cpu_threads=1,
    cpu_cores=1,
    cpu_bf16=False,
    disk_free_bytes=100_000_000_000,
    platform="any",
    troubles=(),
)


def install(version: str, size: str = "small") -> Path:
    """Put a base into the data folder, as `timbre base import` would."""
    folder = place_of(version)
    folder.mkdir(parents=True)
    gpt, gpt_config = synthetic.gpt("small" if size == "small" else "v2")
    sovits, sovits_config = synthetic.sovits(version, size)
    parts = {"gpt": gpt, "sovits": sovits, "discriminator": critic(version, size)}
    if version != "v2":
        parts["speaker"] = build_state(synthetic.inventory("sv_eres2netv2_w24s4ep4"))
    for name, state in parts.items():
        halves = {n: t.half() if t.is_floating_point() else t for n, t in state.items()}
        save_file(halves, folder / f"{name}.safetensors")
    config = {"gpt": gpt_config, "sovits": sovits_config}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    synthetic.write_hubert(folder / "hubert", layers=2 if size == "small" else 12)
    files = dict(measure_files(folder))
    pack = BasePack(version, "synthetic", "nobody", "MIT", RATE, files)
    write_json(folder / "manifest.json", pack)
    return folder


def critic(version: str, size: str) -> dict[str, torch.Tensor]:
    """The discriminator's tensors; `cut_down_critics` decides about the small ones."""
    if size == "official":
        return build_state(synthetic.inventory("s2D_v2" if version == "v2" else "s2D_v2Pro"))
    torch.manual_seed(0)
    return Discriminators((2, 3, 5, 7, 11, 17, 23)[: 5 if version == "v2" else 7]).state_dict()


def cut_down_critics(patch: pytest.MonkeyPatch) -> None:
    """Discriminators of a few channels: the published ones come in one size, and are slow."""
    patch.setattr(discriminator, "PERIOD", (1, 4, 8, 8, 8, 8))
    patch.setattr(
        discriminator,
        "SCALE",
        ((1, 4, 15, 1, 1), (4, 8, 41, 4, 2), (8, 8, 41, 4, 2), (8, 8, 41, 4, 2), (8, 8, 5, 1, 1)),
    )


def speak_briefly(patch: pytest.MonkeyPatch) -> None:
    """Random weights never find the end of a sentence: they are not to look for it long."""
    patch.setattr(speaking, "SLOWEST", 12.0)
    patch.setattr(speaking, "TRIES", 1)
    patch.setattr(family_module, "TRIED_TEXTS", 1)


class Letters:
    """Reads every letter as the phoneme of its number: the families' mechanics need no more."""

    def read(self, text: str, language: str, published: bool = False, own=None):
        ids = [ord(sign) % 700 for sign in text if sign.isalpha()]
        return Phrase(torch.tensor(ids, dtype=torch.long)), ()


def quiet_score(spoken, recordings, language) -> Scores:
    """A judge that hears every word, and likes the voice the more the softer it is."""
    level = float(np.mean([np.abs(item.samples).mean() for item in spoken]))
    return Scores(similarity=1.0 - level, word_error=0.0, pitch_ratio=1.0)


class Installed:
    """`Families` of the bases in the data folder, with letters for phonemes."""

    def family_spec(self, name):
        return family_spec(name)

    def open_family(self, name, device, precision="fp32") -> GptSovits:
        return GptSovits(open_official(name), device, Letters(), quiet_score)  # type: ignore


def sound(seconds: float, seed: int = 0) -> np.ndarray:
    """Something like speech: a buzz that swells and fades, [N] at 32 kHz."""
    rng = np.random.default_rng(seed)
    times = np.arange(int(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * (110 + seed) * k * times) / k for k in range(1, 12))
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * times + seed)
    return (0.1 * buzz * swell + 0.01 * rng.standard_normal(len(times))).astype(np.float32)


def make_dataset(folder: Path, seconds: tuple[float, ...] = (3.2, 1.4, 1.1), language="en") -> Path:
    (folder / "clips").mkdir(parents=True)
    clips = []
    for number, length in enumerate(seconds):
        path = f"clips/{number}.flac"
        soundfile.write(folder / path, sound(length, number), RATE)
        text = "These are the words of a clip"[: int(length * 10)]
        clips.append(
            Clip(
                id=str(number),
                path=path,
                text=f"{text}.",
                language=language,
                seconds=length,
                rate=RATE,
                recording="a",
                start=0.0,
                end=length,
                text_from="tsv",
            )
        )
    recording = Recording("a.wav", "a", sum(seconds), RATE, 1, "0" * 64)
    save_dataset(folder, Dataset(language, (recording,), {}, tuple(clips), ()))
    return folder


def short_plan(version: str, steps: int = 2, train: str = "full", **changes) -> TrainingPlan:
    """A plan of a few steps a stage, two clips in a micro-batch."""
    made = choose(MACHINE, 60.0, 4.0, family_spec(version), "quick", "cpu", seed=3)
    stages = tuple(
        replace(
            stage,
            steps=steps,
            train=train,
            lora_rank=4 if train == "lora" else None,
            micro_batch=2,
            accumulation=1,
            score_every=steps,
            sample_every=steps,
            **changes,
        )
        for stage in made.stages
    )
    return replace(made, stages=stages)
