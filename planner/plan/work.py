"""Demand, work and backlog of each line; what is borne and displaced elsewhere; who is led."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model.backlog import not_done, not_fresh
from planner.model.supervision import led
from planner.plan import initiatives
from planner.plan.reading import Reading
from planner.tables.rows import each_row


def work(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `work`; lines whose hours are all borne elsewhere are started as they arrive.

    Cases are those that come under the initiatives that start; hours per case are those without the optional ones,
    and what these save on the cases started is missing from the hours due.
    """
    given, var, value = reading.given, reading.var, reading.value
    arrivals = {(row.line, row.period): row for row in each_row(given.tables.arrivals)}
    left = initiatives.demand(reading)
    tasks = {(row["line"], row["period"]): row for row in _tasks_by_line(reading)}
    for line in each_row(given.tables.lines):
        d = line.line
        waiting = given.opening_backlog[d] if line.planned else 0.0
        for t in given.periods:
            arrived = arrivals[d, t]
            recorded, cases = left.recorded[d, t], left.cases[d, t]
            fewer = arrived.recorded_cases - recorded
            still_recorded = recorded / arrived.recorded_cases if arrived.recorded_cases else 1.0
            latent = arrived.latent_cases * still_recorded
            hours = given.hours_of_case.get((d, t), 0.0)
            backlog = value(var.backlog.get((d, t)))
            late = max(0.0, reading.total(not_fresh(var, given, d, t))) if (d, t) in var.backlog else 0.0
            late = 0.0 if late < 1e-7 else late
            sums = tasks.get((d, t), {"due": 0.0, "covered": 0.0, "displaced": 0.0, "missed": 0.0})
            yield {
                **reading.period_facts[t],
                "line": d,
                "team": line.team,
                "tier": line.tier,
                "recorded_cases": recorded,
                "partner_cases": arrived.partner_cases - fewer + (arrived.cases - cases),
                "arrivals_cases": cases,
                "latent_cases": latent,
                "opening_backlog_cases": waiting,
                "repeat_cases": arrived.repeat_share * waiting,
                "started_cases": value(var.started.get((d, t))) if line.planned else cases,
                "closed_undone_cases": value(var.closed.get((d, t))),
                "backlog_cases": backlog,
                "overdue_cases": late,
                "hours_per_case": hours,
                "arrivals_hours": cases * hours,
                "latent_hours": latent * hours,
                "due_hours": sums["due"],
                "covered_hours": sums["covered"],
                "displaced_hours": sums["displaced"],
                "missed_hours": sums["missed"],
                "not_done_hours": reading.total(not_done(var, given, d, t)) if line.planned else 0.0,
                "backlog_hours": backlog * hours,
                "overdue_hours": late * hours,
            }
            waiting = backlog


def _tasks_by_line(reading: Reading) -> Iterator[dict[str, Any]]:
    sums: dict[tuple[str, int], dict[str, Any]] = {}
    for row, figures in _task_figures(reading):
        total = sums.setdefault(
            (row.line, row.period),
            {
                "line": row.line,
                "period": row.period,
                "due": 0.0,
                "covered": 0.0,
                "displaced": 0.0,
                "missed": 0.0,
            },
        )
        for name, hours in figures.items():
            total[name] += hours
    yield from sums.values()


def _task_figures(reading: Reading) -> Iterator[tuple[Any, dict[str, float]]]:
    given, var, value = reading.given, reading.var, reading.value
    pushed = {(row.line, row.task): row.displacement for row in each_row(given.tables.displacements)}
    for row in each_row(given.tables.tasks):
        d, j, t = row.line, row.task, row.period
        covered = sum(role.efficiency * value(var.worked[d, j, role.role, t]) for role in given.able.get((d, j, t), ()))
        displaced = value(var.displaced.get((pushed.get((d, j), ""), t)))
        missed = value(var.missed.get((d, j, t)))
        yield (
            row,
            {
                "due": covered + displaced + missed,
                "covered": covered,
                "displaced": displaced,
                "missed": missed,
            },
        )


def tasks(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `tasks`."""
    for row, figures in _task_figures(reading):
        yield {
            **reading.period_facts[row.period],
            "line": row.line,
            "task": row.task,
            "team": reading.given.line[row.line].team,
            **{f"{name}_hours": hours for name, hours in figures.items()},
        }


def worked(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `worked`; only where somebody works."""
    for row in each_row(reading.given.tables.able):
        hours = reading.value(reading.var.worked[row.line, row.task, row.role, row.period])
        if hours > 0:
            yield {
                **reading.period_facts[row.period],
                "line": row.line,
                "task": row.task,
                "role": row.role,
                "team": row.team,
                "worked_hours": hours,
                "efficiency": row.efficiency,
                "covered_hours": hours * row.efficiency,
            }


def elsewhere(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `elsewhere`: borne by agreement, displaced, redeployed from, recruited from."""
    yield from _borne(reading)
    given, var, value = reading.given, reading.var, reading.value
    for row in each_row(given.tables.displacements):
        hours = value(var.displaced[row.displacement, row.period])
        yield from _elsewhere_row(reading, row.period, row.to_team, "displaced_work", row.displacement, hours, None)
    for row in each_row(given.tables.redeployments):
        if row.outside:
            hours = value(var.redeployed[row.redeployment, row.period])
            yield from _elsewhere_row(
                reading, row.period, row.from_team, "redeployed", row.redeployment, hours, row.fte_hours
            )
    yield from _taken(reading)


def _borne(reading: Reading) -> Iterator[dict[str, Any]]:
    """Hours of agreed shares: they fall when a case arrives, whatever the planned teams do with it afterwards."""
    given, left = reading.given, initiatives.demand(reading)
    sums: dict[tuple[str, str, int], float] = {}
    for row in each_row(given.tables.borne_elsewhere):
        d, t = row.line, row.period
        cases = left.cases[d, t] + given.repeat_share[d, t] * reading.waiting_before(d, t)
        hours = row.hours_per_case * left.hours_share[d, row.task, t]
        sums[row.team, d, t] = sums.get((row.team, d, t), 0.0) + cases * hours
    for (team, d, t), borne in sums.items():
        yield from _elsewhere_row(reading, t, team, "borne_by_agreement", d, borne, None)


def _taken(reading: Reading) -> Iterator[dict[str, Any]]:
    """People whom a donor team has given up, from the day they start."""
    given = reading.given
    sums: dict[tuple[str, str, int], float] = {}
    for (_, r, t), cohorts in given.taken.items():
        for each in cohorts:
            key = (given.flow[each.flow].donor_team, each.flow, t)
            fte = (each.in_lead_fte + each.present_fte) * reading.start(each.flow, each.start)
            sums[key] = sums.get(key, 0.0) + fte * given.productive_hours[r, t]
    for (donor, flow, t), hours in sums.items():
        yield from _elsewhere_row(
            reading, t, donor, "recruited_from", flow, hours, given.productive_hours[given.flow[flow].role, t]
        )


def _elsewhere_row(
    reading: Reading, t: int, team: str, kind: str, cause: str, hours: float, fte_hours: float | None
) -> Iterator[dict[str, Any]]:
    if hours > 0:
        each = fte_hours or reading.given.average_fte_hours[t]
        yield {
            **reading.period_facts[t],
            "team": team,
            "kind": kind,
            "cause": cause,
            "hours": hours,
            "fte": hours / each if each else 0.0,
        }


def supervision(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `supervision`."""
    given = reading.given
    widest: dict[tuple[str, int], float] = {}
    for row in each_row(given.tables.leaders):
        widest[row.group, row.period] = max(widest.get((row.group, row.period), 0.0), row.span)
    for (group, t), variable in reading.var.unled.items():
        unled = reading.value(variable)
        yield {
            **reading.period_facts[t],
            "group": group,
            "led_fte": reading.total(led(reading.var, given, group, t)),
            "unled_fte": unled,
            "leaders_missing_fte": unled / widest[group, t],
        }


def leaders(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `leaders`."""
    for row in each_row(reading.given.tables.leaders):
        leads = reading.value(reading.var.led_by[row.group, row.team, row.role, row.period])
        yield {
            **reading.period_facts[row.period],
            "group": row.group,
            "team": row.team,
            "role": row.role,
            "leads_fte": leads,
            "span_limit": row.span,
            "leaders_needed_fte": leads / row.span,
        }
