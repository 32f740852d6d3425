"""A search finds, prunes, goes on after it was stopped, and is not ended by a trial that fails."""

import dataclasses

import pytest
import tiny

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Checkpoint, Failed, Finished, Note, Progress, Started, Stopped
from engine.files import read_json, to_plain
from engine.library import voice_names
from engine.plan import TrainingPlan
from engine.scoring.whole import whole_score
from engine.search.results import Search
from engine.search.study import JOURNAL_FILE, RESULTS_FILE, tune
from engine.training.loop import train
from engine.training.run import PLAN_FILE
from engine.voice import Scores, Voice
from tests.engine.search.conftest import RunHere


class Scripted:
    """Trials that only say how they do: a row of scores each, a second for every score."""

    def __init__(self, *rows) -> None:
        self._rows = list(rows)
        self.begun = []
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def __call__(self, trial, follow):
        self.begun.append((trial.number, trial.resumed))
        row = self._rows[len(self.begun) - 1]
        if isinstance(row, Failed):
            self.now += 1
            return row
        trial.folder.mkdir(parents=True, exist_ok=True)
        trial.folder.joinpath(PLAN_FILE).write_text(trial.plan_file.read_text())
        stage = trial.plan.stages[0]
        for look, score in enumerate(row):
            if not follow(Checkpoint(stage.name, look * stage.score_every, "", score)):
                return Stopped("Stopped.")
            self.now += 1
        trial.folder.joinpath("finished.json").write_text("{}")
        return Finished(to_plain(voice(row[-1], trial.plan)))


def voice(score: float, plan: TrainingPlan) -> Voice:
    return Voice(
        name="trial",
        base="tiny",
        base_sha256="0" * 64,
        languages=("en",),
        sample_rate=8000,
        made_at="2026-01-01T00:00:00+00:00",
        speech_seconds=60.0,
        weights=(),
        references=(),
        scores={"zero-shot": Scores(0.1, 0.0, 1.0), "tuned": Scores(score, 0.0, 1.0)},
        plan=plan,
        consent=None,
        history=(),
        checkpoint="prosody",
    )


def search(dataset, plan, folder, run, seconds, emit=None, control=None) -> Search:
    return tune(
        dataset,
        plan,
        tiny.SPEC,
        seconds / 60,
        folder,
        emit or (lambda event: None),
        control or Control(),
        run=run,
        clock=run.clock,
    )


def test_the_best_recipe_is_found_and_training_with_its_plan_gives_that_voice(
    dataset, plan, tmp_path
):
    events = []
    found = search(dataset, plan, tmp_path / "s", RunHere(), 60, events.append)
    done = [trial for trial in found.trials if trial.state == "done"]
    assert len(done) >= 2
    first, best = found.trials[0], found.trials[found.winner]
    assert first.params == {
        f"{stage}.{name}": value
        for stage in ("timbre", "prosody")
        for name, value in (("rate", 1.0), ("passes", 1.0), ("train", "full"))
    }
    assert best.score == max(trial.score for trial in done) >= first.score
    assert any(isinstance(event, Progress) for event in events)
    # The library was left alone, and nothing that takes room was kept.
    assert voice_names() == ()
    folders = [tmp_path / "s" / f"trial-{trial.number:03d}" for trial in done]
    assert not any((folder / "checkpoints").exists() for folder in folders)
    assert read_json(tmp_path / "s" / RESULTS_FILE, Search) == found
    assert (
        f'class="best"><td class="n">{found.winner}<' in (tmp_path / "s/results.html").read_text()
    )

    won = read_json(tmp_path / "s" / "plan.json", TrainingPlan)
    again = train(
        dataset,
        "anna",
        won,
        tmp_path / "run",
        lambda event: None,
        Control(),
        base="tiny",
        families=tiny,
        make_judge=tiny.make_judge,
    )
    assert whole_score(again.scores["tuned"]) == pytest.approx(best.score)


def test_a_stopped_search_goes_on_with_the_trial_that_ran(dataset, plan, tmp_path):
    control, seen = Control(), []

    class Watched(RunHere):
        def __call__(self, trial, follow):
            def watched(event):
                seen.append((trial.number, trial.resumed))
                if isinstance(event, Checkpoint) and trial.number == 1 and not trial.resumed:
                    control.stop()
                return follow(event)

            return super().__call__(trial, watched)

    with pytest.raises(Cancelled) as raised:
        search(dataset, plan, tmp_path / "s", Watched(), 400, control=control)
    assert raised.value.resume_folder == str(tmp_path / "s")
    # As a power cut would leave it: half a line at the end.
    journal = tmp_path / "s" / JOURNAL_FILE
    journal.write_bytes(journal.read_bytes() + b'{"op_code": 6, "wor')

    seen.clear()
    found = search(dataset, plan, tmp_path / "s", Watched(), 50)
    assert seen[0] == (1, True)
    assert [trial.number for trial in found.trials] == [*range(len(found.trials))]
    assert {trial.state for trial in found.trials[:2]} == {"done"}


def test_a_trial_that_does_worse_than_half_of_the_others_is_given_up(dataset, plan, tmp_path):
    good = (0.1, 0.6, 0.8)
    run = Scripted(good, good, good, (0.1, 0.2, 0.9))
    found = search(dataset, plan, tmp_path / "s", run, 10)
    assert found.trials[3].state == "pruned"
    assert found.trials[3].score == 0.2
    assert found.winner == 0
    assert found.ranked[-1].number == 3


def test_trials_that_fail_are_told_and_left_behind(dataset, plan, tmp_path):
    full = Failed("memory", "The memory ran out.", "Close other programs.")
    notes = []
    run = Scripted(full, full, (0.1, 0.5), full, (0.1, 0.6))
    found = search(dataset, plan, tmp_path / "s", run, 7, notes.append)
    assert [trial.state for trial in found.trials] == ["failed"] * 2 + ["done", "failed", "done"]
    assert found.trials[0].said == "The memory ran out."
    assert found.winner == 4
    assert sum(isinstance(event, Note) for event in notes) == 3

    with pytest.raises(EngineError) as raised:
        search(dataset, plan, tmp_path / "t", Scripted(full, full, full), 100)
    assert raised.value.kind == "memory"


def test_a_disk_that_is_full_stops_the_search_which_goes_on_later(dataset, plan, tmp_path):
    full = Failed("disk", "Cannot write.", "Free some space.")
    with pytest.raises(EngineError, match="Cannot write"):
        search(dataset, plan, tmp_path / "s", Scripted(full), 100)
    run = Scripted((0.1, 0.5), (0.1, 0.6))
    found = search(dataset, plan, tmp_path / "s", run, 4)
    assert run.begun[0][0] == 0
    assert found.trials[0].state == "done"


def test_when_the_time_is_over_the_trial_waits_for_more(dataset, plan, tmp_path):
    found = search(dataset, plan, tmp_path / "s", Scripted([0.1] * 30), 10)
    assert [trial.state for trial in found.trials] == ["unfinished"]
    assert found.winner is None
    assert found.plan is None
    nothing = Scripted()
    assert search(dataset, plan, tmp_path / "s", nothing, 10).trials == found.trials
    assert nothing.begun == []
    more = search(dataset, plan, tmp_path / "s", Scripted((0.1, 0.5)), found.seconds + 2)
    assert more.trials[0].state == "done"


def test_the_published_recipe_cannot_be_searched(dataset, plan, tmp_path):
    fixed = tuple(dataclasses.replace(stage, recipe="published") for stage in plan.stages)
    with pytest.raises(EngineError, match="published recipe"):
        search(dataset, dataclasses.replace(plan, stages=fixed), tmp_path / "s", Scripted(), 10)


def test_a_real_child_tells_how_it_ended(plan, tmp_path, home):
    from engine.search.trials import Trial, run_child

    told = []
    trial = Trial(0, tmp_path / "none", tmp_path / "trial-000", plan, tmp_path / "p.json", False)
    ended = run_child(trial, lambda event: bool(told.append(event)) or True)
    assert isinstance(ended, Failed)
    assert ended.kind == "missing"
    assert not any(isinstance(event, Started) for event in told)
