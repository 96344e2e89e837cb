"""All tables of a scenario, in the order in which they build on each other."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

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
from planner.tables.workings import Workings


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
    workings: Workings
    """How all of them were made."""

    @property
    def periods(self) -> pd.DataFrame:
        """The periods: see `Calendar.periods`."""
        return self.calendar.periods


def tabulate(scenario: Scenario, like: Tables | None = None) -> Tables:
    """Work out all tables of a scenario.

    Args:
        scenario: What the reader wrote.
        like: Tables of a scenario that differs in little; what was made from nothing that differs is taken over.
    """
    make = Workings(scenario, like.workings if like else None)
    calendar = make(_calendar, make(run_out_months))
    hours_lines = make(people.hours_lines, calendar)
    hours = make(people.productive_hours, hours_lines)
    leaving = make(people.leaving, calendar)
    pay = make(money.pay_rates, calendar)
    starts = make(flows.starts, calendar, pay)
    lines = make(demand.lines)
    arrivals = make(demand.arrivals, calendar)
    tasks = make(demand.tasks, calendar)
    backlog = make(waiting.opening_backlog, calendar)
    of_initiatives = make(initiatives.initiatives)
    begun = make(initiatives.initiative_starts, calendar)
    tied_up = make(initiatives.initiative_people, calendar, begun)
    people_there = rest.People(
        starts=starts,
        cohorts=make(cohorts.cohorts, calendar, make.from_tables(_when, starts), leaving),
        opening=make(people.opening),
        establishment=make(people.establishment, calendar),
        leaving=leaving,
        known_leavers=make(flows.known_leavers, calendar),
        away=make.from_tables(initiatives.away_with_initiatives, make(people.away, calendar), of_initiatives, tied_up),
        limited=make(people.limited, calendar),
        removed_lines=make(removed_ranks.removed_lines, calendar),
        comes_back=make(removed_ranks.comes_back, calendar),
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
        flows=make(flows.flows),
        starts=make.from_tables(rest.starts_at_rest, people_there),
        cohorts=people_there.cohorts,
        known_leavers=people_there.known_leavers,
        part_period=make(flows.part_period, calendar),
        flow_caps=make(flows.flow_caps, calendar),
        redeployments=make.from_tables(
            _with, make(levers.redeployments, calendar, hours), make(removed_ranks.lent_for_duties, calendar, hours)
        ),
        overtime=make(levers.overtime, calendar, hours, pay),
        overtime_limits=make(levers.overtime_limits, calendar),
        agency=make(levers.agency, calendar, hours),
        displacements=make(levers.displacements, calendar),
        reduced_hours=make(levers.reduced_hours, calendar),
        reduced_hours_together=make(levers.reduced_hours_together, calendar),
        lines=lines,
        arrivals=arrivals,
        tasks=tasks,
        borne_elsewhere=make(demand.borne_elsewhere, calendar),
        able=make(demand.able, calendar),
        due=make(demand.due, calendar),
        opening_due=make(demand.opening_due, calendar),
        fresh=make(waiting.fresh, calendar),
        opening_backlog=backlog,
        young_opening=make(waiting.young_opening, calendar),
        line_years=make.from_tables(demand.line_years, calendar, lines, arrivals, tasks, backlog),
        initiatives=of_initiatives,
        initiative_starts=begun,
        initiative_pounds=make(initiatives.initiative_pounds, calendar, begun),
        initiative_people=tied_up,
        initiative_effects=make(initiative_effects.initiative_effects, calendar, begun),
        effects_on_cases=make(initiative_effects.effects_on_cases, calendar),
        effects_on_hours=make(initiative_effects.effects_on_hours, calendar),
        led=make(structure.led),
        leaders=make(structure.leaders, calendar),
        strength_limits=make(structure.strength_limits, calendar),
        removed_lines=people_there.removed_lines,
        gone_by=make(removed_ranks.gone_by, calendar),
        duties=make(removed_ranks.duties, calendar),
        comes_back=people_there.comes_back,
        recorded=make(recorded.recorded, calendar),
        yearly_leave=make(recorded.yearly_leave),
        line_ranks=make(officers.line_ranks),
        census=make(officers.census, calendar),
        grant_steps=make(officers.grant_steps),
        replacements=make(officers.replacements, pay),
        over_limits=make(structure.over_limits, calendar),
        role_funding=make(money.role_funding),
        pay_rates=pay,
        price_steps=make(money.price_steps, calendar),
        fixed_term_prices=make(money.fixed_term_prices, calendar),
        budgets=make(money.budgets, calendar),
        workings=make,
    )


def _calendar(scenario: Scenario, months: float) -> Calendar:
    return make_calendar(scenario.period, months)


def _when(starts: pd.DataFrame) -> pd.DataFrame:
    """When people start and join, whatever their number: all that their cohorts depend on."""
    return starts[["flow", "start", "period", "joins_period"]]


def _with(table: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """A table with more rows, if there are any."""
    if not len(more):
        return table
    return pd.concat([table, more], ignore_index=True) if len(table) else more
