"""Audits of the levels: what each holds follows from the tables, and is within its tolerance of the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.verify.comparing import CASES, FTE, HOURS, HOURS_KEY, POUNDS, at, at_least, at_most, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken
from planner.verify.numbers import value_on
from planner.verify.worked_out.gaps import demand_of_year, gap_of_year, years_of
from planner.verify.worked_out.initiatives import initiatives_of
from planner.verify.worked_out.requirements import counted
from planner.vocabulary import PATHWAYS

KEY = ["plan", "level"]
TAKEN = ("displaced_work", "redeployed", "recruited_from")
"""Kinds of rows of the table `elsewhere` that are taken from other parts of the force."""
BANDS = ((0.10, 1.0), (0.25, 2.0), (0.50, 4.0), (float("inf"), 8.0))
"""Up to which share of a line's demand an hour of its gap weighs how much in the evenness levels."""
LONG_MONTHS = 120.0
"""How late work counts at least that is overdue at the end of everything solved [months]."""
GAP_TOLERANCES = (0.001, 0.005)
"""The usual tolerance of the gap level of the highest tier, and of the others, as a share of the demand hours."""
COST_TOLERANCE = 0.0025
BEFORE = ("gap_tier", "evenness_tier", "worst_team", "supervision", "waiting")
"""Levels that can differ when every lever is at rest; the others are facts then."""


@dataclass(frozen=True)
class Total:
    """What a level adds up to from the tables."""

    value: float
    slack: float
    """What rounding leaves open."""
    is_exact: bool = True
    """Whether the level holds just this; else its own variables may lie above it, but never below."""


def levels_are_in_their_order(folder: Folder) -> Iterator[Wrong]:
    """Levels stand in the order of the scenario's priorities, the tie-break last."""
    for plan in ("before", "after"):
        rows = sorted((row for row in folder.rows("levels") if row.plan == plan), key=lambda row: row.order)
        asked = [name for name in priorities(folder) if plan == "after" or name.startswith(BEFORE)]
        found = [(row.order, row.level) for row in rows]
        expected = list(enumerate([*asked, "tie_break"], start=1))
        if found != expected:
            names = ", ".join(name for _, name in expected)
            yield wrong("levels", f"plan={plan}", "level", ", ".join(name for _, name in found), names)


def priorities(folder: Folder) -> list[str]:
    """Names of the levels in order: those stated, or the usual ones."""
    stated = [each["level"] if isinstance(each, dict) else each for each in folder.scenario.get("priorities", ())]
    if not stated:
        tiers = sorted({line["tier"] for name, line in folder.scenario["demand"].items() if _is_planned(folder, name)})
        stated = [f"{level}_tier_{tier}" for tier in tiers for level in ("gap", "evenness")]
        stated += ["worst_team", "supervision", "displaced", "cost", "waiting", "disruption"]
    chosen = any("optional" in each for each in folder.scenario.get("initiatives", {}).values())
    return [*stated, "initiatives"] if chosen and "initiatives" not in stated else stated


def _is_planned(folder: Folder, line: str) -> bool:
    return any(row.line == line and row.hours_per_case > 0 for row in folder.rows("work"))


def levels_are_held(folder: Folder) -> Iterator[Wrong]:
    """A level holds at least its best value and at most its tolerance more, and its tolerance is the one stated."""
    tolerances = _tolerances(folder)
    for row in folder.rows("levels"):
        if row.level == "tie_break":
            continue
        where, slack = at(KEY, (row.plan, row.level)), 2e-4 + 1e-6 * abs(row.best)
        if not row.held >= row.best - slack:
            yield wrong("levels", where, "held", row.held, at_least(row.best))
        if not row.held <= row.best + row.tolerance + slack:
            yield wrong("levels", where, "held", row.held, at_most(row.best + row.tolerance))
        share, hours = tolerances[row.level]
        again = share * (hours if hours is not None else abs(row.best))
        if not abs(row.tolerance - again) <= 2e-4 + 1e-6 * again:
            yield wrong("levels", where, "tolerance", row.tolerance, again)


def _tolerances(folder: Folder) -> dict[str, tuple[float, float | None]]:
    """The tolerance of each level as a share of demand hours, or of its best value where no hours are given."""
    stated = {each["level"]: each for each in folder.scenario.get("priorities", ()) if isinstance(each, dict)}
    tiers = sorted({row.tier for row in folder.rows("work") if row.hours_per_case > 0})
    found: dict[str, tuple[float, float | None]] = {}
    for name in priorities(folder):
        own = stated.get(name, {}).get("tolerance")
        if name.startswith("gap_tier_"):
            tier = int(name.removeprefix("gap_tier_"))
            usual = GAP_TOLERANCES[0 if tiers[:1] == [tier] else 1]
            found[name] = (usual if own is None else float(own), reported_demand(folder, tier))
        else:
            usual = COST_TOLERANCE if name == "cost" else 0.0
            found[name] = (usual if own is None else float(own), None)
    return found


def reported_demand(folder: Folder, tier: int) -> float:
    """Hours of the cases of a tier that arrive in the reported periods; initiatives that the plan chose left out."""
    reported = set(folder.stated.reported)
    return float(
        sum(
            row.arrivals_cases * row.hours_per_case
            for row in folder.rows("work")
            if row.plan == "before" and row.tier == tier and row.period in reported
        )
    )


def levels_are_those_of_the_tables(folder: Folder) -> Iterator[Wrong]:
    """What each level holds is what the tables add up to."""
    yield from broken(limits_of_levels(folder))
    for row in folder.rows("levels"):
        total = _total(folder, row.plan, row.level)
        if total is None:
            continue
        where, slack = at(KEY, (row.plan, row.level)), total.slack + 1e-7 * abs(total.value) + 2e-4
        if not row.held >= total.value - slack or (total.is_exact and not row.held <= total.value + slack):
            yield wrong("levels", where, "held", row.held, total.value)
        elif not total.value >= row.best - slack:
            yield wrong("levels", where, "best", row.best, at_most(total.value))


def limits_of_levels(folder: Folder) -> Iterator[Limit]:
    """The limit of each level that has one, and what it holds after action [the level's unit]."""
    held = {row.level: row.held for row in folder.rows("levels") if row.plan == "after"}
    for number, each in enumerate(folder.scenario.get("priorities", ())):
        if isinstance(each, dict) and each.get("at_most") is not None:
            level, most = each["level"], value_on(each["at_most"], date.min)
            yield Limit(
                "level_limits",
                (level,),
                f"priorities[{number}].at_most",
                "most",
                most,
                held[level],
                2e-4 + 1e-6 * abs(most),
                *("levels", at(KEY, ("after", level)), "held"),
                may_lack=held[level] == 0,
            )


def _total(folder: Folder, plan: str, level: str) -> Total | None:
    """What the tables say of a level; nothing of the tie-break, which ranks names."""
    head, _, tier = level.rpartition("_")
    if head == "gap_tier":
        return _gap(folder, plan, int(tier))
    if head == "evenness_tier":
        return _evenness(folder, plan, int(tier))
    if level.startswith("cost_of_"):
        return _cost(folder, plan, level.removeprefix("cost_of_"))
    work_out = TOTALS.get(level)
    return work_out(folder, plan) if work_out else None


def long_weight(folder: Folder) -> float:
    """How late work counts at least that is overdue at the end of everything solved [months]."""
    return max(LONG_MONTHS, sum(folder.stated.months.values()) + 1.0)


def _gap(folder: Folder, plan: str, tier: int) -> Total:
    """Overdue hours by the months they are late, and work never done as later than anything that is merely late."""
    months, last = folder.stated.months, folder.stated.spans[-1][2]
    weight = long_weight(folder)
    terms = [
        term
        for row in folder.rows("work")
        if row.plan == plan and row.tier == tier and row.hours_per_case > 0
        for term in (
            (row.overdue_hours, months[row.period] + (weight if row.period == last else 0.0)),
            (row.not_done_hours, 2.0 * weight),
        )
    ]
    if tier == min((row.tier for row in folder.rows("work") if row.hours_per_case > 0), default=None):
        terms += [(row.untutored_hours, 2.0 * weight) for row in folder.rows("staffing") if row.plan == plan]
    slack = sum(HOURS * each for hours, each in terms if hours) + 20 * CASES
    return Total(sum(hours * each for hours, each in terms), slack, is_exact=False)


def _evenness(folder: Folder, plan: str, tier: int) -> Total:
    """The gap of each line in each year, its later bands weighing more."""
    value = slack = 0.0
    tiers = {row.line: row.tier for row in folder.rows("work") if row.hours_per_case > 0}
    for line in sorted(line for line, own in tiers.items() if own == tier):
        for year in years_of(folder):
            demand = demand_of_year(folder, line, year)
            if demand > 0:
                gap, room = gap_of_year(folder, plan, line, year)
                begin = 0.0
                for end, price in BANDS:
                    value += price * max(0.0, min(gap, end * demand) - begin * demand)
                    begin = end
                slack += 8.0 * room + 8.0 * HOURS * len(years_of(folder)[year])
    return Total(value, slack, is_exact=False)


def _worst_team(folder: Folder, plan: str) -> Total:
    """The gap share of the worst team in each financial year, by its length."""
    value = slack = 0.0
    teams: dict[str, set[str]] = {}
    for row in folder.rows("work"):
        if row.hours_per_case > 0:
            teams.setdefault(row.team, set()).add(row.line)
    for year, periods in years_of(folder).items():
        worst = open_ = 0.0
        for lines in teams.values():
            demands = {line: demand_of_year(folder, line, year) for line in sorted(lines)}
            gaps = [gap_of_year(folder, plan, line, year) for line, demand in demands.items() if demand > 0]
            demand = sum(demands.values())
            if demand > 0:
                worst = max(worst, sum(gap for gap, _ in gaps) / demand)
                open_ = max(open_, sum(room + HOURS * len(periods) for _, room in gaps) / demand)
        part = sum(folder.stated.months[period] for period in periods) / 12
        value, slack = value + part * worst, slack + part * open_
    return Total(value, slack, is_exact=False)


def _supervision(folder: Folder, plan: str) -> Total:
    cells = [row.unled_fte * folder.stated.months[row.period] for row in folder.rows("supervision") if row.plan == plan]
    return Total(sum(cells), FTE * max(folder.stated.months.values()) * (2 + len(cells)))


def _displaced(folder: Folder, plan: str) -> Total:
    hours = [row.hours for row in folder.rows("elsewhere") if row.plan == plan and row.kind in TAKEN]
    return Total(sum(hours), 2 * HOURS * (1 + len(hours)))


def _cost(folder: Folder, plan: str, kind: str | None = None) -> Total:
    pounds = [row.pounds for row in folder.rows("costs") if row.plan == plan and kind in (None, row.kind)]
    return Total(sum(pounds), POUNDS * (1 + 2 * len(pounds)))


def _waiting(folder: Folder, plan: str) -> Total:
    months = folder.stated.months
    hours = [row.backlog_hours * months[row.period] for row in folder.rows("work") if row.plan == plan]
    return Total(sum(hours), HOURS * max(months.values()) * (1 + len(hours)))


def _backlog(folder: Folder, plan: str) -> Total:
    last = folder.stated.reported[-1]
    hours = [row.backlog_hours for row in folder.rows("work") if row.plan == plan and row.period == last]
    return Total(sum(hours), HOURS * (1 + len(hours)))


def _disruption(folder: Folder, plan: str) -> Total:
    """People who change their post or their role, and people-years worked for another team."""
    productive = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    value, slack = 0.0, CASES
    for row in folder.rows("levers"):
        if row.plan != plan:
            continue
        if row.kind in ("move", *PATHWAYS):
            value, slack = value + row.used, slack + (HOURS if row.used else 0.0)
        elif row.kind == "redeployment":
            role = folder.supply("redeployment")[row.lever]["from"]["role"]
            each = productive[folder.scenario["roles"][role]["hours"], "productive", row.period]
            part = folder.stated.months[row.period] / 12 / each if each > 0 else 0.0
            value, slack = value + part * row.used, slack + part * (HOURS + HOURS * row.used / each if each else 0.0)
    return Total(value, slack)


def _redundancies(folder: Folder, plan: str) -> Total:
    used = [row.used for row in folder.rows("levers") if row.plan == plan and row.kind == "redundancy"]
    return Total(sum(used), HOURS * (1 + len(used)))


def _over_requirement(folder: Folder, plan: str) -> Total:
    if "requirements" not in folder.tables:
        return Total(0.0, FTE)
    mine = [row for row in folder.rows("requirements") if row.plan == plan and row.requirement in counted(folder)]
    over = [row.over_fte * folder.stated.months[row.period] for row in mine]
    return Total(sum(over), 12 * FTE * (1 + len(over)))


def _initiatives(folder: Folder, plan: str) -> Total:
    """The months from the plan's first day to the end of the period of each start that the plan chose."""
    known, total = initiatives_of(folder), 0.0
    for (of_plan, name), day in known.began.items():
        if of_plan == plan and "optional" in known.stated[name]:
            number = folder.stated.number[str(folder.stated.period_on(day))]
            total += sum(list(folder.stated.months.values())[: number + 1])
    return Total(total, 1e-3)


TOTALS: dict[str, Callable[[Folder, str], Total]] = {
    "worst_team": _worst_team,
    "supervision": _supervision,
    "displaced": _displaced,
    "cost": _cost,
    "waiting": _waiting,
    "backlog": _backlog,
    "disruption": _disruption,
    "redundancies": _redundancies,
    "over_requirement": _over_requirement,
    "initiatives": _initiatives,
}
"""What each level without a parameter adds up to; a new level is a function and its line here."""
