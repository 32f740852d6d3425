"""Recordings to a dataset: listen, clean, cut, transcribe, check. The story of `timbre prepare`."""

from __future__ import annotations

from pathlib import Path

from engine.audio.clean import Cleaner, common_gains
from engine.audio.clips import ClipMaker
from engine.audio.files import find_audio, probe
from engine.audio.jobs import Job, as_text, find_jobs, readable, spoken, weigh
from engine.audio.listener import Listener
from engine.audio.quality import report
from engine.audio.recall import Recall, Recogniser, forget
from engine.audio.speakers import mark_strangers
from engine.audio.survey import Survey, survey
from engine.audio.transcribe import Transcriber
from engine.audio.transcripts import read_transcripts
from engine.audio.vad import VoiceDetector
from engine.control import Control
from engine.errors import GOES_ON, Cancelled, EngineError
from engine.events import Emit, Progress, StageStarted
from engine.project import (
    CLIPS_FOLDER,
    DATASET_FILE,
    Clip,
    Dataset,
    LeftOut,
    QualityReport,
    Recording,
    held_dataset,
    load_dataset,
    save_dataset,
)

LEAST_SPEECH = 2.0
HEARD_FILE = "heard.jsonl"


def prepare(
    paths: list[Path],
    folder: Path,
    *,
    transcripts: Path | None = None,
    read_aloud: bool = False,
    language: str = "auto",
    denoise: str = "auto",
    room_tone: Path | None = None,
    emit: Emit,
    control: Control,
    transcriber: Recogniser | None = None,
) -> Dataset:
    """Make or extend the dataset in `folder` from sound files and folders of them.

    `transcripts` is a table of their texts; `read_aloud` says that people read from these;
    `room_tone` is a second without a voice, from the room and microphone they read in.

    Recordings that were prepared before in the same way are left as they are, so running it twice
    changes nothing. Stopping, or being killed, keeps what is done: the dataset is saved after every
    recording, and what was recognised in an unfinished one is not recognised again.

    Raises:
        EngineError: for input that cannot be used; the dataset stays as it was. Kind "busy" while
            another process prepares the same dataset, "disk" without room for the clips.
        Cancelled: when `control` says so.
    """
    files = readable(find_audio(paths), paths, emit)
    texts = read_transcripts(transcripts, files) if transcripts else {}
    with held_dataset(folder):
        known = load_dataset(folder) if (folder / DATASET_FILE).exists() else _empty()
        jobs = find_jobs(files, texts, language, denoise, known, emit, room_tone)
        jobs = [job for job in jobs if not _is_done(job, known, folder)]
        unfinished = folder / HEARD_FILE
        if not jobs and not unfinished.exists():
            return known
        try:
            dataset = known
            text_from = "script" if read_aloud else "tsv"
            if jobs:
                weigh([probe(job.path) for job in jobs], folder, emit)
                surveys = _listen(jobs, emit, control)
                _refuse_too_little(jobs, surveys, known)
                recogniser = Recall(transcriber or Transcriber(), unfinished)
                listeners = {job.language: Listener(recogniser, job.language) for job in jobs}
                dataset = _add(
                    known, jobs, surveys, denoise, text_from, folder, listeners, emit, control
                )
            dataset = mark_strangers(dataset, folder, emit, control)
        except Cancelled as cancelled:
            raise Cancelled(GOES_ON, str(folder)) from cancelled
        save_dataset(folder, dataset)
        forget(unfinished)
    return dataset


def _add(
    dataset: Dataset,
    jobs: list[Job],
    surveys: list[Survey],
    denoise: str,
    text_from: str,
    folder: Path,
    listeners: dict[str, Listener],
    emit: Emit,
    control: Control,
) -> Dataset:
    """The dataset with the clips of every recording, saved after each."""
    gains = common_gains(surveys)
    total = sum(item.seconds for item in surveys)
    emit(StageStarted("clips", f"Cutting and transcribing {spoken(total)} of sound"))
    done = 0.0
    for job, heard, gain in zip(jobs, surveys, gains):
        cleaner = Cleaner.choose(heard, gain, denoise, job.room)
        listener = listeners[job.language]
        maker = ClipMaker(folder, job.name, job.sha256, heard, cleaner, listener)
        for position in maker.cut(job.path, job.text):
            emit(Progress("clips", round(done + position, 1), round(total, 1), job.name))
            control.check("clips")
        done += heard.seconds
        made = maker.clips(job.text, text_from)
        quality = report(heard, cleaner.denoised_by)
        dataset = _with_recording(dataset, job, heard, quality, made, maker.left_out())
        save_dataset(folder, dataset)
        _remove_unused(folder, dataset)
    return dataset


def _empty() -> Dataset:
    return Dataset("", (), {}, (), ())


def _is_done(job: Job, known: Dataset, folder: Path) -> bool:
    same = [r for r in known.recordings if r.sha256 == job.sha256 and r.made_with == job.made_with]
    names = {recording.name for recording in same}
    return bool(same) and all(
        (folder / clip.path).is_file() for clip in known.clips if clip.recording in names
    )


def _listen(jobs: list[Job], emit: Emit, control: Control) -> list[Survey]:
    """Survey every recording, saying how far it has come in seconds of sound."""
    total = sum(probe(job.path).seconds for job in jobs)
    emit(StageStarted("listen", f"Listening to {spoken(total)} of sound in {len(jobs)} file(s)"))
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
        path=as_text(job.path),
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
