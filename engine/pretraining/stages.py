"""The two stages from scratch: all of both networks learns, and held-out clips are the judges."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.audio.transcribe import Transcriber
from engine.errors import EngineError
from engine.models.gpt_sovits import losses
from engine.models.gpt_sovits.config import SoundConfig
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.features import ClipFeatures, Material
from engine.models.gpt_sovits.prosody import ProsodyStage
from engine.models.gpt_sovits.published import ADAMW, LossWeights, mel_loss
from engine.models.gpt_sovits.sound import SOUND, mel, spectrogram
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.models.gpt_sovits.synthesizer import NOISE, Lesson, Synthesizer, crop
from engine.models.gpt_sovits.timbre import Heard, TimbreStage
from engine.models.gpt_sovits.trial import Trial
from engine.plan import StagePlan
from engine.pretraining.sizes import Sizes
from engine.scoring.words import WordErrors, word_errors

# Samples, their rate and language -> what was said.
Hear = Callable[[np.ndarray, int, str], str]

JUDGES = 6
SEED = 20_000_003
SILENT = {"score": -1.0, "similarity": 0.0, "word_error": 1.0}
WEIGHTS = LossWeights()
# Beside the published spectrum, whose window of 64 ms sees harmonics but no onsets: shorter ones.
FINER = (
    SoundConfig(fft=1024, window=1024, hop=256, mels=80),
    SoundConfig(fft=256, window=256, hop=64, mels=20),
)


class Recogniser:
    """Whisper, loaded when somebody first wants to know what was said."""

    def __init__(self) -> None:
        self._whisper: Transcriber | None = None

    def __call__(self, samples: np.ndarray, rate: int, language: str) -> str:
        if self._whisper is None:
            self._whisper = Transcriber(threads=torch.get_num_threads())
        known = None if language == "auto" else language
        return self._whisper.transcribe(samples, rate, known).text


@dataclass(frozen=True)
class Piece(ClipFeatures):
    """Some frames of a clip from `first` on, an even number, with the whole text."""

    whole: ClipFeatures | None = None
    first: int = 0

    def wave(self) -> Tensor:
        assert self.whole is not None
        begin = self.first * SOUND.hop
        return self.whole.wave()[begin : begin + self.frames * SOUND.hop]


@dataclass(frozen=True)
class Task(Heard):
    """A micro-batch, and whether the discriminators take part yet."""

    judged: bool = True


class FirstTimbre(TimbreStage):
    """SoVITS from fresh weights.

    Until step `judged_from` there is nothing for discriminators to teach, and they are left out:
    the spectrum is learned, once from the recording itself and once through the tokens, which the
    published losses reach only by the distance of prior and posterior.
    """

    def __init__(
        self,
        generator: Synthesizer,
        discriminator: Discriminators,
        material: Material,
        plan: StagePlan,
        trial: Trial,
        sizes: Sizes,
        hear: Hear,
    ) -> None:
        super().__init__(generator, discriminator, material, plan, trial)
        self._sizes = sizes
        self._critic = discriminator
        self._judges = material.held_out or material.taught[:JUDGES]
        self._hear = hear

    def helpers(self) -> tuple[str, ...]:
        """See `Stage`: a base keeps its discriminator, for those who tune it."""
        return ()

    def parameter_groups(self) -> dict[str, list[dict[str, Any]]]:
        """See `Stage`: nothing has been read yet, so that all of it learns at one rate."""
        parts = {"discriminator": self._critic, "generator": self._generator}
        return {
            name: [{"params": [p for p in part.parameters() if p.requires_grad], **ADAMW}]
            for name, part in parts.items()
        }

    def batch(self, step: int, micro: int) -> Task:
        """See `Stage`."""
        rng = np.random.default_rng([self._plan.seed, zlib.crc32(self.name.encode()), step, micro])
        clips = [self._piece(clip, rng) for clip in self._order.clips(step, micro)]
        heard = self._heard(clips, rng)
        return Task(heard.lesson, heard.wave, step >= self._sizes.judged_from)

    def heaviest(self) -> Task:
        """See `Stage`: pieces of the longest clips, judged."""
        rng = np.random.default_rng(self._plan.seed)
        heard = self._heard([self._piece(clip, rng) for clip in self._longest()], rng)
        return Task(heard.lesson, heard.wave)

    def losses(self, batch: Heard) -> Iterator[tuple[str, Tensor, dict[str, Tensor]]]:
        """See `Stage`."""
        assert isinstance(batch, Task)
        if batch.judged:
            yield from super().losses(batch)
        else:
            yield self._spectral(batch.lesson, batch.wave)

    def score(self) -> dict[str, float]:
        """See `Stage`: held-out clips are spoken again from their tokens, texts and styles.

        "mel" is the mean distance of the log mels in nats, "word_error" what Whisper loses.
        """
        distances, errors = [], []
        for clip in self._judges:
            wave = respoken(self._generator, clip)
            real = clip.wave()[: len(wave)]
            distances.append(float((mel(wave[None]) - mel(real[None])).abs().mean()))
            heard = self._hear(wave.numpy(), SAMPLE_RATE, clip.language)
            errors.append(word_errors(clip.text, heard, clip.language))
        figures = {"mel": float(np.mean(distances)), "word_error": WordErrors.total(errors).rate}
        return {"score": -figures["mel"] - figures["word_error"], **figures}

    def _spectral(self, lesson: Lesson, wave: Tensor) -> tuple[str, Tensor, dict[str, Tensor]]:
        generator, config = self._generator, self._generator.config
        lessons = generator(lesson)
        style = generator.style(lesson.spec, lesson.speaker, lesson.frames)
        drawn = lessons.prior_mean + lesson.noise * lessons.prior_logs.exp() * NOISE
        latent = generator.flow(drawn, lessons.mask, style, reverse=True) * lessons.mask
        through = generator.dec(crop(latent, lesson.starts, config.segment), style)
        hop = config.sound.hop
        real = crop(wave, lesson.starts * hop, config.segment * hop)
        parts = {
            "mel": mel_loss(lesson, lessons.wave, config.sound, config.segment) * WEIGHTS.mel,
            "codes": mel_loss(lesson, through, config.sound, config.segment) * WEIGHTS.mel,
            "finer": (finer_distance(lessons.wave, real) + finer_distance(through, real))
            * WEIGHTS.mel,
            "kl": losses.kl_loss(lessons) * WEIGHTS.kl,
        }
        loss = torch.stack([*parts.values()]).sum()
        numbers = {name: part.detach() for name, part in parts.items()}
        return "generator", loss, {"timbre": loss.detach(), **numbers}

    def _piece(self, clip: ClipFeatures, rng: np.random.Generator) -> ClipFeatures:
        size = self._sizes.piece_frames
        if not size or clip.frames <= size:
            return clip
        first = 2 * int(rng.integers((clip.frames - size) // 2 + 1))
        return Piece(
            **{
                **vars(clip),
                "samples": size * SOUND.hop,
                "codes": clip.codes[first // 2 : (first + size) // 2],
                "whole": clip,
                "first": first,
            }
        )


class FirstProsody(ProsodyStage):
    """The GPT from fresh weights; chosen by how well it predicts clips that it never learned."""

    def score(self) -> dict[str, float]:
        """See `Stage`: also how well sentences that nobody read are spoken and understood."""
        predicted = self._predicted()
        try:
            said = self._trial.figures()
        except EngineError as error:
            if error.kind != "input":
                raise
            said = SILENT  # a young GPT may say nothing that can be heard
        score = -predicted["held_out"] if predicted else said["score"]
        return {**said, **predicted, "score": score}


def finer_distance(spoken: Tensor, real: Tensor) -> Tensor:
    """Mean distance of two waves [B, 1, N] in the log mels of shorter windows."""
    with torch.autocast(real.device.type, enabled=False):
        pairs = [(mel(spoken[:, 0].float(), s), mel(real[:, 0].float(), s)) for s in FINER]
        return torch.stack([(said - heard).abs().mean() for said, heard in pairs]).mean()


@torch.no_grad()
def respoken(generator: Synthesizer, clip: ClipFeatures) -> Tensor:
    """A clip's sound [N] again, from its tokens, its text and its own style."""
    device = next(generator.parameters()).device
    spec = spectrogram(clip.wave()[None]).to(device)
    speaker = None if clip.speaker is None else clip.speaker.to(device)[None]
    codes = clip.codes.to(device)[None]
    text = clip.phrase.phones.to(device)[None]
    noise = generator.draw_noise(codes, 1.0, torch.Generator().manual_seed(SEED))
    wave = generator.decode(codes, text, generator.style(spec, speaker), noise)
    return wave[0, 0, : clip.frames * SOUND.hop].float().cpu().clamp(-1, 1)
