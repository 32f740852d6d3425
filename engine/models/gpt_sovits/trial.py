"""How a voice in the making does: it speaks a few sentences, is heard, and compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from engine.audio.transcribe import Transcriber
from engine.models.gpt_sovits.features import Material
from engine.models.gpt_sovits.reference import Phrase, Reference
from engine.models.gpt_sovits.speaking import (
    Networks,
    finished,
    sound_of,
    style_of,
    tokens_of,
)
from engine.models.gpt_sovits.spec import SAMPLE_RATE
from engine.scoring.scores import Judge, Sound, score_voice, whisper_hearing
from engine.scoring.whole import whole_score
from engine.voice import Scores, SpokenAudio

# What was spoken, recordings of the person, their language -> figures.
Score = Callable[[Sequence[SpokenAudio], Sequence[Sound], str], Scores]

SEED = 20_000_003
PERSON_SECONDS = 90.0


class Trial:
    """Sentences that nobody read, spoken after the reference, and the person to compare with.

    While only SoVITS learns the GPT says the same, so that its tokens are kept (`same_tokens`).
    """

    def __init__(
        self,
        networks: Networks,
        reference: Reference,
        phrases: dict[str, Phrase],
        material: Material,
        *,
        same_tokens: bool,
        score: Score,
    ) -> None:
        self._networks = networks
        self._reference = reference
        self._phrases = phrases
        self._material = material
        self._same_tokens = same_tokens
        self._score = score
        self._tokens: list[torch.Tensor] | None = None

    @torch.no_grad()
    def figures(self) -> dict[str, float]:
        """Similarity, word error, pitch ratio and the score made of them."""
        spoken = [self._say(*item) for item in zip(self._phrases.items(), self._said())]
        scores = self._score(spoken, self._person(), self._reference.language)
        return {
            "score": whole_score(scores),
            "similarity": scores.similarity,
            "word_error": scores.word_error,
            "pitch_ratio": scores.pitch_ratio,
        }

    def _said(self) -> list[torch.Tensor]:
        if self._tokens is None or not self._same_tokens:
            phrases = list(self._phrases.values())
            seeds = [SEED + number for number in range(len(phrases))]
            self._tokens = tokens_of(self._networks, self._reference, phrases, seeds)
        return self._tokens

    def _say(self, item: tuple[str, Phrase], tokens: torch.Tensor) -> SpokenAudio:
        text, phrase = item
        synthesizer = self._networks.synthesizer
        style = style_of(synthesizer, self._reference.likenesses)
        generator = torch.Generator().manual_seed(SEED)
        wave = sound_of(synthesizer, tokens, phrase, style, generator)
        return SpokenAudio(text, finished(wave), SAMPLE_RATE, ())

    def _person(self) -> list[Sound]:
        """Held-out clips first: they say most about speech that was not learned."""
        recordings: list[Sound] = []
        left = PERSON_SECONDS
        for clip in (*self._material.held_out, *self._material.taught):
            if left > 0:
                recordings.append((clip.wave().numpy(), SAMPLE_RATE))
                left -= clip.seconds
        return recordings


class Listener:
    """The networks that judge, loaded for the first score; they take no part in training."""

    def __init__(self) -> None:
        self._judge: Judge | None = None

    def __call__(
        self, spoken: Sequence[SpokenAudio], recordings: Sequence[Sound], language: str
    ) -> Scores:
        if self._judge is None:
            threads = torch.get_num_threads()
            hear = whisper_hearing(Transcriber(threads=threads))
            self._judge = Judge(hear, mos=False, threads=threads)
        return score_voice(self._judge, spoken, self._judge.person(recordings), language)
