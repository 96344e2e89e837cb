"""Random changes of any scenario, of every kind that somebody asks about; the same on every run of a seed.

A kind is a function that changes one thing of the scenario, and its line in `KINDS`. It gives nothing where the
scenario has nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, TypeAlias

from planner.scenario.checks import CHECKS
from planner.scenario.duration import Duration
from planner.scenario.priorities import Priority
from planner.scenario.scenario import Scenario
from planner.whatif.figures import at, replaced

Path: TypeAlias = tuple[str, ...]
Kind: TypeAlias = Callable[[Scenario, Random], Scenario | None]


def random_change(scenario: Scenario, random: Random) -> tuple[str, Scenario]:
    """One change, or two at once; what it is called, and the changed scenario, which passes every check of a file."""
    while True:
        names, changed = [], scenario
        for name in random.sample(list(KINDS), k=random.choice((1, 1, 1, 2))):
            found = KINDS[name](changed, random)
            if found is not None:
                names.append(name)
                changed = found
        if names and not _is_refused(changed):
            return " and ".join(names), changed


def _is_refused(scenario: Scenario) -> bool:
    return any(problem.severity == "problem" for check in CHECKS for problem in check(scenario))


# ---------------------------------------------------------------- how one figure changes
def times(scenario: Scenario, path: Path, factor: float, most: float = float("inf")) -> Scenario:
    """Every step of a figure so many times as large."""
    return _each_value(scenario, path, lambda value: min(most, value * factor))


def plus(scenario: Scenario, path: Path, by: float) -> Scenario:
    """Every step of a figure so much higher, but not below nothing where it is not a growth."""
    floor = -0.5 if path[-1] in {"growth", "rise"} else 0.0
    return _each_value(scenario, path, lambda value: max(floor, value + by))


def _each_value(scenario: Scenario, path: Path, change: Callable[[float], float]) -> Scenario:
    def changed(quantity: Any) -> Any:
        steps = (step.model_copy(update={"value": change(step.value), "range": None}) for step in quantity.steps)
        return quantity.model_copy(update={"steps": tuple(steps), "stated": True})

    found: Scenario = replaced(scenario, path, changed)
    return found


def stated(scenario: Scenario, *paths: Path) -> list[Path]:
    """Those paths at which there is a figure."""
    return [path for path in paths if at(scenario, path) is not None]


def arrivals(scenario: Scenario, line: str) -> list[Path]:
    """The yearly figure of a line's arrivals, where it has one."""
    return stated(scenario, *(("demand", line, "arrivals", each) for each in ("cases", "hours")))


def _one(random: Random, choices: Sequence[Any]) -> Any:
    return random.choice(choices) if choices else None


def _times_one(scenario: Scenario, random: Random, paths: Sequence[Path], low: float, high: float) -> Scenario | None:
    path = _one(random, paths)
    return None if path is None else times(scenario, path, random.uniform(low, high))


# ---------------------------------------------------------------- demand
def demand_of_one_line(scenario: Scenario, random: Random) -> Scenario | None:
    """Arrivals of one line, from a fifth less to a quarter more."""
    return _times_one(
        scenario, random, [path for line in scenario.demand for path in arrivals(scenario, line)], 0.8, 1.25
    )


def demand_of_all_lines(scenario: Scenario, random: Random) -> Scenario:
    """Arrivals of all lines, each by a share of its own."""
    by = random.choice((0.01, 0.1))
    for line in scenario.demand:
        for path in arrivals(scenario, line):
            scenario = times(scenario, path, random.uniform(1 - by, 1 + by))
    return scenario


def growth(scenario: Scenario, random: Random) -> Scenario:
    """Growth of one line's demand."""
    line = random.choice(list(scenario.demand))
    return plus(scenario, ("demand", line, "arrivals", "growth"), random.uniform(-0.05, 0.1))


def hours_per_case(scenario: Scenario, random: Random) -> Scenario:
    """Hours that one task takes."""
    paths = [
        ("demand", line, "tasks", task, "hours_per_case") for line, of in scenario.demand.items() for task in of.tasks
    ]
    return times(scenario, random.choice(paths), random.uniform(0.8, 1.25))


def opening_backlog(scenario: Scenario, random: Random) -> Scenario | None:
    """Cases that wait at the opening."""
    paths = [
        ("demand", line, "opening", "backlog_cases") for line, of in scenario.demand.items() if of.start_within.count
    ]
    path = _one(random, paths)
    return None if path is None else plus(scenario, path, random.uniform(-50, 200))


# ---------------------------------------------------------------- money
def budget(scenario: Scenario, random: Random) -> Scenario | None:
    """A budget, from 2 % less to 8 % more."""
    paths = [("budget", "limits", name, "pounds_per_year") for name in scenario.budget.limits]
    return _times_one(scenario, random, paths, 0.98, 1.08)


def award(scenario: Scenario, random: Random) -> Scenario | None:
    """A pay award, up to a point more or less."""
    paths = [("pay", group, "awards", name, "rise") for group, of in scenario.pay.items() for name in of.awards]
    path = _one(random, paths)
    return None if path is None else plus(scenario, path, random.uniform(-0.01, 0.01))


def pay(scenario: Scenario, random: Random) -> Scenario:
    """What one role is paid."""
    role, factor = random.choice(list(scenario.roles)), random.uniform(0.97, 1.02)
    of = scenario.roles[role].pay
    average = stated(scenario, ("roles", role, "pay", "pounds_per_year"))
    for path in [*average, *(("roles", role, "pay", "points", point, "pounds_per_year") for point in of.points)]:
        scenario = times(scenario, path, factor)
    return scenario


def price(scenario: Scenario, random: Random) -> Scenario | None:
    """What a way in, a move or an agency costs, or what overtime is paid."""
    supply = scenario.supply
    paths = [
        *(("supply", "recruitment", name, "cost_pounds_each") for name in supply.recruitment),
        *(("supply", "moves", name, "cost_pounds_each") for name in supply.moves),
        *(("supply", "agency", name, "pounds_per_fte_year") for name in supply.agency),
        *(("supply", "overtime", name, "multiplier") for name in supply.overtime),
    ]
    return _times_one(scenario, random, paths, 0.8, 1.25)


# ---------------------------------------------------------------- people
def opening_strength(scenario: Scenario, random: Random) -> Scenario:
    """People in post at the opening: up to two more or fewer."""
    return plus(scenario, (*random.choice(_lines(scenario)), "strength_fte"), random.uniform(-2, 2))


def posts(scenario: Scenario, random: Random) -> Scenario:
    """Posts on the books."""
    return plus(scenario, (*random.choice(_lines(scenario)), "approved_fte"), random.uniform(-3, 3))


def _lines(scenario: Scenario) -> list[Path]:
    return [("establishment", team, role) for team, roles in scenario.establishment.items() for role in roles]


def leavers(scenario: Scenario, random: Random) -> Scenario | None:
    """How many leave a role."""
    paths = [("supply", "leavers", name, "rate") for name in scenario.supply.leavers]
    return _times_one(scenario, random, paths, 0.6, 1.6)


def productive_hours(scenario: Scenario, random: Random) -> Scenario | None:
    """Hours of one person: training, sickness and the like."""
    paths = [("hours", name, "lines", line, "hours") for name, of in scenario.hours.items() for line in of.lines]
    totals = [path for name in scenario.hours for path in stated(scenario, ("hours", name, "productive"))]
    return _times_one(scenario, random, [*paths, *totals], 0.95, 1.05)


# ---------------------------------------------------------------- levers and limits
def places(scenario: Scenario, random: Random) -> Scenario | None:
    """Places of one way in, in an intake and in the year."""
    return _ways(scenario, random, "recruitment", "per_intake_fte")


def moves(scenario: Scenario, random: Random) -> Scenario | None:
    """How many may move on one way, in a month and in the year."""
    return _ways(scenario, random, "moves", "per_month_fte")


def _ways(scenario: Scenario, random: Random, section: str, figure: str) -> Scenario | None:
    name, factor = _one(random, list(getattr(scenario.supply, section))), random.choice((0.5, 0.9, 1.3, 2.0))
    if name is None:
        return None
    way = ("supply", section, name)
    for path in stated(scenario, (*way, figure), (*way, "per_year_fte")):
        scenario = times(scenario, path, factor)
    return scenario


def lending(scenario: Scenario, random: Random) -> Scenario | None:
    """What one line may lend another, or how much of it arrives."""
    levers = scenario.supply.redeployment
    paths = [("supply", "redeployment", name, "share_of_hours") for name, of in levers.items() if of.share_of_hours]
    paths += [("supply", "redeployment", name, "efficiency") for name in levers]
    path = _one(random, paths)
    return None if path is None else times(scenario, path, random.uniform(0.7, 1.3), most=1.0)


def overtime(scenario: Scenario, random: Random) -> Scenario | None:
    """How much overtime may be worked."""
    paths = [("supply", "overtime", name, "share_of_contracted") for name in scenario.supply.overtime]
    return _times_one(scenario, random, paths, 0.3, 2.0)


def minimum_strength(scenario: Scenario, random: Random) -> Scenario | None:
    """How many must stay in a team."""
    paths = [("structure", "minimum_strength", name, "fte") for name in scenario.structure.minimum_strength]
    return _times_one(scenario, random, paths, 0.6, 1.3)


def spans(scenario: Scenario, random: Random) -> Scenario | None:
    """How many one supervisor may lead."""
    groups = scenario.structure.supervision
    name, factor = _one(random, list(groups)), random.uniform(0.7, 1.4)
    if name is None:
        return None

    def changed(leaders: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(times(leader, ("span",), factor) for leader in leaders)

    found: Scenario = replaced(scenario, ("structure", "supervision", name, "leaders"), changed)
    return found


def lead(scenario: Scenario, random: Random) -> Scenario | None:
    """A month more or less until recruits join."""
    name = _one(random, list(scenario.supply.recruitment))
    if name is None:
        return None

    def changed(length: Duration) -> Duration:
        return Duration(count=max(0, length.count + random.choice((-1, 1))), unit="month")

    found: Scenario = replaced(scenario, ("supply", "recruitment", name, "lead"), changed)
    return found


def lever_gone(scenario: Scenario, random: Random) -> Scenario | None:
    """A lever that there is no more."""
    pooled = {member for pool in scenario.supply.pools.values() for member in pool.members}
    sections = ("recruitment", "moves", "redeployment", "overtime", "agency")
    levers = [
        (section, name) for section in sections for name in getattr(scenario.supply, section) if name not in pooled
    ]
    chosen = _one(random, levers)
    if chosen is None:
        return None
    section, gone = chosen
    found: Scenario = replaced(
        scenario, ("supply", section), lambda of: {name: each for name, each in of.items() if name != gone}
    )
    return found


def tolerance(scenario: Scenario, random: Random) -> Scenario | None:
    """How much of a gap may be given up for the levels below it."""
    gaps = [number for number, each in enumerate(scenario.priorities) if each.level.startswith("gap_")]
    number = _one(random, gaps)
    if number is None:
        return None
    level = Priority(level=scenario.priorities[number].level, tolerance=random.choice((0.0, 0.001, 0.01)))
    before, after = scenario.priorities[:number], scenario.priorities[number + 1 :]
    return scenario.model_copy(update={"priorities": (*before, level, *after)})


KINDS: dict[str, Kind] = {
    "demand of one line": demand_of_one_line,
    "demand of all lines": demand_of_all_lines,
    "growth": growth,
    "hours per case": hours_per_case,
    "opening backlog": opening_backlog,
    "budget": budget,
    "award": award,
    "pay": pay,
    "price": price,
    "opening strength": opening_strength,
    "posts": posts,
    "leavers": leavers,
    "productive hours": productive_hours,
    "places": places,
    "moves": moves,
    "lending": lending,
    "overtime": overtime,
    "minimum strength": minimum_strength,
    "spans": spans,
    "lead": lead,
    "a lever gone": lever_gone,
    "tolerance": tolerance,
}
"""Every kind of change; a new one is a function and its line here."""


def random_changes(scenario: Scenario, count: int, seed: int) -> Iterator[tuple[str, Scenario]]:
    """So many random changes of a scenario, each of the scenario itself and drawn by itself."""
    for number in range(count):
        yield random_change(scenario, Random(f"{seed} {number}"))  # noqa: S311 - the same on every run
