"""What a search found: nouns, a table in words, and a page to look at."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "pruned", "failed", "unfinished"]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem;
  color: #222; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.best { background: #e6f4ea; font-weight: 600; }
svg { width: 100%; height: 12rem; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1b1b1b; } tr.best { background: #21402b; }
  th, td { border-color: #444; } }
"""


@dataclass(frozen=True)
class TrialResult:
    """One trial: what was chosen, and how the voice did that it made.

    `score` is likeness less what lost words and wrong pitch cost; of a pruned trial the last one
    before it was given up. `said` is why a trial failed.
    """

    number: int
    state: State
    params: dict[str, float | int | str]
    seconds: float
    score: float | None = None
    similarity: float | None = None
    word_error: float | None = None
    said: str = ""


@dataclass(frozen=True)
class Search:
    """All trials so far. `winner` is the number of the best, `plan` the file of its plan."""

    dataset: str
    base: str
    folder: str
    seconds: float
    trials: tuple[TrialResult, ...]
    winner: int | None
    plan: str | None
    page: str

    @property
    def ranked(self) -> list[TrialResult]:
        """The trials, the best first; what was given up stands behind what was finished."""
        return sorted(self.trials, key=lambda t: (t.state != "done", -(t.score or -9.0), t.number))


def in_words(search: Search) -> str:
    """The table for a terminal, and what to do with it."""
    done = [trial for trial in search.trials if trial.state == "done"]
    lines = [f"{len(search.trials)} recipes tried in {search.seconds / 60:.0f} minutes."]
    for trial in search.ranked:
        lines.append(f"{trial.number:>4}  {_figures(trial)}  {_recipe(trial)}")
    if search.winner is None or not done:
        lines.append("None has come to its end: the same command with more --minutes goes on.")
        return "\n".join(lines)
    first = next((trial for trial in done if trial.number == 0), None)
    if search.winner == 0:
        lines.append("Nothing did better than the recipe it began with.")
    elif first is not None and first.score is not None:
        best = next(trial for trial in done if trial.number == search.winner)
        lines.append(f"The best scores {best.score:.3f}, what it began with {first.score:.3f}.")
    lines.append(f"The page: {search.page}")
    lines.append(
        f'Train with it: timbre train "{search.dataset}" --voice NAME --base {search.base} '
        f'--plan "{search.plan}"'
    )
    return "\n".join(lines)


def as_page(search: Search) -> str:
    """The results as one HTML page that needs nothing beside it."""
    names = list(dict.fromkeys(name for trial in search.trials for name in trial.params))
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    rows = "\n".join(_row(trial, names, search.winner) for trial in search.ranked)
    title = f"Recipes for {html.escape(search.dataset)} on {html.escape(search.base)}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1>"
        f"<p>{len(search.trials)} trials, {search.seconds / 60:.0f} minutes.</p>"
        f"{_curve(search.trials)}"
        "<table><thead><tr><th>trial</th><th>state</th><th>score</th><th>similarity</th>"
        f"<th>words lost</th><th>minutes</th>{head}<th></th></tr></thead>"
        f"<tbody>{rows}</tbody></table></html>\n"
    )


def _row(trial: TrialResult, names: Sequence[str], winner: int | None) -> str:
    cells = [f"<td>{trial.state}</td>"]
    cells += [f'<td class="n">{_number(x)}</td>' for x in (trial.score, trial.similarity)]
    lost = "" if trial.word_error is None else f"{trial.word_error:.1%}"
    cells += [f'<td class="n">{lost}</td>', f'<td class="n">{trial.seconds / 60:.1f}</td>']
    cells += [f"<td>{html.escape(_value(trial.params.get(name)))}</td>" for name in names]
    kind = ' class="best"' if trial.number == winner else ""
    said = html.escape(trial.said)
    return f'<tr{kind}><td class="n">{trial.number}</td>{"".join(cells)}<td>{said}</td></tr>'


def _curve(trials: Sequence[TrialResult]) -> str:
    """Every finished trial as a dot, the best so far as a line."""
    done = [(t.number, t.score) for t in trials if t.state == "done" and t.score is not None]
    if len(done) < 2:
        return ""
    low, high = min(s for _, s in done), max(s for _, s in done)
    last, span = max(n for n, _ in done) or 1, (high - low) or 1.0
    places = [(20 + 960 * n / last, 180 - 160 * (s - low) / span) for n, s in done]
    best, line = 999.0, []
    for x, y in places:
        line += [f"{x:.0f},{min(best, y if best == 999.0 else best):.0f}"]
        best = min(best, y)
        line += [f"{x:.0f},{best:.0f}"]
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="#3a7"/>' for x, y in places)
    return (
        f'<svg viewBox="0 0 1000 200" role="img" aria-label="Scores from {low:.3f} to {high:.3f}">'
        f'<polyline points="{" ".join(line)}" fill="none" stroke="#888"/>{dots}</svg>'
    )


def _figures(trial: TrialResult) -> str:
    score = "      " if trial.score is None else f"{trial.score:6.3f}"
    return f"{trial.state:<10}  {score}  {trial.seconds / 60:5.1f} min"


def _recipe(trial: TrialResult) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in trial.params.items())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _value(value: float | int | str | None) -> str:
    if value is None:
        return ""
    return f"x {value:.2f}" if isinstance(value, float) else str(value)
