"""The tables as the equations use them: looked up by index.

A rule reads `given.leaver_share[role, t]` where its docstring writes λ[r,t]. Everything here is a rearrangement
of the tables; nothing is worked out that a table does not hold, except the bounds that make every variable finite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from planner.tables import Tables
from planner.tables.rows import each_row

Stance = Literal["before", "after"]
"""Before action (every lever at rest, nothing enforced) or after it."""


def lookup(table: pd.DataFrame, key: list[str], value: str) -> dict[Any, float]:
    """A column by its key; a key of one column is not wrapped in a tuple."""
    keys = table[key[0]] if len(key) == 1 else zip(*(table[name] for name in key), strict=True)
    return dict(zip(keys, table[value].astype(float), strict=True))


def grouped(table: pd.DataFrame, key: list[str]) -> dict[tuple[Any, ...], list[Any]]:
    """The rows of a table by the values of some columns."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for group, row in zip(zip(*(table[name].tolist() for name in key), strict=True), each_row(table), strict=True):
        groups[group].append(row)
    return groups


@dataclass(frozen=True)
class Given:
    """A scenario's tables by index, and the stance that is formulated."""

    tables: Tables
    stance: Stance

    @cached_property
    def periods(self) -> range:
        """T: the periods, run-out included."""
        return range(self.tables.calendar.count)

    @cached_property
    def months(self) -> list[float]:
        """len[t]: the length of each period [months]."""
        return list(self.tables.periods["months"].astype(float))

    @cached_property
    def year(self) -> list[int]:
        """The financial year in which each period begins."""
        return list(self.tables.periods["year_start"])

    @cached_property
    def last_period_of_year(self) -> dict[int, int]:
        """The last period of each financial year."""
        return {year: period for period, year in enumerate(self.year)}

    @cached_property
    def posts(self) -> list[tuple[str, str]]:
        """(u,r): teams and roles with an establishment line."""
        return list(zip(self.tables.opening["team"], self.tables.opening["role"], strict=True))

    @cached_property
    def opening_strength(self) -> dict[tuple[str, str], float]:
        """S[u,r,0]: strength before the first period [FTE]."""
        return lookup(self.tables.opening, ["team", "role"], "strength_fte")

    @cached_property
    def leaver_share(self) -> dict[tuple[str, int], float]:
        """λ[r,t]: share of the opening strength that leaves."""
        return lookup(self.tables.leaving, ["role", "period"], "leaver_share")

    @cached_property
    def productive_hours(self) -> dict[tuple[str, int], float]:
        """H[r,t]: hours that one FTE gives to cases [hours]."""
        return lookup(self.tables.productive_hours, ["role", "period"], "productive_hours")

    @cached_property
    def away_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who are away for long [FTE]."""
        return _summed(self.tables.away, ["team", "role", "period"], "unavailable_fte")

    @cached_property
    def limited_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who cannot do some tasks [FTE]."""
        return _summed(self.tables.limited, ["team", "role", "period"], "limited_fte")

    @cached_property
    def limited_groups(self) -> dict[tuple[Any, ...], list[Any]]:
        """Limited-duty groups of each (u,r,t)."""
        return grouped(self.tables.limited, ["team", "role", "period"])

    @cached_property
    def known_leavers(self) -> dict[tuple[str, str, int], float]:
        """People known to leave, beyond the rate [FTE]."""
        return lookup(self.tables.known_leavers, ["team", "role", "period"], "leavers_fte")

    @cached_property
    def part_period_fte(self) -> dict[tuple[str, str, int], float]:
        """What to add to strength for the mean over a period [FTE]."""
        return lookup(self.tables.part_period, ["team", "role", "period"], "present_fte")

    @cached_property
    def flow(self) -> dict[str, Any]:
        """Each flow's row."""
        return {row.flow: row for row in each_row(self.tables.flows)}

    @cached_property
    def starts(self) -> list[Any]:
        """All starts, decided and fixed."""
        return list(each_row(self.tables.starts))

    @cached_property
    def fixed_fte(self) -> dict[tuple[str, int], float]:
        """Starts whose number is known [FTE]."""
        fixed = self.tables.starts[self.tables.starts["fixed_fte"].notna()]
        return lookup(fixed, ["flow", "start"], "fixed_fte")

    @cached_property
    def at_rest_fte(self) -> dict[tuple[str, int], float]:
        """Starts that go on if nobody decides anything [FTE]."""
        return lookup(self.tables.starts, ["flow", "start"], "at_rest_fte")

    @cached_property
    def _cohorts(self) -> pd.DataFrame:
        """Cohort rows with the line they join.

        `change_fte` is what they add to strength, `learning_fte` what they lack in hours.
        """
        table = self.tables.cohorts.merge(self.tables.flows[["flow", "team", "role", "on_establishment"]], on="flow")
        table["change_fte"] = table["joins_fte"] - table["extra_leavers_fte"] - table["ends_fte"]
        table["held_fte"] = table["bound_fte"] + table["extra_leavers_fte"] + table["ends_fte"]
        table["learning_fte"] = table["unproductive_fte"] - table["lead_productive_fte"]
        table["lead_on_line_fte"] = table["in_lead_fte"].where(table["on_establishment"].astype(bool), 0.0)
        return table

    def _cohorts_with(self, *columns: str) -> dict[tuple[Any, ...], list[Any]]:
        """Cohort rows in which one of some figures is not 0, by the line they join: (u,r,t)."""
        table = self._cohorts
        return grouped(table[(table[list(columns)] != 0).any(axis=1)], ["team", "role", "period"])

    @cached_property
    def changing(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts that change the strength of (u,r,t)."""
        return self._cohorts_with("joins_fte", "extra_leavers_fte", "ends_fte")

    @cached_property
    def held(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who cannot move: new, on a fixed term, or leaving."""
        return self._cohorts_with("bound_fte", "extra_leavers_fte", "ends_fte")

    @cached_property
    def learning(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who do not give a competent holder's hours, or give hours before they join."""
        return self._cohorts_with("unproductive_fte", "lead_productive_fte")

    @cached_property
    def in_lead(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts in the lead to (u,r,t)."""
        return self._cohorts_with("in_lead_fte")

    @cached_property
    def on_fixed_terms(self) -> dict[tuple[Any, ...], list[Any]]:
        """Fixed-term cohorts of (u,r,t)."""
        return self._cohorts_of(self.tables.flows["kind"] == "fixed_term")

    @cached_property
    def taken(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) whom an out-of-scope team has given up."""
        return self._cohorts_of(self.tables.flows["donor_team"] != "")

    @cached_property
    def hours_taken(self) -> dict[tuple[str, int], float]:
        """Hours that one FTE who starts takes from an out-of-scope team over all periods [hours]."""
        table = self._cohorts[self._cohorts["flow"].isin(self._names_of(self.tables.flows["donor_team"] != ""))]
        table = table.merge(self.tables.productive_hours[["role", "period", "productive_hours"]], on=["role", "period"])
        table["hours"] = (table["in_lead_fte"] + table["present_fte"]) * table["productive_hours"]
        return _summed(table, ["flow", "start"], "hours")

    def _names_of(self, chosen: pd.Series[bool]) -> pd.Series[str]:
        return self.tables.flows.loc[chosen, "flow"]

    def _cohorts_of(self, chosen: pd.Series[bool]) -> dict[tuple[Any, ...], list[Any]]:
        mine = self._cohorts["flow"].isin(self._names_of(chosen))
        return grouped(self._cohorts[mine], ["team", "role", "period"])

    @cached_property
    def paid_otherwise(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who are paid in the lead, or whose appointment is not paid as the role is."""
        table = self._cohorts.merge(self.tables.flows[["flow", "role_pay"]], on="flow")
        paid = (table["lead_paid_fte"] > 0) | ~table["role_pay"].astype(bool)
        return grouped(table[paid], ["team", "role", "period"])

    @cached_property
    def cohorts_tutored_by(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohort rows that take tutors' time, by the tutors' line: (u,r,t)."""
        places = self.tables.flows[["flow", "tutor_team", "tutor_role"]]
        table = self.tables.cohorts.merge(places, on="flow")
        return grouped(table[table["tutor_hours"] > 0], ["tutor_team", "tutor_role", "period"])

    @cached_property
    def moves_out(self) -> dict[tuple[Any, ...], list[Any]]:
        """Starts of moves by the line they leave: (u,r,t)."""
        places = self.tables.flows[self.tables.flows["kind"] == "move"][["flow", "from_team", "from_role"]]
        return grouped(self.tables.starts.merge(places, on="flow"), ["from_team", "from_role", "period"])

    @cached_property
    def overtime_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Overtime of each (u,r,t)."""
        return grouped(self.tables.overtime, ["team", "role", "period"])

    @cached_property
    def agency_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Agency that works for each (u,r,t)."""
        return grouped(self.tables.agency, ["team", "role", "period"])

    @cached_property
    def redeployed_to(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments to each (u,r,t)."""
        return grouped(self.tables.redeployments, ["to_team", "to_role", "period"])

    @cached_property
    def redeployed_from(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments from each planned (u,r,t)."""
        return grouped(self.tables.redeployments, ["from_team", "from_role", "period"])

    @cached_property
    def places_with_hours(self) -> list[tuple[str, str, int]]:
        """Every (u,r,t) that can give hours: establishment lines, and those that only redeployment or agency fills."""
        places = {(u, r, t) for u, r in self.posts for t in self.periods}
        return sorted(places | set(self.redeployed_to) | set(self.agency_of))

    @cached_property
    def hours_of_case(self) -> dict[tuple[str, int], float]:
        """h[d,t]: hours of a case that planned teams bear [hours]."""
        return _summed(self.tables.tasks, ["line", "period"], "hours_per_case")

    @cached_property
    def planned_lines(self) -> list[Any]:
        """Lines with hours for planned teams."""
        return [row for row in each_row(self.tables.lines) if row.planned]

    @cached_property
    def line(self) -> dict[str, Any]:
        """Each demand line's row."""
        return {row.line: row for row in each_row(self.tables.lines)}

    @cached_property
    def cases(self) -> dict[tuple[str, int], float]:
        """A[d,t]: cases that arrive, less partners' [cases]."""
        return lookup(self.tables.arrivals, ["line", "period"], "cases")

    @cached_property
    def repeat_share(self) -> dict[tuple[str, int], float]:
        """φ[d,t]: extra arrivals for each waiting case [cases per case]."""
        return lookup(self.tables.arrivals, ["line", "period"], "repeat_share")

    @cached_property
    def opening_backlog(self) -> dict[str, float]:
        """B[d,0]: cases waiting before the first period [cases]."""
        return lookup(self.tables.opening_backlog, ["line"], "backlog_cases")

    @cached_property
    def due_from(self) -> dict[tuple[Any, ...], list[Any]]:
        """Which starts' hours fall due in (d,t)."""
        return grouped(self.tables.due, ["line", "period"])

    @cached_property
    def opening_due(self) -> dict[tuple[str, str, int], float]:
        """Hours due on cases in work at the opening: (d,j,t) [hours]."""
        return lookup(self.tables.opening_due, ["line", "task", "period"], "hours")

    @cached_property
    def able(self) -> dict[tuple[Any, ...], list[Any]]:
        """Roles able to do a task: (d,j,t)."""
        return grouped(self.tables.able, ["line", "task", "period"])

    @cached_property
    def fresh(self) -> dict[tuple[Any, ...], list[Any]]:
        """Arrivals still within the standard at the end of (d,t)."""
        return grouped(self.tables.fresh, ["line", "period"])

    @cached_property
    def young_opening(self) -> dict[tuple[str, int], float]:
        """Opening backlog still within the standard at the end of (d,t) [cases]."""
        return lookup(self.tables.young_opening, ["line", "period"], "cases")

    @cached_property
    def led_lines(self) -> dict[tuple[Any, ...], list[Any]]:
        """Lines whose people a group leads: (group,)."""
        return grouped(self.tables.led, ["group"])

    @cached_property
    def role_funding(self) -> dict[str, tuple[str, bool]]:
        """Who pays for a role, and whether money not spent on it can be spent otherwise."""
        roles = self.tables.role_funding
        return {row.role: (row.funding, row.cashable) for row in each_row(roles)}

    @cached_property
    def pay_pounds(self) -> dict[tuple[str, int], float]:
        """Pay of one FTE for the period [pounds]."""
        return lookup(self.tables.pay_rates, ["role", "period"], "pay_pounds")

    @cached_property
    def on_costs_pounds(self) -> dict[tuple[str, int], float]:
        """On-costs of one FTE for the period [pounds]."""
        return lookup(self.tables.pay_rates, ["role", "period"], "on_costs_pounds")

    @cached_property
    def most_strength(self) -> dict[tuple[str, str], float]:
        """More than a line's strength can ever be: the opening and everybody who may join [FTE]."""
        most = dict(self.opening_strength)
        for start in self.starts:
            place = (self.flow[start.flow].team, self.flow[start.flow].role)
            most[place] = most.get(place, 0.0) + start.cap_fte
        return most

    @cached_property
    def most_cases(self) -> dict[tuple[str, int], float]:
        """More cases than can ever be waiting or started in a period: nothing done since the beginning [cases]."""
        most: dict[tuple[str, int], float] = {}
        for line in self.planned_lines:
            waiting = self.opening_backlog[line.line]
            for t in self.periods:
                waiting = waiting * (1 + self.repeat_share[line.line, t]) + self.cases[line.line, t]
                most[line.line, t] = waiting
                if line.cannot_wait:
                    waiting = 0.0
        return most

    @cached_property
    def most_due(self) -> dict[tuple[str, str, int], float]:
        """More hours of a task than can ever fall due in a period [hours]."""
        most: dict[tuple[str, str, int], float] = {}
        for row in each_row(self.tables.tasks):
            starts = self.due_from.get((row.line, row.period), [])
            hours = sum(
                each.share
                * self.most_cases[row.line, each.start_period]
                * self.hours_of_task[row.line, row.task, each.start_period]
                for each in starts
            )
            most[row.line, row.task, row.period] = hours + self.opening_due.get((row.line, row.task, row.period), 0.0)
        return most

    @cached_property
    def most_gap(self) -> dict[tuple[str, int], float]:
        """More hours than the gap of a line in a financial year can ever be: (d,y) [hours]."""
        most: dict[tuple[str, int], float] = defaultdict(float)
        for (line, t), cases in self.most_cases.items():
            most[line, self.year[t]] += cases * self.hours_of_case[line, t]
        for (line, _, t), hours in self.most_due.items():
            most[line, self.year[t]] += hours
        return most

    @cached_property
    def starts_in_year(self) -> dict[tuple[str, int], list[Any]]:
        """Starts of a flow within a financial year of the plan: (flow, year)."""
        starts: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for start in self.starts:
            if start.period >= 0:
                starts[start.flow, self.year[start.period]].append(start)
        return starts

    @cached_property
    def hours_of_task(self) -> dict[tuple[str, str, int], float]:
        """Hours of a task for one case that planned teams bear: (d,j,t) [hours]."""
        return lookup(self.tables.tasks, ["line", "task", "period"], "hours_per_case")

    @cached_property
    def average_fte_hours(self) -> dict[int, float]:
        """Productive hours of one FTE in a period, the mean over the roles by opening strength [hours]."""
        people = sum(self.opening_strength.values())
        return {
            t: total(fte * self.productive_hours[r, t] for (_, r), fte in self.opening_strength.items()) / people
            if people
            else 0.0
            for t in self.periods
        }

    def reported_demand_hours(self, tier: int) -> float:
        """Hours of the cases of a tier that arrive in the reported periods [hours]."""
        reported = list(self.tables.periods["reported"])
        return total(
            self.cases[line.line, t] * self.hours_of_case[line.line, t]
            for line in self.planned_lines
            if line.tier == tier
            for t in self.periods
            if reported[t]
        )

    @cached_property
    def tasks_of(self) -> dict[str, list[str]]:
        """Tasks of each line that planned teams bear."""
        pairs = self.tables.tasks[["line", "task"]].drop_duplicates()
        return {str(line): list(part["task"]) for line, part in pairs.groupby("line")}

    @cached_property
    def tiers(self) -> list[int]:
        """Harm tiers with hours for planned teams, the highest harm first."""
        return sorted({line.tier for line in self.planned_lines})


def _summed(table: pd.DataFrame, key: list[str], value: str) -> dict[Any, float]:
    return lookup(table.groupby(key, as_index=False)[[value]].sum(), key, value) if len(table) else {}


def total(pairs: Iterable[float]) -> float:
    """A sum as a float, 0.0 when empty."""
    return float(sum(pairs))
