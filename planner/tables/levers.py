"""Levers on hours as the model sees them: redeployment, overtime, agency, displacement, reduced hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar


def redeployments(scenario: Scenario, calendar: Calendar, hours: pd.DataFrame) -> pd.DataFrame:
    """Hours that can be worked for another team while the post stays.

    Returns:
        Key redeployment, period; from_team, from_role, to_team, to_role, outside (lender is out of scope), by_duty (a
        removed rank's work is done for the other team), efficiency [share], share_of_hours [share, NaN if limited in
        hours], cap_hours [hours, NaN if limited by share], at_rest_share [share of the cap], pounds_per_hour,
        fte_hours (productive hours of one FTE), funding, place.
    """
    frames = []
    productive = hours.set_index(["role", "period"])["productive_hours"]
    for name, lever in scenario.supply.redeployment.items():
        own = productive[lever.from_.role].to_numpy()
        frames.append(
            pd.DataFrame(
                {
                    "redeployment": name,
                    "period": range(calendar.count),
                    "from_team": lever.from_.team,
                    "from_role": lever.from_.role,
                    "to_team": lever.to.team,
                    "to_role": lever.to.role,
                    "outside": scenario.teams[lever.from_.team].out_of_scope,
                    "by_duty": False,
                    "efficiency": calendar.mean(lever.efficiency),
                    "share_of_hours": calendar.mean(lever.share_of_hours) if lever.share_of_hours else np.nan,
                    "cap_hours": calendar.mean(lever.fte) * own if lever.fte else np.nan,
                    "at_rest_share": calendar.mean(lever.at_rest_share),
                    "pounds_per_hour": calendar.mean(lever.pounds_per_hour),
                    "fte_hours": own,
                    "funding": lever.funding,
                    "place": f"supply.redeployment.{name}",
                }
            )
        )
    columns = [
        "redeployment",
        "period",
        "from_team",
        "from_role",
        "to_team",
        "to_role",
        "outside",
        "by_duty",
        "efficiency",
        "share_of_hours",
        "cap_hours",
        "at_rest_share",
        "pounds_per_hour",
        "fte_hours",
        "funding",
        "place",
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def overtime(scenario: Scenario, calendar: Calendar, hours: pd.DataFrame, pay: pd.DataFrame) -> pd.DataFrame:
    """Overtime that each line may work.

    An hour costs pay ÷ contracted hours × multiplier, and the on-costs that are due on overtime.

    Returns:
        Key overtime, team, role, period; cap_hours_per_fte, at_rest_hours_per_fte [hours per FTE],
        pounds_per_hour, funding, place.
    """
    rates = hours.merge(pay[["role", "period", "pay_pounds", "overtime_on_cost_share"]], on=["role", "period"])
    frames = []
    for name, lever in scenario.supply.overtime.items():
        for team, roles in scenario.establishment.items():
            if lever.teams and team not in lever.teams:
                continue
            for role in roles:
                if role not in lever.roles:
                    continue
                own = rates[rates["role"] == role]
                contracted = own["contracted_hours"].to_numpy()
                price = (
                    own["pay_pounds"].to_numpy()
                    / contracted
                    * calendar.mean(lever.multiplier)
                    * (1 + own["overtime_on_cost_share"].to_numpy())
                )
                frames.append(
                    pd.DataFrame(
                        {
                            "overtime": name,
                            "team": team,
                            "role": role,
                            "period": range(calendar.count),
                            "cap_hours_per_fte": calendar.mean(lever.share_of_contracted) * contracted,
                            "at_rest_hours_per_fte": np.minimum(
                                calendar.mean(lever.at_rest_share), calendar.mean(lever.share_of_contracted)
                            )
                            * contracted,
                            "pounds_per_hour": price,
                            "funding": lever.funding,
                            "place": f"supply.overtime.{name}",
                        }
                    )
                )
    columns = [
        "overtime",
        "team",
        "role",
        "period",
        "cap_hours_per_fte",
        "at_rest_hours_per_fte",
        "pounds_per_hour",
        "funding",
        "place",
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def overtime_limits(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Spending on overtime that is allowed in a financial year; a part of a year counts as such.

    Returns:
        Key overtime, year_start; limit_pounds, place.
    """
    rows = []
    for name, lever in scenario.supply.overtime.items():
        if lever.pounds_per_year is None:
            continue
        for year, part in calendar.periods.groupby("year_start"):
            limit = lever.pounds_per_year.on(part["first"].iloc[0]) * min(1.0, part["months"].sum() / 12)
            rows.append((name, year, limit, f"supply.overtime.{name}.pounds_per_year"))
    return pd.DataFrame(rows, columns=["overtime", "year_start", "limit_pounds", "place"])


def agency(scenario: Scenario, calendar: Calendar, hours: pd.DataFrame) -> pd.DataFrame:
    """Hours that can be bought from an agency.

    Returns:
        Key agency, period; team, role, cap_fte, at_rest_fte [FTE], hours_per_fte, pounds_per_fte, funding, place.
    """
    productive = hours.set_index(["role", "period"])["productive_hours"]
    frames = []
    for name, lever in scenario.supply.agency.items():
        from_day = lever.lead.after(calendar.first(0))
        bought = np.array([calendar.first(period) >= from_day for period in range(calendar.count)])
        cap = np.where(bought, calendar.mean(lever.fte), 0.0)
        frames.append(
            pd.DataFrame(
                {
                    "agency": name,
                    "period": range(calendar.count),
                    "team": lever.team,
                    "role": lever.role,
                    "cap_fte": cap,
                    "at_rest_fte": np.minimum(calendar.mean(lever.at_rest_fte), cap),
                    "hours_per_fte": productive[lever.role].to_numpy() * calendar.mean(lever.productivity),
                    "pounds_per_fte": calendar.mean(lever.pounds_per_fte_year) * calendar.months / 12,
                    "funding": lever.funding,
                    "place": f"supply.agency.{name}",
                }
            )
        )
    columns = [
        "agency",
        "period",
        "team",
        "role",
        "cap_fte",
        "at_rest_fte",
        "hours_per_fte",
        "pounds_per_fte",
        "funding",
        "place",
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def displacements(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Task hours that can be pushed to an out-of-scope team beyond its share.

    Returns:
        Key displacement, period; line, task, to_team, cap_hours [hours], at_rest_share [share of the cap], place.
    """
    frames = []
    for name, lever in scenario.supply.displacement.items():
        frames.append(
            pd.DataFrame(
                {
                    "displacement": name,
                    "period": range(calendar.count),
                    "line": lever.line,
                    "task": lever.task,
                    "to_team": lever.to_team,
                    "cap_hours": calendar.amounts(lever.hours),
                    "at_rest_share": calendar.mean(lever.at_rest_share),
                    "place": f"supply.displacement.{name}",
                }
            )
        )
    columns = ["displacement", "period", "line", "task", "to_team", "cap_hours", "at_rest_share", "place"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def reduced_hours(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """People of a line who may work fewer hours for a time.

    Returns:
        Key reduced, period; team, role, cap_fte, at_rest_fte [FTE], lost_share (share of the full hours that one of
        them does not give), unpaid_share (share of the full pay that one of them is not paid), pounds_per_fte (price
        beside the pay), funding, place.
    """
    frames = []
    for name, lever in scenario.supply.reduced_hours.items():
        cap = calendar.mean(lever.fte)
        frames.append(
            pd.DataFrame(
                {
                    "reduced": name,
                    "period": range(calendar.count),
                    "team": lever.team,
                    "role": lever.role,
                    "cap_fte": cap,
                    "at_rest_fte": np.minimum(calendar.mean(lever.at_rest_fte), cap),
                    "lost_share": 1.0 - calendar.mean(lever.productivity),
                    "unpaid_share": 1.0 - calendar.mean(lever.pay_share),
                    "pounds_per_fte": calendar.mean(lever.pounds_per_fte_month) * calendar.months,
                    "funding": lever.funding,
                    "place": f"supply.reduced_hours.{name}",
                }
            )
        )
    columns = [
        "reduced",
        "period",
        "team",
        "role",
        "cap_fte",
        "at_rest_fte",
        "lost_share",
        "unpaid_share",
        "pounds_per_fte",
        "funding",
        "place",
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def reduced_hours_together(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How many people of several lines may be on reduced hours together.

    Returns:
        Key limit, period; members (names as in `reduced_hours`), fte [FTE], place.
    """
    rows = []
    for name, pool in scenario.supply.reduced_hours_together.items():
        place = f"supply.reduced_hours_together.{name}"
        rows += [
            (place, period, tuple(sorted(pool.members)), fte, place)
            for period, fte in enumerate(calendar.mean(pool.fte))
        ]
    return pd.DataFrame(rows, columns=["limit", "period", "members", "fte", "place"])
