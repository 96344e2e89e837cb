"""A sweep as sections in plain words, for the screen and for Markdown alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pandas as pd

from planner.reports.input_titles import input_title
from planner.reports.section import Section
from planner.reports.section_pages import WIDTH, paper_page, screen_page
from planner.reports.words import NOTHING, count, hours, listed, percent, pounds
from planner.whatif.measures import BY_NAME, COVERAGE, FORCE, GAP, POUNDS, SHARE_OF_DEMAND, Of
from planner.whatif.sweep.asking import Answer
from planner.whatif.sweep.inputs import Input, Settings, as_written
from planner.whatif.sweep.result import PERCENTILES, Sweep

MOST_SHOWN = 10
"""Inputs or what-ifs that a table shows; the others are counted."""
MOST_PROBLEMS = 5
"""What-ifs without a plan that are told one by one; the others are counted."""
MOST_INPUTS = 20
"""Inputs that are named; more are counted."""
CHART_FILE = "tornado.svg"

HINDSIGHT = (
    "People are re-planned: each what-if has the best plan for its own figures, made as if they had been known from the"
    " first day. A plan that has to be kept whatever comes can do no better by the scenario's priorities, and mostly"
    " does worse: planner stress holds one plan and tries it against other figures."
)
"""What no reader of a sweep may overlook."""
ENDED: dict[str, tuple[str, str]] = {
    "problems": ("is no scenario", "are no scenarios"),
    "contradiction": ("has rules that contradict each other", "have rules that contradict each other"),
    "not_proved": ("has a plan that is not proved to be the best", "have plans that are not proved to be the best"),
    "failed": ("failed by a defect of planner", "failed by defects of planner"),
}
"""How a what-if may end otherwise than with the best plan."""
SHARES = (
    "Of ten what-ifs, one lies below the first figure, five below the second, nine below the third. The shares are of"
    " what-ifs drawn evenly from the ranges, which are judgements: they are no chances."
)
"""What a spread does not say."""
HOW = {
    "not_at_all": "the scenario's own, since nothing that is solved differs",
    "restarted": "restarted from the plan of the scenario",
    "fell_back": "restarted, and at some priority begun anew",
    "from_nothing": "solved from nothing",
}
_GAP, _POUNDS, _COVERAGE = (Of(name, "force", FORCE) for name in (GAP, POUNDS, COVERAGE))


def text(sweep: Sweep, folder: str, width: int = WIDTH) -> str:
    """The sweep for the screen."""
    every = chain(_sections(sweep), _worked_out(sweep, folder))
    return screen_page(sweep.loaded.scenario.title, every, width)


def markdown(sweep: Sweep, chart: tuple[str, str] | None) -> str:
    """The sweep as a Markdown document.

    Args:
        sweep: The sweep.
        chart: Title and text of the chart beside it; none where there is none.
    """
    page = paper_page(f"{sweep.loaded.scenario.title}: and if everything were otherwise?", _sections(sweep))
    if chart is None:
        return page
    title, words = chart
    return f"{page}\n## {title}\n\n![{title}]({CHART_FILE})\n\n{words}\n"


def _sections(sweep: Sweep) -> Iterator[Section]:
    """From top to bottom."""
    yield _what_was_asked(sweep)
    if sweep.design.kind == "tornado":
        yield _largest(sweep)
    elif sweep.design.kind == "sample":
        yield from _spread(sweep)
    else:
        yield _table_of_runs(sweep)
    yield from _without_a_plan(sweep)


# ---------------------------------------------------------------- what was asked
def _what_was_asked(sweep: Sweep) -> Section:
    asked = count(len(sweep.design.runs) - 1, "what-if")
    inputs = count(len(sweep.design.inputs), "input")
    said = {
        "tornado": f"{asked}: one of {inputs} at a time at each of its values, all others as in the scenario.",
        "grid": f"{asked}: every value of {inputs} with every value of the others.",
        "sample": f"{asked}: {inputs} drawn by chance, each by itself and every value in its range as likely as another"
        f" (seed {sweep.design.seed}).",
        "list": f"{asked}, as listed; they change {inputs}.",
    }[sweep.design.kind]
    gap, covered, cost = hours(sweep.base[_GAP]), sweep.base.get(_COVERAGE), pounds(sweep.base[_POUNDS])
    as_it_is = (
        f"As in the scenario, the gap is {gap} hours ({percent(covered)} of the demand hours are covered) and the cost"
        f" {cost}."
    )
    varied = [_varied(each, sweep) for each in sweep.design.inputs] if len(sweep.design.inputs) <= MOST_INPUTS else []
    return Section("What was asked", (said, as_it_is, HINDSIGHT), bullets=tuple(varied))


def _varied(each: Input, sweep: Sweep) -> str:
    title, stated = input_title(each.path, sweep.loaded.scenario), value_words(each, each.stated)
    if not each.points:
        return f"{title}, in the scenario {stated}"
    if each.is_range:
        tried = f"{value_words(each, each.points[0])} to {value_words(each, each.points[-1])}"
    else:
        tried = listed([value_words(each, point) for point in each.points])
    return f"{title}, {tried} (in the scenario {stated})"


def value_words(each: Input, settings: Settings) -> str:
    """The value of an input in words: 1,340, £8,700,000, 5 %; where it has several dates, the one that holds first."""
    words = _value(settings[each.first].value, each.unit)
    return f"{words} at first" if len(settings) > 1 else words


def _value(value: float | str, unit: str) -> str:
    if isinstance(value, str):
        return value
    if unit.startswith("pounds") and abs(value) >= 1:
        return pounds(value)
    if unit.startswith("share"):
        return f"{100 * value:.4g} %"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}" if value.is_integer() else as_written(value)


# ---------------------------------------------------------------- one at a time
def _largest(sweep: Sweep) -> Section:
    rows = sweep.tornado.to_dict("records")
    inputs = {each.path: each for each in sweep.design.inputs}
    table = [
        (
            str(number),
            value_words(inputs[row["path"]], inputs[row["path"]].points[0]),
            value_words(inputs[row["path"]], inputs[row["path"]].points[-1]),
            *(_change(row[f"gap_hours_{end}"], row["gap_hours_stated"], row[f"{end}_status"]) for end in ENDS),
            *(_pounds(row[f"pounds_{end}"], row["pounds_stated"]) for end in ENDS),
        )
        for number, row in enumerate(rows[:MOST_SHOWN], start=1)
    ]
    titles = [
        f"{number}: {input_title(row['path'], sweep.loaded.scenario)},"
        f" in the scenario {value_words(inputs[row['path']], inputs[row['path']].stated)}"
        for number, row in enumerate(rows[:MOST_SHOWN], start=1)
    ]
    more = len(rows) - MOST_SHOWN
    said = "How the gap in hours and the cost change at the lowest and at the highest value of each input."
    return Section(
        "What moves the gap most",
        (f"{said} The other {count(more, 'input')}: tornado.csv." if more > 0 else said,),
        ("Input", "low", "high", "gap at low", "at high", "cost at low", "at high"),
        tuple(table),
        tuple(titles),
    )


ENDS = ("low", "high")


def _change(value: float | None, stated: float, status: str) -> str:
    """A change of hours; where there is no plan, that."""
    if _is_missing(value):
        return "no plan" if status != "failed" else "failed"
    assert value is not None
    change = value - stated
    return "0" if abs(change) < 0.05 else ("+" if change > 0 else "") + hours(change)


def _pounds(value: float | None, stated: float) -> str:
    if _is_missing(value):
        return NOTHING
    assert value is not None
    change = value - stated
    return "0" if abs(change) < 0.5 else ("+" if change > 0 else "") + pounds(change)


def _is_missing(value: float | None) -> bool:
    return value is None or value != value


# ---------------------------------------------------------------- by chance
SPREAD_SHOWN = (GAP, COVERAGE, POUNDS, "waiting_cases", "strength_fte", "joined_fte", "moved_fte", "overtime_hours")


def _spread(sweep: Sweep) -> Iterator[Section]:
    table = sweep.spread
    force = {row["measure"]: row for row in table[table["scope"] == "force"].to_dict("records")}
    rows = [
        (_measure_title(name), *(_figure(name, force[name][column]) for column in _SPREAD_COLUMNS))
        for name in SPREAD_SHOWN
        if name in force
    ]
    if rows:
        yield Section(
            "How far it spreads",
            (SHARES,),
            ("", *(f"{each} %" for each in PERCENTILES), "least", "most", "as stated"),
            tuple(rows),
        )


_SPREAD_COLUMNS = (*(f"p{each}" for each in PERCENTILES), "least", "most", "stated")


def _measure_title(name: str) -> str:
    measure = SHARE_OF_DEMAND if name == COVERAGE else BY_NAME[name]
    return measure.title if measure.unit in ("share", "pounds") else f"{measure.title}, {measure.unit}"


def _figure(name: str, value: float | None) -> str:
    """A figure with as many digits as matter."""
    if value is None or _is_missing(value):
        return NOTHING
    unit = SHARE_OF_DEMAND.unit if name == COVERAGE else BY_NAME[name].unit
    if unit == "FTE":
        return f"{value:,.1f}"
    if unit == "share":
        return percent(value)
    return pounds(value) if unit == "pounds" else hours(value)


# ---------------------------------------------------------------- a grid or a list
def _table_of_runs(sweep: Sweep) -> Section:
    solved = [(run, answer) for run, answer in sweep.asked if answer.has_plan]
    first = sorted(solved, key=lambda each: (-each[1].measures[_GAP], each[0].number))[:MOST_SHOWN]
    # What a grid changes is too long for a column; the rows of a list have names of their own.
    by_number = sweep.design.kind == "grid"
    base = ("As in the scenario", *_run_figures(sweep.answers[0]))
    rows = [base, *((str(run.number) if by_number else run.name, *_run_figures(answer)) for run, answer in first)]
    names = [f"{run.number}: {run.name}" for run, _ in first] if by_number else []
    said = "The largest gaps first."
    if len(solved) > len(first):
        said += f" The other {count(len(solved) - len(first), 'what-if')}: results.csv."
    head = ("What-if", "gap, hours", "coverage", "cost")
    return Section("What came of it", (said,), head, tuple(rows), tuple(names))


def _run_figures(answer: Answer) -> list[str]:
    return [_figure(each.measure, answer.measures.get(each)) for each in (_GAP, _COVERAGE, _POUNDS)]


# ---------------------------------------------------------------- what has no plan
def _without_a_plan(sweep: Sweep) -> Iterator[Section]:
    counted = [
        f"{count(number, 'what-if')} {ENDED[status][number != 1]}"
        for status, number in sorted(sweep.statuses.items())
        if status in ENDED
    ]
    if counted:
        told = [(run, answer) for run, answer in sweep.asked if answer.status in ENDED and answer.message]
        bullets = [f"{run.name}: {answer.message}" for run, answer in told[:MOST_PROBLEMS]]
        more = len(told) - len(bullets)
        said = f"{listed(counted)}." + (f" {count(more, 'more')}: results.csv." if more > 0 else "")
        yield Section("Without the best plan", (said,), bullets=tuple(bullets))


# ---------------------------------------------------------------- on the screen only
def _worked_out(sweep: Sweep, folder: str) -> Iterator[Section]:
    facts = sweep.facts
    how = [f"{number:,} {HOW[each]}" for each, number in sorted(sweep.solved_how.items())]
    said = f"{facts.workers}, {facts.seconds:,.1f} seconds"
    if facts.taken_over:
        said += f"; {count(facts.taken_over, 'what-if')} taken over from before it was stopped"
    plans = f"{said}. Plans: {listed(how)}." if how else f"{said}."
    yield Section("How it was worked out", (plans, f"Files: {folder} (begin with sweep.md)"))


def chart_table(sweep: Sweep) -> pd.DataFrame:
    """The tornado for a chart: inputs and values in words, without those that have no plan at one end."""
    inputs = {each.path: each for each in sweep.design.inputs}
    rows = [
        {
            "input": input_title(row["path"], sweep.loaded.scenario),
            "low_value": value_words(inputs[row["path"]], inputs[row["path"]].points[0]),
            "high_value": value_words(inputs[row["path"]], inputs[row["path"]].points[-1]),
            "gap_hours_low": row["gap_hours_low"],
            "gap_hours_high": row["gap_hours_high"],
        }
        for row in sweep.tornado.to_dict("records")
        if not _is_missing(row["gap_hours_low"]) and not _is_missing(row["gap_hours_high"])
    ]
    return pd.DataFrame(rows, columns=["input", "low_value", "high_value", "gap_hours_low", "gap_hours_high"])
