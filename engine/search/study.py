"""A search as a story: trials within a budget of minutes, each kept, the best plan saved."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import optuna
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock
from optuna.trial import FrozenTrial, TrialState

from engine import files
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Checkpoint, Emit, Event, Failed, Finished, Note, Progress, StageStarted
from engine.files import cut_torn_line, disk_error, from_plain, read_json, write_bytes, write_json
from engine.models.families import FamilySpec
from engine.plan import TrainingPlan
from engine.scoring.whole import whole_score
from engine.search.results import Search, State, TrialResult, as_page
from engine.search.space import Params, apply, as_it_is, suggest, with_reason
from engine.search.trials import Run, Trial, run_child
from engine.training.run import CHECKPOINTS, is_unfinished
from engine.training.run import PLAN_FILE as RUN_PLAN_FILE
from engine.voice import Voice

JOURNAL_FILE = "journal.jsonl"
START_FILE = "start.json"
PLAN_FILE = "plan.json"
PAGE_FILE = "results.html"
RESULTS_FILE = "results.json"
PROPOSED_FILE = "proposed.json"
LOCK_FILE = "lock"
NAME = "recipe"
FAILURES_IN_A_ROW = 3
# Drawn at random before the sampler has anything to go by; fewer than its default of ten, because
# a search of an hour has hardly more trials than that.
RANDOM_TRIALS = 5
# A trial is given up when it does worse than half of the others at the same place.
JUDGED_FROM_TRIAL = 3
LOOKS_PER_STAGE = 100
_STATES: dict[TrialState, State] = {
    TrialState.COMPLETE: "done",
    TrialState.PRUNED: "pruned",
    TrialState.FAIL: "failed",
}


def tune(
    dataset_folder: Path,
    plan: TrainingPlan,
    spec: FamilySpec,
    minutes: float,
    folder: Path,
    emit: Emit,
    control: Control,
    *,
    run: Run = run_child,
    clock: Callable[[], float] = time.monotonic,
) -> Search:
    """Try recipes around `plan` until `minutes` are spent, those of earlier calls included.

    The search lies in `folder`; one that lies there is continued, with the plan it began with, and
    an interrupted trial goes on where it was.

    Raises:
        Cancelled: the search, and the trial that ran, go on with the next call.
        EngineError: kind "input" for a recipe that is fixed, "busy", "disk", and what the last of
            three failures in a row was.
    """
    if plan.stages[0].recipe == "published":
        raise EngineError(
            "input",
            "The published recipe is what it is: there is nothing to search.",
            "Leave --recipe out.",
        )
    with files.held(folder, LOCK_FILE, _busy(folder)):
        if (folder / START_FILE).is_file():
            plan = read_json(folder / START_FILE, TrainingPlan)
        else:
            write_json(folder / START_FILE, plan)
        try:
            study = _open_study(folder, plan)
            searching = Searching(
                dataset_folder, plan, spec, minutes * 60, folder, emit, control, run, clock, study
            )
            return searching.run_all()
        except OSError as error:
            raise disk_error(folder, error) from error


@dataclass
class Searching:
    """A search under way."""

    dataset: Path
    plan: TrainingPlan
    spec: FamilySpec
    budget: float
    folder: Path
    emit: Emit
    control: Control
    run: Run
    clock: Callable[[], float]
    study: optuna.Study
    failures: list[Failed] = field(default_factory=list)

    def run_all(self) -> Search:
        self.emit(StageStarted("tune", "Trying recipes", round(self.budget / 60)))
        while self.spent < self.budget:
            self.control.check("tune")
            self._one()
            self._keep_results()
        return self._keep_results()

    @property
    def spent(self) -> float:
        """Seconds that all trials took."""
        return sum(t.user_attrs.get("seconds", 0.0) for t in self.study.get_trials(deepcopy=False))

    def _one(self) -> None:
        """Ask for a trial, or go on with one that was interrupted, and tell how it ended."""
        trial = self._interrupted() or self.study.ask()
        params = suggest(trial, self.plan, self.spec)  # a trial that goes on is given its own again
        attempt = self._attempt(trial.number, params)
        following = Following(self, trial, attempt)
        ended = self.run(attempt, following)
        trial.set_user_attr("seconds", following.seconds)
        if isinstance(ended, Finished):
            voice = from_plain(Voice, ended.result)
            scores = voice.scores.get(voice.checkpoint) or voice.scores["tuned"]
            trial.set_user_attr("similarity", scores.similarity)
            trial.set_user_attr("word_error", scores.word_error)
            self.study.tell(trial, whole_score(scores))
            self.failures.clear()
        elif following.pruned:
            self.study.tell(trial, state=TrialState.PRUNED)
            self.failures.clear()
        elif following.cancelled:
            raise Cancelled("Stopped. The same command goes on from here.", str(self.folder))
        elif isinstance(ended, Failed):
            self._failed(trial, ended)
        else:
            return  # the time is over: more minutes go on with it
        shutil.rmtree(attempt.folder / CHECKPOINTS, ignore_errors=True)

    def _failed(self, trial: optuna.Trial, failed: Failed) -> None:
        error = EngineError(failed.kind, failed.message, failed.hint)  # type: ignore[arg-type]
        if failed.kind == "disk":
            raise error
        trial.set_user_attr("said", failed.message)
        self.study.tell(trial, state=TrialState.FAIL)
        self.emit(Note(f"Trial {trial.number} failed: {failed.message}", "The search goes on."))
        self.failures.append(failed)
        if len(self.failures) >= FAILURES_IN_A_ROW:
            raise error

    def _attempt(self, number: int, params: Params) -> Trial:
        folder = self.folder / f"trial-{number:03d}"
        plan = apply(self.plan, params)
        write_json(folder / PROPOSED_FILE, plan)
        resumed = is_unfinished(folder)
        return Trial(number, self.dataset, folder, plan, folder / PROPOSED_FILE, resumed)

    def _interrupted(self) -> optuna.Trial | None:
        for frozen in self.study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
            return optuna.Trial(self.study, frozen._trial_id)
        return None

    def _keep_results(self) -> Search:
        trials = tuple(_result(trial) for trial in self.study.get_trials(deepcopy=False))
        done = [trial for trial in trials if trial.state == "done" and trial.score is not None]
        best = max(done, key=lambda trial: trial.score or 0.0, default=None)
        search = Search(
            dataset=str(self.dataset),
            base=self.plan.base,
            folder=str(self.folder),
            seconds=round(self.spent, 1),
            trials=trials,
            winner=best.number if best else None,
            plan=str(self.folder / PLAN_FILE) if best else None,
            page=str(self.folder / PAGE_FILE),
        )
        if best is not None:
            # Where memory ran out the run's own plan is the lighter one that it ended with.
            won = self.folder / f"trial-{best.number:03d}" / RUN_PLAN_FILE
            why = f"The best of {len(done)} recipes that were tried on this voice."
            write_json(self.folder / PLAN_FILE, with_reason(read_json(won, TrainingPlan), why))
        write_json(self.folder / RESULTS_FILE, search)
        write_bytes(self.folder / PAGE_FILE, as_page(search).encode())
        return search


class Following:
    """Follows the events of a trial; calling it says whether the trial shall go on."""

    def __init__(self, searching: Searching, trial: optuna.Trial, attempt: Trial) -> None:
        self.pruned = False
        self.cancelled = False
        self._searching = searching
        self._trial = trial
        self._attempt = attempt
        self._before = trial.user_attrs.get("seconds", 0.0)
        self._spent = searching.spent - self._before
        self._began = searching.clock()
        self._stages = [stage.name for stage in attempt.plan.stages]

    @property
    def seconds(self) -> float:
        """What this trial took, earlier attempts at it included."""
        return self._before + self._searching.clock() - self._began

    def __call__(self, event: Event) -> bool:
        searching = self._searching
        spent = self._spent + self.seconds
        if isinstance(event, Checkpoint) and event.score is not None:
            self._report(event, event.score)
            detail = f"trial {self._trial.number}: {event.score:.3f}"
            searching.emit(Progress("tune", spent / 60, searching.budget / 60, detail))
        try:
            searching.control.check("tune")
        except Cancelled:
            self.cancelled = True
        return not self.pruned and not self.cancelled and spent < searching.budget

    def _report(self, event: Checkpoint, score: float) -> None:
        """Tell the pruner; places are comparable between trials of different length."""
        number = self._stages.index(event.stage)
        every = self._attempt.plan.stages[number].score_every
        place = number * LOOKS_PER_STAGE + -(-event.step // every)
        if place not in self._known():
            self._trial.report(score, place)
            self.pruned = self.pruned or self._trial.should_prune()

    def _known(self) -> dict[int, float]:
        trials = self._searching.study.get_trials(deepcopy=False)
        return trials[self._trial.number].intermediate_values


class _OneWriter(JournalFileOpenLock):
    """The folder is held already; a lock file of its own would outlive a killed search."""

    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        """Nothing to let go of."""


def _open_study(folder: Path, plan: TrainingPlan) -> optuna.Study:
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    journal = folder / JOURNAL_FILE
    if journal.exists():
        cut_torn_line(journal)
    backend = JournalFileBackend(str(journal), lock_obj=_OneWriter(str(journal)))
    study = optuna.create_study(
        storage=optuna.storages.JournalStorage(backend),
        study_name=NAME,
        direction="maximize",
        load_if_exists=True,
        pruner=optuna.pruners.MedianPruner(n_startup_trials=JUDGED_FROM_TRIAL),
    )
    trials = study.get_trials(deepcopy=False)
    study.sampler = optuna.samplers.TPESampler(
        n_startup_trials=RANDOM_TRIALS, seed=plan.seed + len(trials)
    )
    if not trials:
        study.enqueue_trial(dict(as_it_is(plan)))
    return study


def _result(trial: FrozenTrial) -> TrialResult:
    kept: dict[str, Any] = trial.user_attrs
    looks = trial.intermediate_values
    last = looks[max(looks)] if looks else None
    return TrialResult(
        number=trial.number,
        state=_STATES.get(trial.state, "unfinished"),
        params=dict(trial.params),
        seconds=round(kept.get("seconds", 0.0), 1),
        score=trial.value if trial.state == TrialState.COMPLETE else last,
        similarity=kept.get("similarity"),
        word_error=kept.get("word_error"),
        said=kept.get("said", ""),
    )


def _busy(folder: Path) -> EngineError:
    return EngineError(
        "busy",
        f"The search in {folder} is running right now.",
        "Wait for it, or stop it.",
    )
