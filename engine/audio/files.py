"""Reading any sound file in blocks, and writing sound files by their extension."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import av.error
import numpy as np
import soundfile

from engine.errors import EngineError
from engine.files import atomic_path, disk_error

SOUND_EXTENSIONS = "wav wave w64 rf64 flac mp3 mp2 m4a m4b aac ogg oga opus wma aif aiff au caf amr"
VIDEO_EXTENSIONS = "mp4 m4v mkv mka webm mov avi flv 3gp ts"
EXTENSIONS = frozenset(f".{name}" for name in (SOUND_EXTENSIONS + " " + VIDEO_EXTENSIONS).split())
BLOCK_SECONDS = 10.0
MAX_CHANNELS = 8
FULL_DISK = 1 << 16
# What libsndfile writes: extension -> (container, encoding).
SOUNDFILE_FORMATS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}
# What FFmpeg writes: extension -> (container, codec, bits per second). libsndfile could do Ogg too
# but numbers its streams at random, so that the same sound never gives the same bytes.
AV_FORMATS = {
    ".opus": ("ogg", "libopus", 64_000),
    ".ogg": ("ogg", "libopus", 64_000),
    ".m4a": ("mp4", "aac", 128_000),
    ".mp4": ("mp4", "aac", 128_000),
    ".aac": ("adts", "aac", 128_000),
}
OPUS_RATES = (8_000, 12_000, 16_000, 24_000, 48_000)
MP3_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 96_000)
KNOWN_RATES = {
    ".mp3": MP3_RATES,
    ".opus": OPUS_RATES,
    ".ogg": OPUS_RATES,
    **dict.fromkeys((".m4a", ".mp4", ".aac"), AAC_RATES),
}


@dataclass(frozen=True)
class AudioInfo:
    """What a file's header says. `seconds` may be 0.0 when the header does not know."""

    path: Path
    seconds: float
    rate: int
    channels: int


def find_audio(paths: list[Path]) -> list[Path]:
    """The files among `paths`, and the sound files in the folders among them, in a stable order.

    Raises:
        EngineError: kind "missing" for a name that is not there, "input" for a folder without
            sound files.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if _looks_like_audio(p)]
            if not inside:
                raise EngineError(
                    "input",
                    f"The folder {path} holds no sound files.",
                    "Name a folder or files with WAV, FLAC, MP3, M4A, OGG, Opus or video sound.",
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise EngineError("missing", f"There is no file {path}.", "Check the name.")
    return list(dict.fromkeys(path.resolve() for path in found))


def _looks_like_audio(path: Path) -> bool:
    return path.suffix.lower() in EXTENSIONS and path.is_file() and not path.name.startswith(".")


def probe(path: Path) -> AudioInfo:
    """Read a file's header.

    Raises:
        EngineError: "missing", or "damaged"/"input" with the reason and a next step.
    """
    if path.is_dir():
        raise EngineError("input", f"{path} is a folder, not a file.", "Name a sound file.")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise EngineError(
            "missing", f"{path} cannot be opened: {error.strerror}.", "Check the name and rights."
        ) from error
    if size == 0:
        raise EngineError("damaged", f"{path.name} is empty (0 bytes).", "Copy or record it again.")
    _refuse_cut_wav(path, size)
    info = _probe_soundfile(path) or _probe_av(path)
    if info.channels > MAX_CHANNELS:
        raise EngineError(
            "input",
            f"{path.name} has {info.channels} channels; at most {MAX_CHANNELS} can be read.",
            "Export it as mono or stereo first.",
        )
    return info


def _refuse_cut_wav(path: Path, size: int) -> None:
    """A WAV whose header promises more sound than the file holds was cut off while copying.

    Programs that stream leave the length at 0 or at its maximum; those are whole.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
            return
        while len(chunk := file.read(8)) == 8:
            length = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data":
                here = size - file.tell()
                if 0 < length < 0x7FFFF000 and here < length - 1:
                    raise _cut_off(path, here / length)
                return
            file.seek(length + length % 2, os.SEEK_CUR)


def _cut_off(path: Path, share: float) -> EngineError:
    return EngineError(
        "damaged",
        f"{path.name} is cut off: {share:.0%} of the sound its header promises is there.",
        "Copy it again; or open it in a sound editor and save what is left under a new name.",
    )


def _unreadable(path: Path, reason: str) -> EngineError:
    return EngineError(
        "damaged",
        f"{path.name} cannot be read as sound: {reason}.",
        "Check that it plays in a media player, or convert it to WAV.",
    )


def _probe_soundfile(path: Path) -> AudioInfo | None:
    try:
        info = soundfile.info(str(path))
    except (soundfile.LibsndfileError, UnicodeEncodeError):
        return None
    if info.frames <= 0 or info.frames >= 1 << 62:
        return None
    return AudioInfo(path, info.frames / info.samplerate, info.samplerate, info.channels)


def _probe_av(path: Path) -> AudioInfo:
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise EngineError(
                    "input", f"{path.name} holds no sound.", "Choose a file with an audio track."
                )
            stream = container.streams.audio[0]
            ticks = stream.duration
            seconds = float(ticks * (stream.time_base or 0)) if ticks else 0.0
            if not seconds and container.duration:
                seconds = container.duration / av.time_base
            if not stream.rate or not stream.channels:
                raise _unreadable(path, "it has no sample rate")
            return AudioInfo(path, max(0.0, seconds), int(stream.rate), int(stream.channels))
    except av.error.FFmpegError as error:
        raise _unreadable(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return "it is not a known sound format" if "Invalid data" in text else text.rstrip(".")


def read_blocks(path: Path, seconds: float = BLOCK_SECONDS) -> Iterator[np.ndarray]:
    """The sound of a file as float32 blocks `[N, channels]` of about `seconds`, never all at once.

    Values are finite; 1.0 is full scale and float files may go beyond it.

    Raises:
        EngineError: as `probe`, and "damaged" when the sound stops making sense on the way.
    """
    info = probe(path)
    size = max(1, round(seconds * info.rate))
    blocks = _blocks_soundfile(path, size) if _probe_soundfile(path) else _blocks_av(path, size)
    for block in blocks:
        yield np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _blocks_soundfile(path: Path, size: int) -> Iterator[np.ndarray]:
    read = 0
    try:
        with soundfile.SoundFile(str(path)) as file:
            promised = file.frames
            exact = file.format in ("WAV", "FLAC", "AIFF", "W64", "RF64")
            while len(block := file.read(size, dtype="float32", always_2d=True)):
                read += len(block)
                yield block
    except soundfile.LibsndfileError as error:
        raise _unreadable(path, str(error).rstrip(".")) from error
    if exact and read < promised:
        raise _cut_off(path, read / promised)


def _blocks_av(path: Path, size: int) -> Iterator[np.ndarray]:
    """Decoded frames gathered into blocks; a stream with nothing in it is an error."""
    pending: list[np.ndarray] = []
    held, yielded = 0, False
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="fltp")
            for frame in container.decode(container.streams.audio[0]):
                for part in resampler.resample(frame):
                    pending.append(part.to_ndarray().T)
                    held += len(pending[-1])
                if held >= size:
                    yield np.concatenate(pending)
                    pending, held, yielded = [], 0, True
    except (av.error.FFmpegError, ValueError) as error:
        raise _unreadable(path, f"decoding stopped, {_reason(error)}") from error
    if pending:
        yield np.concatenate(pending)
    elif not yielded:
        raise _unreadable(path, "it holds no sound")


def read_audio(path: Path) -> tuple[np.ndarray, int]:
    """A whole short file as mono float32 `[N]` and its rate; channels are averaged.

    Raises:
        EngineError: as `read_blocks`.
    """
    blocks = [block.mean(axis=1) for block in read_blocks(path)]
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    return samples.astype(np.float32, copy=False), probe(path).rate


def write_audio(path: Path, samples: np.ndarray, rate: int) -> None:
    """Write mono float samples `[N]` (1.0 is full scale) as WAV, FLAC, MP3, OGG, Opus or M4A.

    The extension decides. Louder than full scale is limited, never wrapped around. The file
    appears whole or not at all.

    Raises:
        EngineError: kind "input" for an unknown extension, "disk" when it cannot be written.
    """
    write_blocks(path, [samples], rate)


def write_blocks(path: Path, blocks: Iterable[np.ndarray], rate: int) -> None:
    """The same for sound that comes in blocks `[N]` and need not fit into memory.

    Raises:
        EngineError: as `write_audio`; what the blocks raise leaves no file behind.
    """
    check_output(path)
    extension = path.suffix.lower()
    known_rate = _known_rate(rate, extension)
    prepared = _prepared(blocks, rate, known_rate)
    with atomic_path(path) as temporary:
        if extension in AV_FORMATS:
            _write_av(temporary, prepared, known_rate, extension)
        else:
            _write_soundfile(temporary, prepared, known_rate, extension)


def check_output(path: Path) -> None:
    """Make sure before any work that sound can be written under this name.

    Raises:
        EngineError: kind "input" for a folder or an unknown extension, "disk" where nothing can be
            written.
    """
    extension = path.suffix.lower()
    if path.is_dir():
        raise EngineError("input", f"{path} is a folder.", f"Name a file, {path / 'speech.wav'}.")
    if extension not in SOUNDFILE_FORMATS and extension not in AV_FORMATS:
        raise EngineError(
            "input",
            f"Cannot write sound as {extension or path.name!r}.",
            "Use a name that ends in .wav, .flac, .mp3, .opus, .ogg or .m4a.",
        )
    place = next(folder for folder in path.absolute().parents if folder.exists())
    if not place.is_dir():
        raise disk_error(path, NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    if not os.access(place, os.W_OK):
        raise disk_error(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _prepared(blocks: Iterable[np.ndarray], rate: int, known_rate: int) -> Iterator[np.ndarray]:
    """Finite float32 blocks within full scale, at a rate the format knows."""
    if rate == known_rate:
        yield from (_limited(block) for block in blocks)
        return
    import soxr  # only for odd rates: most writing needs no resampler

    stream = soxr.ResampleStream(rate, known_rate, 1, dtype="float32")
    for block in blocks:
        yield _limited(stream.resample_chunk(_limited(block)))
    yield _limited(stream.resample_chunk(np.zeros(0, np.float32), last=True))


def _limited(samples: np.ndarray) -> np.ndarray:
    return np.clip(np.nan_to_num(np.asarray(samples, dtype=np.float32)), -1.0, 1.0)


def _write_soundfile(path: Path, blocks: Iterable[np.ndarray], rate: int, extension: str) -> None:
    container, encoding = SOUNDFILE_FORMATS[extension]
    try:
        with soundfile.SoundFile(
            str(path), "w", rate, 1, format=container, subtype=encoding
        ) as file:
            # Long blocks overflow the stack of the Vorbis encoder.
            for block in _cut(blocks, rate * 10):
                # Rounded here: what is written does not depend on a library's idea of full scale.
                whole = np.round(block * 32767.0).astype(np.int16)
                file.write(whole if encoding == "PCM_16" else block)
    except soundfile.LibsndfileError as error:
        # The library calls a full disk a system error.
        full = shutil.disk_usage(path.parent).free < FULL_DISK
        raise OSError(0, os.strerror(errno.ENOSPC) if full else str(error).rstrip(".")) from error


def _write_av(path: Path, blocks: Iterable[np.ndarray], rate: int, extension: str) -> None:
    container_format, codec, bit_rate = AV_FORMATS[extension]
    written = 0
    try:
        with av.open(
            str(path), "w", format=container_format, options={"fflags": "+bitexact"}
        ) as container:
            added = container.add_stream(codec, rate=rate, layout="mono")
            stream = cast(av.AudioStream, added)  # both codecs are of sound
            stream.bit_rate = bit_rate
            # Opus in packets of 20 ms; AAC takes frames of 1024 samples.
            for block in _cut(blocks, rate // 50 if codec == "libopus" else 1024):
                data = np.ascontiguousarray(block[np.newaxis])
                frame = av.AudioFrame.from_ndarray(data, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = rate, written
                container.mux(stream.encode(frame))
                written += len(block)
            container.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise OSError(0, _reason(error)) from error


def _cut(blocks: Iterable[np.ndarray], size: int) -> Iterator[np.ndarray]:
    """The same samples in blocks of exactly `size`, the last one shorter."""
    rest = np.zeros(0, np.float32)
    for block in blocks:
        joined = np.concatenate([rest, block])
        whole = len(joined) - len(joined) % size
        yield from (joined[start : start + size] for start in range(0, whole, size))
        rest = joined[whole:]
    if len(rest):
        yield rest


def _known_rate(rate: int, extension: str) -> int:
    """Some formats know few rates; for others the next higher one is taken."""
    known = KNOWN_RATES.get(extension, (rate,))
    return next((candidate for candidate in known if candidate >= rate), known[-1])
