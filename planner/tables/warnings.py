"""What the worked-out tables show before anything is solved: warnings, and people who are away but not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Problem
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Floats
from planner.tables.people import staying_share
from planner.tables.rows import each_row
from planner.tables.tabulate import Tables


def warnings_of(scenario: Scenario, tables: Tables) -> tuple[Problem, ...]:
    """Everything the tables warn of."""
    return tuple(problem for find in WARNINGS for problem in find(scenario, tables))


def establishment_over_budget(_: Scenario, tables: Tables) -> Iterator[Problem]:
    """An establishment that costs more than the budget pays for."""
    rates = tables.pay_rates.assign(pounds=tables.pay_rates["pay_pounds"] + tables.pay_rates["on_costs_pounds"])
    posts = tables.establishment.merge(rates[["role", "period", "pounds"]], on=["role", "period"])
    posts = posts.merge(tables.periods[["period", "year_start", "year", "reported"]], on="period")
    posts["pounds"] = posts["pounds"] * posts["budgeted_fte"]
    for limit in each_row(tables.budgets):
        if limit.kinds or limit.funding:
            continue
        counted = posts[posts["year_start"] == limit.year_start]
        if limit.teams:
            counted = counted[counted["team"].isin(limit.teams)]
        over = counted["pounds"].sum() - limit.limit_pounds
        if over > 0.5 and counted["reported"].any():
            year = counted["year"].iloc[0]
            yield _warning(
                limit.place,
                f"In {year} the budgeted establishment, fully staffed, would cost £{counted['pounds'].sum():,.0f}: "
                f"£{over:,.0f} more than this limit of £{limit.limit_pounds:,.0f}. Not all budgeted posts "
                "can be filled.",
            )


def demand_out_of_reach(scenario: Scenario, tables: Tables) -> Iterator[Problem]:
    """Demand of a team that every approved post, filled all year, could not cover, even with overtime and agency."""
    reported = tables.periods[tables.periods["reported"]][["period"]]
    hours = tables.tasks.groupby(["line", "period"], as_index=False)["hours_per_case"].sum()
    asked = (
        tables.arrivals.merge(hours, on=["line", "period"])
        .merge(tables.lines[["line", "team"]], on="line")
        .merge(reported, on="period")
    )
    demand = (asked["cases"] * asked["hours_per_case"]).groupby(asked["team"]).sum()
    posts = tables.establishment.merge(tables.productive_hours, on=["role", "period"]).merge(reported, on="period")
    given = (posts["approved_fte"] * posts["productive_hours"]).groupby(posts["team"]).sum()
    extra = tables.overtime.merge(posts[["team", "role", "period", "approved_fte"]], on=["team", "role", "period"])
    overtime = (extra["cap_hours_per_fte"] * extra["approved_fte"]).groupby(extra["team"]).sum()
    agency = tables.agency.merge(reported, on="period")
    bought = (agency["cap_fte"] * agency["hours_per_fte"]).groupby(agency["team"]).sum()
    lent = tables.redeployments.merge(reported, on="period")
    borrowed = (
        lent["cap_hours"]
        .fillna(lent["share_of_hours"] * lent["fte_hours"] * _lenders(scenario, lent))
        .groupby(lent["to_team"])
        .sum()
    )
    for team, needed in demand.items():
        most = sum(float(part.get(team, 0.0)) for part in (given, overtime, bought, borrowed))
        if needed > most + 0.5:
            yield _warning(
                f"teams.{team}",
                f"{needed:,.0f} hours of work arrive for {team}; every approved post filled throughout, with all "
                f"overtime, agency and redeployment, gives {most:,.0f}. A gap of {needed - most:,.0f} hours is "
                "certain.",
            )


def more_at_rest_than_there(_: Scenario, tables: Tables) -> Iterator[Problem]:
    """More people who come or go if nobody decides anything than there are who could."""
    starts = tables.starts[tables.starts["fixed_fte"].isna()].merge(tables.flows[["flow", "kind", "place"]], on="flow")
    starts = starts[starts["kind"] != "came_back"].assign(missing=starts["stated_at_rest_fte"] - starts["at_rest_fte"])
    for place, rows in starts.groupby("place"):
        short = rows[rows["missing"] > 1e-6]
        if len(short):
            first = short.iloc[0]
            yield _warning(
                f"{place}.at_rest_fte",
                f"From {tables.periods['label'].iloc[first['period']]} on fewer go by this than is stated here: "
                f"{short['missing'].sum():.2f} FTE in all are not there to go, or have no post to take along. The plan "
                "before action counts only those who are there.",
            )


def _lenders(scenario: Scenario, lent: pd.DataFrame) -> list[float]:
    """Approved posts of each lending line; none for a team that this plan does not staff."""
    return [
        scenario.establishment[team][role].approved_fte.value
        if team in scenario.establishment and role in scenario.establishment[team]
        else 0.0
        for team, role in zip(lent["from_team"], lent["from_role"], strict=True)
    ]


def _warning(path: str, message: str) -> Problem:
    return Problem(path, message, severity="warning")


WARNINGS: tuple[Callable[[Scenario, Tables], Iterator[Problem]], ...] = (
    establishment_over_budget,
    demand_out_of_reach,
    more_at_rest_than_there,
)
"""Everything that is looked for; a new warning is a function and its line here."""


def people_not_there(scenario: Scenario, tables: Tables) -> Iterator[Problem]:
    """Lines from which more people are away, on limited duty, known to leave or tied up than will be in post."""
    count = tables.calendar.count
    leaving = _by_line(tables.known_leavers, "leavers_fte", count)
    departing = _by_line(_certain_departures(tables), "departs_fte", count)
    unavailable = _by_line(tables.away, "unavailable_fte", count)
    limited = _by_line(tables.limited, "limited_fte", count)
    people = tables.initiative_people
    with_initiatives = {
        name: _by_line(people[people["initiative"] == name], "tied_up_fte", count) for name in _with_a_date(scenario)
    }
    for row in each_row(tables.opening):
        line = row.team, row.role
        here = row.strength_fte * staying_share(scenario, tables.calendar, row.role)
        leavers = leaving[line].cumsum() + departing[line].cumsum()
        away = unavailable[line] + limited[line]
        tied_up = {name: tied[line] for name, tied in with_initiatives.items()}
        gone = leavers + away - sum(tied_up.values())
        worst = _worst_period(tables, gone - here)
        if worst is None:
            yield from _too_few_for_initiatives(scenario, tables, row, tied_up, here - gone)
            continue
        yield Problem(
            f"establishment.{row.team}.{row.role}",
            f"In {tables.periods['label'].iloc[worst]} more people are away, on limited duty or known to have left "
            f"than are in post by then: {gone[worst]:.2f} of {here[worst]:.2f} FTE. Correct the strength, or those who "
            "are away or leave.",
        )


def _with_a_date(scenario: Scenario) -> list[str]:
    """Initiatives that start whatever the plan is; those that it may leave are started only where people are there."""
    return [name for name, initiative in scenario.initiatives.items() if initiative.starts is not None]


def _worst_period(tables: Tables, short: Floats) -> int | None:
    """The period in which most people are missing: one of the plan if there is one, else one of the run-out."""
    of_plan = tables.periods["reported"].to_numpy(dtype=bool)
    for periods in (of_plan, ~of_plan):
        # Rounded, so that of periods in which as many are missing the first is named.
        missing = np.where(periods, short, 0.0).round(9)
        if missing.max() > 1e-6:
            return int(missing.argmax())
    return None


def _too_few_for_initiatives(
    scenario: Scenario, tables: Tables, row: Any, tied_up: Mapping[str, Floats], there: Floats
) -> Iterator[Problem]:
    """The first initiative, in the order of the scenario, for which too few people of a line are left."""
    for name, wanted in tied_up.items():
        worst = _worst_period(tables, wanted - there)
        if worst is not None:
            initiative, first = scenario.initiatives[name], tables.calendar.first(worst)
            entries = [
                (people.fte.on(first), number)
                for number, people in enumerate(initiative.people)
                if (people.team, people.role) == (row.team, row.role)
            ]
            yield Problem(
                f"initiatives.{name}.people[{max(entries)[1]}].fte",
                f'In {tables.periods["label"].iloc[worst]} the initiative "{initiative.title}" ties up '
                f"{wanted[worst]:.2f} FTE of {row.role} in {row.team}, but only {there[worst]:.2f} FTE of them are "
                "there: the others are away, on limited duty, have left, or are with another initiative. Tie up fewer "
                "people, or for a shorter time (`lasts`), or start it later.",
            )
            return
        there = there - wanted


def _certain_departures(tables: Tables) -> pd.DataFrame:
    """People who leave a line because of what has started already: officers whose posts are being civilianised.

    Returns:
        Rows with team, role, period, departs_fte [FTE].
    """
    started = tables.starts[tables.starts["fixed_fte"].notna()][["flow", "start", "fixed_fte"]]
    certain = tables.cohorts.merge(started, on=["flow", "start"])
    return certain.assign(departs_fte=certain["departs_fte"] * certain["fixed_fte"])


def _by_line(table: pd.DataFrame, column: str, count: int) -> Mapping[tuple[str, str], Floats]:
    """A column of each line, added up for each period; nothing for a line that has no rows."""
    sums: Mapping[tuple[str, str], Floats] = defaultdict(lambda: np.zeros(count))
    keys = zip(table["team"], table["role"], strict=True)
    for line, period, value in zip(keys, table["period"], table[column], strict=True):
        sums[line][period] += value
    return sums
