"""The answer to a reader's own question, in words."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.change_words import level_title
from planner.reports.section import Section
from planner.reports.words import KEEP, hours, in_sentence, listed, pounds
from planner.scenario.scenario import Scenario
from planner.solver.level import LevelResult
from planner.whatif.explanation import Explanation
from planner.whatif.grammar import Question
from planner.whatif.outcome import Outcome
from planner.whatif.why_not import PLACE, WhyNot

SMALL = 0.05
"""A change of less than this is not told [unit of the level or hours]."""

APART = (
    "The gap in hours is that of the reported periods; the priorities count late work by how late it is, the run-out"
    " included, so the two can move apart."
)


def why_not_sections(explanation: Explanation, answer: WhyNot) -> Iterator[Section]:
    """What was asked, whether it is possible, and what it costs or which rule stands against it."""
    scenario = explanation.plan.loaded.scenario
    yield Section(
        f"Why not: {answer.question.text}", tuple(_verdict(answer, scenario)), bullets=tuple(_against(answer))
    )
    if answer.after is not None and not answer.is_done_already:
        yield _levels(answer.before, answer.after)
        yield _teams(answer, scenario)


def _verdict(answer: WhyNot, scenario: Scenario) -> Iterator[str]:
    question, unit = answer.question, answer.unit
    amount = f"{question.amount:g}{KEEP}{unit}"
    if answer.is_done_already:
        yield f"The plan does that already: {answer.done:,.1f}{KEEP}{unit} in {question.label}."
        return
    if answer.added is not None:
        yield "The scenario has no such lever, so the plan cannot do it. For a real one write, with cost and limits:"
        yield answer.added.write
        yield (
            f"To answer all the same, a lever for exactly {amount} in {question.label} was added for this question"
            " only: at no cost, and with no limit of its own; all other rules hold."
        )
        if answer.added.as_role:
            yield from _as_another_role(question, answer.added.as_role, scenario)
    elif answer.done > SMALL:
        yield f"The plan does {answer.done:,.1f}{KEEP}{unit} of it in {question.label}."
    if answer.periods:
        yield f"None can start in {question.label}: {listed(answer.levers)} can in {listed(answer.periods)}."
    elif answer.against is not None:
        if any(rule.place != PLACE for rule in answer.against.rules):
            yield "It is not possible: these rules of the scenario stand against it."
        else:
            yield (
                f"It is not possible: the people who are there, and how far {listed(answer.levers) or 'it'} goes for"
                " each of them, do not allow as much."
            )
    elif answer.after is None:
        yield f"It is not possible in {question.label}: {listed(answer.levers)} cannot be used then."
    else:
        fewer = answer.before.all_gap_hours - answer.after.all_gap_hours
        verb, to = ("takes", "off") if fewer > 0 else ("adds", "to")
        change = (
            f"{verb} {hours(abs(fewer))}{KEEP}hours {to} the gap" if abs(fewer) >= SMALL else "leaves the gap as it is"
        )
        yield (
            f"It is possible, and {change} ({hours(answer.before.all_gap_hours)} hours under the plan,"
            f" {hours(answer.after.all_gap_hours)} with it). The plan costs {pounds(answer.after.pounds)} with it"
            f" ({pounds(answer.before.pounds)})."
        )
        yield _first_moved(answer.before, answer.after, added=answer.added is not None)
        if _moves_apart(answer.before, answer.after, fewer):
            yield APART


def _as_another_role(question: Question, role: str, scenario: Scenario) -> Iterator[str]:
    """What changes for people who take another role; nothing if they asked for it and can do it."""
    own, there = scenario.roles[question.role], scenario.roles[role]
    lacking = [each for each in there.accreditations if each not in own.accreditations]
    need = f", which needs {listed(lacking)} that they do not have" if lacking else ""
    if question.as_role:
        if lacking:
            yield f"They are taken to work there as {in_sentence(there.title)}{need}."
        return
    yield (
        f"Nobody is {in_sentence(own.title)} in {scenario.teams[question.team].title}: they are taken to work there as"
        f" {in_sentence(there.title)}{need}. To ask for another role, add: as ROLE."
    )


def _first_moved(before: Outcome, after: Outcome, *, added: bool) -> str:
    """Why the plan does not do it, from the first priority that moves."""
    for old, new in zip(before.levels, after.levels, strict=True):
        if _moved(old, new):
            worse = new.held > old.held
            if not worse:
                return (
                    f"It would be better for the first priority that moves, {level_title(old.name)}: the plan does not"
                    f" do it because {'there is no such lever' if added else 'its limits do not let it alone'}."
                )
            if old.name == "tie_break":
                return "Nothing that matters changes: the plan only chose otherwise among equals."
            return (
                f"The plan does not do it because of {level_title(old.name)}: of the priorities that move, the first"
                " one gets worse."
            )
    return "No priority changes."


def _moves_apart(before: Outcome, after: Outcome, fewer_hours: float) -> bool:
    """Whether the gap in hours becomes smaller and the first priority that moves worse, or the other way round."""
    moved = [new.held - old.held for old, new in zip(before.levels, after.levels, strict=True) if _moved(old, new)]
    return bool(moved) and abs(fewer_hours) >= SMALL and (moved[0] > 0) == (fewer_hours > 0)


def _moved(old: LevelResult, new: LevelResult) -> bool:
    return abs(new.held - old.held) > 1e-6 * max(1.0, abs(old.held), abs(new.held))


def _levels(before: Outcome, after: Outcome) -> Section:
    rows = []
    for old, new in zip(before.levels, after.levels, strict=True):
        if old.name == "tie_break":
            continue
        change = _figure(old, new.held - old.held) if _moved(old, new) else "0"
        sign = "+" if _moved(old, new) and new.held > old.held else ""
        rows.append((level_title(old.name), old.unit, _figure(old, old.held), _figure(old, new.held), sign + change))
    return Section(
        "What it costs in each priority, the first one first; less is better",
        (),
        ("Priority", "unit", "the plan", "with it", "change"),
        tuple(rows),
        left=(0, 1),
    )


def _figure(level: LevelResult, value: float) -> str:
    if level.unit == "pounds":
        return pounds(value)
    return f"{value:,.4f}" if level.unit == "share-years" else f"{round(value, 1) + 0.0:,.1f}"


def _teams(answer: WhyNot, scenario: Scenario) -> Section:
    assert answer.after is not None
    rows = []
    for team in dict.fromkeys(line.team for line in scenario.demand.values()):
        lines = [name for name, line in scenario.demand.items() if line.team == team]
        old = sum(answer.before.gap_hours.get(line, 0.0) for line in lines)
        new = sum(answer.after.gap_hours.get(line, 0.0) for line in lines)
        moved = new - old
        change = "0" if abs(moved) < SMALL else ("+" if moved > 0 else "") + hours(moved)
        rows.append((scenario.teams[team].title, hours(old), hours(new), change))
    return Section("The gap by team, hours", (), ("Team", "the plan", "with it", "change"), tuple(rows))


def _against(answer: WhyNot) -> Iterator[str]:
    """The rules that stand against it, and the single changes that would let it."""
    if answer.against is None:
        return
    for rule in answer.against.rules:
        if rule.place != PLACE:
            yield f"{rule.place}: {rule.rule}"
    for change in answer.against.changes:
        if change.place == PLACE:
            most = answer.tried_amount - change.amount
            yield f"At most {max(0.0, most):,.2f}{KEEP}{answer.unit} would be possible as the scenario is."
        elif answer.tried_amount == answer.question.amount:
            unit = f" {change.unit}" if change.unit else ""
            yield f"It would be possible with {change.place}: {change.amount:,.2f}{unit} {change.direction}."
