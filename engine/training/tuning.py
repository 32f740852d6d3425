"""One stage of a run, from its first step (or where it was left) to its best checkpoint."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import torch

from engine.errors import Cancelled, EngineError
from engine.events import Checkpoint, Note, Sample, StageStarted, Step
from engine.machine.ram import give_back
from engine.training.compiled import accelerated
from engine.training.learner import Learner, NotFiniteError, seed_everything
from engine.training.lora import fold_adapters, learned, put_back
from engine.training.memory import MemoryWatch, is_out_of_memory, recomputing
from engine.training.overfitting import Look, best_before_decline
from engine.training.parts import Part
from engine.training.run import SAMPLES, Job, keep_stage
from engine.training.state import (
    Position,
    Snapshot,
    load_state,
    read_part,
    take_snapshot,
    write_part,
    write_state,
)
from engine.training.trial import interruptible, say, write_sample
from engine.training.writer import Writer

if TYPE_CHECKING:
    from torch import Tensor

    from engine.models.families import Family, Stage
    from engine.plan import StagePlan, TrainingPlan

# Saving may take a twentieth of the time; a slow disk is written to less often.
SAVE_SHARE = 20.0
SLOW_WRITE_SECONDS = 60.0
SKIPS_BEFORE_RESTORE = 3
RESTORES = 3


class Tuning:
    """Stage `number` (from 1) of a plan on a family that holds the voice after the stage before."""

    def __init__(
        self, job: Job, family: Family, plan: TrainingPlan, number: int, watch: MemoryWatch
    ) -> None:
        self._job = job
        self._family = family
        self._device = plan.device
        self._number = number
        self._watch = watch
        self._plan: StagePlan = plan.stages[number - 1]
        self._later_seconds = sum(stage.predicted_seconds for stage in plan.stages[number:])
        self._step_seconds = 0.0
        self._score_seconds = 0.0
        self._save_seconds = 0.0
        self._saved_at = time.monotonic()
        self._writer = Writer()
        self._ended_early = ""
        self.position = Position(self._plan)
        self._best: dict[str, Tensor] = {}

    def run(self) -> None:
        """Tune the stage, restore its best checkpoint and leave the voice on disk.

        A stage that does not become stable ends at its best checkpoint, and says so.

        Raises:
            Cancelled: after the state was saved.
            EngineError: kind "disk" when a checkpoint cannot be written.
        """
        job, plan = self._job, self._plan
        self._open()
        job.emit(StageStarted(plan.name, plan.title, plan.steps))
        try:
            while not self._over():
                self._advance()
                self._writer.check()
            self._writer.wait()
        except Cancelled:
            self._save()
            self._writer.wait()
            raise
        finally:
            self._writer.settle()
        fold_adapters(self._learner.stage.module)
        if self._job.group.leads:
            self._finish()
        else:
            self._learner.stage.module.requires_grad_(False)

    def _finish(self) -> None:
        """Leave the voice of the best checkpoint on disk, where the next stage begins."""
        job, plan, at = self._job, self._plan, self.position
        put_back(self._learner.stage.module, self._best)
        self._learner.stage.finish()
        part = Part(
            plan.name,
            at.best_step,
            plan.steps,
            at.first_figures,
            at.best_figures,
            ended_early=self._ended_early,
        )
        job.checkpoints.check()
        write_part(job.checkpoints.done(self._number), self._family.voice_tensors(), part)
        job.checkpoints.forget_old(self._number, keep=0)

    def _open(self) -> None:
        """The stage ready to learn and made fast, on all devices from the same state."""
        with self._job.group.first():
            self._read_state()
        module, blocks = self._learner.stage.module, self._learner.stage.checkpoint_blocks()
        with recomputing(module, blocks, self._plan.checkpointing):
            if not accelerated(self._learner, self._job.emit):
                self._plan = replace(self._plan, compiled="none")
                self._learner.plan = self._plan
                if self._job.group.leads:
                    keep_stage(self._job.folder, self._plan)
        self._learner.join(self._job.group)

    def _read_state(self) -> None:
        """The stage as the newest readable state left it, or at its beginning."""
        checkpoints = self._job.checkpoints
        for path in checkpoints.states(self._number):
            stage = self._fresh_stage()
            try:
                loaded = load_state(path, stage, self._plan, self._device)
                self._learner, self.position, self._best = loaded
                return
            except EngineError as error:
                if error.kind != "damaged":
                    raise
                fold_adapters(stage.module)
                checkpoints.set_aside(path, error)
        self._learner = Learner(self._fresh_stage(), self._plan, self._device)

    def _fresh_stage(self) -> Stage:
        """The stage on the voice that the part before left on disk, as a resumed run has it."""
        voice, _ = read_part(self._job.checkpoints.done(self._number - 1))
        self._family.load_voice(voice)
        seed_everything(self._plan.seed, self._plan.name, "open")
        return self._family.stage(self._plan)

    def _over(self) -> bool:
        at = self.position
        return bool(self._ended_early) or (at.step >= self._plan.steps and at.scored == at.step)

    def _advance(self) -> None:
        """Score where that is due, else take a step."""
        at, plan = self.position, self._plan
        due = at.step % plan.score_every == 0 or at.step >= plan.steps
        if due and at.scored != at.step:
            with self._watch.waiting.scoring(), self._job.group.first():
                self._score()
            return
        module, blocks = self._learner.stage.module, self._learner.stage.checkpoint_blocks()
        try:
            with recomputing(module, blocks, plan.checkpointing):
                self._step()
        except NotFiniteError as error:
            self._skip(error)

    def _step(self) -> None:
        at, began = self.position, time.monotonic()
        losses = self._learner.step(at.step, self._check)
        self._watch.waiting.waited_for_data(self._learner.data_seconds)
        seconds = time.monotonic() - began
        self._step_seconds += (seconds - self._step_seconds) * (0.1 if self._step_seconds else 1)
        loss = losses.get(self._plan.name, sum(losses.values()))
        self.position = replace(
            at,
            step=at.step + 1,
            skipped=0,
            loss_sum=at.loss_sum + loss,
            loss_count=at.loss_count + 1,
        )
        self._job.emit(
            Step(
                stage=self._plan.name,
                step=at.step + 1,
                steps=self._plan.steps,
                losses=losses,
                speech_rate=self._speech_seconds() / max(seconds, 1e-6),
                eta_seconds=self._eta(),
                seconds=seconds,
            )
        )
        pause = max(self._job.checkpoint_seconds, SAVE_SHARE * self._save_seconds)
        if time.monotonic() - self._saved_at >= pause and not self._writer.busy:
            self._save()

    def _check(self) -> None:
        self._job.control.check(self._plan.name, self.position.step)
        self._watch.check()

    def _score(self) -> None:
        """Ask the stage for its figures, keep the best weights, and say how it sounds now."""
        at, plan, stage = self.position, self._plan, self._learner.stage
        if not self._job.group.leads:
            self.position = replace(at, scored=at.step)
            return
        began = time.monotonic()
        stage.module.eval()
        seed_everything(plan.seed, plan.name, "score")
        with (
            self._learner.averaged(),
            torch.no_grad(),
            interruptible(self._job.control, plan.name, at.step),
        ):
            figures = {k: float(v) for k, v in stage.score().items() if math.isfinite(v)}
            at = replace(at, scored=at.step, first_figures=at.first_figures or figures)
            if at.best_figures is None or figures.get("score", -math.inf) > at.best_score:
                at = replace(at, best_step=at.step, best_figures=figures)
                self._best = learned(stage.module, stage.helpers())
        self.position = self._looked(at, figures)
        self._save(figures)
        if at.step and (at.step % plan.sample_every == 0 or at.step >= plan.steps):
            self._speak()
        give_back()
        self._score_seconds = time.monotonic() - began

    def _looked(self, at: Position, figures: dict[str, float]) -> Position:
        """The position with this score among its looks; overfitting is said when it first shows."""
        if "score" not in figures:
            return at
        loss = at.loss_sum / at.loss_count if at.loss_count else None
        looks = (*at.looks, Look(at.step, figures["score"], loss))
        best = best_before_decline(looks)
        if best is not None and best_before_decline(at.looks) is None:
            self._job.emit(
                Note(
                    f"Since step {best.step} the stage {self._plan.name} learns its clips by heart:"
                    " they fit better, other sentences no longer do.",
                    f"Nothing is lost: the voice is taken from step {best.step}.",
                )
            )
        return replace(at, looks=looks, loss_sum=0.0, loss_count=0)

    def _speak(self) -> None:
        at, plan, job = self.position, self._plan, self._job
        try:
            with (
                self._learner.averaged(),
                torch.no_grad(),
                interruptible(job.control, plan.name, at.step),
            ):
                spoken = say(self._family, job.texts[0], plan.seed)
        except EngineError as error:  # the best weights so far may still be fine
            job.emit(Note(f"At step {at.step} there is nothing to listen to. {error.message}"))
            return
        job.checkpoints.check()
        path = job.folder / SAMPLES / f"{plan.name}-{at.step:06d}.flac"
        write_sample(path, spoken)
        job.emit(Sample(plan.name, at.step, str(path), spoken.text, f"step {at.step}"))

    def _save(self, figures: dict[str, float] | None = None) -> None:
        """Put the state on disk: beside the training where RAM has room for a copy, else now."""
        if not self._job.group.leads:
            return
        began = time.monotonic()
        self._writer.wait()
        snapshot = take_snapshot(self._learner, self.position, self._best)
        if not self._written_beside(snapshot, figures or {}):
            self._write(snapshot, figures or {})
        self._saved_at = time.monotonic()
        self._save_seconds = self._saved_at - began

    def _written_beside(self, snapshot: Snapshot, figures: dict[str, float]) -> bool:
        """Begin to write a copy on the writer's thread; False where there is no room for either."""
        if not self._watch.has_room(snapshot.nbytes):
            return False
        try:
            self._writer.start(partial(self._write, snapshot.copied(), figures))
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            return False
        return True

    def _write(self, snapshot: Snapshot, figures: dict[str, float]) -> None:
        began, checkpoints = time.monotonic(), self._job.checkpoints
        step = snapshot.position.step
        path = checkpoints.state(self._number, step)
        checkpoints.check()
        try:
            write_state(path, snapshot)
        except EngineError:
            checkpoints.check()  # a folder that went meanwhile is called gone
            raise
        checkpoints.forget_old(self._number)
        seconds = time.monotonic() - began
        if seconds > SLOW_WRITE_SECONDS:
            slow = f"Writing a checkpoint into {path.parent} took {seconds:.0f} s."
            self._job.emit(Note(slow, "The training goes on meanwhile; a faster disk would help."))
        self._job.emit(Checkpoint(self._plan.name, step, str(path), figures.get("score"), figures))

    def _skip(self, error: NotFiniteError) -> None:
        """Leave a step out; after several in a row go back and learn half as fast."""
        at, name = self.position, self._plan.name
        self._job.emit(Note(f"Step {at.step + 1} of {name} was left out: {error}."))
        self.position = replace(at, step=at.step + 1, skipped=at.skipped + 1)
        if self.position.skipped < SKIPS_BEFORE_RESTORE:
            return
        if at.restored >= RESTORES:
            self._ended_early = f"it did not become stable and was ended at step {at.step}"
            self._job.emit(
                Note(
                    f"The stage {name} does not become stable, even at an eighth of its rate: it "
                    f"ends here, and the voice is taken from step {at.best_step}.",
                    "Check the recordings for clicks and silence, or train with another --seed.",
                )
            )
            return
        self._restore()

    def _restore(self) -> None:
        """Go back to the last good state and learn half as fast from there."""
        at, rate, checkpoints = self.position, self._learner.rate_scale, self._job.checkpoints
        self._writer.wait()
        fold_adapters(self._learner.stage.module)
        # Nothing came of the state that was gone back to the last time: it was not good either.
        if self._job.group.leads:
            checkpoints.forget_state(checkpoints.state(self._number, at.restored_to), self._number)
        best = self._best
        self._open()
        self._learner.rate_scale = rate * 0.5
        if at.best_score > self.position.best_score:
            self._best, found = best, at
        else:
            found = self.position
        self.position = replace(
            self.position,
            best_step=found.best_step,
            best_figures=found.best_figures,
            restored=at.restored + 1,
            restored_to=self.position.step,
            skipped=0,
        )
        self._save()
        name = self._plan.name
        self._job.emit(Note(f"{name} went back to step {self.position.step}, at half the rate."))

    def _speech_seconds(self) -> float:
        """Seconds of speech in one optimiser step; a whole clip counts as the mean clip."""
        plan, dataset = self._plan, self._job.dataset
        sample = plan.segment_seconds or dataset.seconds / len(dataset.kept)
        return plan.micro_batch * plan.accumulation * sample

    def _eta(self) -> float:
        """Seconds until the run's end, from how this machine keeps up with the plan."""
        plan, left = self._plan, self._plan.steps - self.position.step
        scores = math.ceil(left / plan.score_every)
        pace = self._step_seconds * plan.steps / max(plan.predicted_seconds, 1e-6)
        here = left * self._step_seconds + scores * self._score_seconds
        return here + self._later_seconds * pace
