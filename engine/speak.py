"""Speaking: open a voice, say a text sentence by sentence, and keep it as a file."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.audio.files import check_output, write_blocks
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, Progress, StageStarted
from engine.files import read_json, write_bytes
from engine.library import VOICE_FILE, voice_folder, voice_names
from engine.models.families import Family, base_names, open_family, open_stock
from engine.narration.export import (
    Exported,
    Order,
    Passage,
    check_order,
    export,
    spool_folder,
    spooled,
)
from engine.subtitles import Cue, Format, cues_of, write_as
from engine.text.dictionary import Respelled, check_dictionary
from engine.text.split import CLAUSE_PAUSE, check_text
from engine.voice import SpeakRequest, SpokenAudio, Voice

if TYPE_CHECKING:
    import numpy as np
    import torch

SLOWEST, FASTEST = 0.5, 2.0
LONGEST_PAUSE = 10.0
# In characters: about a second and about four seconds of speech.
SHORTEST_OPENING, LONGEST_OPENING = 15, 60
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s|[。！？]|\n\s*\n")
# Where a speaker may take breath, the best first: behind a mark, or before a word that joins.
_BREATHS = (
    re.compile(r"[,;:][\"'”’)]*\s|[，、；：]"),
    re.compile(r"\s(?=(?:and|but|or|so|because|when|while|where|which|who|until|if|than)\s)"),
    re.compile(r"\s(?=(?:in|on|at|for|from|with|without|into|through|over|under|by|to)\s)"),
)


@dataclass(frozen=True)
class Speaker:
    """A voice in memory, ready to speak. `rate` is in samples per second."""

    name: str
    family: Family
    languages: tuple[str, ...]
    rate: int


@dataclass(frozen=True)
class SpokenFile:
    """A text that was spoken into a file: seconds of sound, and how long the speaking took."""

    path: str
    seconds: float
    sentences: int
    took_seconds: float
    subtitles: str | None = None


def open_voice(voice: str, device: str = "auto") -> Speaker:
    """Load a voice: a name in the library, a voice's folder, or a stock voice `starter:af_heart`.

    The name of a base alone ("v2ProPlus") is the base as it is: it speaks after the reference of
    each request.

    Raises:
        EngineError: kind "missing" for an unknown name (with the nearest ones), "damaged" when
            its files are not what they should be, "device" when the device cannot be used.
    """
    place = _device(device)
    base, colon, stock = voice.partition(":")
    is_base = base in base_names()
    if is_base and (colon or base not in voice_names()):
        family = open_stock(base, stock, place)
        return Speaker(voice, family, family.spec.languages, family.spec.sample_rate)
    folder = Path(voice) if (Path(voice) / VOICE_FILE).is_file() else voice_folder(voice)
    described = read_json(folder / VOICE_FILE, Voice)
    tensors = _weights(folder, described)
    family = open_family(described.base, place)
    if described.base_sha256 != family.base_sha256:
        raise EngineError(
            "damaged",
            f"The voice {folder.name} was made on another {described.base} than the one here.",
            f"`timbre base verify {described.base}` tells whether this one is whole; or train "
            "the voice again.",
        )
    family.load_voice(tensors)
    return Speaker(folder.name, family, described.languages, described.sample_rate)


def speak(
    speaker: Speaker, request: SpeakRequest, *, quick_start: bool = False
) -> Iterator[SpokenAudio]:
    """Say a text, sentence by sentence; what cannot be said is refused before the first sound.

    The same request gives the same samples on one machine. With `quick_start` a long first sentence
    is cut where a speaker takes breath, so that somebody who waits hears something early.

    Raises:
        EngineError: kind "input" for an empty, too long or unspeakable text, an unknown language,
            or a speed outside 0.5-2.
    """
    check_request(request, speaker.languages)
    respelled = Respelled(request.text, request.dictionary)
    request = replace(request, text=respelled.text)
    head, rest = opening(request.text) if quick_start else ("", request.text)
    if not head:
        return respelled.as_written(speaker.family.speak(request))
    parts = replace(request, text=head), replace(request, text=rest)
    return respelled.as_written(_opened(speaker.family, *parts))


def _opened(family: Family, head: SpeakRequest, rest: SpeakRequest) -> Iterator[SpokenAudio]:
    """The opening with the pause of a comma behind it, not of a whole text, then the rest."""
    # Read as if a comma stood there: without one the voice would fall as at the end of a text.
    written = head.text.rstrip()
    read = written if written[-1] in ",;:，、；：" else f"{written},"
    for spoken in family.speak(replace(head, text=read)):
        words = spoken.words
        if words:
            kept = int((words[-1].end + CLAUSE_PAUSE) * spoken.rate)
            last = replace(words[-1], text=written.split()[-1])
            spoken = replace(spoken, samples=spoken.samples[:kept], words=(*words[:-1], last))
        yield replace(spoken, text=written)
    yield from family.speak(rest)


def opening(text: str) -> tuple[str, str]:
    """A text cut where a speaker takes breath early in a long first sentence.

    Together both parts are the text; the first one is empty where it should not be cut.
    """
    begin = text[:LONGEST_OPENING]
    if len(text) <= LONGEST_OPENING or _SENTENCE_END.search(begin):
        return "", text
    for breath in _BREATHS:
        cuts = [m.end() for m in breath.finditer(begin) if m.end() >= SHORTEST_OPENING]
        if cuts:
            return text[: cuts[-1]], text[cuts[-1] :]
    return "", text


def check_request(request: SpeakRequest, languages: tuple[str, ...]) -> None:
    """Refuse what no voice with these languages can say.

    Raises:
        EngineError: kind "input".
    """
    check_text(request.text)
    check_dictionary(request.dictionary)
    if not all(0 <= pause <= LONGEST_PAUSE for pause in astuple(request.pauses)):
        raise EngineError(
            "input",
            "A pause of that length is not possible.",
            f"Choose between 0 and {LONGEST_PAUSE:g} seconds.",
        )
    if not SLOWEST <= request.speed <= FASTEST:
        raise EngineError(
            "input",
            f"A speed of {request.speed:g} is not possible.",
            f"Choose between {SLOWEST:g} and {FASTEST:g}; 1 is the voice's own.",
        )
    if not 0 <= request.seed < 1 << 63:
        raise EngineError(
            "input", f"{request.seed} cannot be a seed.", "Use a whole number from 0 upwards."
        )
    if request.language != "auto" and _main_tag(request.language) not in languages:
        raise EngineError(
            "input",
            f"This voice does not speak {request.language!r}.",
            f"It speaks: {', '.join(languages)}.",
        )


def _main_tag(language: str) -> str:
    # "en-GB" is a way of speaking "en"; the front end knows which ways there are.
    return language.replace("_", "-").partition("-")[0].lower()


def speak_to_file(
    speaker: Speaker,
    request: SpeakRequest,
    out: Path,
    subtitles: Format | None = None,
    emit: Emit | None = None,
    control: Control | None = None,
) -> SpokenFile:
    """Speak into a WAV, FLAC, MP3, OGG or Opus file, by its extension, as the sound comes.

    Only a sentence at a time is in memory. The file appears whole or not at all; subtitles go
    beside it, under the same name.

    Raises:
        EngineError: as `speak`, and kind "disk" when it cannot be written.
        Cancelled: when stopped between sentences; nothing is written then.
    """
    check_output(out)
    began = time.perf_counter()
    telling = _Telling(request, speaker.rate, emit or _ignore, control or Control())
    write_blocks(out, telling.blocks(speak(speaker, request)), speaker.rate)
    written: Path | None = None
    if subtitles is not None:
        written = out.with_suffix(f".{subtitles}")
        write_bytes(written, write_as(telling.cues, subtitles).encode())
    return SpokenFile(
        path=str(out),
        seconds=round(telling.seconds, 3),
        sentences=telling.sentences,
        took_seconds=round(time.perf_counter() - began, 3),
        subtitles=str(written) if written else None,
    )


def speak_to_order(
    speaker: Speaker,
    request: SpeakRequest,
    order: Order,
    emit: Emit | None = None,
    control: Control | None = None,
) -> Exported:
    """Speak, and write what was ordered: at a loudness, or a file a sentence.

    All of it is spoken before anything is written, into a folder that goes away.

    Raises:
        EngineError: as `speak` and `export`.
        Cancelled: when stopped between sentences.
    """
    check_order(order)
    telling = _Telling(request, speaker.rate, emit or _ignore, control or Control())
    with spool_folder() as folder:
        passages: list[Passage] = []

        def kept() -> Iterator[SpokenAudio]:
            for spoken, passage in spooled(speak(speaker, request), Path(folder)):
                passages.append(passage)
                yield spoken

        for _ in telling.blocks(kept()):
            pass
        return export(passages, order, emit, control)


class _Telling:
    """What has been said so far, while the sound streams by."""

    def __init__(self, request: SpeakRequest, rate: int, emit: Emit, control: Control) -> None:
        self.cues: list[Cue] = []
        self.sentences = 0
        self._samples = 0
        self._rate = rate
        self._characters = len(request.text)
        self._emit = emit
        self._control = control

    @property
    def seconds(self) -> float:
        return self._samples / self._rate

    def blocks(self, spoken: Iterator[SpokenAudio]) -> Iterator[np.ndarray]:
        """The samples of each sentence, noted on the way."""
        self._emit(StageStarted("speak", "Speaking."))
        said = 0
        self._control.check("speak")
        for sentence in spoken:
            self.cues += cues_of(sentence, self.seconds)
            self.sentences += 1
            self._samples += len(sentence.samples)
            for warning in sentence.warnings:
                self._emit(Note(warning))
            yield sentence.samples
            said = min(self._characters, said + len(sentence.text) + 1)
            self._emit(Progress("speak", said, self._characters, sentence.text))
            self._control.check("speak", self.sentences)


def _ignore(event: object) -> None:
    pass


def _weights(folder: Path, described: Voice) -> dict[str, dict[str, torch.Tensor]]:
    """The tensors of a voice, from files whose hashes are those in its description."""
    import safetensors
    import safetensors.torch

    tensors: dict[str, dict[str, torch.Tensor]] = {}
    for weight in described.weights:
        try:
            data = (folder / Path(weight.name).name).read_bytes()
            if hashlib.sha256(data).hexdigest() != weight.sha256:
                raise ValueError("its hash is not the one in voice.json")
            tensors[Path(weight.name).stem] = safetensors.torch.load(data)
        except (OSError, ValueError, safetensors.SafetensorError) as error:
            raise EngineError(
                "damaged",
                f"The voice {folder.name} is damaged: {weight.name} cannot be used ({error}).",
                "Import it again from its .voice file, or train it again.",
            ) from error
    return tensors


def _device(device: str) -> str:
    """The device to speak on: the first card torch can use, or as asked.

    Raises:
        EngineError: kind "device" or "input" when it cannot be used.
    """
    import torch

    from engine.device import check_device
    from engine.files import data_home
    from engine.hardware import profile

    if device == "auto":
        return "cuda:0" if torch.cuda.is_available() else "cpu"
    if device != "cpu":
        check_device(device, profile(data_home()))
    return device
