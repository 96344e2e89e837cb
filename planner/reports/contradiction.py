"""Why there is no plan, in words: what clashes, by how much, who owns it, and what would mend it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import date

from planner.clashes import Change, ClashingRule, Conflict, ContradictionError, EarliestDate, Edit, Repair
from planner.errors import Mark

WIDTH = 100
"""The widest line of a message, where its words allow it [characters]."""

MORE_OF_WHAT = {
    "clear_by": " overdue on that day",
    "coverage_floor": " not covered in a year",
    "duties_passed": " taken over",
    "gone_by": " left",
}
"""What there may be more of, where the name of the figure does not say it, by family."""

REPAIR_FILE = "repair-{number}.yaml"
"""The file of a repair in the folder of an explanation."""


def contradiction(failure: ContradictionError) -> str:
    """Each rule that takes part, with its place and its line, what would be enough, and what to do."""
    several = len(failure.conflicts) > 1 or not failure.every_conflict_found
    blocks = ["\n".join(_lines(_opening(failure)))]
    told: set[str] = set()
    for number, conflict in enumerate(failure.conflicts, start=1):
        if several:
            blocks.append(_which(conflict, f"Conflict {number}. "))
        blocks += [_rule(clashing) for clashing in conflict.rules]
        places = {rule.place for rule in conflict.rules}
        dates = [date for date in failure.earliest if date.place in places or not several]
        told |= {date.place for date in dates}
        blocks += _dates(dates)
        blocks += _changes(conflict, failure.repairs, several=several)
    blocks += _dates([date for date in failure.earliest if date.place not in told])
    blocks += _repairs(failure)
    blocks.append("\n".join(line for part in _advice(failure).splitlines() for line in _lines(part)))
    if failure.folder:
        blocks.append(f"Files: {failure.folder} (begin with explanation.md)")
    return "\n\n".join(blocks)


def repair_in_words(repair: Repair) -> list[str]:
    """The changes of a repair, one a line, e.g. `budget.limits.whole.pounds_per_year: £6,000 -> £12,000 …`."""
    return [_edit(edit) for edit in repair.edits]


def _opening(failure: ContradictionError) -> str:
    there_is_no_plan = "The rules of this scenario contradict each other, so there is no plan."
    count = len(failure.conflicts)
    if count == 0:
        return there_is_no_plan
    if not failure.every_conflict_found:
        found = "This is one conflict" if count == 1 else f"These are {count} conflicts"
        return f"{there_is_no_plan} {found}; there may be others. Each needs a change of its own."
    if count > 1:
        return f"{there_is_no_plan} There are {count} conflicts; each needs a change of its own."
    return f"{there_is_no_plan} {_which(failure.conflicts[0], '')}"


def _which(conflict: Conflict, number: str) -> str:
    return f"{number}{'These cannot all hold:' if len(conflict.rules) > 1 else 'This cannot hold:'}"


def _rule(clashing: ClashingRule) -> str:
    mark = clashing.mark
    shown = textwrap.shorten(mark.text, WIDTH - 6, placeholder=" …") if mark else ""
    line = f"\n    | {shown}" if shown else ""
    law = "law, never offered for change"
    standing = f" ({law if clashing.kind == 'law' else clashing.kind}, {clashing.owner})" if clashing.owner else ""
    where = "\n".join(_lines(clashing.place, _at(mark)))
    return f"{where}{line}\n    {clashing.rule}{standing}"


def _dates(dates: Sequence[EarliestDate]) -> list[str]:
    return ["\n".join(_lines(_date(date), _at(date.mark))) for date in dates]


def _changes(conflict: Conflict, repairs: Sequence[Repair], *, several: bool) -> list[str]:
    """Single changes that end a conflict, as far as no repair tells them; or why there are none."""
    told = {(edit.place, edit.step) for repair in repairs for edit in repair.edits}
    left = [
        change
        for change in conflict.changes
        if not change.edits or not told.issuperset((edit.place, edit.step) for edit in change.edits)
    ]
    if left:
        lines = [line for change in left for line in _lines(_change(change), _at(change.mark))]
        which = "Each of these changes" if len(left) > 1 else "This change" if repairs else "Only this change"
        alone = "ends this conflict" if several else "is enough"
        tried = ", but was not tried out on the scenario:" if repairs else ":"
        return ["\n".join([f"{which} alone {alone}{tried}", *lines])]
    if conflict.changes or repairs or not several:
        return []
    return ["\n".join(_lines(_no_change(conflict)))]


def _no_change(conflict: Conflict) -> str:
    if conflict.every_change_tried:
        return "No single change ends this conflict: loosen several of these together."
    return "Which changes would end this conflict was not found out in the time."


def _repairs(failure: ContradictionError) -> list[str]:
    """What to change, numbered like the files of the repairs."""
    if not failure.repairs:
        return []
    conflicts = len(failure.conflicts)
    one_each = f"one change for each of the {conflicts} conflicts; " if conflicts > 1 else ""
    which = "Each of these repairs" if len(failure.repairs) > 1 else "This repair"
    opening = f"{which} is enough: {one_each}tried out on the scenario, some plan then keeps every rule."
    lines = _lines(opening)
    for number, repair in enumerate(failure.repairs, start=1):
        for first, said in zip([f"{number}. ", *["   "] * len(repair.edits)], repair_in_words(repair), strict=False):
            lines += _lines(said, first)
    return ["\n".join(lines)]


def _advice(failure: ContradictionError) -> str:
    """What to do, and what is not known or not to be had."""
    nothing = "" if failure.folder else " Nothing was written."
    how = "a lower minimum, a higher limit, a later date"
    several = len(failure.conflicts) > 1 or not failure.every_conflict_found
    if not failure.conflicts:
        return "The time ended before it was known which rules these are. Give it more time, and solve again." + nothing
    if failure.repairs and failure.folder:
        solve = f"planner solve {failure.folder}/{REPAIR_FILE.format(number=1)} --out {failure.folder}-repair-1"
        return f"Agree one with whoever owns it. The plan that the first one gives:\n{solve}"
    if failure.repairs:
        return f"Agree one with whoever owns it, or allow more of a lever, and solve again.{nothing}"
    if several:
        return f"Loosen one rule of each ({how}) or allow more of a lever, and solve again.{nothing}"
    if failure.every_change_tried and not failure.changes:
        return (
            "No single change is enough. Other rules contradict each other as well: loosen one of these"
            f" ({how}) and solve again to see the others.{nothing}"
        )
    unknown = (
        "" if failure.every_change_tried else f"Not every {'other ' * bool(failure.changes)}change has been tried. "
    )
    return f"{unknown}Loosen one of them ({how}) or allow more of a lever, and solve again.{nothing}"


def _at(mark: Mark | None) -> str:
    return f"{mark.at}  " if mark else ""


def _lines(text: str, first: str = "") -> list[str]:
    """Text in lines that fit the screen, the later ones set in."""
    return textwrap.wrap(
        first + text, WIDTH, subsequent_indent=" " * 4 if first else "", break_long_words=False, break_on_hyphens=False
    )


def _edit(edit: Edit) -> str:
    """One figure that changes: from what to what, where it stands, what it rests on, and by how much."""
    where = f" ({edit.mark.line_at})" if edit.mark else ""
    since = f" from {edit.since}" if edit.since else ""
    unit = f" {edit.unit}" if edit.unit in ("FTE", "hours", "cases", "hour-months") else ""
    owner = f", {edit.owner}" if edit.owner else ""
    after = "no date" if edit.after is None else f"{_value(edit.after, edit.unit)}{unit}"
    change = f"{edit.place}{since}: {_value(edit.before, edit.unit)} -> {after}"
    return f"{change}{where}, {edit.kind}{owner}{_by_how_much(edit, unit)}"


def _by_how_much(edit: Edit, unit: str) -> str:
    before, after = edit.before, edit.after
    if isinstance(before, date):
        return f"; {(after - before).days} days later" if isinstance(after, date) else ""
    if after is None or isinstance(after, date):
        return ""
    less_or_more = "more" if after > before else "less"
    share = f" ({100 * abs(after - before) / abs(before):.3g} %)" if before else ""
    return f"; {_value(round(abs(after - before), 6), edit.unit)}{unit}{share} {less_or_more}"


def _value(value: float | date, unit: str) -> str:
    """A figure as short as it is exact: `12`, `10.5`, `£8,920,000`; a date as it is written."""
    if isinstance(value, date):
        return value.isoformat()
    figure = f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"£{figure}" if unit == "pounds" else figure


def _change(change: Change) -> str:
    """A change in words, e.g. `supply.overtime.fte: 1.20 FTE more (1.70 instead of 0.50)`."""
    decimals = max(2, len(f"{change.amount:.6f}".rstrip("0").partition(".")[2]))
    pounds = "£" if change.unit == "pounds" else ""
    unit = f" {change.unit}" if change.unit and not pounds else ""
    which = "more or less" if change.direction == "either" else change.direction
    of_what = MORE_OF_WHAT.get(change.family, "")
    words = f"{change.place}: {pounds}{change.amount:,.{decimals}f}{unit} {which}{of_what}"
    if change.limit is None or change.enough is None:
        return words
    # Rounded towards the looser side, so that the figure shown is enough as well.
    towards = math.ceil if change.direction == "more" else math.floor
    enough = towards(round(change.enough * 10**decimals, 3)) / 10**decimals
    return f"{words} ({pounds}{enough:,.{decimals}f} instead of {pounds}{change.limit:,.{decimals}f})"


def _date(earliest: EarliestDate) -> str:
    """What is wrong with a date, and which one works."""
    least = math.floor(earliest.least_fte * 10 + 1e-6) / 10
    left = f"at least {least:,.1f} FTE" if least else "a rest of less than 0.1 FTE"
    asked = f"{earliest.place} asks for {earliest.asked}"
    too_many = f"{asked}; the ways out that the rules allow leave {left} on that day"
    if earliest.possible is None:
        return f"{too_many}, and no date within the plan works."
    together = f"all ranks together can be gone by {earliest.together}"
    if earliest.possible <= earliest.asked:
        with_others = f"; {together}." if earliest.together else "."
        return f"{asked}, which works alone, but not with other dates{with_others}"
    if earliest.together is None:
        return f"{too_many}. The earliest date that works is {earliest.possible}."
    return f"{too_many}. The earliest date that works is {earliest.possible} for this rank alone; {together}."
