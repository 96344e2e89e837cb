"""Removed ranks as the model sees them: until when holders may stay, who takes over their work, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from planner.scenario.changing_lines import lines_of_rank
from planner.scenario.demand import DemandLine
from planner.scenario.removed_rank import Duty, RemovedRank
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar
from planner.tables.shares import planned_share

DUTY_COLUMNS = ["line", "task", "role", "period", "team", "efficiency", "share", "rank", "place"]


def removed_lines(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Establishment lines whose rank is removed.

    Returns:
        Key team, role; rank, frozen_period (the first period in which nobody may join; may lie after everything).
    """
    rows = [
        (team, role, rank, _frozen_period(removed, calendar))
        for rank, removed in scenario.structure.removed_ranks.items()
        for team, role in lines_of_rank(scenario, rank)
    ]
    return pd.DataFrame(rows, columns=["team", "role", "rank", "frozen_period"])


def _frozen_period(removed: RemovedRank, calendar: Calendar) -> int:
    period = calendar.first_period_from(removed.frozen_from)
    return calendar.count if period is None else period


def gone_by(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """From when on no more than a few holders of a rank may be there.

    The rule holds at the end of the last period that ends by the day, and from then on.

    Returns:
        Key rank, period; on (the day), left_fte [FTE], place.
    """
    rows = []
    for rank, removed in scenario.structure.removed_ranks.items():
        if removed.gone_by is None:
            continue
        ended = [t for t in range(calendar.count) if calendar.last(t) <= removed.gone_by.on]
        place = f"structure.removed_ranks.{rank}.gone_by"
        for period in range(ended[-1] if ended else 0, calendar.count):
            rows.append((rank, period, removed.gone_by.on, removed.gone_by.left_fte.value, place))
    return pd.DataFrame(rows, columns=["rank", "period", "on", "left_fte", "place"])


def comes_back(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Posts that come back as another rank.

    Returns:
        Key flow, period; rank, share (posts for each holder who has gone) [FTE per FTE].
    """
    rows = []
    for rank, removed in scenario.structure.removed_ranks.items():
        for number, back in enumerate(removed.comes_back):
            for period in range(_frozen_period(removed, calendar), calendar.count):
                share = back.share.on(calendar.first(period))
                rows.append((f"{rank}.comes_back.{number + 1}", period, rank, share))
    return pd.DataFrame(rows, columns=["flow", "period", "rank", "share"])


def duties(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Tasks that the removed rank did, and the roles that take them over once it is frozen.

    A role that could do the task anyway is not among them: it takes nothing over. Where several removed ranks did a
    task, a role's share is the mean of what it takes over from each, weighted by their opening strength.

    Returns:
        Key line, task, role, period; team (the line's), efficiency (standard hours done in an hour), share (greatest
        share of what the ranks no longer do), rank, place.
    """
    rows: list[tuple[Any, ...]] = []
    for rank, removed in scenario.structure.removed_ranks.items():
        first = _frozen_period(removed, calendar)
        for name, task, efficiency, line in _tasks_of_rank(scenario, rank):
            weight = _part_of_task(scenario, rank, name, task)
            for number, role, shared in _takers(removed, line, task):
                factor = calendar.at_start(removed.duties[number].hours_factor)
                share = weight * np.sum([calendar.at_start(each.share) for each in shared], axis=0)
                place = f"structure.removed_ranks.{rank}.duties[{number}]"
                for t in range(first, calendar.count):
                    worth = efficiency.on(calendar.first(t)) / factor[t]
                    rows.append((name, task, role, t, line.team, worth, float(share[t]), rank, place))
    table = pd.DataFrame(rows, columns=DUTY_COLUMNS)
    how = dict.fromkeys(DUTY_COLUMNS[4:], "first") | {"efficiency": "max", "share": "sum"}
    table = table.groupby(DUTY_COLUMNS[:4], as_index=False, sort=False).agg(how) if len(table) else table
    return table.assign(share=table["share"].astype(float).clip(upper=1.0))


def _tasks_of_rank(scenario: Scenario, rank: str) -> Iterator[tuple[str, str, Any, DemandLine]]:
    """Tasks that holders of a rank do for their own team, with their efficiency; none that others bear wholly."""
    lines = set(lines_of_rank(scenario, rank))
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            if planned_share(line, task_name) == 0:
                continue
            for role, efficiency in task.roles.items():
                if (line.team, role) in lines:
                    yield name, task_name, efficiency, line
                    break


def _part_of_task(scenario: Scenario, rank: str, name: str, task: str) -> float:
    """The rank's part of all removed ranks that did a task, by opening strength [share]."""
    strengths = {
        each: sum(scenario.establishment[team][role].strength_fte.value for team, role in lines_of_rank(scenario, each))
        for each in scenario.structure.removed_ranks
        if any((name, task) == found[:2] for found in _tasks_of_rank(scenario, each))
    }
    together = sum(strengths.values())
    return strengths[rank] / together if together else 1.0 / len(strengths)


def _takers(removed: RemovedRank, line: DemandLine, task: str) -> Iterator[tuple[int, str, list[Duty]]]:
    """Roles that take a task over: the first duty of each, and all duties of it."""
    by_role: dict[str, list[int]] = {}
    for number, duty in enumerate(removed.duties):
        if duty.role not in line.tasks[task].roles:
            by_role.setdefault(duty.role, []).append(number)
    for role, numbers in by_role.items():
        yield numbers[0], role, [removed.duties[number] for number in numbers]


def lent_for_duties(scenario: Scenario, calendar: Calendar, hours: pd.DataFrame) -> pd.DataFrame:
    """Hours that a line of another team gives to the work that a removed rank did.

    Returns:
        Rows like those of `planner.tables.levers.redeployments`, with by_duty true.
    """
    productive = hours.set_index(["role", "period"])["productive_hours"]
    frames = []
    for rank, removed in scenario.structure.removed_ranks.items():
        first = _frozen_period(removed, calendar)
        for team in sorted({line.team for _, _, _, line in _tasks_of_rank(scenario, rank)}):
            for number, duty in enumerate(removed.duties):
                if duty.team == team or first >= calendar.count:
                    continue
                frames.append(
                    pd.DataFrame(
                        {
                            "redeployment": f"{rank}.duties.{team}.from.{duty.team}.{duty.role}",
                            "period": range(first, calendar.count),
                            "from_team": duty.team,
                            "from_role": duty.role,
                            "to_team": team,
                            "to_role": duty.role,
                            "outside": False,
                            "by_duty": True,
                            "efficiency": 1.0,
                            "share_of_hours": 1.0,
                            "cap_hours": np.nan,
                            "at_rest_share": 0.0,
                            "pounds_per_hour": 0.0,
                            "fte_hours": productive[duty.role].to_numpy()[first:],
                            "funding": "core",
                            "place": f"structure.removed_ranks.{rank}.duties[{number}]",
                        }
                    )
                )
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
