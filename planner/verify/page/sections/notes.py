"""What the page says beside its tables: spare hours, larger gaps, longer waits, decisions, proof and estimates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.verify.numbers import value_on
from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.printed import Said, cases, fte, hours, listed, percent, spaced, whole_number, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words, from_least, if_any, once
from planner.verify.page.sections.coverage import covered
from planner.verify.page.sections.opening import said_from
from planner.verify.page.sections.requirements import asked_for, held, mean
from planner.verify.worked_out.initiatives import share_outside

MOST_NAMED = 3
"""Lines that are named one by one; the others are counted."""
SMALLEST_HOURS = 0.5
"""A gap that grows by less is not said to [hours]."""
SMALLEST_FTE = 0.05
"""Fewer people than this are not mentioned [FTE]."""
SOLID = ("published", "derived", "decision")
"""Bases that are no estimate; a number whose basis is not stated counts as one."""


def spare(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours on hand that no case needed."""
    del words
    before, after = figures.both("staffing", "spare_hours")
    yield {"after": hours(after), "before": hours(before)}


def spare_of_role(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The same of a role."""
    for role, title in figures.roles.items():
        if within(title) == words["who"]:
            yield {"hours": hours(figures.reported("staffing", "spare_hours", "after", role=role))}


def rises(figures: Figures) -> dict[str, float]:
    """Lines whose gap is larger under the plan than before action, and by how much [hours]."""
    found = {}
    for line in figures.lines:
        before, after = (covered(figures, "gap_hours", plan, "line", line) for plan in PLANS)
        if after - before >= SMALLEST_HOURS:
            found[line] = after - before
    return found


def larger_gap(figures: Figures, words: Words) -> Iterator[Meaning]:
    """By how much the gap of a line is larger than before action."""
    yield from ({"rise": hours(rise)} for line, rise in rises(figures).items() if figures.lines[line] == words["line"])


def other_gaps(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many more lines there are with a larger gap."""
    del words
    yield {"count": whole_number(len(rises(figures)) - MOST_NAMED)}


def _longer_waits(figures: Figures) -> list[str]:
    """Lines that wait clearly longer than before action and at the opening, and have no larger gap."""
    return [line for line in figures.lines if line not in rises(figures) and _waits_longer(figures, line)]


def _waits_longer(figures: Figures, line: str) -> bool:
    before, after = figures.both_at_end("work", "backlog_hours", line=line)
    first = figures.rows("work", plan="after", line=line, period=figures.periods[0])
    opening = sum(row.opening_backlog_cases * row.hours_per_case for row in first)
    return all(after - other >= max(10.0, 0.1 * other) for other in (before, opening))


def waiting(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Cases of a line that wait at the end."""
    for line, title in figures.lines.items():
        if title == words["line"]:
            before, after = figures.both_at_end("work", "backlog_cases", line=line)
            yield {"after": cases(after), "before": cases(before)}


def other_waits(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many more lines wait longer."""
    del words
    yield {"count": whole_number(len(_longer_waits(figures)) - MOST_NAMED)}


def closed_undone(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Cases of a line that are closed without the work."""
    for line, title in figures.lines.items():
        if title == words["line"]:
            before, after = figures.both("work", "closed_undone_cases", line=line)
            yield {"after": cases(after), "before": cases(before)}


def requirement(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What a requirement asks for, and what is short of it, over it, or lost to reduced hours, on average."""
    for name in held(figures):
        if figures.requirements[name] != words["name"]:
            continue
        least, most = asked_for(figures, name)
        meaning = {"least": least, "most": most + (MISSING if set(least) & set(most) else ())}
        for key, column in (("short", "short_fte"), ("over", "over_fte"), ("reduced", "reduced_fte")):
            both = mean(figures, column, name)
            meaning[key] = _if_any(both, both[1])
            meaning[f"{key}_before"] = _if_any(both, both[0])
        yield meaning


def _if_any(both: Both, value: float) -> Said:
    """A number of people, unless there are next to none in either plan."""
    is_said = said_from(max(both), SMALLEST_FTE, fte)
    return (fte(value) if is_said != MISSING else ()) + (MISSING if "" in is_said else ())


def other_requirements(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many requirements are not named."""
    del words
    yield {"count": whole_number(len(held(figures)) - MOST_NAMED)}


def proof(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many levels of the plan are proved by its certificate, and of how many."""
    del words
    rows = figures.rows("levels", plan="after")
    proved = sum(row.proof == "proved" for row in rows)
    yield {
        "levels": whole_number(len(rows)),
        "proved": whole_number(proved) if proved < len(rows) else MISSING,
    }


def unproved(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Levels that the search did not prove."""
    del words
    rows = sorted(figures.rows("levels", plan="after"), key=lambda row: row.order)
    names = [spaced(row.level) for row in rows if row.status == "not_proved"]
    yield {"names": (listed(names),) if names else MISSING}


def estimates(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The share of the demand hours that rests on estimates, of the number of cases or of the hours of a case."""
    del words
    volume, of_cases, either = estimate_shares(figures)
    yield {"either": percent(either, 0), "volume": percent(volume, 0), "of_cases": percent(of_cases, 0)}


def either_estimate(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The share of the demand hours that rests on any estimate."""
    yield from ({"either": each["either"]} for each in estimates(figures, words))


def both_estimates(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The shares of the demand hours whose number of cases, and whose hours per case, are estimates."""
    yield from ({key: said for key, said in each.items() if key != "either"} for each in estimates(figures, words))


def estimate_shares(figures: Figures) -> tuple[float, float, float]:
    """Shares of the demand hours: of the number of cases, of the hours of a case, and of either [share]."""
    arriving = {line: figures.reported("work", "arrivals_hours", "after", line=line) for line in figures.lines}
    every = sum(arriving.values()) or 1.0
    volume = {line: 0.0 if _basis_of_arrivals(figures, line) in SOLID else 1.0 for line in figures.lines}
    of_cases = {line: _estimated_hours(figures, line) for line in figures.lines}
    shares = (
        sum(hours_ * part(line) for line, hours_ in arriving.items()) / every
        for part in (volume.__getitem__, of_cases.__getitem__, lambda line: max(volume[line], of_cases[line]))
    )
    first, second, third = (round(share, 6) for share in shares)
    return first, second, third


def _basis(stated: Any) -> str:
    """The basis of a number, of its first value where it is dated."""
    first = stated[0] if isinstance(stated, list) and stated and isinstance(stated[0], dict) else stated
    return str(first.get("basis") or "unstated") if isinstance(first, dict) else "unstated"


def _basis_of_arrivals(figures: Figures, line: str) -> str:
    stated = figures.scenario["demand"][line]["arrivals"]
    return _basis(next((stated[key] for key in ("cases", "hours", "by_period") if stated.get(key) is not None), None))


def _estimated_hours(figures: Figures, line: str) -> float:
    """The share of a line's hours per case that is an estimate; work counted in hours has none."""
    stated = figures.scenario["demand"][line]
    if stated["arrivals"].get("hours") is not None or stated["arrivals"].get("in_hours"):
        return 0.0
    total = estimated = 0.0
    for name, task in stated["tasks"].items():
        own = value_on(task["hours_per_case"], date.min) * (1.0 - share_outside(figures.folder, line, name, date.min))
        total += own
        estimated += own if _basis(task["hours_per_case"]) not in SOLID else 0.0
    return estimated / total if total else 0.0


def unknown(figures: Figures, words: Words) -> Iterator[Meaning]:
    """A figure that nothing in the folder can say again."""
    del figures, words
    yield {}


def any_spare(figures: Figures) -> Times:
    """Whether there are hours that no case needed."""
    return if_any(from_least(figures.both("staffing", "spare_hours"), SMALLEST_HOURS))


def _named(count: int) -> Times:
    """How many of some things are named."""
    return min(count, MOST_NAMED), min(count, MOST_NAMED)


def _counted(count: int) -> Times:
    """Whether others are counted."""
    return int(count > MOST_NAMED), int(count > MOST_NAMED)


def lines_closed_undone(figures: Figures) -> Times:
    """How many lines may close cases without the work."""
    count = sum(line.get("close_undone") is not None for line in figures.scenario["demand"].values())
    return count, count


def is_optimal(figures: Figures) -> Times:
    """Whether every level is proved optimal, by the solver's word at least."""
    optimal = figures.record.get("after", {}).get("status") == "optimal"
    return int(optimal), int(optimal)


def is_not_optimal(figures: Figures) -> Times:
    """Whether the search ended before every level was proved."""
    return (0, 0) if is_optimal(figures) == (1, 1) else (1, 1)


ON_TRUST = {
    "{warnings} warning[s], see planner check": "they are about the scenario; planner check lists them",
}
"""Sayings whose figures nobody can work out again from the folder, and why that does not matter."""

SAYINGS = (
    Saying("**Spare hours**: {after} ({before} before action)", spare, due=any_spare),
    Saying("{who:role} {hours}", spare_of_role, on="- **Spare hours**"),
    Saying(
        "{name:requirement} {least}[ to {most}] FTE: [met exactly][{short} short ({short_before} before action)][, ]"
        "[{over} over ({over_before} before action)][, ][{reduced} on reduced hours ({reduced_before} before action)]",
        requirement,
        "- **Requirements in posts**",
        lambda figures: _named(len(held(figures))),
    ),
    Saying(
        "{count} other requirement[s]",
        other_requirements,
        "- **Requirements in posts**",
        lambda figures: _counted(len(held(figures))),
    ),
    Saying(
        "{line:line} (+{rise} hours)",
        larger_gap,
        "- **A larger gap than before action**",
        lambda figures: _named(len(rises(figures))),
    ),
    Saying(
        "{count} other line[s]",
        other_gaps,
        "- **A larger gap than before action**",
        lambda figures: _counted(len(rises(figures))),
    ),
    Saying(
        "{line:line} {after} ({before})",
        waiting,
        "- **More cases waiting (before)**",
        lambda figures: _named(len(_longer_waits(figures))),
    ),
    Saying(
        "{count} other line[s]",
        other_waits,
        "- **More cases waiting (before)**",
        lambda figures: _counted(len(_longer_waits(figures))),
    ),
    Saying(
        "{line:line}: {after} cases ({before} before action)",
        closed_undone,
        "- **Closed without the work**",
        lines_closed_undone,
    ),
    Saying("optimal for these inputs ([{proved} of ]{levels} level[s] proved", proof, "- **This plan**", is_optimal),
    Saying(
        "the search ended before every level was proved[ (not proved: {names:words})];",
        unproved,
        "- **This plan**",
        is_not_optimal,
    ),
    Saying("; {either} of the demand hours rest on estimates", either_estimate, "- **This plan**", once),
    Saying(
        "the number of cases is one for {volume} of the demand hours, the hours per case for {of_cases}",
        both_estimates,
        "- **Estimates**",
        once,
    ),
    *(Saying(says, unknown) for says in ON_TRUST),
)
