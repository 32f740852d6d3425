"""A SoVITS network of a few thousand numbers: every size differs from the official ones."""

import torch

from engine.models.gpt_sovits.config import (
    SoundConfig,
    SovitsConfig,
    StyleConfig,
    Version,
    VocoderConfig,
)
from engine.models.gpt_sovits.synthesizer import Lesson, Synthesizer, build_synthesizer

FRAMES = 14


def tiny_config(version: Version = "v2") -> SovitsConfig:
    return SovitsConfig(
        version=version,
        hidden=12,
        latent=6,
        filter=10,
        heads=2,
        layers=2,
        kernel=4,
        dropout=0.0,
        style_width=8 if version == "v2" else 16,
        segment=5,
        vocoder=VocoderConfig(8, (4, 4), (8, 8), (3, 5), ((1, 3), (1, 3))),
        sound=SoundConfig(sample_rate=16000, fft=64, hop=16, window=64, mels=8),
        style=StyleConfig(bins=24, width=8, heads=2, kernel=3, dropout=0.0),
        symbols=20,
        content=10,
        codes=16,
        mrte=8,
        mrte_heads=2,
        window=3,
        wave_kernel=3,
        posterior_layers=3,
        flow_layers=2,
        couplings=2,
        speaker=12,
    )


def tiny_synthesizer(version: Version = "v2") -> Synthesizer:
    torch.manual_seed(7)
    synthesizer = build_synthesizer(tiny_config(version))
    synthesizer.quantizer.codebook.embed.normal_()
    for coupling in list(synthesizer.flow.flows)[::2]:
        torch.nn.init.normal_(coupling.get_submodule("post").weight, std=0.1)
    return synthesizer


def tiny_lesson(config: SovitsConfig, seed: int = 1) -> Lesson:
    """Two clips, the second one shorter than the first."""
    g = torch.Generator().manual_seed(seed)
    return Lesson(
        codes=torch.randint(config.codes, (2, FRAMES // 2), generator=g),
        spec=torch.rand(2, config.sound.bins, FRAMES, generator=g),
        frames=torch.tensor([FRAMES, FRAMES - 4]),
        text=torch.randint(config.symbols, (2, 6), generator=g),
        letters=torch.tensor([6, 4]),
        noise=torch.randn(2, config.latent, FRAMES, generator=g),
        starts=torch.tensor([3, 5]),
        speaker=torch.randn(2, config.speaker, generator=g) if config.pro else None,
    )
