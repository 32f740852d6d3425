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
from engine.scoring.whole import whole_score
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
    """Score the tuned voice, put the best that the run has into the library and try it from there.

    Where the tuned voice does worse than the one before tuning, what the stages before its last
    left is tried too.

    Raises:
        EngineError: kind "internal" when the voice on disk is not understood, "disk".
    """
    parts = [read_part(job.checkpoints.done(part))[1] for part in range(len(plan.stages) + 1)]
    judge = _judge(job, plan)
    job.emit(StageStarted("trial", "Trying the voice", len(job.texts)))
    figures: dict[str, Scores] = {}
    if parts[0].scores is not None:
        figures[parts[0].name] = parts[0].scores
    number = len(plan.stages)
    while number and not _does_better(job, family, plan, parts, number, judge, figures):
        number -= 1
        job.emit(
            Note(
                "The tuned voice scores below the one before tuning, which is kept instead."
                if number == 0
                else f"After {parts[number + 1].name} the voice scores below the one before tuning,"
                f" so what {parts[number].name} left is tried."
            )
        )
    tensors, chosen = read_part(job.checkpoints.done(number))
    voice = _described(job, family, plan, figures, parts, chosen.name)
    if not job.in_library:
        return voice
    voice = _save(job, voice, tensors)
    try:
        _try_from_disk(family, voice, plan, judge, job)
    except EngineError:
        delete_voice(voice.name)
        raise
    return voice


def _does_better(
    job: Job,
    family: Family,
    plan: TrainingPlan,
    parts: Sequence[Part],
    number: int,
    judge: JudgeVoice,
    figures: dict[str, Scores],
) -> bool:
    """Whether the voice after part `number` is at least as good as the one before tuning."""
    label = "tuned" if number == len(plan.stages) else parts[number].name
    tensors, _ = read_part(job.checkpoints.done(number))
    family.load_voice(tensors)
    try:
        scores, spoken = _try_out(job, family, plan, "trial", judge)
    except EngineError as error:
        if error.kind != "internal":
            raise
        job.emit(Note(error.message))  # a voice that does not speak is none to deliver
        return False
    _keep_sample(job, spoken[0], label)
    figures[label] = scores
    before = parts[0].scores
    return before is None or whole_score(scores) >= whole_score(before)


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
    job.checkpoints.check()
    path = job.folder / SAMPLES / f"{label}.flac"
    write_sample(path, spoken)
    job.emit(Sample(label, 0, str(path), spoken.text, label))


def _described(
    job: Job,
    family: Family,
    plan: TrainingPlan,
    figures: dict[str, Scores],
    parts: Sequence[Part],
    chosen: str,
) -> Voice:
    """The voice as `voice.json` tells of it; its weights are filled in when they are saved."""
    references = reference_clips(job.dataset.kept)
    return Voice(
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


def _save(job: Job, voice: Voice, tensors: VoiceTensors) -> Voice:
    """Put the voice into the library with its clips and samples."""
    clips = reference_clips(job.dataset.kept)
    files = {f"references/{Path(c.path).name}": job.dataset_folder / c.path for c in clips}
    files |= {
        f"samples/{label}.flac": job.folder / SAMPLES / f"{label}.flac" for label in voice.scores
    }
    weights, kinds = as_files(tensors)
    # A voice of this name can only be one that this run saved before it was interrupted.
    return save_voice(voice, weights, kinds, files, replace_existing=True)


def _history(part: Part) -> str:
    """One line on what a part brought."""
    if part.best is None or part.first is None:
        return "Zero-shot: a voice fitted without training."
    first, best = part.first.get("score", 0.0), part.best.get("score", 0.0)
    line = f"{part.name}: step {part.step} of {part.steps} was best ({first:.3f} to {best:.3f})."
    return f"{line} The stage was cut short: {part.ended_early}." if part.ended_early else line


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
