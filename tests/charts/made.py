"""A plan made by hand, of as many teams and months as a chart must bear; every figure follows a rule told here.

Team number k (from 1) covers all but k hours of each 100 in the month m if (k + m) is a multiple of 3, and everything
otherwise; before action four times as much is not covered. It opens with 10 k people in 12 k posts, of whom k leave and
k / 2 come from response policing; half a person goes to the next team. Each has a leader for every five people, who may
lead four; before action six.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from tiny import BASE, merged

from planner.plan.plan import Plan
from planner.scenario.load import load_scenario
from planner.vocabulary import COLUMNS, TABLES

NOTHING: dict[str, Any] = {"number": 0.0, "integer": 0, "text": "", "date": date(2019, 4, 1), "boolean": True}
LONG = "Multi-agency safeguarding hub and exploitation investigations of the northern division"
PLANS = ("before", "after")
ABSURD = 99999.0
"""What stands in the month after the plan, which no chart may show."""


@dataclass(frozen=True)
class Size:
    """How large the plan is."""

    teams: int = 3
    months: int = 12
    long_names: bool = False

    def title(self, team: int) -> str:
        """What a team is called."""
        return f"{LONG} {team}" if self.long_names else f"Team {team}"


SIZES = (Size(), Size(1, 1), Size(8, 48), Size(8, 48, long_names=True), Size(3, 13, long_names=True))


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """An output table with every column of its contract; what a row does not say is nothing."""
    columns = TABLES[name].columns
    full = [{column: NOTHING[COLUMNS[column].kind] for column in columns} | row for row in rows]
    return pd.DataFrame(full, columns=list(columns))


def months_of(size: Size) -> Iterator[tuple[int, dict[str, Any]]]:
    """The months with their number from 1, and one of run-out."""
    for number in range(1, size.months + 2):
        first = date(2019 + (number + 2) // 12, (number + 2) % 12 + 1, 1)
        year = first.year - (first.month < 4)
        label = f"{year}/{(year + 1) % 100}"
        facts = {"period": f"{first:%Y-%m}", "period_first": first, "financial_year": label}
        yield number, {**facts, "reported": number <= size.months}


def missed(team: int, month: int, plan: str) -> float:
    """Hours of 100 that are not done."""
    return (team if (team + month) % 3 == 0 else 0) * (4.0 if plan == "before" else 1.0)


def scenario(size: Size) -> dict[str, Any]:
    """The scenario, never solved."""
    numbers = range(1, size.teams + 1)
    teams = {f"team_{k}": {"title": size.title(k)} for k in numbers}
    officer, last = BASE["roles"]["officer"], f"20{19 + (size.months + 2) // 12}-{(size.months + 2) % 12 + 1:02}"
    return merged(
        {key: value for key, value in BASE.items() if key not in ("teams", "establishment", "demand", "roles")},
        {
            "period": {"last": last, "run_out": "1 month"},
            "teams": teams | {"response": {"title": "Response policing", "out_of_scope": True}},
            "ranks": [{"name": "constable", "title": "Constable"}, {"name": "sergeant", "title": "Sergeant"}],
            "roles": {"officer": officer, "leader": {**officer, "title": "Leader", "rank": "sergeant"}},
            "establishment": {
                f"team_{k}": {
                    "officer": {"approved_fte": 12 * k, "strength_fte": 10 * k},
                    "leader": {"approved_fte": 2 * k, "strength_fte": 2 * k},
                }
                for k in numbers
            },
            "demand": {
                f"calls_{k}": {**BASE["demand"]["calls"], "title": f"Calls {k}", "team": f"team_{k}"} for k in numbers
            },
            "supply": {
                "recruitment": {
                    f"in_{k}": {"team": f"team_{k}", "role": "officer", "from_team": "response", "per_intake_fte": 1}
                    for k in numbers
                }
            },
            "structure": {
                "supervision": {
                    f"group_{k}": {
                        "title": f"Officers of {size.title(k)}",
                        "led": [{"team": f"team_{k}", "role": "officer"}],
                        "leaders": [{"team": f"team_{k}", "role": "leader", "span": 4}],
                    }
                    for k in numbers
                }
            },
        },
    )


def made_plan(folder: Path, size: Size | None = None, **replaced: pd.DataFrame) -> Plan:
    """The plan, its scenario written into a folder; tables can be replaced."""
    size = size or Size()
    file = folder / "made.yaml"
    file.write_text(yaml.safe_dump(scenario(size), sort_keys=False), encoding="utf-8")
    made = {name: table(name, []) for name in TABLES}
    made |= {
        "work": table("work", list(_work(size))),
        "coverage": table("coverage", list(_coverage(size))),
        "staffing": table("staffing", list(_staffing(size))),
        "flows": table("flows", list(_flows(size))),
        "structure": table("structure", list(_structure(size))),
        "supervision": table("supervision", list(_supervision(size))),
        "leaders": table("leaders", list(_leaders(size))),
    }
    return Plan(load_scenario(file), made | replaced, None, None, {})  # type: ignore[arg-type]


def _each(size: Size) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    for plan in PLANS:
        for team in range(1, size.teams + 1):
            for month, facts in months_of(size):
                yield plan, team, month, {"plan": plan, "team": f"team_{team}", **facts}


def _work(size: Size) -> Iterator[dict[str, Any]]:
    for plan, team, month, facts in _each(size):
        lost = missed(team, month, plan)
        hours = {
            "arrivals_hours": 100.0,
            "covered_hours": 100.0 - lost,
            "not_done_hours": lost,
            "backlog_hours": 10.0 * month * (3.0 if plan == "before" else 1.0),
            "overdue_hours": 2.0 * month,
        }
        waits = {"opening_backlog_cases": 5.0 if month == 1 else 0.0, "hours_per_case": 1.0}
        yield {**facts, "line": f"calls_{team}", "tier": 1, **waits, **_absurd(facts, hours)}


def _coverage(size: Size) -> Iterator[dict[str, Any]]:
    for plan in PLANS:
        for scope, teams in (
            *((f"team_{k}", [k]) for k in range(1, size.teams + 1)),
            ("", range(1, size.teams + 1)),
        ):
            key = {"plan": plan, "scope": "team" if scope else "force", "name": scope}
            lost = [sum(missed(k, month, plan) for k in teams) for month in range(1, size.months + 1)]
            hours = 100.0 * len(teams)
            for (_, facts), gap in zip(months_of(size), lost, strict=False):
                yield {**key, "window_kind": "period", "window": facts["period"], **_share(hours, gap)}
            yield {**key, "window_kind": "whole", "window": "whole", **_share(hours * size.months, sum(lost))}


def _share(demand: float, gap: float) -> dict[str, float]:
    return {"covered_hours": demand - gap, "gap_hours": gap, "coverage": (demand - gap) / demand}


def _staffing(size: Size) -> Iterator[dict[str, Any]]:
    for plan, team, month, facts in _each(size):
        worked = 100.0 - missed(team, month, plan)
        officers = {"strength_fte": 9.5 * team, "approved_fte": 12.0 * team, "worked_hours": worked}
        leaders = {"strength_fte": 9.5 * team / (5.0 if plan == "after" else 6.0), "approved_fte": 2.0 * team}
        yield {**facts, "role": "officer", **_absurd(facts, officers)}
        yield {**facts, "role": "leader", **_absurd(facts, leaders)}


def _flows(size: Size) -> Iterator[dict[str, Any]]:
    for plan, team, month, facts in _each(size):
        if month not in (1, size.months + 1):
            continue
        own = {**facts, "role": "officer"}
        share = 1.0 if plan == "after" else 0.5
        yield {**own, "kind": "leavers", **_absurd(facts, {"fte": team * share})}
        into = {"kind": "joiners", "flow": f"in_{team}", "other_team": "response"}
        yield {**own, **into, **_absurd(facts, {"fte": team / 2 * share})}
        if plan == "after" and team < size.teams:
            there, moved = {**own, "team": f"team_{team + 1}"}, _absurd(facts, {"fte": 0.5})
            yield {**own, "kind": "moves_out", "flow": "on", "other_team": f"team_{team + 1}", **moved}
            yield {**there, "kind": "moves_in", "flow": "on", "other_team": f"team_{team}", **moved}


def _structure(size: Size) -> Iterator[dict[str, Any]]:
    for plan in PLANS:
        for team in range(1, size.teams + 1):
            for rank, opening, posts in (("constable", 10.0, 12.0), ("sergeant", 2.0, 2.0)):
                people = {"opening_fte": opening * team, "closing_fte": opening * team * 0.95}
                approved = {"opening_approved_fte": posts * team, "closing_approved_fte": posts * team}
                yield {"plan": plan, "team": f"team_{team}", "rank": rank, **people, **approved}


def _supervision(size: Size) -> Iterator[dict[str, Any]]:
    for _, team, _, facts in _each(size):
        led = {"led_fte": 9.5 * team, "unled_fte": 1.9 * team, "leaders_missing_fte": 1.9 * team / 4}
        yield {**facts, "group": f"group_{team}", **_absurd(facts, led)}


def _leaders(size: Size) -> Iterator[dict[str, Any]]:
    for _, team, _, facts in _each(size):
        leads = {"leads_fte": 7.6 * team, "span_limit": 4.0, "leaders_needed_fte": 1.9 * team}
        yield {**facts, "group": f"group_{team}", "role": "leader", **_absurd(facts, leads)}


def _absurd(facts: dict[str, Any], figures: dict[str, float]) -> dict[str, float]:
    """Figures of a month, or absurd ones where it is not reported."""
    return figures if facts["reported"] else dict.fromkeys(figures, ABSURD)
