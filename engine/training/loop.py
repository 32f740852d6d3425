"""The fine-tune as a story: from a dataset and a plan to a voice that has been tried."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import (
    Emit,
    Failed,
    Finished,
    Note,
    Planned,
    StageStarted,
    Started,
    SteppedDown,
    Stopped,
)
from engine.files import to_plain, write_json
from engine.library import check_name, free_name
from engine.machine.ram import give_back
from engine.models import families as our_families
from engine.models.families import Families, Family
from engine.plan import TrainingPlan, lighter
from engine.planning.correction import corrected
from engine.project import load_dataset
from engine.together import out_of_memory
from engine.training.delivery import deliver, keep_zero_shot
from engine.training.group import Group
from engine.training.lost import card_lost
from engine.training.memory import MemoryWatch, free_memory, is_out_of_memory, limit_memory
from engine.training.rehearsal import rehearse
from engine.training.run import (
    FINISHED_FILE,
    NO_LIGHTER,
    PLAN_FILE,
    Checkpoints,
    Job,
    Recorder,
    begin,
    continue_run,
    held,
    purpose_of,
)
from engine.training.trial import MakeJudge, interruptible, judge_for, sentences
from engine.training.tuning import Tuning
from engine.voice import Consent, Voice

CHECKPOINT_SECONDS = 30.0
TRIES_BETWEEN_STAGES = 2


def train(
    dataset_folder: Path,
    voice_name: str,
    plan: TrainingPlan | None,
    run_folder: Path,
    emit: Emit,
    control: Control,
    *,
    base: str = "starter",
    consent: Consent | None = None,
    text: str | None = None,
    families: Families = our_families,
    make_judge: MakeJudge = judge_for,
    checkpoint_seconds: float = CHECKPOINT_SECONDS,
    group: Group | None = None,
    in_library: bool = True,
) -> Voice:
    """Fine-tune a voice on a dataset; it is in the library, and has been heard, when this returns.

    Without a plan the run in `run_folder` is continued: its losses are those of a run that was
    never interrupted. `text` is spoken along the way. The caller tells `Finished`. Of a `group` of
    processes this is the leader; the others `follow`. A run that is not for the library ends with
    the scores of its voice.

    Raises:
        Cancelled: the state is saved; the run can be continued.
        EngineError: kind "busy" while the voice is being trained, "input" for a run that would be
            lost or was begun with something else, "memory" when no rung is left, "device" when
            the card is gone, and what the family, the disk and the recogniser raise.
    """
    dataset = load_dataset(dataset_folder)
    voice_name = free_name(voice_name) if plan and in_library else check_name(voice_name)
    purpose = purpose_of(voice_name, dataset_folder, dataset, plan.base if plan else base)
    purpose = replace(purpose, consent=consent, text=text)
    with held(run_folder):
        resumed = plan is None
        if plan is None:
            purpose, plan = continue_run(run_folder, purpose)
        else:
            begin(run_folder, purpose, plan)
        group = group or Group()
        group.wait()
        recorder = Recorder(run_folder, emit)
        own = sentences(dataset.language, dataset.kept)
        job = Job(
            folder=run_folder,
            purpose=purpose,
            dataset_folder=dataset_folder,
            dataset=dataset,
            texts=(purpose.text, *own) if purpose.text else own,
            families=families,
            make_judge=make_judge,
            checkpoint_seconds=checkpoint_seconds,
            emit=recorder,
            control=control,
            checkpoints=Checkpoints(run_folder, recorder),
            group=group,
            in_library=in_library,
        )
        try:
            recorder(Started("train", str(run_folder), resumed))
            voice = _never_lose_the_run(job, plan)
            write_json(run_folder / FINISHED_FILE, voice)
            # The voice is there: a disk that has no room for this line takes nothing of it away.
            recorder.keep_if_possible(Finished(to_plain(voice)))
        except Cancelled as cancelled:
            stopped = Stopped("Stopped. `--resume` goes on from here.", str(run_folder))
            recorder.keep_if_possible(stopped)
            raise Cancelled(stopped.message, stopped.resume_folder) from cancelled
        except EngineError as failure:
            error = _kept(failure)
            recorder.keep_if_possible(Failed(error.kind, error.message, error.hint))
            raise error from failure
        finally:
            recorder.close()
    return voice


def _kept(error: EngineError) -> EngineError:
    """A disk that failed has cost no more than the steps since the last checkpoint: say so."""
    if error.kind != "disk" or "--resume" in error.hint:
        return error
    hint = f"{error.hint} What was learned is kept: --resume goes on from the last checkpoint."
    return EngineError(error.kind, error.message, hint)


@dataclass
class _Place:
    """Where a run is, for when memory runs out there; no stage before the first, after the last."""

    stage: str | None = None
    tuning: Tuning | None = None


def _never_lose_the_run(job: Job, plan: TrainingPlan) -> Voice:
    """Go on with a lighter plan from the last state whenever memory runs out."""
    tries = 0
    while True:
        place, watch = _Place(), MemoryWatch(plan, job.emit)
        try:
            with watch:
                return _fine_tune(job, plan, watch, place)
        except (MemoryError, RuntimeError) as error:
            if (lost := card_lost(error, plan)) is not None:
                raise lost from error
            if not is_out_of_memory(error):
                raise
            if job.group.world > 1:
                raise out_of_memory(plan.device) from error
            cause = watch.cause(error)
        step = place.tuning.position.step if place.tuning else 0
        stage = place.stage
        # The family and its tensors hang on `place`, and on the traceback that is gone by now.
        del place
        free_memory()
        if stage is None and tries < TRIES_BETWEEN_STAGES:
            tries += 1
            job.emit(Note(cause or "The memory ran out.", "It was freed, and the run tries again."))
        else:
            plan = _step_down(job, plan, stage, step, cause)


def _fine_tune(job: Job, plan: TrainingPlan, watch: MemoryWatch, place: _Place) -> Voice:
    """The story: open the base, prepare, zero-shot, each stage, and a voice that was tried."""
    set_up_torch(plan)
    job.control.check()
    job.checkpoints.clean()
    family = job.families.open_family(plan.base, plan.device)
    job.emit(StageStarted("prepare", "Getting to know the clips", len(job.dataset.kept)))
    with job.group.first(), interruptible(job.control, "prepare"):
        family.prepare(job.dataset_folder, job.dataset.kept, plan, job.emit)
    give_back()  # what lies about after one piece of work would count beside the next
    if not job.checkpoints.parts_done():
        keep_zero_shot(job, family, plan)
        give_back()
        if job.group.world == 1:
            plan = _try_out(job, family, plan, watch, place)
    job.group.wait()
    # At least the first: were the zero-shot voice's file gone by now, its reading says so.
    for number in range(max(1, job.checkpoints.parts_done()), len(plan.stages) + 1):
        place.stage = plan.stages[number - 1].name
        place.tuning = Tuning(job, family, plan, number, watch)
        place.tuning.run()
    place.stage = place.tuning = None
    give_back()
    return deliver(job, family, plan)


def _try_out(
    job: Job, family: Family, plan: TrainingPlan, watch: MemoryWatch, place: _Place
) -> TrainingPlan:
    """The plan, on disk and told, after every stage has taken its heaviest step once."""
    job.emit(StageStarted("try", "Trying one step of every stage", len(plan.stages)))

    def begun(stage: str) -> None:
        place.stage = stage
        job.control.check("try")

    def check() -> None:
        job.control.check("try")
        watch.check()

    found = rehearse(family, plan, check, begun)
    place.stage = None
    plan = corrected(plan, job.families.family_spec(plan.base), found)
    write_json(job.folder / PLAN_FILE, plan)
    watch.follow(plan)
    job.emit(Planned(plan.reasons[-1].why, to_plain(plan)))
    return plan


def set_up_torch(plan: TrainingPlan) -> None:
    """Threads, the cap on memory, and arithmetic that repeats itself."""
    torch.set_num_threads(plan.threads)
    limit_memory(plan)
    # Resuming repeats losses only if every operation does; what has no such variant is warned of.
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True, warn_only=True)
    # Launches that decide nothing.
    torch.utils.deterministic.fill_uninitialized_memory = False  # pyright: ignore


def _step_down(
    job: Job, plan: TrainingPlan, stage: str | None, step: int, cause: str
) -> TrainingPlan:
    """The lighter plan, on disk before anything else happens.

    Raises:
        EngineError: kind "memory" when there is none.
    """
    spec = job.families.family_spec(plan.base)
    below = lighter(plan, spec, stage)
    # Between the stages nothing learns that could be made lighter: only another device helps.
    while stage is None and below is not None and below.device == plan.device:
        below = lighter(below, spec)
    if below is None:
        raise EngineError(
            "memory",
            f"{cause or 'The memory ran out.'} {NO_LIGHTER}",
            "What was learned is kept: close other programs and continue with --resume.",
        )
    write_json(job.folder / PLAN_FILE, below)
    message = f"{cause} {below.reasons[-1].why}".strip()
    job.emit(SteppedDown(stage or "prepare", step, message))
    return below
