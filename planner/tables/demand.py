"""Demand as the model sees it: arrivals, tasks, and when their hours fall due."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.demand import DemandLine
from planner.scenario.numbers import DAYS_PER_MONTH
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats
from planner.tables.initiatives import InForce
from planner.tables.removed_ranks import duties
from planner.tables.shares import planned_share


def lines(scenario: Scenario) -> pd.DataFrame:
    """Demand lines.

    Returns:
        Key line; title, team, tier, cannot_wait, may_close, planned (some hours are borne by planned teams),
        clear_by (date or None), coverage_floor (share, NaN if none), statutory (whether the law requires the work).
    """
    rows = []
    for name, line in scenario.demand.items():
        planned = any(planned_share(line, task) > 0 for task in line.tasks)
        floor = np.nan if line.coverage_floor is None else line.coverage_floor
        rows.append(
            (
                name,
                line.title,
                line.team,
                line.tier,
                line.cannot_wait,
                line.close_undone is not None,
                planned,
                line.clear_by,
                floor,
                line.statutory,
            )
        )
    columns = [
        "line",
        "title",
        "team",
        "tier",
        "cannot_wait",
        "may_close",
        "planned",
        "clear_by",
        "coverage_floor",
        "statutory",
    ]
    return pd.DataFrame(rows, columns=columns)


def arrivals(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Work that arrives, as the line states it and as initiatives with a date change it.

    Returns:
        Key line, period; recorded_cases, partner_cases (borne by partner agencies), cases (recorded less
        partners': what this force must do), latent_cases (real but not recorded) [cases], repeat_share (extra
        arrivals in the period for each case waiting at its start) [cases per case].
    """
    frames = []
    months = calendar.months
    in_force = InForce(scenario, calendar)
    for name, line in scenario.demand.items():
        recorded = recorded_arrivals(scenario, line, calendar) * in_force.arrivals_factor(name)
        partner = recorded * in_force.partner_share(name, line)
        seen = calendar.mean(line.recorded_share)
        repeats = np.zeros(calendar.count)
        if line.repeat_calls is not None and not line.cannot_wait:
            repeats = (
                np.array([line.repeat_calls.per_month_on(calendar.first(t)) for t in range(calendar.count)]) * months
            ) * in_force.repeat_calls_factor(name)
        frames.append(
            pd.DataFrame(
                {
                    "line": name,
                    "period": range(calendar.count),
                    "recorded_cases": recorded,
                    "partner_cases": partner,
                    "cases": recorded - partner,
                    "latent_cases": recorded * (1 / np.maximum(seen, 1e-9) - 1),
                    "repeat_share": repeats,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def recorded_arrivals(scenario: Scenario, line: DemandLine, calendar: Calendar) -> Floats:
    """Recorded arrivals of a line in each period, without any initiative, the run-out at its trend [cases]."""
    stated = line.arrivals
    season = scenario.seasons[stated.season] if stated.season else None
    rate = stated.cases or stated.hours
    if rate is not None:
        return calendar.amounts(rate, season, stated.growth)
    assert stated.by_period is not None, "tables are read and inlined by the loader"
    values = stated.by_period.values
    a_year = round(12 / float(calendar.months[0]))
    cycle = min(len(values), max(1, a_year))
    repeated = [
        values[t] if t < len(values) else values[len(values) - cycle + (t - len(values)) % cycle]
        for t in range(calendar.count)
    ]
    return np.array(repeated)


def tasks(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Standard hours of each task of a case started in a period, as initiatives with a date leave them.

    A task that passes from a removed rank to others in shares may be missed from then on: what nobody takes over is
    not done, and must not stop the rest.

    Returns:
        Key line, task, period; hours_per_case (borne by planned teams), may_be_missed.
    """
    frames = []
    in_force = InForce(scenario, calendar)
    taken_over = duties(scenario, calendar)
    in_shares = set(zip(taken_over["line"], taken_over["task"], taken_over["period"], strict=True))
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            share = planned_share(line, task_name)
            if share > 0:
                frames.append(
                    pd.DataFrame(
                        {
                            "line": name,
                            "task": task_name,
                            "period": range(calendar.count),
                            "hours_per_case": calendar.at_start(task.hours_per_case)
                            * share
                            * in_force.hours_factor(name, task_name),
                            "may_be_missed": [
                                task.may_be_missed or (name, task_name, t) in in_shares for t in range(calendar.count)
                            ],
                        }
                    )
                )
    columns = ["line", "task", "period", "hours_per_case", "may_be_missed"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def borne_elsewhere(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Hours of each task that fall on out-of-scope teams by agreement, as initiatives with a date leave them.

    Returns:
        Key line, task, team, period; hours_per_case.
    """
    frames = []
    in_force = InForce(scenario, calendar)
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            for team, share in task.out_of_scope.items():
                frames.append(
                    pd.DataFrame(
                        {
                            "line": name,
                            "task": task_name,
                            "team": team,
                            "period": range(calendar.count),
                            "hours_per_case": calendar.at_start(task.hours_per_case)
                            * calendar.at_start(share)
                            * in_force.hours_factor(name, task_name),
                        }
                    )
                )
    columns = ["line", "task", "team", "period", "hours_per_case"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def able(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Roles that can do a task in the line's team, those that take it over from a removed rank included.

    Returns:
        Key line, task, role, period; team, efficiency (standard hours done in an hour) [share].
    """
    present = {(team, role) for team, roles in scenario.establishment.items() for role in roles}
    present |= {(lever.to.team, lever.to.role) for lever in scenario.supply.redeployment.values()}
    present |= {(lever.team, lever.role) for lever in scenario.supply.agency.values()}
    taken_over = duties(scenario, calendar)
    frames = []
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            for role, efficiency in task.roles.items():
                if (line.team, role) in present and planned_share(line, task_name) > 0:
                    values = calendar.at_start(efficiency)
                    frames.append(
                        pd.DataFrame(
                            {
                                "line": name,
                                "task": task_name,
                                "role": role,
                                "period": range(calendar.count),
                                "team": line.team,
                                "efficiency": values,
                            }
                        )
                    )
    columns = ["line", "task", "role", "period", "team", "efficiency"]
    if len(taken_over):
        frames.append(taken_over[columns])
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    return table[table["efficiency"] > 0]


def due(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """When the hours of a case fall due.

    Returns:
        Key line, start_period, period; share of the case's hours [share]. Cases are taken as started on the first
        day of a period; a spread of one number means that all hours fall in the period of the start.
    """
    months = calendar.months
    rows = []
    for name, line in scenario.demand.items():
        for start in range(calendar.count):
            age = 0.0
            for period in range(start, calendar.count):
                share = spread_between(line, age, age + months[period])
                if share > 0:
                    rows.append((name, start, period, share))
                age += months[period]
                if age >= len(line.spread_by_month.values):
                    break
    return pd.DataFrame(rows, columns=["line", "start_period", "period", "share"])


def spread_between(line: DemandLine, first: float, last: float) -> float:
    """Share of a case's hours that fall due between two ages [months]."""
    values = line.spread_by_month.values
    if len(values) == 1:
        return 1.0 if first == 0 else 0.0
    return sum(value * max(0.0, min(last, month + 1) - max(first, month)) for month, value in enumerate(values))


def opening_due(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Hours still due on cases that are in work at the opening.

    Unstated, as many cases are in work as the average of arrivals implies. All can be stopped; what is stopped
    counts as not done.

    Returns:
        Key line, task, period; hours [hours].
    """
    months = calendar.months
    rows = []
    for name, line in scenario.demand.items():
        length = len(line.spread_by_month.values)
        if length == 1:
            continue
        month_step = min(1.0, float(months[0]))
        earlier = np.arange(1, int(np.ceil(length / month_step)) + 1) * month_step
        stated = line.opening.in_work_cases
        starts_each = (
            monthly_average(scenario, line, calendar) * month_step
            if stated is None
            else stated.value / sum(1 for age in earlier if age < length)
        )
        for task_name, task in line.tasks.items():
            hours = task.hours_per_case.on(calendar.first(0)) * planned_share(line, task_name)
            age = 0.0
            for period in range(calendar.count):
                share = sum(
                    spread_between(line, start + age, start + age + months[period])
                    for start in earlier
                    if start < length
                )
                if share * hours * starts_each > 0:
                    rows.append((name, task_name, period, starts_each * hours * share))
                age += months[period]
                if age >= length:
                    break
    return pd.DataFrame(rows, columns=["line", "task", "period", "hours"])


def monthly_average(scenario: Scenario, line: DemandLine, calendar: Calendar) -> float:
    """Average arrivals in a month of the plan's first year, less the partners' share [cases a month].

    It stands for the time before the plan, so no initiative changes it.
    """
    first_year = calendar.periods["months"].cumsum() <= 12 + 1e-9
    periods = calendar.periods[first_year] if first_year.any() else calendar.periods.iloc[:1]
    cases = recorded_arrivals(scenario, line, calendar) * (1 - calendar.mean(line.partner_share))
    return float(cases[periods["period"]].sum() / (periods["days"].sum() / DAYS_PER_MONTH))


def line_years(
    calendar: Calendar,
    lines: pd.DataFrame,
    arrivals: pd.DataFrame,
    tasks: pd.DataFrame,
    backlog: pd.DataFrame,
) -> pd.DataFrame:
    """Data demand of each line in each financial year: what arrives, and in the first what is overdue at the opening.

    Returns:
        Key line, year_start; team, tier, demand_hours [hours]; only where there is demand for planned teams.
    """
    hours = tasks.groupby(["line", "period"], as_index=False)["hours_per_case"].sum()
    table = arrivals.merge(hours, on=["line", "period"]).merge(calendar.periods[["period", "year_start"]], on="period")
    table["demand_hours"] = table["cases"] * table["hours_per_case"]
    opening = backlog.set_index("line")["overdue_cases"]
    at_first = table["period"] == 0
    table.loc[at_first, "demand_hours"] += (table["line"].map(opening) * table["hours_per_case"])[at_first]
    years = table.groupby(["line", "year_start"], as_index=False)["demand_hours"].sum()
    years = years.merge(lines[["line", "team", "tier"]], on="line")
    wanted: pd.DataFrame = years.loc[years["demand_hours"] > 0, ["line", "year_start", "team", "tier", "demand_hours"]]
    return wanted
