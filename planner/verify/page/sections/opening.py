"""The top of the page: what was asked, and the answer in three sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.verify.page.figures import PLANS, Both, Figures, plain
from planner.verify.page.printed import Said, day, fte, hours, percent, pounds
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words, from_least, if_any, once
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


def title(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What the scenario calls the run."""
    del words
    yield {"title": (plain(figures.scenario["title"]),)}


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


def people(*kinds: str) -> Callable[[Figures], list[Both]]:
    """People by some kinds of flows."""

    def amounts(figures: Figures) -> list[Both]:
        before, after = (flows(figures, plan, *kinds) for plan in PLANS)
        return [(before, after)]

    return amounts


def promoted(figures: Figures) -> list[Both]:
    """Who is promoted for good, and who for a time."""
    return [*people("promotion_in")(figures), *people("temporary_promotion_in")(figures)]


def worked(column: str) -> Callable[[Figures], list[Both]]:
    """Hours of a column of `staffing`."""
    return lambda figures: [figures.both("staffing", column)]


def lent(from_outside: bool) -> Callable[[Figures], list[Both]]:
    """Hours lent between the planned teams, or by other parts of the force."""

    def amounts(figures: Figures) -> list[Both]:
        levers = [name for name, lever in figures.folder.supply("redeployment").items()
                  if figures.is_outside(lever["from"]["team"]) is from_outside]  # fmt: skip
        before, after = (
            sum(figures.reported("levers", "used", plan, lever=name, kind="redeployment") for name in levers)
            for plan in PLANS
        )
        return [(before, after)]

    return amounts


def _pushed(figures: Figures) -> float:
    return sum(max(0.0, rise) for rise in displaced_hours(figures).values())


def pushed(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of other teams' work that are displaced."""
    del words
    yield {"hours": hours(_pushed(figures))}


def is_pushed(figures: Figures) -> Times:
    """Whether so many are that it is worth saying."""
    return from_least([_pushed(figures)], SMALLEST)


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


def has_gap(figures: Figures) -> Times:
    """Whether the force has a gap in either plan that is worth saying."""
    return if_any(from_least([_force("gap_hours", plan, figures) for plan in PLANS], SMALLEST))


def has_no_gap(figures: Figures) -> Times:
    """Whether it has none."""
    least, most = has_gap(figures)
    return 1 - most, 1 - least


def tiers_with_gap(figures: Figures) -> Times:
    """How many harm tiers have a line with a gap that is worth saying."""
    tiers: dict[int, float] = {}
    for line in figures.lines:
        tier, gap = figures.scenario["demand"][line]["tier"], covered(figures, "gap_hours", "after", "line", line)
        tiers[tier] = max(tiers.get(tier, 0.0), gap)
    return from_least(tiers.values(), SMALLEST)


def was_worse(figures: Figures) -> Times:
    """Whether much more was overdue before the end than at the end."""
    late = [figures.total("work", "overdue_hours", plan="after", period=period) for period in figures.periods]
    return if_any(from_least([max(late)], max(SMALLEST, 2.0 * late[-1])))


_DEEDS: tuple[tuple[str, Callable[[float], Said], Callable[[Figures], list[Both]]], ...] = (
    ("brings in {after} FTE", fte, people(*JOINING, "known_joiners")),
    ("moves {after} FTE to other posts", fte, people("moves_in")),
    ("trains {after} FTE for other roles", fte, people("training_in")),
    ("promotes {after} FTE[ {time:atime}]", fte, promoted),
    ("lets {after} FTE go back to a lower rank at their own wish", fte, people("reversion_in")),
    ("makes {after} FTE of police staff redundant", fte, people("redundancy")),
    ("agrees on voluntary exits of {after} FTE", fte, people("voluntary_exit")),
    ("posts {after} FTE elsewhere in the force", fte, people("posting_out")),
    ("lends {after} hours between teams", hours, lent(from_outside=False)),
    ("takes {after} hours of colleagues from elsewhere", hours, lent(from_outside=True)),
    ("works {after} hours of overtime", hours, worked("overtime_hours")),
    ("buys {after} agency hours", hours, worked("agency_hours")),
)
"""What a plan does: the words, how its figure is printed, and what it is, before action and under the plan."""


def _deed(says: str, form: Callable[[float], Said], amounts: Callable[[Figures], list[Both]]) -> Saying:
    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        before, after = amounts(figures)[1 if words.get("time") else 0]
        yield {"after": form(after), "before": said_from(before, SMALLEST_DEED, form)}

    def due(figures: Figures) -> Times:
        return from_least(map(max, amounts(figures)), SMALLEST_DEED)

    return Saying(f"{says}[ ({{before}} before action)]", means, "The plan ", due)


SAYINGS = (
    Saying("# {title:rest}", title, "# ", once),
    Saying("**{marking:words}** · {span:words} · from `{file:words}`", head, due=once),
    Saying("All {demand} demand hours are covered, before action as under the plan.", all_covered, due=has_no_gap),
    Saying(
        "Before action {share} of the demand hours are covered, with [a gap of {hours} hours ({people} FTE)][no gap]",
        state("before"),
        due=has_gap,
    ),
    Saying("under the plan {share}, with [a gap of {hours} hours ({people} FTE)][no gap]", state("after"), due=has_gap),
    *(_deed(*each) for each in _DEEDS),
    Saying("; {hours} hours of other teams' work are displaced", pushed, "The plan ", is_pushed),
    Saying("it costs {after} ({before} before action)", cost, "The plan ", once),
    Saying(
        "{hours} hours of harm tier {tier}, [most ]in {line:line}[ ({own})]",
        not_covered,
        "Still not covered: ",
        tiers_with_gap,
    ),
    Saying("t its worst, {moment:words}, {late} hours were overdue[ ({end} at the end)]", worst, due=was_worse),
)
