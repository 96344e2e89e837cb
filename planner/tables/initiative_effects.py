"""What each effect of an initiative does to the cases and hours of a line, were it the only one.

For an initiative with a date this is for the reader alone: the tables of demand hold what all of them do together.
For one that the plan may start, the model takes these figures away from demand, effect by effect.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.demand import DemandLine
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats
from planner.tables.demand import recorded_arrivals
from planner.tables.initiatives import InForce, working
from planner.tables.shares import planned_share


def initiative_effects(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame) -> pd.DataFrame:
    """From when each effect works, for each start.

    Args:
        scenario: The scenario.
        calendar: Its periods.
        starts: See `planner.tables.initiatives.initiative_starts`.

    Returns:
        Key initiative, effect, start; line, works_from (the first period in which it works).
    """
    rows = [
        (each.initiative, each.name, each.start, each.effect.line, each.works_from)
        for each in working(scenario, calendar, starts)
    ]
    return pd.DataFrame(rows, columns=["initiative", "effect", "start", "line", "works_from"])


def effects_on_cases(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How many cases fewer this force has in a period in which an effect works.

    With R recorded cases, of which partners bear the share s, the arrivals factor f and the partner share p of the
    effect, this force has R·(1 − s) cases without it and R·f·(1 − s − p) with it::

        fewer = R·(1 − f)·(1 − s),    handed over = R·f·p

    R, s and the hours of a case are those that the line states for an initiative with a date; for one that the plan
    may start, those that the initiatives with a date leave.

    Returns:
        Key initiative, effect, line, period; fewer_cases (negative: more), handed_over_cases (to partner agencies)
        [cases], fewer_share (1 − f: recorded cases fewer) [share], fewer_hours (of planned teams on both),
        fewer_elsewhere_hours (of out-of-scope teams on both) [hours].
    """
    in_force = InForce(scenario, calendar)
    frames = []
    for name, initiative in scenario.initiatives.items():
        for effect_name, effect in initiative.effects.items():
            if effect.arrivals_factor is None and effect.partner_share is None:
                continue
            line = scenario.demand[effect.line]
            recorded, share = recorded_arrivals(scenario, line, calendar), calendar.mean(line.partner_share)
            if initiative.optional is not None:
                recorded = recorded * in_force.arrivals_factor(effect.line)
                share = in_force.partner_share(effect.line, line)
            factor = calendar.mean(effect.arrivals_factor) if effect.arrivals_factor else np.ones(calendar.count)
            taken = calendar.mean(effect.partner_share) if effect.partner_share else np.zeros(calendar.count)
            fewer, handed_over = recorded * (1 - factor) * (1 - share), recorded * factor * np.minimum(taken, 1 - share)
            dated = in_force if initiative.optional is not None else None
            hours = [_hours_of_task(calendar, line, effect.line, task, dated) for task in line.tasks]
            planned, outside = (sum(part, np.zeros(calendar.count)) for part in zip(*hours, strict=True))
            frames.append(
                pd.DataFrame(
                    {
                        "initiative": name,
                        "effect": effect_name,
                        "line": effect.line,
                        "period": range(calendar.count),
                        "fewer_cases": fewer,
                        "handed_over_cases": handed_over,
                        "fewer_share": 1 - factor,
                        "fewer_hours": (fewer + handed_over) * planned,
                        "fewer_elsewhere_hours": (fewer + handed_over) * outside,
                    }
                )
            )
    columns = ["fewer_cases", "handed_over_cases", "fewer_share", "fewer_hours", "fewer_elsewhere_hours"]
    none = pd.DataFrame(columns=["initiative", "effect", "line", "period", *columns])
    return pd.concat(frames, ignore_index=True) if frames else none


def _hours_of_task(
    calendar: Calendar, line: DemandLine, name: str, task: str, in_force: InForce | None
) -> tuple[Floats, Floats]:
    """Hours of a task for a case that planned teams bear, and that out-of-scope teams bear [hours per case].

    Args:
        calendar: The periods.
        line: The demand line.
        name: Its name.
        task: The name of the task.
        in_force: What initiatives with a date leave of the hours; None: what the line states.
    """
    hours = calendar.at_start(line.tasks[task].hours_per_case)
    if in_force is not None:
        hours = hours * in_force.hours_factor(name, task)
    outside = sum(map(calendar.at_start, line.tasks[task].out_of_scope.values()), np.zeros(calendar.count))
    return hours * planned_share(line, task), hours * outside


def effects_on_hours(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How many hours less a case takes that is started in a period in which an effect works.

    The hours are those that the line states for an initiative with a date; for one that the plan may start, those that
    the initiatives with a date leave.

    Returns:
        Key initiative, effect, line, task, period; less_share (1 − the hours factor; negative: more) [share],
        saved_hours (of planned teams), saved_elsewhere_hours (of out-of-scope teams) [hours per case].
    """
    in_force = InForce(scenario, calendar)
    frames = []
    for name, initiative in scenario.initiatives.items():
        for effect_name, effect in initiative.effects.items():
            if effect.hours_factor is None:
                continue
            line = scenario.demand[effect.line]
            less = 1 - calendar.at_start(effect.hours_factor)
            dated = in_force if initiative.optional is not None else None
            for task in effect.tasks or tuple(line.tasks):
                planned, outside = _hours_of_task(calendar, line, effect.line, task, dated)
                frames.append(
                    pd.DataFrame(
                        {
                            "initiative": name,
                            "effect": effect_name,
                            "line": effect.line,
                            "task": task,
                            "period": range(calendar.count),
                            "less_share": less,
                            "saved_hours": less * planned,
                            "saved_elsewhere_hours": less * outside,
                        }
                    )
                )
    columns = ["initiative", "effect", "line", "task", "period", "less_share", "saved_hours", "saved_elsewhere_hours"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
