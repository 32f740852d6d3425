"""The two ends of a run: the zero-shot voice it starts from, and the voice in the library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import safetensors.torch
import torch

from engine.errors import EngineError
from engine.events import Note, Progress, Sample, StageStarted
from engine.library import delete_voice, save_voice, voice_folder
from engine.project import reference_clips
from engine.scoring.scores import whole_score
from engine.training.parts import Part
from engine.training.run import SAMPLES, Job
from engine.training.state import VoiceTensors, as_files, read_part, write_part
from engine.training.trial import UNHEARD, JudgeVoice, interruptible, say, write_sample
from engine.voice import Reference, Scores, SpokenAudio, Voice

if TYPE_CHECKING:
    from engine.models.families import Family
    from engine.plan import TrainingPlan


def keep_zero_shot(job: Job, family: Family, plan: TrainingPlan) -> None:
    """Score and keep the voice before any tuning; the first sample to listen to."""
    tensors = family.voice_tensors()
    family.load_voice(tensors)
    job.emit(StageStarted("zero-shot", "Trying the voice before it learns", len(job.texts)))
    scores, spoken = _try_out(job, family, plan, "zero-shot", _judge(job, plan))
    _keep_sample(job, spoken[0], "zero-shot")
    write_part(job.checkpoints.done(0), tensors, Part("zero-shot", scores=scores))


def deliver(job: Job, family: Family, plan: TrainingPlan) -> Voice:
    """Score the tuned voice, put the better one into the library and try it from there.

    Raises:
        EngineError: kind "internal" when the voice on disk is not understood, "disk".
    """
    parts = [read_part(job.checkpoints.done(part))[1] for part in range(len(plan.stages) + 1)]
    judge = _judge(job, plan)
    tensors, _ = read_part(job.checkpoints.done(len(plan.stages)))
    family.load_voice(tensors)
    job.emit(StageStarted("trial", "Trying the voice", len(job.texts)))
    scores, spoken = _try_out(job, family, plan, "trial", judge)
    _keep_sample(job, spoken[0], "tuned")
    figures = {"zero-shot": parts[0].scores or scores, "tuned": scores}
    chosen = parts[-1].name
    if whole_score(scores) < whole_score(figures["zero-shot"]):
        job.emit(Note("The tuned voice scores below the one before tuning, which is kept instead."))
        tensors, first = read_part(job.checkpoints.done(0))
        chosen = first.name
    voice = _save(job, family, plan, tensors, figures, parts, chosen)
    try:
        _try_from_disk(family, voice, plan, judge, job)
    except EngineError:
        delete_voice(voice.name)
        raise
    return voice


def _judge(job: Job, plan: TrainingPlan) -> JudgeVoice:
    kept = job.dataset.kept
    return job.make_judge(job.dataset_folder, kept, job.dataset.language, plan.threads)


def _try_out(
    job: Job, family: Family, plan: TrainingPlan, stage: str, judge: JudgeVoice
) -> tuple[Scores, list[SpokenAudio]]:
    """Speak the run's sentences and score them."""
    spoken: list[SpokenAudio] = []
    with torch.no_grad(), interruptible(job.control, stage):
        for number, text in enumerate(job.texts, 1):
            spoken.append(say(family, text, plan.seed))
            job.emit(Progress(stage, number, len(job.texts), text))
            job.control.check(stage)
        return judge(spoken), spoken


def _keep_sample(job: Job, spoken: SpokenAudio, label: str) -> None:
    path = job.folder / SAMPLES / f"{label}.flac"
    write_sample(path, spoken)
    job.emit(Sample(label, 0, str(path), spoken.text, label))


def _save(
    job: Job,
    family: Family,
    plan: TrainingPlan,
    tensors: VoiceTensors,
    figures: dict[str, Scores],
    parts: Sequence[Part],
    chosen: str,
) -> Voice:
    references = reference_clips(job.dataset.kept)
    files = {
        f"references/{Path(clip.path).name}": job.dataset_folder / clip.path for clip in references
    }
    files |= {f"samples/{label}.flac": job.folder / SAMPLES / f"{label}.flac" for label in figures}
    voice = Voice(
        name=job.purpose.voice,
        base=plan.base,
        base_sha256=family.base_sha256,
        languages=family.spec.languages,
        sample_rate=family.spec.sample_rate,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        speech_seconds=round(job.dataset.seconds, 3),
        weights=(),
        references=tuple(
            Reference(f"references/{Path(c.path).name}", c.text, c.language, c.seconds)
            for c in references
        ),
        scores=figures,
        plan=plan,
        consent=job.purpose.consent,
        history=tuple(_history(part) for part in parts),
        checkpoint=chosen,
    )
    weights, kinds = as_files(tensors)
    # A voice of this name can only be one that this run saved before it was interrupted.
    return save_voice(voice, weights, kinds, files, replace_existing=True)


def _history(part: Part) -> str:
    """One line on what a part brought."""
    if part.best is None or part.first is None:
        return "Zero-shot: a voice fitted without training."
    first, best = part.first.get("score", 0.0), part.best.get("score", 0.0)
    return f"{part.name}: step {part.step} of {part.steps} was best ({first:.3f} to {best:.3f})."


def _try_from_disk(
    family: Family, voice: Voice, plan: TrainingPlan, judge: JudgeVoice, job: Job
) -> None:
    """Load the voice from the library as anybody would and listen to a sentence of it."""
    folder = voice_folder(voice.name)
    files = [Path(weight.name) for weight in voice.weights]
    family.load_voice({file.stem: safetensors.torch.load_file(folder / file) for file in files})
    with torch.no_grad(), interruptible(job.control, "trial"):
        error = judge([say(family, job.texts[-1], plan.seed)]).word_error
    if error > UNHEARD:
        raise EngineError(
            "internal",
            f"The voice is not understood: {error:.0%} of the words were lost or changed.",
            "Check the clips' texts against their sound, then train again.",
        )
