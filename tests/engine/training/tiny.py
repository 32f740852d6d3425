"""A family small enough to run every stage in milliseconds: width 16, one layer, noise as speech.

Its first stage is a GAN with dropout, its second has one optimiser; both keep a BatchNorm buffer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from engine.errors import EngineError
from engine.events import Progress
from engine.hardware import HardwareProfile
from engine.models.families import FamilySpec, StageSpec, TrainMode
from engine.plan import StagePlan
from engine.planning.costs import Costs
from engine.project import Clip, Dataset, Recording, save_dataset
from engine.voice import Scores, SpeakRequest, SpokenAudio

MACHINE = HardwareProfile(
    gpus=(),
    ram_total_bytes=16_000_000_000,
    ram_free_bytes=8_000_000_000,
    cpu_name="A processor",
    cpu_threads=1,
    cpu_cores=1,
    cpu_bf16=False,
    disk_free_bytes=1_000_000_000,
    platform="any",
    troubles=(),
)
WIDTH = 16
RATE = 8000
PROCESS_BYTES = 1_550_000_000
MODES = tuple(
    TrainMode(
        name,
        trainable,
        {
            "cpu": Costs(
                fixed, 40_000_000, all_share=0.5, second_work=1e-4, base_bytes=PROCESS_BYTES
            )
        },
    )
    for name, trainable, fixed in (
        ("full", 4_000, 20_000_000),
        ("partial", 1_000, 15_000_000),
        ("lora", 500, 10_000_000),
    )
)
STEPS = {"quick": 12, "balanced": 20, "best": 40}
SPEC = FamilySpec(
    name="tiny",
    package="tiny",
    sample_rate=RATE,
    languages=("en",),
    licence="MIT",
    parameters=4_000,
    weights_bytes=16_000,
    stages=(
        StageSpec("timbre", "Learning how you sound", MODES, STEPS, 2.0, 1e-2, batch=4),
        StageSpec("prosody", "Learning how you speak", MODES, STEPS, 0.0, 1e-2, batch=2),
    ),
)


def family_spec(name: str) -> FamilySpec:
    return SPEC


def open_family(name: str, device: str, precision: str = "fp32") -> TinyFamily:
    return TinyFamily(device)


class Net(nn.Module):
    """x [B, 16, T] -> [B, 16, T]."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.norm = nn.BatchNorm1d(WIDTH)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.norm(self.conv(x)))
        return self.out(self.drop(y).transpose(1, 2)).transpose(1, 2)


class TinyFamily:
    spec = SPEC
    base_sha256 = "0" * 64

    def __init__(self, device: str) -> None:
        self.device = device
        generator = torch.Generator().manual_seed(0)
        self.nets = nn.ModuleDict({"timbre": Net(), "prosody": Net()}).to(device)
        with torch.no_grad():
            for parameter in self.nets.parameters():
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
        self.seconds: list[float] = []

    def prepare(self, folder: Path, clips: tuple[Clip, ...], plan, emit) -> None:
        self.seconds = [clip.seconds for clip in clips]
        for done in range(len(clips)):
            emit(Progress("prepare", done + 1, len(clips)))

    def stage(self, plan: StagePlan) -> TinyStage:
        return TinyStage(self, plan)

    def voice_tensors(self) -> dict[str, dict[str, torch.Tensor]]:
        # Half precision, as real voices are kept: what is loaded is not what was trained.
        state = self.nets.state_dict().items()
        return {
            "voice": {n: t.half().clone() if t.is_floating_point() else t.clone() for n, t in state}
        }

    def load_voice(self, tensors: dict[str, dict[str, torch.Tensor]]) -> None:
        own = self.nets.state_dict()
        if set(own) != set(tensors["voice"]):
            raise EngineError("damaged", "This is no tiny voice.", "Make it again.")
        self.nets.load_state_dict(tensors["voice"])

    def speak(self, request: SpeakRequest) -> Iterator[SpokenAudio]:
        self.nets.eval()
        generator = torch.Generator().manual_seed(request.seed)
        x = torch.randn(1, WIDTH, 200, generator=generator).to(self.device)
        with torch.no_grad():
            y = self.nets["prosody"](self.nets["timbre"](x))
        yield SpokenAudio(request.text, y.flatten().tanh().cpu().numpy(), RATE, ())


class TinyStage:
    """Learns to turn noise into a fixed sine; the GAN's discriminator is part of the module."""

    def __init__(self, family: TinyFamily, plan: StagePlan) -> None:
        self.name = plan.name
        self.family = family
        self.plan = plan
        self.is_gan = plan.name == "timbre"
        net = family.nets[plan.name]
        judge = nn.Conv1d(WIDTH, 1, 3, padding=1).to(family.device)
        self._module = nn.ModuleDict({"net": net, "judge": judge} if self.is_gan else {"net": net})

    @property
    def module(self) -> nn.Module:
        return self._module

    def trainable(self, mode: str) -> list[str]:
        judge = ["judge.weight", "judge.bias"] if self.is_gan else []
        if mode == "lora":
            return ["net.conv", "net.out", *judge]
        if mode == "partial":
            return ["net.out.weight", "net.out.bias", *judge]
        return [name for name, _ in self.module.named_parameters()]

    def checkpoint_blocks(self) -> list[str]:
        return ["net"]

    def steady_blocks(self) -> list[str]:
        return ["net"]

    def helpers(self) -> tuple[str, ...]:
        return ("judge.",)

    def parameter_groups(self):
        learning = [(n, p) for n, p in self.module.named_parameters() if p.requires_grad]
        groups = {"net": [{"params": [p for n, p in learning if n.startswith("net.")]}]}
        if self.is_gan:
            own = [p for n, p in learning if n.startswith("judge.")]
            groups["judge"] = [{"params": own, "lr": 2e-3}]
        return groups

    def drive(self) -> None:
        """The loop's own way."""

    def batch(self, step: int, micro: int) -> torch.Tensor:
        mixed = (self.plan.seed * 10_007 + step) * 101 + micro
        generator = torch.Generator().manual_seed(mixed)
        return torch.randn(self.plan.micro_batch, WIDTH, 32, generator=generator)

    def heaviest(self) -> torch.Tensor:
        return self.batch(0, 0)

    def weight(self, batch: torch.Tensor) -> float:
        return float(len(batch))

    def losses(self, batch: torch.Tensor):
        batch = batch.to(self.family.device)
        made = self.module["net"](batch)
        aim = self._aim(batch)
        if self.is_gan:
            judge = self.module["judge"]
            loss = (judge(aim) - 1).square().mean() + judge(made.detach()).square().mean()
            yield "judge", loss, {"judge": float(loss.detach())}
            fooled = (judge(made) - 1).square().mean()
        else:
            fooled = torch.zeros((), device=made.device)
        away = (made.float() - aim).abs().mean()
        yield "net", away + 0.1 * fooled, {"away": float(away.detach())}

    def score(self) -> dict[str, float]:
        generator = torch.Generator().manual_seed(99)
        x = torch.randn(4, WIDTH, 32, generator=generator).to(self.family.device)
        away = (self.module["net"](x) - self._aim(x)).abs().mean()
        return {"score": -float(away)}

    def finish(self) -> None:
        self._module = nn.ModuleDict()

    @staticmethod
    def _aim(x: torch.Tensor) -> torch.Tensor:
        return torch.sin(torch.arange(x.shape[-1], device=x.device) / 3).expand_as(x)


def make_judge(folder: Path, clips, language: str, threads: int):
    """A judge that hears every word and finds a voice alike that is less noisy."""
    return lambda spoken: Scores(
        similarity=1.0 - float(np.mean([np.abs(item.samples).mean() for item in spoken])) / 10,
        word_error=0.0,
        pitch_ratio=1.0,
    )


def make_dataset(folder: Path, clips: int = 4) -> Path:
    """A dataset of silence: the tiny family does not listen."""
    import soundfile

    (folder / "clips").mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(clips):
        seconds = 3.0 + number
        path = f"clips/{number}.flac"
        soundfile.write(folder / path, np.zeros(int(seconds * RATE), np.float32), RATE)
        rows.append(
            Clip(
                str(number),
                path,
                f"Clip number {number}.",
                "en",
                seconds,
                RATE,
                "a",
                0,
                seconds,
                "tsv",
            )
        )
    total = sum(row.seconds for row in rows)
    recording = Recording("a.wav", "a", total, RATE, 1, "0" * 64)
    save_dataset(folder, Dataset("en", (recording,), {}, tuple(rows), ()))
    return folder
