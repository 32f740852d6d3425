"""A base from scratch as a story: from a corpus to a folder that `timbre base import` takes."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from engine import files
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Emit, Failed, Finished, StageStarted, Started, Stopped
from engine.files import to_plain, write_json
from engine.models import families as our_families
from engine.plan import StagePlan, TrainingPlan
from engine.pretraining.beginning import begin_base, open_base_in, write_base
from engine.pretraining.newborn import Newborn
from engine.pretraining.sizes import Sizes, StageSizes, check_sizes, read_sizes
from engine.project import FEATURES_FOLDER, Dataset
from engine.training.memory import MemoryWatch, is_out_of_memory
from engine.training.parts import Part
from engine.training.run import (
    FINISHED_FILE,
    Checkpoints,
    Job,
    Recorder,
    begin,
    continue_run,
    purpose_of,
)
from engine.training.state import read_part, write_part
from engine.training.trial import interruptible, judge_for, sentences
from engine.training.tuning import Tuning

SIZES_FILE = "sizes.json"
START, RESULT = "start", "base"
LOCK_FILE = "lock"
TITLES = {"timbre": "Learning to sound", "prosody": "Learning to speak"}
CHECKPOINT_SECONDS = 120.0


@dataclass(frozen=True)
class Pretrained:
    """A base that was trained: where it lies, and each stage's figures at first and at best."""

    name: str
    folder: str
    run: str
    corpus_seconds: float
    stages: dict[str, dict[str, Any]]
    seconds: float


def pretrain(
    corpus: Dataset,
    name: str,
    sizes: Sizes | None,
    folder: Path,
    emit: Emit,
    control: Control,
    *,
    device: str = "cpu",
    threads: int = 0,
    seed: int = 0,
    newborn: type[Newborn] = Newborn,
    checkpoint_seconds: float = CHECKPOINT_SECONDS,
) -> Pretrained:
    """Train a base called `name` in the run's `folder`; its result lies in `folder/base`.

    Without sizes the run there is continued: its losses are those of a run that was never
    interrupted. `threads` 0 takes what torch takes by itself.

    Raises:
        Cancelled: the state is saved; the run can be continued.
        EngineError: kind "busy" while it is being trained, "input" for a run that would be lost or
            was begun with another corpus, "memory" when it runs out.
    """
    threads = threads or torch.get_num_threads()
    began, resumed = time.monotonic(), sizes is None
    purpose = purpose_of(name, Path(folder), corpus, name)
    with files.held(folder, LOCK_FILE, _busy(folder)):
        if sizes is None:
            purpose, plan = continue_run(folder, purpose)
            sizes = read_sizes(folder / SIZES_FILE)
            plan = replace(plan, threads=threads)
        else:
            check_sizes(sizes, "the sizes")
            plan = _plan(name, sizes, corpus, device, threads, seed)
            begin(folder, purpose, plan)
            for left in (START, RESULT):
                shutil.rmtree(folder / left, ignore_errors=True)
            write_json(folder / SIZES_FILE, sizes)
        recorder = Recorder(folder, emit)
        job = Job(
            folder=folder,
            purpose=purpose,
            dataset_folder=folder,
            dataset=corpus,
            texts=sentences(corpus.language, corpus.kept),
            families=our_families,
            make_judge=judge_for,
            checkpoint_seconds=checkpoint_seconds,
            emit=recorder,
            control=control,
            checkpoints=Checkpoints(folder, recorder),
        )
        try:
            recorder(Started("pretrain", str(folder), resumed))
            stages = _learn(job, plan, sizes, newborn)
            seconds = round(time.monotonic() - began, 1)
            made = str(folder / RESULT)
            result = Pretrained(name, made, str(folder), corpus.seconds, stages, seconds)
            write_json(folder / FINISHED_FILE, result)
            recorder.keep_if_possible(Finished(to_plain(result)))
            return result
        except Cancelled as cancelled:
            stopped = Stopped("Stopped. `--resume` goes on from here.", str(folder))
            recorder.keep_if_possible(stopped)
            raise Cancelled(stopped.message, stopped.resume_folder) from cancelled
        except EngineError as error:
            recorder.keep_if_possible(Failed(error.kind, error.message, error.hint))
            raise
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            raise _too_large(folder) from error
        finally:
            recorder.close()


def _learn(
    job: Job, plan: TrainingPlan, sizes: Sizes, newborn: type[Newborn]
) -> dict[str, dict[str, Any]]:
    """The story: a beginning, both stages, and the base in its folder."""
    torch.set_num_threads(plan.threads)
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True, warn_only=True)
    job.control.check()
    job.checkpoints.clean()
    name, clips = job.purpose.voice, job.dataset.kept
    cache = job.folder / FEATURES_FOLDER
    job.emit(StageStarted("begin", "Finding the sounds of the corpus", len(clips)))
    base = begin_base(
        job.folder / START, cache, name, sizes, clips, plan.seed, job.emit, job.control
    )
    family = newborn(base, sizes, plan.device)
    job.emit(StageStarted("prepare", "Getting to know the corpus", len(clips)))
    with interruptible(job.control, "prepare"):
        family.prepare(job.folder, clips, plan, job.emit)
    if not job.checkpoints.parts_done():
        write_part(job.checkpoints.done(0), family.voice_tensors(), Part("begin"))
    with MemoryWatch(plan, job.emit) as watch:
        for number in range(job.checkpoints.parts_done(), len(plan.stages) + 1):
            # Before there is a GPT, a sample is a held-out clip spoken again.
            sounding = plan.stages[number - 1].name == "timbre"
            heard = replace(job, texts=(family.tried.text,)) if sounding else job
            Tuning(heard, family, plan, number, watch).run()
    job.emit(StageStarted("pack", "Putting the base together"))
    parts, _ = read_part(job.checkpoints.done(len(plan.stages)))
    write_base(job.folder / RESULT, name, sizes, parts)
    open_base_in(job.folder / RESULT)
    done = [read_part(job.checkpoints.done(n))[1] for n in range(1, len(plan.stages) + 1)]
    return {part.name: to_plain(part) for part in done}


def _plan(
    name: str, sizes: Sizes, corpus: Dataset, device: str, threads: int, seed: int
) -> TrainingPlan:
    """What the loop knows of a run; nothing about it was predicted."""
    stages = tuple(
        _stage_plan(stage, planned, sizes, seed)
        for stage, planned in (("timbre", sizes.timbre), ("prosody", sizes.prosody))
    )
    return TrainingPlan(
        base=name,
        quality="best",
        device=device,
        device_name=device,
        vram_cap_bytes=None,
        threads=threads,
        seed=seed,
        stages=stages,
        reasons=(),
        predicted_bytes=0,
        predicted_seconds=0.0,
        sentence=f"{name} is trained from scratch on {corpus.seconds / 3600:.2f} h of speech.",
        speech_seconds=corpus.seconds,
        longest_clip=corpus.longest,
    )


def _stage_plan(name: str, planned: StageSizes, sizes: Sizes, seed: int) -> StagePlan:
    return StagePlan(
        name=name,
        title=TITLES[name],
        steps=planned.steps,
        train="full",
        lora_rank=None,
        precision=sizes.precision,
        micro_batch=planned.batch,
        segment_seconds=sizes.piece_frames / 50 if name == "timbre" else 0.0,
        accumulation=planned.accumulation,
        checkpointing="none",
        optimiser="adamw",
        learning_rate=planned.learning_rate,
        score_every=planned.score_every,
        sample_every=planned.score_every,
        predicted_bytes=0,
        # The time left is told from the pace of this run: only the proportion matters here.
        predicted_seconds=float(planned.steps),
        seed=seed,
    )


def _busy(folder: Path) -> EngineError:
    return EngineError(
        "busy",
        f"The base in {folder} is being trained right now.",
        "Wait for that run, or stop it.",
    )


def _too_large(folder: Path) -> EngineError:
    return EngineError(
        "memory",
        "The memory ran out.",
        f"Set a smaller batch or smaller networks in {folder / SIZES_FILE}, then start anew.",
    )
