"""An independent check of a plan: everything that its CSV tables say is worked out again from other cells.

What one cell says is compared with what follows from the others and from the resolved scenario, within half of a
printed digit for each cell that takes part. Nothing here knows the model, and nothing here imports the planner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from audit import demand, elsewhere, hours, levers, money, people, queue, supervision, windows
from audit.reading import Finding, Folder, read_folder

AUDITS: tuple[Callable[[Folder], Iterator[Finding]], ...] = (
    demand.periods_follow_each_other,
    people.strength_follows_from_flows,
    people.leavers_follow_from_rates,
    people.joiners_follow_from_starts,
    people.known_flows_are_as_stated,
    people.moves_out_are_moves_in,
    people.people_in_training_have_started_and_not_joined,
    levers.places_of_the_year_are_kept,
    people.posts_and_people_add_up,
    hours.hours_of_a_pattern_add_up,
    hours.hours_follow_from_people,
    hours.nobody_works_hours_that_are_not_there,
    levers.limits_of_levers_are_those_stated,
    levers.levers_are_used_within_their_limits,
    supervision.supervision_adds_up,
    demand.demand_is_the_same_before_and_after,
    demand.cases_of_a_year_are_those_stated,
    demand.shares_of_cases_are_those_stated,
    demand.cases_add_up,
    queue.overdue_cases_are_the_oldest,
    demand.hours_follow_from_cases,
    demand.hours_fall_due_for_every_case_started,
    demand.hours_of_work_add_up,
    elsewhere.work_elsewhere_is_what_is_borne_displaced_and_lent,
    windows.coverage_is_worked_out_over_its_own_window,
    money.costs_are_of_known_teams_and_periods,
    money.people_are_paid_what_is_stated,
    money.levers_cost_what_is_stated,
    money.budgets_are_what_is_spent_and_kept,
    money.the_way_from_posts_to_cost_adds_up,
    money.actions_cost_what_follows_from_them,
    money.levels_are_held,
    money.levels_are_those_of_the_tables,
)
"""Every audit; a new one is a function and its line here."""


def audit(folder: Path) -> list[Finding]:
    """Check the plan in a folder; no finding means that every figure holds."""
    read = read_folder(folder)
    return [finding for each in AUDITS for finding in each(read)]
