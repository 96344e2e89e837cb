"""Cost against coverage in sentences: what more money buys, what a cut costs, where it ends, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.clashes import ClashingRule
from planner.reports.frontier_figures import (
    SMALLEST_HOURS,
    a_year,
    amount,
    bought,
    each_step,
    hours_of,
    is_one_year,
    is_what_the_plan_costs,
    money,
    of_tiers,
    rate,
    scenario_of,
)
from planner.reports.words import KEEP, hours, listed, percent, pounds, spaced, span
from planner.whatif.frontier.plans import GAP_LEVEL, Point
from planner.whatif.frontier.result import Frontier

SMALLEST_POUNDS = 0.5
"""Less money than this is nothing."""
ODD_SHARE = 0.005
"""A gap that rises with money is mentioned if it rises by more than this share of the height of the curve."""
SLOW_SHARE = 0.5
"""Money buys few hours at first if it buys less than this share of what it buys later."""
LESS_LATE_SHARE = 0.1
"""Late work that falls by less than this share is not mentioned."""
KNEE = "The knee is the point of the curve furthest below the straight line between its two ends."
"""What the knee is."""
MORE_LEVELS = {
    "worst_team": "makes the team with the largest gap for its size less bad",
    "supervision": "gives leaders to people who have none",
    "displaced": "takes fewer hours from other parts of the force",
    "waiting": "lets cases within their standard wait less",
    "disruption": "moves fewer people",
}
"""What more money does for a priority; others are named."""


def sentences(frontier: Frontier) -> list[str]:
    """What the curve says, the most wanted first."""
    said = [_today, _more, _end, _less, _lowest, _knee, _slow_at_first, _rises, _money_in_years]
    return [sentence for each in said for sentence in each(frontier)]


def chart_text(frontier: Frontier) -> str:
    """The curve's chart in words, for who cannot see it."""
    marked = [(frontier.points[0], "its begin"), (frontier.points[-1], "its end")]
    if frontier.today is not None and frontier.today in frontier.points:
        marked.append((frontier.today, "today"))
    if frontier.knee is not None:
        marked.append((frontier.points[frontier.knee.point], "the knee"))
    told = [
        f"{hours(point.gap_hours)} hours at {money(frontier, point)} ({what})"
        for point, what in sorted(marked, key=lambda each: each[0].budget_pounds)
    ]
    text = f"Line of the gap in hours that the plan leaves with each budget: {listed(told)}."
    if frontier.before is not None and is_what_the_plan_costs(frontier):
        cost, gap = frontier.before
        text += f" Beside it one point, before action: {hours(gap)} hours at a cost of {pounds(cost)}."
    return text


def budget_title(frontier: Frontier) -> str:
    """What the limits that move are called."""
    limits = frontier.loaded.scenario.budget.limits
    return listed([limits[name].title or spaced(name) for name in frontier.budget.limits])


# ---------------------------------------------------------------- today, and more than that
def _today(frontier: Frontier) -> Iterator[str]:
    point = frontier.today
    if point is not None:
        yield (
            f"With today's budget of {money(frontier, point)} the plan covers {percent(point.coverage)} of the demand"
            f" hours{_left(point)}."
        )
        return
    first = frontier.points[0]
    yield (
        f"There is no plan with today's budget of {amount(frontier, frontier.budget.today_pounds)}."
        f" The least that gives one is {money(frontier, first)}: it covers {percent(first.coverage)} of the demand"
        f" hours{_left(first)}."
    )


def _left(point: Point) -> str:
    if point.gap_hours < SMALLEST_HOURS:
        return "; no gap is left"
    parts = [f"{hours(gap)} of harm tier{KEEP}{tier}" for tier, gap in point.tiers.items() if gap >= SMALLEST_HOURS]
    of_tiers = f", {parts[0].partition(' ')[2]}" if len(parts) == 1 else f": {listed(parts)}"
    return f" and leaves a gap of {hours(point.gap_hours)} hours{of_tiers}"


def _more(frontier: Frontier) -> Iterator[str]:
    begin, step = _anchor(frontier), frontier.budget.step_pounds
    if begin is None or begin.gap_hours < SMALLEST_HOURS:
        return
    half, one, two = (frontier.at(begin.budget_pounds + steps * step) for steps in (0.5, 1.0, 2.0))
    ends = frontier.ends_at
    if ends is not None and begin.budget_pounds < ends <= begin.budget_pounds + step:
        end = frontier.at(ends)
        assert end is not None, "the curve bends at one of its points"
        said = f"{amount(frontier, ends - begin.budget_pounds)} more buys {bought(begin, end)}"
        said += ", the whole gap" if end.gap_hours < SMALLEST_HOURS else ""
        if half is not None and half.budget_pounds < ends:
            said += f"; the first {amount(frontier, step / 2)} of it buys {bought(begin, half)}"
        yield f"{said}."
    elif one is not None:
        which = "The" if frontier.today else "From there the"
        said = f"{which} next {amount(frontier, step)} buys {bought(begin, one)}"
        if two is not None:
            said += f"; the {amount(frontier, step)} after that {bought(one, two)}"
        yield f"{said}."
        yield from _later(frontier, begin.budget_pounds + (2 * step if two is not None else step))


def _later(frontier: Frontier, beyond: float) -> Iterator[str]:
    """What the pieces further up buy."""
    pieces = [
        (frontier.points[piece.first], frontier.points[piece.last])
        for piece in frontier.laid
        if frontier.points[piece.first].budget_pounds >= beyond - SMALLEST_POUNDS
    ]
    told = [
        f"from {money(frontier, lower)} on {hours(rate(frontier, lower, higher))}"
        for lower, higher in pieces
        if frontier.ends_at is None or lower.budget_pounds < frontier.ends_at
    ]
    if told:
        yield f"Further up {each_step(frontier)} buys this many hours: {listed(told)}."


def _end(frontier: Frontier) -> Iterator[str]:
    last = frontier.points[-1]
    if frontier.ends_at is None and last.gap_hours < SMALLEST_HOURS:
        yield f"At {money(frontier, last)}, where the curve ends, there is no gap in hours."
        return
    if frontier.ends_at is None:
        lower = frontier.points[frontier.laid[-1].first]
        still = hours_of(rate(frontier, lower, last))
        yield (
            f"The curve ends at {money(frontier, last)} with a gap of {hours(last.gap_hours)} hours; there"
            f" {each_step(frontier)} still buys {still}."
        )
        return
    end = frontier.at(frontier.ends_at)
    assert end is not None, "the curve bends at one of its points"
    if last.gap_hours < SMALLEST_HOURS:
        said = f"From {money(frontier, end)} on there is no gap in hours"
    else:
        said = f"Beyond {money(frontier, end)} more money buys no hours: {hours(last.gap_hours)} stay uncovered"
    yield f"{said}{_beyond(frontier)}."


def _beyond(frontier: Frontier) -> str:
    """What still more money is spent on, in the scenario's own order."""
    level = frontier.beyond
    if not level:
        return "; still more money changes nothing"
    if level.startswith(GAP_LEVEL):
        does = f"makes work of harm tier{KEEP}{level.removeprefix(GAP_LEVEL)} less late, also after the plan's end"
    elif level.startswith("evenness_tier_"):
        does = f"shares out what is late in harm tier{KEEP}{level.rpartition('_')[2]} more evenly"
    else:
        does = MORE_LEVELS.get(level, f"serves the priority {spaced(level)}")
    return f"; still more money {does}"


# ---------------------------------------------------------------- less than today
def _less(frontier: Frontier) -> Iterator[str]:
    begin, step = frontier.today, frontier.budget.step_pounds
    if begin is None:
        return
    cuts = [frontier.at(begin.budget_pounds - steps * step) for steps in (0.5, 1.0, 2.0)]
    there = [cut for cut in cuts if cut is not None]
    if there:
        told = [
            f"{'a cut of ' if number == 0 else 'one of '}{amount(frontier, begin.budget_pounds - cut.budget_pounds)}"
            f" {_lost(begin, cut, number == 0)}"
            for number, cut in enumerate(there)
        ]
        said = listed(told)
        yield f"{said[0].upper()}{said[1:]}."


def _lost(today: Point, cut: Point, with_noun: bool) -> str:
    more = cut.gap_hours - today.gap_hours
    if more < -SMALLEST_HOURS:
        return f"leaves {hours(-more)} hours less of a gap, but more late work"
    return f"costs {hours(more)}{f' hours{of_tiers(cut, today)}' if with_noun else ''}"


def _lowest(frontier: Frontier) -> Iterator[str]:
    least, against = frontier.least_pounds, frontier.against
    if against is None:
        return
    rules = [_rule(rule) for rule in against.rules if not _is_the_budget(rule, frontier)]
    below = f"Below {pounds(least)}{a_year(scenario_of(frontier))} there is no plan"
    if rules:
        yield f"{below}: within such a budget these rules cannot all hold: {'; '.join(rules)}."
    else:
        yield (
            f"{below}: with the people in post and the ways out that the scenario has, a year costs at least as much."
            " No other rule stands in the way."
        )


def _is_the_budget(rule: ClashingRule, frontier: Frontier) -> bool:
    return rule.place in {f"budget.limits.{name}" for name in frontier.budget.limits}


def _rule(rule: ClashingRule) -> str:
    owner = f", {rule.owner}" if rule.owner else ""
    return f"{rule.rule} ({rule.place}{owner})"


# ---------------------------------------------------------------- the shape of the curve
def _knee(frontier: Frontier) -> Iterator[str]:
    knee = frontier.knee
    if knee is None:
        yield "There is no knee: nowhere on the curve has clearly more been bought for its money than further up."
        return
    point, step = frontier.points[knee.point], frontier.budget.step_pounds
    beyond = hours_of(knee.after * step) if knee.after * step >= SMALLEST_HOURS else "nothing"
    where = (
        " (where the gap is closed)"
        if point.budget_pounds == frontier.ends_at and point.gap_hours < SMALLEST_HOURS
        else ""
    )
    yield (
        f"The knee is at {money(frontier, point)}{where}: up to there {each_step(frontier)} buys"
        f" {hours_of(knee.before * step)} on average; beyond it, to the end of the curve, {beyond}."
    )


def _slow_at_first(frontier: Frontier) -> Iterator[str]:
    """Why the first pounds buy few hours, if they do: they make work less late."""
    lower, higher = frontier.points[0], frontier.points[0]
    last = frontier.points[-1] if frontier.ends_at is None else frontier.at(frontier.ends_at)
    for piece in frontier.laid:
        end = frontier.points[piece.last]
        if last is None or end.budget_pounds >= last.budget_pounds:
            break
        if piece.slope * frontier.budget.step_pounds >= SLOW_SHARE * rate(frontier, end, last):
            break
        higher = end
    tiers = [
        f"of harm tier{KEEP}{tier} by {percent(1 - higher.late[tier] / late, 0)}"
        for tier, late in lower.late.items()
        if late > SMALLEST_HOURS and higher.late[tier] < (1 - LESS_LATE_SHARE) * late
    ]
    if tiers:
        few = hours_of(rate(frontier, lower, higher))
        yield (
            f"Up to {money(frontier, higher)} {each_step(frontier)} buys only {few}: there money first lessens how much"
            f" work is late, and for how long, {listed(tiers)}."
        )


def _rises(frontier: Frontier) -> Iterator[str]:
    """Where a larger budget leaves a larger gap, of all lines or of a tier."""
    gaps = {"": [point.gap_hours for point in frontier.points]}
    gaps |= {tier: [point.tiers[tier] for point in frontier.points] for tier in frontier.points[0].tiers}
    least = max(1.0, ODD_SHARE * (max(gaps[""]) - min(gaps[""])))
    told = []
    for tier, of_points in gaps.items():
        low, high = _largest_rise(of_points)
        if of_points[high] - of_points[low] > least:
            what = f"of harm tier{KEEP}{tier}" if tier else "of all lines together"
            told.append(
                f"{what} from {hours(of_points[low])} hours at {money(frontier, frontier.points[low])} to"
                f" {hours(of_points[high])} at {money(frontier, frontier.points[high])}"
            )
    if told:
        yield (
            f"More money does not always mean a smaller gap in hours: it rises {listed(told)}. What is more harmful,"
            " and what would be late for long, comes first."
        )


def _largest_rise(values: Sequence[float]) -> tuple[int, int]:
    """Between which two, the later one higher, lies the largest rise."""
    best, lowest = (0, 0), 0
    for number, value in enumerate(values):
        if value - values[lowest] > values[best[1]] - values[best[0]]:
            best = (lowest, number)
        if value < values[lowest]:
            lowest = number
    return best


def _money_in_years(frontier: Frontier) -> Iterator[str]:
    scenario = scenario_of(frontier)
    if not is_one_year(scenario):
        yield (
            f"Budgets are those of the first financial year; every other one moves by the same pounds. Hours are those"
            f" of the whole plan, {span(scenario.period)}."
        )


def _anchor(frontier: Frontier) -> Point | None:
    """Where talk of more money begins: today, or the least budget where there is no plan today."""
    if frontier.today is None:
        return frontier.points[0]
    return frontier.at(frontier.today.budget_pounds)
