"""People as the model sees them: hours a person gives, leavers, establishment, people who are away."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from planner.scenario.changing_lines import frozen_from
from planner.scenario.people import EstablishmentLine, HoursPattern, Leaving
from planner.scenario.quantity import ShareRate
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats

ROUNDING_HOURS = 1e-6
"""Hours below this are what is left when two sums of days cancel out."""


def hours_lines(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Hours a full-time person is paid for, and what is taken from them, line by line.

    Returns:
        Key pattern, line, period; kind, hours [hours per FTE]. `contracted` and `productive` are lines too, and
        contracted = productive + all others. Where productive hours are stated, `unexplained` is what is left.
    """
    frames = []
    for name, pattern in scenario.hours.items():
        lines = _lines_of(scenario, pattern, calendar)
        for (line, kind), hours in lines.items():
            frames.append(
                pd.DataFrame(
                    {
                        "pattern": name,
                        "line": line,
                        "kind": kind,
                        "period": range(calendar.count),
                        "hours": hours,
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def _lines_of(scenario: Scenario, pattern: HoursPattern, calendar: Calendar) -> dict[tuple[str, str], Floats]:
    daily: dict[tuple[str, str], Floats] = {}
    for name, line in pattern.lines.items():
        season = scenario.seasons[line.season] if line.season else None
        daily[name, line.kind] = calendar.daily_amounts(line.hours, season)
    if pattern.bank_holidays is not None:
        daily["bank_holidays", "absence"] = calendar.bank_holidays * calendar.daily_values(
            pattern.bank_holidays.hours_each
        )
    contracted = calendar.daily_amounts(pattern.contracted, None)
    taken = sum(daily.values(), np.zeros(len(calendar.days)))
    if pattern.productive is not None:
        daily["unexplained", "non_case"] = _unexplained(pattern, calendar, contracted - taken)
        taken = taken + daily["unexplained", "non_case"]
    result = {("contracted", "contracted"): calendar.by_period(contracted)}
    result.update({key: calendar.by_period(values) for key, values in daily.items()})
    productive = calendar.by_period(contracted - taken)
    result["productive", "productive"] = np.where(np.abs(productive) < ROUNDING_HOURS, 0.0, productive)
    return result


def _unexplained(pattern: HoursPattern, calendar: Calendar, left: Floats) -> Floats:
    """What the lines leave above the stated productive hours, evenly over each financial year.

    Where productive hours are stated per month or week they hold as they are, so the remainder of each day is taken.
    """
    assert pattern.productive is not None
    productive = calendar.daily_amounts(pattern.productive, None)
    if all(step.per != "year" for step in pattern.productive.steps):
        return left - productive
    _, year = np.unique(calendar.year_of_day, return_inverse=True)
    total = np.bincount(year, weights=left - productive) / np.bincount(year)
    return np.asarray(total[year])


def productive_hours(scenario: Scenario, lines: pd.DataFrame) -> pd.DataFrame:
    """Hours that a full-time holder of each role gives to cases.

    Returns:
        Key role, period; contracted_hours, productive_hours [hours per FTE].
    """
    totals = lines[lines["line"].isin(["contracted", "productive"])]
    wide = totals.pivot_table(index=["pattern", "period"], columns="line", values="hours").reset_index()
    roles = pd.DataFrame({"role": list(scenario.roles), "pattern": [role.hours for role in scenario.roles.values()]})
    table = roles.merge(wide, on="pattern").rename(
        columns={"contracted": "contracted_hours", "productive": "productive_hours"}
    )
    return table[["role", "period", "contracted_hours", "productive_hours"]]


def leaving(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Share of the holders of a role who leave in each period.

    Returns:
        Key role, period; leaver_share, first_year_leaver_share [share of the opening strength].
    """
    rows = []
    for role in scenario.roles:
        for period in range(calendar.count):
            rates = _leaving_in(scenario, role, calendar.first(period))
            share = _share_over(rates.rate, calendar, period) if rates else 0.0
            first_year = _share_over(rates.first_year, calendar, period) if rates and rates.first_year else share
            rows.append((role, period, share, first_year))
    return pd.DataFrame(rows, columns=["role", "period", "leaver_share", "first_year_leaver_share"])


def _leaving_in(scenario: Scenario, role: str, day: date) -> Leaving | None:
    """The rates that hold on a day: a rank that is frozen by then may have a rate of its own."""
    rank = scenario.roles[role].rank
    removed = scenario.structure.removed_ranks.get(rank) if rank else None
    if removed is not None and removed.leave is not None and day >= removed.frozen_from:
        return Leaving(rate=removed.leave)
    return scenario.supply.leavers.get(role)


def _share_over(rate: ShareRate, calendar: Calendar, period: int) -> float:
    return rate.share_over(calendar.first(period), float(calendar.months[period]))


def opening(scenario: Scenario) -> pd.DataFrame:
    """Strength before the first period.

    Returns:
        Key team, role; strength_fte [FTE], fte_per_head [FTE per head].
    """
    rows = [(team, role, line.strength_fte.value, line.fte_per_head) for team, role, line in _establishment(scenario)]
    return pd.DataFrame(rows, columns=["team", "role", "strength_fte", "fte_per_head"])


def establishment(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Posts in each period, as on its first day.

    From the day on which its rank is frozen a line has no posts: who is still there is supernumerary.

    Returns:
        Key team, role, period; approved_fte, budgeted_fte, supernumerary_fte [FTE].
    """
    frames = []
    for team, role, line in _establishment(scenario):
        open_ = _not_frozen(scenario, calendar, role)
        approved = calendar.at_start(line.approved_fte) * open_
        budgeted = (
            calendar.at_start(line.budgeted_fte) * open_
            if line.budgeted_fte
            else approved * (1 - calendar.at_start(line.vacancy_factor))
        )
        frames.append(
            pd.DataFrame(
                {
                    "team": team,
                    "role": role,
                    "period": range(calendar.count),
                    "approved_fte": approved,
                    "budgeted_fte": budgeted,
                    "supernumerary_fte": calendar.at_start(line.supernumerary_fte),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _not_frozen(scenario: Scenario, calendar: Calendar, role: str) -> Floats:
    """1 in each period in which people may join a role, 0 once its rank is frozen."""
    frozen = frozen_from(scenario, role)
    return np.array([1.0 if frozen is None or calendar.first(t) < frozen else 0.0 for t in range(calendar.count)])


def away(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """People in post who are away for long.

    People who are away leave the organisation like others, so that nobody is away who is no longer in post.

    Returns:
        Key team, role, reason, period; unavailable_fte [FTE].
    """
    rows = []
    for team, role, line in _establishment(scenario):
        staying = staying_share(scenario, calendar, role)
        for reason, unavailable in line.unavailable.items():
            for period, fte in enumerate(calendar.mean(unavailable.fte, unavailable.until) * staying):
                if fte > 0:
                    rows.append((team, role, reason, period, fte))
    return pd.DataFrame(rows, columns=["team", "role", "reason", "period", "unavailable_fte"])


def limited(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """People in post who cannot do some tasks.

    Returns:
        Key team, role, group, period; limited_fte [FTE], barred: the tasks as a set of (line, task).
    """
    rows = []
    for team, role, line in _establishment(scenario):
        staying = staying_share(scenario, calendar, role)
        for group, duty in line.limited_duty.items():
            barred = barred_tasks(scenario, duty.barred)
            for period, fte in enumerate(calendar.mean(duty.fte, duty.until) * staying):
                if fte > 0:
                    rows.append((team, role, group, period, fte, barred))
    return pd.DataFrame(rows, columns=["team", "role", "group", "period", "limited_fte", "barred"])


def barred_tasks(scenario: Scenario, names: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The tasks that names like `line` (all its tasks) or `line.task` stand for."""
    tasks: set[tuple[str, str]] = set()
    for name in names:
        line, _, task = name.partition(".")
        tasks |= {(line, task)} if task else {(line, each) for each in scenario.demand[line].tasks}
    return frozenset(tasks)


def staying_share(scenario: Scenario, calendar: Calendar, role: str) -> Floats:
    """Share of the people in post at the opening who are still there in each period, by natural wastage."""
    stays = []
    for period in range(calendar.count):
        rates = _leaving_in(scenario, role, calendar.first(period))
        stays.append(1 - _share_over(rates.rate, calendar, period) if rates else 1.0)
    return np.asarray(np.cumprod(stays), dtype=float)


def _establishment(scenario: Scenario) -> list[tuple[str, str, EstablishmentLine]]:
    return [(team, role, line) for team, roles in scenario.establishment.items() for role, line in roles.items()]
