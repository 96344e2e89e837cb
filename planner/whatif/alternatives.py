"""Near-optimal alternatives: the good plan that changes least, and what every good plan has in common.

Good is a plan in which no priority is worse than in the best one by more than a stated loss (`good_plans`). What is in
every good plan can be decided without regret; what is in some of them is a choice. The assumptions are looked at in the
same way: for each end of a range the plan is made anew, people included, and so are the good plans around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.clashes import ContradictionError
from planner.plan.reading import Reading
from planner.scenario.scenario import Scenario
from planner.scenario.uncertain import Uncertain, at_positions
from planner.whatif.asking import Base
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.good_plans import Allowed, Amounts, Deed, GoodPlans, Place, amounts
from planner.whatif.measures import BY_NAME, GAP, POUNDS, Of, measures

LOSS = 0.01
"""How much worse each priority may be, as a share of its measure, unless it is said otherwise."""
OVER = 3
"""So many assumptions are looked at, unless it is said otherwise."""
SOME = 0.05
"""Less than this is none [FTE]."""
FORCE = Of(GAP, "force", "")
COST = Of(POUNDS, "force", "")
FIGURES = tuple(BY_NAME[name] for name in (GAP, POUNDS))


@dataclass(frozen=True)
class Way:
    """How much of a way, move, pathway, exit, agency or reduced hours there is in the reported periods [FTE]."""

    deed: Deed
    place: Place
    other: float
    """In the plan that the alternatives are to be close to."""
    best: float
    closest: float
    least: float
    """The least that any good plan has."""
    most: float

    @property
    def is_needed(self) -> bool:
        """Whether every good plan has some of it."""
        return self.least > SOME

    @property
    def is_done(self) -> bool:
        """Whether any good plan has some of it."""
        return self.most > SOME


@dataclass(frozen=True)
class End:
    """The good plans with one number at an end of its range."""

    path: str
    end: str
    value: float
    gap_hours: float | None
    """The gap of the best plan there; None where there is no plan."""
    best: Mapping[Deed, float]
    """How much of each way the best plan there has; empty where there is none, or nobody looked further."""
    least: Mapping[Deed, float]
    """The least that any good plan there has."""


@dataclass(frozen=True)
class Alternatives:
    """Plans that are nearly as good as the best."""

    loss: float
    close_to: str
    """What they are to be close to, in words."""
    allowed: tuple[Allowed, ...]
    closest_held: tuple[float, ...]
    """What the closest plan holds of each priority."""
    ways: tuple[Way, ...]
    best_gap_hours: float
    closest_gap_hours: float
    best_pounds: float
    closest_pounds: float
    best_distance: float
    """What the best plan does otherwise than the other plan [FTE]."""
    closest_distance: float
    ends: tuple[End, ...]
    """Assumptions that were looked at."""

    def depends_on(self, way: Way) -> list[End]:
        """The ends of ranges at which a way is needed though it is not as stated, or is not needed though it is."""
        looked_at = [end for end in self.ends if end.least]
        return [end for end in looked_at if (end.least.get(way.deed, 0.0) > SOME) != way.is_needed]

    @property
    def whatever_happens(self) -> list[Way]:
        """Ways of which every good plan has some, as stated and at every end that was looked at."""
        return [way for way in self.ways if way.is_needed and not self.depends_on(way)]


def distance(one: Amounts, other: Amounts, weights: Mapping[tuple[str, str, int], float]) -> float:
    """What is done otherwise, decision by decision [FTE]."""
    return sum(weight * abs(one[key] - other.get(key, 0.0)) for key, weight in weights.items())


def alternatives(
    scenario: Scenario, after: Reading, other: Amounts, close_to: str, loss: float, ends: Iterable[End]
) -> Alternatives:
    """The good plan closest to another one, and between what each way lies in all good plans.

    Args:
        scenario: The scenario.
        after: Its best plan; it stays as it is.
        other: What the other plan decides.
        close_to: What that is called.
        loss: How much worse each priority may be, as a share of its measure.
        ends: Assumptions that were looked at.
    """
    mine, figures = amounts(after), measures(after, FIGURES)
    good = good_plans(scenario, after, loss, other)
    near = good.closest()
    nearest, reached = amounts(near), measures(near, FIGURES)
    held = {result.name: result.held for result in near.solution.levels}
    ways = []
    for deed in good.deeds():
        was, best, close = (good.reported(deed, each) for each in (other, mine, nearest))
        least, most = min(good.least(deed), best, close), max(good.most(deed), best, close)
        ways.append(Way(deed, good.place_of(deed), was, best, close, least, most))
    return Alternatives(
        loss=loss,
        close_to=close_to,
        allowed=good.allowed,
        closest_held=tuple(held[each.level] for each in good.allowed),
        ways=tuple(ways),
        best_gap_hours=figures[FORCE],
        closest_gap_hours=reached[FORCE],
        best_pounds=figures[COST],
        closest_pounds=reached[COST],
        best_distance=distance(mine, other, good.weights),
        closest_distance=distance(nearest, other, good.weights),
        ends=tuple(ends),
    )


def good_plans(scenario: Scenario, best: Reading, loss: float, other: Amounts) -> GoodPlans:
    """The good plans around the best one, stated in a program of their own."""
    base = Compiled(scenario, best.formulation, best.formulation.program.matrix())
    compiled = compile_scenario(scenario, base)
    assert compiled is not None
    return GoodPlans(Reading(compiled.formulation, best.solution), loss, other, scenario.whole_people.gap)


# ---------------------------------------------------------------- assumptions
def gap_at(base: Base, number: Uncertain, end: str, position: float) -> End:
    """The gap of the best plan with a number at an end of its range."""
    asked = base.ask(at_positions(base.scenario, {number.path: position}))
    gap = None if asked is None or asked.outcome is None else asked.outcome.all_gap_hours
    return End(number.path, end, number.value(position), gap, {}, {})


def looked_at(base: Base, end: End, position: float, loss: float) -> End:
    """The least of each way that any good plan has there."""
    scenario = at_positions(base.scenario, {end.path: position})
    try:
        asked = base.ask(scenario)
    except ContradictionError:
        return end
    reading = None if asked is None else asked.reading
    if reading is None:
        return end
    mine = amounts(reading)
    good = good_plans(scenario, reading, loss, mine)
    deeds = good.deeds()
    least = {deed: min(good.least(deed), good.reported(deed, mine)) for deed in deeds}
    return End(end.path, end.end, end.value, end.gap_hours, {deed: good.reported(deed, mine) for deed in deeds}, least)


def most_important(ends: Sequence[End], gap_hours: float, count: int) -> list[str]:
    """The numbers by how far the gap of the best plan moves; first those at an end of which there is no plan."""
    swing: dict[str, float] = {}
    for end in ends:
        moved = float("inf") if end.gap_hours is None else abs(end.gap_hours - gap_hours)
        swing[end.path] = max(swing.get(end.path, 0.0), moved)
    return sorted(swing, key=lambda path: (-round(swing[path], 3), path))[:count]
