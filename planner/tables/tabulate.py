"""All tables of a scenario, in the order in which they build on each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from planner.scenario.numbers import Section
from planner.scenario.quantity import _Quantity
from planner.scenario.run_out import run_out_months
from planner.scenario.scenario import Scenario
from planner.tables import (
    cohorts,
    demand,
    flows,
    initiative_effects,
    initiatives,
    levers,
    money,
    officers,
    people,
    recorded,
    removed_ranks,
    rest,
    structure,
    waiting,
)
from planner.tables.calendar import Calendar, make_calendar


@dataclass(frozen=True)
class Tables:
    """Everything the model needs to know; each field is documented by the function that makes it."""

    calendar: Calendar
    hours_lines: pd.DataFrame
    productive_hours: pd.DataFrame
    leaving: pd.DataFrame
    opening: pd.DataFrame
    establishment: pd.DataFrame
    away: pd.DataFrame
    limited: pd.DataFrame
    flows: pd.DataFrame
    starts: pd.DataFrame
    cohorts: pd.DataFrame
    known_leavers: pd.DataFrame
    part_period: pd.DataFrame
    flow_caps: pd.DataFrame
    redeployments: pd.DataFrame
    overtime: pd.DataFrame
    overtime_limits: pd.DataFrame
    agency: pd.DataFrame
    displacements: pd.DataFrame
    reduced_hours: pd.DataFrame
    reduced_hours_together: pd.DataFrame
    lines: pd.DataFrame
    arrivals: pd.DataFrame
    tasks: pd.DataFrame
    borne_elsewhere: pd.DataFrame
    able: pd.DataFrame
    due: pd.DataFrame
    opening_due: pd.DataFrame
    fresh: pd.DataFrame
    opening_backlog: pd.DataFrame
    young_opening: pd.DataFrame
    line_years: pd.DataFrame
    initiatives: pd.DataFrame
    initiative_starts: pd.DataFrame
    initiative_pounds: pd.DataFrame
    initiative_people: pd.DataFrame
    initiative_effects: pd.DataFrame
    effects_on_cases: pd.DataFrame
    effects_on_hours: pd.DataFrame
    led: pd.DataFrame
    leaders: pd.DataFrame
    strength_limits: pd.DataFrame
    removed_lines: pd.DataFrame
    gone_by: pd.DataFrame
    duties: pd.DataFrame
    comes_back: pd.DataFrame
    recorded: pd.DataFrame
    yearly_leave: pd.DataFrame
    line_ranks: pd.DataFrame
    census: pd.DataFrame
    grant_steps: pd.DataFrame
    replacements: pd.DataFrame
    over_limits: pd.DataFrame
    role_funding: pd.DataFrame
    pay_rates: pd.DataFrame
    price_steps: pd.DataFrame
    fixed_term_prices: pd.DataFrame
    budgets: pd.DataFrame

    @property
    def periods(self) -> pd.DataFrame:
        """The periods: see `Calendar.periods`."""
        return self.calendar.periods


def tabulate(scenario: Scenario) -> Tables:
    """Work out all tables of a scenario."""
    scenario = in_order_of_name(scenario)
    calendar = make_calendar(scenario.period, run_out_months(scenario))
    hours_lines = people.hours_lines(scenario, calendar)
    hours = people.productive_hours(scenario, hours_lines)
    leaving = people.leaving(scenario, calendar)
    pay = money.pay_rates(scenario, calendar)
    starts = flows.starts(scenario, calendar, pay)
    lines = demand.lines(scenario)
    arrivals = demand.arrivals(scenario, calendar)
    tasks = demand.tasks(scenario, calendar)
    backlog = waiting.opening_backlog(scenario, calendar)
    of_initiatives = initiatives.initiatives(scenario)
    begun = initiatives.initiative_starts(scenario, calendar)
    tied_up = initiatives.initiative_people(scenario, calendar, begun)
    people_there = rest.People(
        starts=starts,
        cohorts=cohorts.cohorts(scenario, calendar, starts, leaving),
        opening=people.opening(scenario),
        establishment=people.establishment(scenario, calendar),
        leaving=leaving,
        known_leavers=flows.known_leavers(scenario, calendar),
        away=initiatives.away_with_initiatives(people.away(scenario, calendar), of_initiatives, tied_up),
        limited=people.limited(scenario, calendar),
        removed_lines=removed_ranks.removed_lines(scenario, calendar),
        comes_back=removed_ranks.comes_back(scenario, calendar),
    )
    return Tables(
        calendar=calendar,
        hours_lines=hours_lines,
        productive_hours=hours,
        leaving=leaving,
        opening=people_there.opening,
        establishment=people_there.establishment,
        away=people_there.away,
        limited=people_there.limited,
        flows=flows.flows(scenario),
        starts=rest.starts_at_rest(people_there),
        cohorts=people_there.cohorts,
        known_leavers=people_there.known_leavers,
        part_period=flows.part_period(scenario, calendar),
        flow_caps=flows.flow_caps(scenario, calendar),
        redeployments=_with(
            levers.redeployments(scenario, calendar, hours), removed_ranks.lent_for_duties(scenario, calendar, hours)
        ),
        overtime=levers.overtime(scenario, calendar, hours, pay),
        overtime_limits=levers.overtime_limits(scenario, calendar),
        agency=levers.agency(scenario, calendar, hours),
        displacements=levers.displacements(scenario, calendar),
        reduced_hours=levers.reduced_hours(scenario, calendar),
        reduced_hours_together=levers.reduced_hours_together(scenario, calendar),
        lines=lines,
        arrivals=arrivals,
        tasks=tasks,
        borne_elsewhere=demand.borne_elsewhere(scenario, calendar),
        able=demand.able(scenario, calendar),
        due=demand.due(scenario, calendar),
        opening_due=demand.opening_due(scenario, calendar),
        fresh=waiting.fresh(scenario, calendar),
        opening_backlog=backlog,
        young_opening=waiting.young_opening(scenario, calendar),
        line_years=demand.line_years(calendar, lines, arrivals, tasks, backlog),
        initiatives=of_initiatives,
        initiative_starts=begun,
        initiative_pounds=initiatives.initiative_pounds(scenario, calendar, begun),
        initiative_people=tied_up,
        initiative_effects=initiative_effects.initiative_effects(scenario, calendar, begun),
        effects_on_cases=initiative_effects.effects_on_cases(scenario, calendar),
        effects_on_hours=initiative_effects.effects_on_hours(scenario, calendar),
        led=structure.led(scenario),
        leaders=structure.leaders(scenario, calendar),
        strength_limits=structure.strength_limits(scenario, calendar),
        removed_lines=people_there.removed_lines,
        gone_by=removed_ranks.gone_by(scenario, calendar),
        duties=removed_ranks.duties(scenario, calendar),
        comes_back=people_there.comes_back,
        recorded=recorded.recorded(scenario, calendar),
        yearly_leave=recorded.yearly_leave(scenario),
        line_ranks=officers.line_ranks(scenario),
        census=officers.census(scenario, calendar),
        grant_steps=officers.grant_steps(scenario),
        replacements=officers.replacements(scenario, pay),
        over_limits=structure.over_limits(scenario, calendar),
        role_funding=money.role_funding(scenario),
        pay_rates=pay,
        price_steps=money.price_steps(scenario, calendar),
        fixed_term_prices=money.fixed_term_prices(scenario, calendar),
        budgets=money.budgets(scenario, calendar),
    )


def _with(table: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """A table with more rows, if there are any."""
    if not len(more):
        return table
    return pd.concat([table, more], ignore_index=True) if len(table) else more


Part = TypeVar("Part", bound=Section)


def in_order_of_name(part: Part) -> Part:
    """The same scenario with everything that has a name in the order of names.

    Why: the plan must not depend on the order in which teams, roles or lines stand in the file, and the order of
    columns and of sums is the one thing by which it could.
    """
    return part.model_copy(update={field: _ordered(getattr(part, field)) for field in type(part).model_fields})


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(each) for key, each in sorted(value.items())}
    if isinstance(value, _Quantity):
        return value
    return in_order_of_name(value) if isinstance(value, Section) else value
