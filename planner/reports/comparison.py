"""Plans side by side, as people read them: what was put in, what came out, and the bridge from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from planner.reports.layout import grid
from planner.reports.markdown_table import safe, table
from planner.reports.what_if import shown
from planner.reports.words import NOTHING, count, fte, hours, percent, plain, pounds, spaced, wrapped
from planner.scenario.differing import Difference
from planner.scenario.in_short import for_reading, in_short
from planner.scenario.overridden import Overridden
from planner.whatif.bridge import BRIDGED, Bridge, Step
from planner.whatif.comparing import WHERE, Compared, Comparison
from planner.whatif.measures import FORCE, Of, measure_of

FORMS: dict[str, Callable[[float], str]] = {
    "hours": hours,
    "FTE": fte,
    "cases": hours,
    "pounds": pounds,
    "share": percent,
}
"""How a figure of a unit is printed."""
SHOWN = {"gap_hours": 0, "pounds": 0, "strength_fte": 1, "approved_fte": 1, "unled_fte": 1}
"""The columns of a bridge in the order in which they are read, and their decimals."""
HEADS = {
    "gap_hours": "gap, hours",
    "pounds": "cost",
    "strength_fte": "people, FTE",
    "approved_fte": "posts",
    "unled_fte": "unled, FTE",
}
MOST_INPUTS = 12
"""Differences that are shown one by one on the screen; the others are counted."""
LABELS = ascii_uppercase
"""What plans are called at the head of a column."""
LONGEST = 40
"""A place of the scenario is shown up to so many signs on the screen; the beginning gives way [characters]."""
LONGEST_VALUE, LONGEST_ON_PAPER = 50, 160
"""What stands at a place is shown up to so many signs on the screen and on paper [characters]."""
MEANING = (
    "Each change is made alone, on the first scenario; the last line is what the changes do together beyond that,"
    " because they help or hinder each other. The lines add up exactly."
)


# ---------------------------------------------------------------- what came out
def headline(comparison: Comparison) -> Iterator[str]:
    """What differs, in a sentence a plan."""
    first = comparison.plans[0]
    for other in comparison.plans[1:]:
        gap, cost = (_of(other, name) - _of(first, name) for name in ("gap_hours", "pounds"))
        said = f"{_more(gap, hours, 'hours of gap')} and {_more(cost, pounds, 'cost')}"
        yield f"{other.name} beside {first.name}: {said}."


def _of(plan: Compared, name: str) -> float:
    return plan.measures[Of(name, "force", FORCE)]


def _more(value: float, form: Callable[[float], str], what: str) -> str:
    if abs(value) < 0.5:
        return f"the same {'cost' if what == 'cost' else 'gap'}"
    words = ("more", "less") if what == "cost" else ("more", "fewer")
    amount = form(abs(value))
    return f"{amount} {words[0] if value > 0 else words[1]}" + ("" if what == "cost" else f" {what}")


def output_rows(comparison: Comparison) -> list[list[str]]:
    """Figures of the force, and of teams and tiers where they differ: title, the plans' values, the differences."""
    rows = []
    for of in dict.fromkeys(of for plan in comparison.plans for of in plan.measures):
        values = [plan.measures.get(of) for plan in comparison.plans]
        measure = measure_of(of)
        there = [value for value in values if value is not None]
        differs = max(there) - min(there) >= 0.5 * 10.0 ** -min(measure.decimals, 2 if measure.unit != "share" else 4)
        if of.scope == "force" or (differs and of.measure in ("gap_hours", "coverage", "strength_fte", "pounds")):
            rows.append([_title(comparison, of), *_figures(values, measure.unit)])
    return rows


def _figures(values: Sequence[float | None], unit: str) -> list[str]:
    form = FORMS[unit]
    first = values[0]
    told = [NOTHING if value is None else form(value) for value in values]
    differences = [NOTHING if value is None or first is None else _signed(value - first, unit) for value in values[1:]]
    return [*told, *differences]


def _signed(value: float, unit: str) -> str:
    if unit == "share":
        points = round(100 * value, 1) + 0.0
        return f"{points:+.1f} pp" if points else "0.0 pp"
    text = FORMS[unit](value)
    return f"+{text}" if value > 0 and text.strip("£0.,") else text


def _title(comparison: Comparison, of: Of) -> str:
    title = measure_of(of).title
    if of.scope == "force":
        unit = measure_of(of).unit
        return f"{title}, {unit}" if unit in ("hours", "FTE") else title
    if of.scope == "tier":
        return f"  harm tier {of.name}"
    if of.scope == "team":
        teams = {name: team.title for plan in comparison.plans for name, team in plan.loaded.scenario.teams.items()}
        return f"  {teams.get(of.name, spaced(of.name))}"
    return f"  {of.name}"


def heads(comparison: Comparison) -> list[str]:
    """The columns of plans, and of their differences from the first."""
    names = [plan.name for plan in comparison.plans]
    return [*names, *(["difference"] if len(names) == 2 else [f"{name} less first" for name in names[1:]])]


# ---------------------------------------------------------------- the bridge
def bridge_rows(bridge: Bridge, names: tuple[str, str], width: int = 10_000) -> list[list[str]]:
    """The bridge line by line; changes that move nothing are counted in one.

    Args:
        bridge: Of two plans.
        names: The plans.
        width: A place is shown in so many signs at the most.
    """
    told = bridge.rounded(SHOWN)
    moving = [step for step in told.steps if step.moves is None or any(step.moves.values())]
    rows = [[names[0], *_amounts(told.start)]]
    rows += [[_place(step, width), *(_moves(step.moves))] for step in moving]
    still = len(told.steps) - len(moving)
    if still:
        nothing = "moves nothing" if still == 1 else "move nothing"
        rows.append([f"{count(still, 'change')} that alone {nothing}", *_moves(dict.fromkeys(BRIDGED, 0.0))])
    if len(told.steps) > 1 or any(told.together.values()):
        rows.append(["together, beyond that", *_moves(told.together)])
    rows.append([names[1], *_amounts(told.end)])
    return rows


def _amounts(figures: dict[str, float]) -> list[str]:
    return [_form(name)(figures[name]) for name in SHOWN]


def _form(name: str) -> Callable[[float], str]:
    return FORMS[measure_of(Of(name, "force", FORCE)).unit]


def _moves(moves: dict[str, float] | None) -> list[str]:
    if moves is None:
        return ["no plan", *[NOTHING] * (len(SHOWN) - 1)]
    return [_signed(moves[name], measure_of(Of(name, "force", FORCE)).unit) for name in SHOWN]


def _place(step: Step, width: int) -> str:
    places = ", ".join(each.path for each in step.differences)
    return places if len(places) <= width else f"…{places[len(places) - width + 1 :]}"


def on_top(bridge: Bridge) -> Iterator[str]:
    """Which changes are told on top of which others."""
    for step in bridge.steps:
        if step.on_top_of and step.moves is not None and any(step.moves.values()):
            needed = ", ".join(each.path for each in step.on_top_of)
            yield f"{', '.join(each.path for each in step.differences)}: with {needed} changed already."


# ---------------------------------------------------------------- on the screen
def text(comparison: Comparison, width: int) -> str:
    """The comparison as plain text."""
    blocks = [_heading(comparison, width), _inputs(comparison, width), _outputs(comparison, width)]
    blocks += [_bridge(comparison, number, width) for number in range(len(comparison.bridges))]
    return plain("\n\n".join("\n".join(block) for block in (list(each) for each in blocks) if block)) + "\n"


def _heading(comparison: Comparison, width: int) -> Iterator[str]:
    for label, plan in zip(LABELS, comparison.plans, strict=False):
        yield from wrapped(f"{label}  {plan.name}: {plan.loaded.scenario.title}", width, "", "   ")
    yield ""
    for sentence in headline(comparison):
        yield from wrapped(sentence, width)


def _inputs(comparison: Comparison, width: int) -> Iterator[str]:
    for plan, differences, sources in zip(
        comparison.plans[1:], comparison.differences, comparison.only_sources, strict=True
    ):
        more = f", and {count(sources, 'source or note', 'sources or notes')}" if sources else ""
        yield f"What was put in: {plan.name} differs in {count(len(differences), 'place')}{more}"
        for each in differences[:MOST_INPUTS]:
            yield from wrapped(f"- {change_words(each)}", width, "", "  ")
        if len(differences) > MOST_INPUTS:
            yield f"- {count(len(differences) - MOST_INPUTS, 'more place')}; --out writes them all"


def change_words(difference: Difference) -> str:
    """A place that differs, in a line."""
    return shown(
        Overridden(difference.path, in_short(difference.was), in_short(difference.now), "", True), LONGEST_VALUE
    )


def _outputs(comparison: Comparison, width: int) -> Iterator[str]:
    labels = list(LABELS[: len(comparison.plans)])
    differences = [f"{label} - A" for label in labels[1:]]
    yield from grid([["What came out", *labels, *differences], *output_rows(comparison)], width)


def _bridge(comparison: Comparison, number: int, width: int) -> Iterator[str]:
    names = (comparison.plans[0].name, comparison.plans[number + 1].name)
    rows = [["The bridge", *HEADS.values()], *bridge_rows(comparison.bridges[number], names, LONGEST)]
    yield from grid(rows, width)
    for sentence in on_top(comparison.bridges[number]):
        yield from wrapped(sentence, width, "", "  ")
    yield from wrapped(MEANING, width)


# ---------------------------------------------------------------- on paper
def markdown(comparison: Comparison) -> str:
    """The comparison as a page."""
    names = [plan.name for plan in comparison.plans]
    lines = [f"# {' and '.join(map(safe, names))} side by side", ""]
    for plan in comparison.plans:
        scenario = plan.loaded.scenario
        lines.append(f"- **{safe(plan.name)}**: {safe(scenario.title)}. *{safe(scenario.question)}*")
    lines += ["", *[safe(sentence) for sentence in headline(comparison)], ""]
    rows = [_input(row, names) for row in comparison.inputs.to_dict("records")]
    lines += ["## What was put in", ""]
    lines += table(["place in the scenario", *names], rows, texts=range(len(names) + 1))
    lines += ["## What came out", "", *table(["", *heads(comparison)], output_rows(comparison))]
    for number, bridge in enumerate(comparison.bridges):
        pair = (names[0], names[number + 1])
        lines += [f"## The bridge from {safe(pair[0])} to {safe(pair[1])}", "", MEANING, ""]
        lines += table(["", *HEADS.values()], bridge_rows(bridge, pair))
        lines += [*(f"- {safe(sentence)}" for sentence in on_top(bridge)), ""]
    lines += _flows(comparison, names)
    return plain("\n".join(lines)).rstrip() + "\n"


def _input(row: Mapping[Any, Any], names: Sequence[str]) -> list[str]:
    return [row["path"], *[for_reading(row[name], LONGEST_ON_PAPER) or "not stated" for name in names]]


def _flows(comparison: Comparison, names: Sequence[str]) -> list[str]:
    flows = comparison.flows
    if flows.empty:
        return []
    rows = [
        [*[spaced(row[column]) for column in WHERE], *[fte(row[name]) for name in names]]
        for row in flows.to_dict("records")
    ]
    head = ["kind", "way", "team", "role", *names]
    return ["## People who come, go and move otherwise, FTE", "", *table(head, rows, texts=(0, 1, 2, 3))]
