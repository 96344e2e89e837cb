"""Repairs: changes of the scenario with which there is a plan, each of them tried out on the scenario itself.

What is enough is known from the program (`planner.solver.repairs`). A reader changes the scenario, though, and a figure
there is not always one side of one row. So each change is written into the scenario, rounded to a figure that can be
printed, and the scenario is checked, tabulated and formulated again. A repair is one with which some plan keeps every
rule; which plan is best is found when the repaired scenario is solved.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np
from pydantic import ValidationError

from planner.clashes import Change, Conflict, ContradictionError, Edit, Repair
from planner.model import Formulation, formulate
from planner.plan.clearing import first_clear
from planner.plan.figures import edits_of, goes_up, outward
from planner.plan.plain_words import change_in_plain_words
from planner.scenario.checks import CHECKS
from planner.scenario.edits import Raw, edited
from planner.scenario.scenario import Scenario
from planner.solver.contradiction import limits_of, with_room
from planner.solver.elastic import is_feasible_whole
from planner.solver.highs import KeptModel
from planner.solver.program import Program
from planner.solver.repairs import changes_together
from planner.tables import tabulate
from planner.tables.warnings import people_not_there

MOST_REPAIRS = 6
"""How many repairs are tried out and written."""
MOST_TRIALS = 5
"""How often a figure is tried that a rule depends on in another way than one to one."""
DAYS_PER_YEAR = 365.0


@dataclass(frozen=True)
class Way:
    """One way to end one conflict."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...] = ()
    """The changes of rules that these say; none where a date moves."""

    @property
    def size(self) -> tuple[int, float]:
        """How much it changes: how many rules, and which share of their figures."""
        return max(1, len(self.changes)), sum(_share(edit) for edit in self.edits)


def tried_repairs(
    error: ContradictionError, formulation: Formulation, scenario: Scenario, raw: Raw, deadline: float | None
) -> tuple[Repair, ...]:
    """Find the smallest changes of a scenario with which there is a plan, and try each out.

    Args:
        error: What contradicts itself, with single changes in the reader's figures.
        formulation: The program that has no plan.
        scenario: The scenario.
        raw: Its plain data.
        deadline: By `time.monotonic()`; what has not been tried by then is left out.

    Returns:
        The smallest first. With several conflicts each repair is one change for every conflict, and every change is in
        one of them; nothing if a conflict has no way to end it, or not every conflict is known.
    """
    ways = [_ways(conflict, error, formulation, scenario, deadline) for conflict in error.conflicts]
    if not ways or not all(ways) or not error.every_conflict_found:
        return ()
    trial = _Trial(raw, formulation, deadline)
    choices = sorted(_choices(ways), key=_size)
    found = (_tried(choice, trial, formulation, scenario) for choice in choices)
    return tuple(islice((Repair(edits) for edits in found if edits), MOST_REPAIRS))


def _ways(
    conflict: Conflict,
    error: ContradictionError,
    formulation: Formulation,
    scenario: Scenario,
    deadline: float | None,
) -> list[Way]:
    """Every way to end a conflict that is known, the smallest first."""
    dated = [_until_gone(conflict, error), *_until_clear(conflict, error, formulation, scenario, deadline)]
    found = [
        *(Way(change.edits, (change,)) for change in conflict.changes),
        *(Way(one.edits + other.edits, (one, other)) for one, other in conflict.pairs if one.edits and other.edits),
        *(Way(edits) for edits in dated),
    ]
    return sorted((way for way in found if way.edits), key=lambda way: way.size)


def _until_gone(conflict: Conflict, error: ContradictionError) -> tuple[Edit, ...]:
    """Later days for removed ranks to be gone by; nothing if none is in the conflict, or no day works."""
    rules = {rule.place: rule for rule in conflict.rules}
    if not any(each.place in rules for each in error.earliest):
        return ()
    days = [(each, each.together or each.possible) for each in error.earliest]
    if any(day is None for _, day in days):
        return ()
    standing = next(rules[each.place] for each in error.earliest if each.place in rules)
    return tuple(
        Edit(f"{each.place}.on", each.asked, day, has_pedigree=False, kind=standing.kind, owner=standing.owner)
        for each, day in days
        if day is not None and day > each.asked
    )


def _until_clear(
    conflict: Conflict,
    error: ContradictionError,
    formulation: Formulation,
    scenario: Scenario,
    deadline: float | None,
) -> Iterator[tuple[Edit, ...]]:
    """For each line that cannot be clear by its date, the first one by which it can, or none at all."""
    others = [rule.place for each in error.conflicts if each is not conflict for rule in each.rules]
    for rule in conflict.rules:
        if rule.family == "clear_by" and rule.kind != "law":
            line = rule.place.split(".")[1]
            asked = scenario.demand[line].clear_by
            assert asked is not None, "there is a rule"
            day = first_clear(formulation, line, others, deadline)
            yield (Edit(rule.place, asked, day, has_pedigree=False, kind=rule.kind, owner=rule.owner),)


def _choices(ways: Sequence[Sequence[Way]]) -> Iterator[tuple[Way, ...]]:
    """One way for each conflict: the smallest of each, and every other one beside the smallest of the others."""
    best = tuple(each[0] for each in ways)
    yield best
    for number, of_conflict in enumerate(ways):
        for way in of_conflict[1:]:
            yield (*best[:number], way, *best[number + 1 :])


def _size(choice: Sequence[Way]) -> tuple[int, float]:
    return sum(way.size[0] for way in choice), sum(way.size[1] for way in choice)


def _share(edit: Edit) -> float:
    """By which share a figure changes; of nothing, and where a date goes, all of it; a date by years."""
    if isinstance(edit.before, date):
        return (edit.after - edit.before).days / DAYS_PER_YEAR if isinstance(edit.after, date) else 1.0
    if edit.before == 0 or not isinstance(edit.after, float):
        return 1.0
    return abs(edit.after - edit.before) / abs(edit.before)


def _tried(
    choice: Sequence[Way], trial: _Trial, formulation: Formulation, scenario: Scenario
) -> tuple[Edit, ...] | None:
    """Try the edits of some ways together; larger ones where these are not enough; none if nothing is."""
    edits = tuple(edit for way in choice for edit in way.edits)
    if trial.holds(edits):
        return trial.fewest(edits)
    changes = [change for way in choice for change in way.changes]
    if len(changes) == 1 and len(edits) == 1:
        return trial.searched(edits[0], changes[0])
    if all(way.changes for way in choice):
        edits = _together(changes, trial.deadline, formulation, scenario)
        return edits if edits and trial.holds(edits) else None
    return None


def _together(
    changes: Sequence[Change], deadline: float | None, formulation: Formulation, scenario: Scenario
) -> tuple[Edit, ...]:
    """The least changes of the same rules where each alone was too little beside the others."""
    program, calendar = formulation.program, formulation.given.tables.calendar
    columns, rows = program.order_by_name()
    limits = {limit.place: limit for limit in limits_of(program, columns, rows)}
    matrix = with_room(program, program.matrix()).in_order(columns, rows)
    found = changes_together(matrix, [limits[change.place] for change in changes], deadline)
    told = [change_in_plain_words(change, formulation, scenario) for change in found]
    edits = [edits_of(change, scenario, calendar) for change in told]
    return tuple(edit for each in edits for edit in each) if all(edits) else ()


class _Trial:
    """A scenario that is tried with changes."""

    def __init__(self, raw: Raw, formulation: Formulation, deadline: float | None) -> None:
        self._raw = raw
        self._formulation = formulation
        self.deadline = deadline

    def holds(self, edits: tuple[Edit, ...]) -> bool:
        """Whether some plan keeps every rule of the changed scenario; no if time ended first."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            return False
        try:
            scenario = Scenario.model_validate(edited(self._raw, edits))
        except ValidationError:
            return False
        if any(problem.severity == "problem" for check in CHECKS for problem in check(scenario)):
            return False
        tables = tabulate(scenario, like=self._formulation.given.tables)
        if any(people_not_there(scenario, tables)):
            return False
        changed = formulate(tables, scenario.priorities, like=self._formulation)
        return has_plan(changed.program, self.deadline)

    def fewest(self, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        """Leave the dated values of a figure as they are that need not change, the later ones first."""
        for edit in reversed(edits):
            others = tuple(each for each in edits if each is not edit)
            if any(each.place == edit.place for each in others) and self.holds(others):
                edits = others
        return edits

    def searched(self, edit: Edit, change: Change) -> tuple[Edit, ...] | None:
        """Look for a figure that is enough, where it does not move the rule one to one; none if none was found."""
        assert isinstance(edit.before, float)
        assert isinstance(edit.after, float)
        up = goes_up(change)
        if edit.unit == "share":
            return self._halved(edit, edit.before, 1.0 if up else 0.0, up=up)
        for doubled in range(1, MOST_TRIALS + 1):
            value = edit.before + (edit.after - edit.before) * 2.0**doubled
            tried = replace(edit, after=outward(max(0.0, value), edit.unit, up=up))
            if self.holds((tried,)):
                return (tried,)
        return None

    def _halved(self, edit: Edit, too_little: float, enough: float, *, up: bool) -> tuple[Edit, ...] | None:
        """Look for a share between today's and the most that a share can be."""
        if not self.holds((replace(edit, after=enough),)):
            return None
        for _ in range(MOST_TRIALS):
            middle = outward((too_little + enough) / 2, edit.unit, up=up)
            if self.holds((replace(edit, after=middle),)):
                enough = middle
            else:
                too_little = middle
        return (replace(edit, after=enough),)


def has_plan(program: Program, deadline: float | None) -> bool:
    """Whether any plan keeps every rule, with every choice of yes or no made."""
    matrix = program.matrix()
    if not program.switch_columns:
        return KeptModel(matrix.with_even_rows()).is_feasible(deadline) is True
    switches = np.zeros(matrix.number_of_columns, dtype=bool)
    switches[np.array(program.switch_columns, dtype=np.int32)] = True
    return is_feasible_whole(matrix, switches, deadline) is True
