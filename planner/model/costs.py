"""Costs: what everything costs, by kind; the same entries make the cost level, the budget rules and the cost table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row, is_stated
from planner.vocabulary import EXITS, PATHWAYS


@dataclass(frozen=True)
class CostEntry:
    """One cost of one period: pounds as a sum over variables."""

    kind: str
    """pay, on_costs, overtime, agency, recruitment, fixed_term, moves, redeployment, initiatives, reduced_hours,
    over_requirement or shortfall."""
    nature: str
    """recurrent or one_off."""
    funding: str
    """Who pays."""
    cashable: bool
    """Whether money not spent on it can be spent on something else."""
    team: str
    role: str
    lever: str
    """The name of the flow or lever that causes it; empty for pay of people in post."""
    period: int
    pounds: Linear


def pay(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Pay and on-costs of people in post and, at their share, in the lead.

    ::

        pounds = pay[r,t]·(S[u,r,t] + part of the period + Σ paid in the lead·n − Σ fixed-term not paid as the role·n)
    """
    role_funding = given.role_funding
    for u, r in given.posts:
        funding, cashable = role_funding[r]
        for t in given.periods:
            people = Linear([(var.strength[u, r, t], 1.0)], given.part_period_fte.get((u, r, t), 0.0))
            for cohort in given.paid_otherwise.get((u, r, t), ()):
                not_as_role = 0.0 if given.flow[cohort.flow].role_pay else cohort.present_fte
                people.add_sum(var.start(given, cohort.flow, cohort.start, cohort.lead_paid_fte - not_as_role))
            for kind, rate in (("pay", given.pay_pounds[r, t]), ("on_costs", given.on_costs_pounds[r, t])):
                pounds = Linear()
                pounds.add_sum(people, rate)
                yield CostEntry(kind, "recurrent", funding, cashable, u, r, "", t, pounds)


def starting(var: Variables, given: Given) -> Iterator[CostEntry]:
    """What it costs to bring somebody in, to move, train or promote somebody, or to let somebody go: a price, once."""
    for start in given.starts:
        flow = given.flow[start.flow]
        if flow.kind in KIND_OF_START and start.period >= 0 and start.pounds_each > 0:
            pounds = var.start(given, start.flow, start.start, start.pounds_each)
            yield CostEntry(
                KIND_OF_START[flow.kind],
                "one_off",
                flow.funding,
                True,
                flow.team or flow.from_team,
                flow.role or flow.from_role,
                start.flow,
                start.period,
                pounds,
            )


KIND_OF_START = {
    "recruitment": "recruitment",
    "fixed_term": "fixed_term",
    "move": "moves",
    **dict.fromkeys(PATHWAYS, "pathways"),
    **dict.fromkeys(EXITS, "exits"),
}
"""The kind of cost that the price of a start is, by the kind of its flow."""


def paid_as_before(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Pay of people who are not paid as the role they are in: former pay protected, or temporary at part pay.

    ::

        pounds = (person[r′,t] − person[r,t])·paid as origin[w,s,t]·n[w,s]      r′ the origin's role, r the line's

    where person is pay and on-costs of one FTE. Protection is paid where the former pay is higher; a temporary holder
    who gets part of the difference costs less than the role.
    """
    for row in given.paid_as_origin:
        flow, t = given.flow[row.flow], row.period
        difference = given.person_pounds(flow.from_role, t) - given.person_pounds(row.role, t)
        kind = "pay_protection" if flow.kind == "reversion" else "temporary_promotion"
        price = max(0.0, difference) if flow.kind == "reversion" else difference
        if price * row.as_origin_fte != 0:
            pounds = var.start(given, row.flow, row.start, price * row.as_origin_fte)
            funding, cashable = given.role_funding[row.role]
            yield CostEntry(kind, "recurrent", funding, cashable, row.team, row.role, row.flow, t, pounds)


def fixed_term(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Fixed-term appointments that are priced by time: a price for each FTE present."""
    prices = {(row.flow, row.period): row.pounds_per_fte for row in each_row(given.tables.fixed_term_prices)}
    for (u, r, t), cohorts in given.on_fixed_terms.items():
        for cohort in cohorts:
            price = prices.get((cohort.flow, t), 0.0)
            if price * cohort.present_fte > 0:
                pounds = var.start(given, cohort.flow, cohort.start, price * cohort.present_fte)
                yield CostEntry(
                    "fixed_term",
                    "recurrent",
                    given.flow[cohort.flow].funding,
                    True,
                    u,
                    r,
                    cohort.flow,
                    t,
                    pounds,
                )


def overtime(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Overtime hours at their price."""
    for row in each_row(given.tables.overtime):
        pounds = Linear([(var.overtime[row.overtime, row.team, row.role, row.period], row.pounds_per_hour)])
        yield CostEntry(
            "overtime", "recurrent", row.funding, True, row.team, row.role, row.overtime, row.period, pounds
        )


def agency(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Agency people at their price."""
    for row in each_row(given.tables.agency):
        pounds = Linear([(var.agency[row.agency, row.period], row.pounds_per_fte)])
        yield CostEntry("agency", "recurrent", row.funding, True, row.team, row.role, row.agency, row.period, pounds)


def redeployment(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Redeployed hours, where they cost more than the pay."""
    for row in each_row(given.tables.redeployments):
        if row.pounds_per_hour > 0:
            pounds = Linear([(var.redeployed[row.redeployment, row.period], row.pounds_per_hour)])
            yield CostEntry(
                "redeployment",
                "recurrent",
                row.funding,
                True,
                row.to_team,
                row.to_role,
                row.redeployment,
                row.period,
                pounds,
            )


def initiatives(var: Variables, given: Given) -> Iterator[CostEntry]:
    """What an initiative costs: its set-up once, and its running; of an optional one, if it starts.

    ::

        pounds = Σ_p price[i,p,t]·x[i,p]   [pounds]
    """
    for row in each_row(given.tables.initiative_pounds):
        initiative = given.initiative[row.initiative]
        pounds = Linear(constant=row.pounds)
        if initiative.optional:
            pounds = Linear()
            pounds.add(var.initiative_starts.get((row.initiative, row.start)), row.pounds)
        yield CostEntry("initiatives", row.nature, initiative.funding, True, "", "", row.initiative, row.period, pounds)


def shortfall(var: Variables, given: Given) -> Iterator[CostEntry]:
    """The price of strength short of a requirement: it steers the plan and is no cash, so no budget pays for it."""
    for row in each_row(given.tables.strength_limits):
        if (row.limit, row.period) in var.short and is_stated(row.short_pounds):
            pounds = Linear([(var.short[row.limit, row.period], row.short_pounds)])
            yield CostEntry(NO_CASH, "recurrent", "none", False, row.team, "", row.limit, row.period, pounds)


def over_requirement(var: Variables, given: Given) -> Iterator[CostEntry]:
    """Strength over a requirement, where it has a price beside the pay."""
    for row in each_row(given.tables.strength_limits):
        if is_stated(row.over_pounds):
            pounds = Linear([(var.over[row.limit, row.period], row.over_pounds)])
            yield CostEntry("over_requirement", "recurrent", "core", True, row.team, "", row.limit, row.period, pounds)


def reduced_hours(var: Variables, given: Given) -> Iterator[CostEntry]:
    """People on reduced hours: their price, and the pay that they are not paid, which is negative.

    ::

        pounds = price[x,t]·reduced[x,t];   pounds = −unpaid share[x,t]·(pay + on-costs)[r,t]·reduced[x,t]   [pounds]

    Who pays for the role saves the pay.
    """
    for row in each_row(given.tables.reduced_hours):
        people = var.reduced[row.reduced, row.period]
        saver, cashable = given.role_funding[row.role]
        saved = row.unpaid_share * given.person_pounds(row.role, row.period)
        price_cashable = cashable if row.funding == saver else True
        for pounds, funding, can_be_spent in (
            (row.pounds_per_fte, row.funding, price_cashable),
            (-saved, saver, cashable),
        ):
            if pounds != 0:
                yield CostEntry(
                    "reduced_hours",
                    "recurrent",
                    funding,
                    can_be_spent,
                    row.team,
                    row.role,
                    row.reduced,
                    row.period,
                    Linear([(people, pounds)]),
                )


NO_CASH = "shortfall"
"""The kind of cost that is a price and not money."""

COSTS: tuple[Callable[[Variables, Given], Iterator[CostEntry]], ...] = (
    pay,
    starting,
    paid_as_before,
    fixed_term,
    overtime,
    agency,
    redeployment,
    reduced_hours,
    over_requirement,
    initiatives,
    shortfall,
)
"""Every kind of cost; a new kind is a function and its line here."""


def cost_entries(var: Variables, given: Given) -> list[CostEntry]:
    """All costs of a plan."""
    return [entry for cost in COSTS for entry in cost(var, given)]


def budgets(program: Program, given: Given, entries: list[CostEntry]) -> None:
    """What is spent in a financial year stays within its limit.

    ::

        Σ_{costs of y that count} pounds ≤ limit[b,y]      ∀ limits b, y   [pounds]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for limit in each_row(given.tables.budgets):
        spent = Linear()
        for entry in entries:
            if given.year[entry.period] == limit.year_start and counts_for(entry, limit):
                spent.add_sum(entry.pounds)
        if spent.terms:
            add_rule(
                program,
                "budgets",
                (limit.limit, limit.year_start),
                spent,
                "<=",
                limit.limit_pounds,
                limit.place,
            )


def counts_for(entry: CostEntry, limit: Any) -> bool:
    """Whether a cost counts for a budget limit (a row of the table of budgets)."""
    return (
        entry.kind != NO_CASH
        and (not limit.kinds or entry.kind in limit.kinds)
        and (not limit.teams or entry.team in limit.teams)
        and (not limit.funding or entry.funding in limit.funding)
    )


def overtime_limits(program: Program, given: Given, entries: list[CostEntry]) -> None:
    """Spending on one kind of overtime stays within its yearly limit.

    ::

        Σ_{u,r, t in y} price[o,u,r,t]·overtime[o,u,r,t] ≤ limit[o,y]      ∀ o with a limit, y   [pounds]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for limit in each_row(given.tables.overtime_limits):
        spent = Linear()
        for entry in entries:
            if (
                entry.kind == "overtime"
                and entry.lever == limit.overtime
                and given.year[entry.period] == limit.year_start
            ):
                spent.add_sum(entry.pounds)
        add_rule(
            program,
            "overtime_limits",
            (limit.overtime, limit.year_start),
            spent,
            "<=",
            limit.limit_pounds,
            limit.place,
        )
