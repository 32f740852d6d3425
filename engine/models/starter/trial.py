"""How a voice in the making does: it speaks a few sentences, is heard, and compared."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from engine.audio.joining import levelled
from engine.audio.transcribe import Transcriber
from engine.models.cache import digest
from engine.models.starter.calibration import calibrate_pitch
from engine.models.starter.generator import SAMPLE_RATE
from engine.models.starter.lessons import Lessons
from engine.models.starter.network import Kokoro
from engine.models.starter.persona import TAPS, Persona
from engine.models.starter.speaking import utter
from engine.models.starter.stored import as_stored
from engine.scoring.scores import Judge, Person, score_voice, whisper_hearing
from engine.scoring.whole import whole_score
from engine.voice import SpokenAudio


@dataclass(frozen=True)
class Spoken:
    """A sentence to try a voice with: its text and its tokens [1, P]."""

    text: str
    tokens: torch.Tensor


class Trial:
    """Sentences nobody read, and the person's recordings to compare with.

    The networks that judge take no part in training. A voice is tried as its files will keep it,
    and not again when it was tried before, bit for bit: one stage ends with what the next begins
    with.
    """

    def __init__(self, sentences: tuple[Spoken, ...], lessons: Lessons, language: str) -> None:
        self._sentences = sentences
        self._lessons = lessons
        self._language = language
        self._judge: Judge | None = None
        self._person: Person | None = None
        self._tried: dict[str, dict[str, float]] = {}

    @torch.no_grad()
    def figures(self, network: Kokoro, persona: Persona) -> dict[str, float]:
        """Similarity, word error, pitch ratio and the score made of them."""
        with as_stored(network, persona):
            calibrate_pitch(network, persona, self._lessons.practice, self._lessons.log_f0)
            voice = digest(*persona.state_dict().values(), *network.state_dict().values())
            if voice not in self._tried:
                self._tried[voice] = self.tried(network, persona)
        return dict(self._tried[voice])

    def tried(self, network: Kokoro, persona: Persona) -> dict[str, float]:
        """The same figures of a voice as it is, in any case from what it speaks now."""
        if self._judge is None or self._person is None:
            threads = torch.get_num_threads()
            hear = whisper_hearing(Transcriber(threads=threads))
            self._judge = Judge(hear, mos=False, threads=threads)
            recordings = [(item.clip.wave.numpy(), SAMPLE_RATE) for item in self._lessons.every]
            self._person = self._judge.person(recordings)
        spoken = [self._say(network, persona, sentence) for sentence in self._sentences]
        scores = score_voice(self._judge, spoken, self._person, self._language)
        return {
            "score": whole_score(scores),
            "similarity": scores.similarity,
            "word_error": scores.word_error,
            "pitch_ratio": scores.pitch_ratio,
        }

    @staticmethod
    def restore_tone(persona: Persona) -> None:
        """No tone correction: while the weights learn it would hide what they lack."""
        persona.filter.zero_()
        persona.filter[TAPS // 2] = 1.0

    def _say(self, network: Kokoro, persona: Persona, sentence: Spoken) -> SpokenAudio:
        generator = torch.Generator().manual_seed(0)
        wave, _ = utter(network, persona, sentence.tokens.to(network.device), 1.0, generator)
        samples = levelled(wave.cpu().numpy(), SAMPLE_RATE)
        return SpokenAudio(sentence.text, samples, SAMPLE_RATE, ())
