"""Recordings to a dataset: listen, clean, cut, transcribe, check. The story of `timbre prepare`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.audio.clean import Cleaner, common_gains
from engine.audio.clips import ClipMaker
from engine.audio.files import find_audio, probe, read_audio
from engine.audio.listener import Listener
from engine.audio.quality import judge, report
from engine.audio.speakers import suspected_speakers
from engine.audio.survey import Survey, file_sha256, survey
from engine.audio.transcribe import Transcriber
from engine.audio.transcripts import read_transcripts
from engine.audio.vad import VoiceDetector
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note, Progress, StageStarted
from engine.project import (
    CLIPS_FOLDER,
    DATASET_FILE,
    Clip,
    Dataset,
    LeftOut,
    QualityReport,
    Recording,
    load_dataset,
    save_dataset,
)

VERSION = "1"
LEAST_SPEECH = 2.0
STRANGER = "This may be another person's voice."


@dataclass(frozen=True)
class Job:
    """One recording to prepare, with the text it came with."""

    path: Path
    name: str
    sha256: str
    text: str | None
    made_with: str


def prepare(
    paths: list[Path],
    folder: Path,
    *,
    transcripts: Path | None = None,
    language: str = "auto",
    denoise: str = "auto",
    emit: Emit,
    control: Control,
    transcriber: Transcriber | None = None,
) -> Dataset:
    """Make or extend the dataset in `folder` from sound files and folders of them.

    Recordings that were prepared before in the same way are left as they are, so running it twice
    changes nothing. The dataset is saved after every recording: stopping keeps what is done.

    Raises:
        EngineError: for input that cannot be used; the dataset stays as it was.
        Cancelled: when `control` says so.
    """
    known = load_dataset(folder) if (folder / DATASET_FILE).exists() else _empty()
    jobs = _jobs(paths, transcripts, language, denoise, known, emit)
    jobs = [job for job in jobs if not _is_done(job, known, folder)]
    if not jobs:
        return known
    surveys = _listen(jobs, emit, control)
    _refuse_too_little(jobs, surveys, known)
    gains = common_gains(surveys)
    total = sum(item.seconds for item in surveys)
    emit(StageStarted("clips", f"Cutting and transcribing {_spoken(total)} of sound"))
    listener = Listener(transcriber or Transcriber(), language)
    done = 0.0
    dataset = known
    for job, heard, gain in zip(jobs, surveys, gains):
        cleaner = Cleaner.choose(heard, gain, denoise)
        maker = ClipMaker(folder, job.name, job.sha256, heard, cleaner, listener)
        for position in maker.cut(job.path, job.text):
            emit(Progress("clips", round(done + position, 1), round(total, 1), job.name))
            control.check("clips")
        done += heard.seconds
        made = maker.clips(job.text)
        quality = report(heard, cleaner.denoised_by)
        dataset = _with_recording(dataset, job, heard, quality, made, maker.left_out())
        save_dataset(folder, dataset)
        _remove_unused(folder, dataset)
    dataset = _mark_strangers(dataset, folder, emit, control)
    save_dataset(folder, dataset)
    return dataset


def _empty() -> Dataset:
    return Dataset("", (), {}, (), ())


def _jobs(
    paths: list[Path],
    transcripts: Path | None,
    language: str,
    denoise: str,
    known: Dataset,
    emit: Emit,
) -> list[Job]:
    """What is asked for: every readable file once, with a name of its own."""
    files = _readable(find_audio(paths), paths, emit)
    texts = read_transcripts(transcripts, files) if transcripts else {}
    names = {recording.name: recording.sha256 for recording in known.recordings}
    jobs: dict[str, Job] = {}
    for path in files:
        sha256 = file_sha256(path)
        if sha256 in jobs:
            emit(Note(f"{path.name} is the same sound as {jobs[sha256].name}; it is used once."))
            continue
        old = next((r for r in known.recordings if r.path == _text(path)), None)
        name = old.name if old else _own_name(path, sha256, names)
        names[name] = sha256
        settings = "\n".join((VERSION, language, denoise, texts.get(path, "")))
        digest = hashlib.sha256(settings.encode()).hexdigest()[:16]
        jobs[sha256] = Job(path, name, sha256, texts.get(path), digest)
    return list(jobs.values())


def _readable(files: list[Path], asked: list[Path], emit: Emit) -> list[Path]:
    """Files whose header makes sense. One that was named must; one found in a folder is skipped."""
    named = {path.resolve() for path in asked}
    good: list[Path] = []
    failure: EngineError | None = None
    for file in files:
        try:
            probe(file)
            good.append(file)
        except EngineError as error:
            if file in named:
                raise
            failure = error
            emit(Note(f"Skipped: {error.message}", error.hint))
    if not good and failure is not None:
        raise failure
    return good


def _text(path: Path) -> str:
    """A path as text that can be written as UTF-8; undecodable bytes in old names are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _own_name(path: Path, sha256: str, names: dict[str, str]) -> str:
    plain = name = _text(Path(path.name))
    number = 2
    while names.get(name, sha256) != sha256:
        name = f"{plain} ({number})"
        number += 1
    return name


def _is_done(job: Job, known: Dataset, folder: Path) -> bool:
    same = [r for r in known.recordings if r.sha256 == job.sha256 and r.made_with == job.made_with]
    names = {recording.name for recording in same}
    return bool(same) and all(
        (folder / clip.path).is_file() for clip in known.clips if clip.recording in names
    )


def _listen(jobs: list[Job], emit: Emit, control: Control) -> list[Survey]:
    """Survey every recording, saying how far it has come in seconds of sound."""
    total = sum(probe(job.path).seconds for job in jobs)
    emit(StageStarted("listen", f"Listening to {_spoken(total)} of sound in {len(jobs)} file(s)"))
    detector = VoiceDetector()
    surveys: list[Survey] = []
    before = 0.0
    for job in jobs:

        def heard(seconds: float, job: Job = job, before: float = before) -> None:
            done = before + seconds
            emit(Progress("listen", round(done, 1), round(max(total, done), 1), job.name))
            control.check("listen")

        surveys.append(survey(job.path, detector, heard))
        before += surveys[-1].seconds
    return surveys


def _spoken(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _refuse_too_little(jobs: list[Job], surveys: list[Survey], known: Dataset) -> None:
    speech = sum(item.speech_seconds for item in surveys)
    if speech + known.seconds >= LEAST_SPEECH:
        return
    what = jobs[0].name if len(jobs) == 1 else f"These {len(jobs)} files"
    loudest = max(float(item.levels_db.max(initial=-120.0)) for item in surveys)
    hint = "Record or choose at least five seconds of one person speaking; a minute is better."
    if loudest < -60.0:
        raise EngineError("input", f"{what}: there is only silence.", hint)
    if speech < 0.3:
        raise EngineError("input", f"{what}: there is sound but nobody speaks in it.", hint)
    raise EngineError("input", f"{what}: there are only {speech:.1f} s of speech.", hint)


def _with_recording(
    dataset: Dataset,
    job: Job,
    heard: Survey,
    quality: QualityReport,
    clips: list[Clip],
    left_out: list[LeftOut],
) -> Dataset:
    """The dataset with one recording added or made anew; what the user edited stays."""
    old = {clip.id: clip for clip in dataset.clips}
    clips = [_keep_edits(clip, old.get(clip.id)) for clip in clips]
    info = heard.info
    recording = Recording(
        path=_text(job.path),
        name=job.name,
        seconds=round(heard.seconds, 6),
        rate=info.rate,
        channels=info.channels,
        sha256=job.sha256,
        made_with=job.made_with,
    )
    recordings = {r.name: r for r in (*dataset.recordings, recording)}
    all_clips = [c for c in dataset.clips if c.recording != job.name] + clips
    all_left = [item for item in dataset.left_out if item.recording != job.name] + left_out
    order = {name: index for index, name in enumerate(recordings)}
    return Dataset(
        language=_main_language(all_clips),
        recordings=tuple(recordings.values()),
        quality={**dataset.quality, job.name: quality},
        clips=tuple(sorted(all_clips, key=lambda clip: (order[clip.recording], clip.start))),
        left_out=tuple(sorted(all_left, key=lambda item: (order[item.recording], item.start))),
    )


def _mark_strangers(dataset: Dataset, folder: Path, emit: Emit, control: Control) -> Dataset:
    """Doubt the clips that sound like a second person, and say so in the quality reports."""
    from engine.scoring.speaker import SpeakerEncoder  # imports torch

    emit(StageStarted("speakers", "Checking that one person speaks", len(dataset.clips)))
    encoder = SpeakerEncoder()
    voices = []
    for index, clip in enumerate(dataset.clips):
        voices.append(encoder.embed(*read_audio(folder / clip.path)))
        emit(Progress("speakers", index + 1, len(dataset.clips)))
        control.check("speakers", index)
    seconds = np.array([clip.seconds for clip in dataset.clips])
    people, labels = suspected_speakers(np.array(voices), seconds)
    clips = tuple(
        replace(clip, doubts=_with_doubt(clip.doubts, STRANGER, label > 0))
        for clip, label in zip(dataset.clips, labels)
    )
    mixed = {clip.recording for clip in clips if STRANGER in clip.doubts}
    if mixed:
        emit(Note("More than one person seems to speak.", "Leave out the clips of the others."))
    quality = {
        name: judge(replace(measured, speakers_suspected=people if name in mixed else 1))
        for name, measured in dataset.quality.items()
    }
    return replace(dataset, clips=clips, quality=quality)


def _with_doubt(doubts: tuple[str, ...], sentence: str, doubted: bool) -> tuple[str, ...]:
    others = tuple(doubt for doubt in doubts if doubt != sentence)
    return (*others, sentence) if doubted else others


def _keep_edits(clip: Clip, old: Clip | None) -> Clip:
    if old is None or old.text_from != "edited" or (old.start, old.end) != (clip.start, clip.end):
        return clip
    return old


def _main_language(clips: list[Clip]) -> str:
    seconds: dict[str, float] = {}
    for clip in clips:
        seconds[clip.language] = seconds.get(clip.language, 0.0) + clip.seconds
    return max(seconds, key=lambda language: seconds[language], default="")


def _remove_unused(folder: Path, dataset: Dataset) -> None:
    """Delete sounds of clips that are no longer in the dataset (a recording made anew)."""
    used = {clip.path for clip in dataset.clips}
    for path in sorted((folder / CLIPS_FOLDER).glob("*.flac")):
        if f"{CLIPS_FOLDER}/{path.name}" not in used:
            path.unlink()
