"""Ways in and moves by index, and what one person who starts is in every period after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.model.given.lookup import grouped, lookup, summed
from planner.model.given.memory import looked_up
from planner.model.given.time import GivenTime
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenCohorts(GivenTime):
    """Starts and their cohorts."""

    @looked_up
    def flow(self) -> dict[str, Any]:
        """Each flow's row."""
        return {row.flow: row for row in each_row(self.tables.flows)}

    @looked_up
    def starts(self) -> list[Any]:
        """All starts, decided and fixed."""
        return list(each_row(self.tables.starts))

    @looked_up
    def fixed_fte(self) -> dict[tuple[str, int], float]:
        """Starts whose number is known [FTE]."""
        fixed = self.tables.starts[self.tables.starts["fixed_fte"].notna()]
        return lookup(fixed, ["flow", "start"], "fixed_fte")

    @looked_up
    def at_rest_fte(self) -> dict[tuple[str, int], float]:
        """Starts that go on if nobody decides anything [FTE]."""
        return lookup(self.tables.starts, ["flow", "start"], "at_rest_fte")

    @looked_up
    def _cohorts(self) -> pd.DataFrame:
        """Cohort rows with what the rules ask of them.

        `change_fte` is what they add to strength, `held_fte` who cannot move, `learning_fte` what they lack in hours.
        """
        table = self.tables.cohorts.merge(self.tables.flows[["flow", "on_establishment"]], on="flow")
        table["change_fte"] = table["joins_fte"] - table["extra_leavers_fte"] - table["ends_fte"]
        table["held_fte"] = table["bound_fte"] + table["extra_leavers_fte"] + table["ends_fte"]
        table["learning_fte"] = table["unproductive_fte"] - table["lead_productive_fte"]
        table["lead_on_line_fte"] = table["in_lead_fte"].where(table["on_establishment"].astype(bool), 0.0)
        return table

    def _cohorts_with(self, *columns: str) -> dict[tuple[Any, ...], list[Any]]:
        """Cohort rows in which one of some figures is not 0, by the line: (u,r,t)."""
        table = self._cohorts
        return grouped(table[(table[list(columns)] != 0).any(axis=1)], ["team", "role", "period"])

    @looked_up
    def changing(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts that change the strength of (u,r,t)."""
        return self._cohorts_with("joins_fte", "extra_leavers_fte", "ends_fte")

    @looked_up
    def held(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who cannot move: new, on a fixed term, or leaving."""
        return self._cohorts_with("bound_fte", "extra_leavers_fte", "ends_fte")

    @looked_up
    def learning(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who do not give a competent holder's hours, or give hours before they join."""
        return self._cohorts_with("unproductive_fte", "lead_productive_fte")

    @looked_up
    def in_lead(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts who hold a post of (u,r,t) in the lead, or are led with it."""
        return self._cohorts_with("in_lead_fte")

    @looked_up
    def on_fixed_terms(self) -> dict[tuple[Any, ...], list[Any]]:
        """Fixed-term cohorts of (u,r,t)."""
        return self._cohorts_of(self.tables.flows["kind"] == "fixed_term")

    @looked_up
    def taken(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) whom an out-of-scope team has given up."""
        return self._cohorts_of(self.tables.flows["donor_team"] != "")

    @looked_up
    def hours_taken(self) -> dict[tuple[str, int], float]:
        """Hours that one FTE who starts takes from an out-of-scope team over all periods [hours]."""
        table = self._cohorts[self._cohorts["flow"].isin(self._names_of(self.tables.flows["donor_team"] != ""))]
        table = table.merge(self.tables.productive_hours[["role", "period", "productive_hours"]], on=["role", "period"])
        table["hours"] = (table["in_lead_fte"] + table["present_fte"]) * table["productive_hours"]
        return summed(table, ["flow", "start"], "hours")

    def _names_of(self, chosen: pd.Series[bool]) -> pd.Series[str]:
        return self.tables.flows.loc[chosen, "flow"]

    def _cohorts_of(self, chosen: pd.Series[bool]) -> dict[tuple[Any, ...], list[Any]]:
        mine = self._cohorts["flow"].isin(self._names_of(chosen))
        return grouped(self._cohorts[mine], ["team", "role", "period"])

    @looked_up
    def paid_otherwise(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts of (u,r,t) who are paid in the lead, or whose appointment is not paid as the role is."""
        table = self._cohorts.merge(self.tables.flows[["flow", "role_pay"]], on="flow")
        paid = (table["lead_paid_fte"] > 0) | ~table["role_pay"].astype(bool)
        return grouped(table[paid], ["team", "role", "period"])

    @looked_up
    def cohorts_tutored_by(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohort rows that take tutors' time, by the tutors' line: (u,r,t)."""
        places = self.tables.flows[["flow", "tutor_team", "tutor_role"]]
        table = self.tables.cohorts.merge(places, on="flow")
        return grouped(table[table["tutor_hours"] > 0], ["tutor_team", "tutor_role", "period"])

    @looked_up
    def departing(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts that leave (u,r,t) for another line, or by a decided exit."""
        return self._cohorts_with("departs_fte")

    @looked_up
    def bringing_posts(self) -> dict[tuple[Any, ...], list[Any]]:
        """Cohorts with whom posts came to (u,r,t), or went."""
        return self._cohorts_with("post_fte")

    @looked_up
    def paid_as_origin(self) -> list[Any]:
        """Cohort rows of people who are paid as on the line that they came from."""
        return list(each_row(self._cohorts[self._cohorts["as_origin_fte"] != 0]))

    @looked_up
    def following(self) -> set[str]:
        """Flows that follow from others and are not decided: posts that come back."""
        return set(self._names_of(self.tables.flows["kind"] == "came_back"))

    @looked_up
    def starts_in_year(self) -> dict[tuple[str, int], list[Any]]:
        """Starts of a flow within a financial year of the plan: (flow, year)."""
        starts: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for start in self.starts:
            if start.period >= 0:
                starts[start.flow, self.year[start.period]].append(start)
        return starts
