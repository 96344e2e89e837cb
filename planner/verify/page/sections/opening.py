"""The top of the page: what was asked, and the answer in three sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.printed import Said, day, fte, hours, percent, pounds
from planner.verify.page.sayings import MISSING, Meaning, Saying, Words
from planner.verify.page.sections.coverage import covered
from planner.verify.page.sections.money import displaced_hours
from planner.verify.page.sections.people import JOINING, flows
from planner.verify.page.sections.years import cost_of_years

SMALLEST = 0.5
"""Fewer hours than this are no gap in a sentence [hours]."""
SMALLEST_DEED = 0.05
"""Less than this is not said [FTE or hours]."""


def said_from(value: float, least: float, form: Callable[[float], Said]) -> Said:
    """A figure, or nothing where it is too small to be said."""
    near = 1e-9
    return (form(value) if value > least - near else ()) + (MISSING if value < least + near else ())


def head(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The marking, the time that is planned, and the file that was solved."""
    del words
    files = figures.record.get("inputs") or [{}]
    yield {
        "marking": (figures.scenario.get("marking", "OFFICIAL"),),
        "span": (figures.span_of_plan,),
        "file": (str(files[0].get("file")),),
    }


def _force(column: str, plan: str, figures: Figures) -> float:
    return covered(figures, column, plan, "force")


def all_covered(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Demand hours, where all of them are covered."""
    del words
    yield {"demand": hours(_force("demand_hours", "after", figures))}


def state(plan: str) -> Callable[[Figures, Words], Iterator[Meaning]]:
    """Coverage and gap of the force."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        del words
        gap, people = (_force(column, plan, figures) for column in ("gap_hours", "gap_fte"))
        is_said = gap >= SMALLEST
        yield {
            "share": percent(_force("coverage", plan, figures)),
            "hours": hours(gap) if is_said else MISSING,
            "people": fte(people) if is_said else MISSING,
        }

    return means


def _deed(both: Both, form: Callable[[float], Said]) -> Meaning:
    return {"after": form(both[1]), "before": said_from(both[0], SMALLEST_DEED, form)}


def people(*kinds: str) -> Callable[[Figures, Words], Iterator[Meaning]]:
    """People by some kinds of flows."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        del words
        before, after = (flows(figures, plan, *kinds) for plan in PLANS)
        yield _deed((before, after), fte)

    return means


def promoted(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Who is promoted, for good or for a time."""
    kind = "temporary_promotion_in" if words["time"] else "promotion_in"
    yield from people(kind)(figures, words)


def worked(column: str) -> Callable[[Figures, Words], Iterator[Meaning]]:
    """Hours of a column of `staffing`."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        del words
        yield _deed(figures.both("staffing", column), hours)

    return means


def lent(from_outside: bool) -> Callable[[Figures, Words], Iterator[Meaning]]:
    """Hours lent between the planned teams, or by other parts of the force."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        del words
        levers = [name for name, lever in figures.folder.supply("redeployment").items()
                  if figures.is_outside(lever["from"]["team"]) is from_outside]  # fmt: skip
        before, after = (
            sum(figures.reported("levers", "used", plan, lever=name, kind="redeployment") for name in levers)
            for plan in PLANS
        )
        yield _deed((before, after), hours)

    return means


def pushed(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of other teams' work that are displaced."""
    del words
    yield {"hours": hours(sum(max(0.0, rise) for rise in displaced_hours(figures).values()))}


def cost(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What the plan costs."""
    del words
    years = cost_of_years(figures).values()
    yield {"after": pounds(sum(both[1] for both in years)), "before": pounds(sum(both[0] for both in years))}


def not_covered(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What stays uncovered of a harm tier, and the line with most of it."""
    gaps = {
        line: covered(figures, "gap_hours", "after", "line", line)
        for line in figures.lines
        if str(figures.scenario["demand"][line]["tier"]) == words["tier"]
    }
    large = {line: gap for line, gap in gaps.items() if gap >= SMALLEST}
    most = max(large.values(), default=0.0)
    for line, gap in large.items():
        if gap >= most - 1e-6 and figures.lines[line] == words["line"]:
            yield {"hours": hours(sum(gaps.values())), "own": hours(gap) if len(large) > 1 else MISSING}


def worst(figures: Figures, words: Words) -> Iterator[Meaning]:
    """When the most was overdue, how much it was, and how much is at the end."""
    late = {period: figures.total("work", "overdue_hours", plan="after", period=period) for period in figures.periods}
    most = max(late.values())
    at_end = hours(late[figures.last]) if words["end"] else MISSING
    for period in figures.periods:
        if late[period] >= most - 1e-6:
            yield {"moment": (moment(figures, period),), "late": hours(most), "end": at_end}


def moment(figures: Figures, period: str) -> str:
    """When a period is, within a sentence."""
    first: date = figures.first_day(period)
    if figures.step == "week":
        return f"in the week of {day(first)}"
    return f"in {first:%B %Y}" if figures.step == "month" else f"in the {figures.step} from {first:%B %Y}"


_BEFORE = "[ ({before} before action)]"
_DEEDS = (
    ("brings in {after} FTE", people(*JOINING, "known_joiners")),
    ("moves {after} FTE to other posts", people("moves_in")),
    ("trains {after} FTE for other roles", people("training_in")),
    ("promotes {after} FTE[ {time:atime}]", promoted),
    ("lets {after} FTE go back to a lower rank at their own wish", people("reversion_in")),
    ("makes {after} FTE of police staff redundant", people("redundancy")),
    ("agrees on voluntary exits of {after} FTE", people("voluntary_exit")),
    ("posts {after} FTE elsewhere in the force", people("posting_out")),
    ("lends {after} hours between teams", lent(from_outside=False)),
    ("takes {after} hours of colleagues from elsewhere", lent(from_outside=True)),
    ("works {after} hours of overtime", worked("overtime_hours")),
    ("buys {after} agency hours", worked("agency_hours")),
)

SAYINGS = (
    Saying("**{marking:words}** · {span:words} · from `{file:words}`", head),
    Saying("All {demand} demand hours are covered, before action as under the plan.", all_covered),
    Saying(
        "Before action {share} of the demand hours are covered, with [a gap of {hours} hours ({people} FTE)][no gap]",
        state("before"),
    ),
    Saying("under the plan {share}, with [a gap of {hours} hours ({people} FTE)][no gap]", state("after")),
    *(Saying(says + _BEFORE, means, on="The plan ") for says, means in _DEEDS),
    Saying("; {hours} hours of other teams' work are displaced", pushed, on="The plan "),
    Saying("it costs {after} ({before} before action)", cost, on="The plan "),
    Saying("{hours} hours of harm tier {tier}, [most ]in {line:line}[ ({own})]", not_covered, on="Still not covered: "),
    Saying("t its worst, {moment:words}, {late} hours were overdue[ ({end} at the end)]", worst),
)
