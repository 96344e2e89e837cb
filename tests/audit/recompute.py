"""An independent check of a plan: everything that its CSV tables say is worked out again from other cells.

What one cell says is compared with what follows from the others and from the resolved scenario, within half of a
printed digit for each cell that takes part. Nothing here knows the model, and nothing here imports the planner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from audit import (
    demand,
    elsewhere,
    hours,
    initiatives,
    levers,
    money,
    pathways,
    people,
    queue,
    ranks,
    removal,
    removed_ranks,
    requirements,
    spread,
    supervision,
    windows,
)
from audit.reading import Finding, Folder, read_folder

OF_RANKS: tuple[Callable[[Folder], Iterator[Finding]], ...] = (
    ranks.prices_are_those_stated,
    ranks.the_structure_is_that_of_the_lines,
    ranks.holders_are_those_of_the_lines,
    ranks.former_holders_are_those_who_went,
    spread.small_lines_have_their_natural_spread,
    spread.the_record_stands_beside_what_was_expected,
    spread.the_best_rate_fits_the_record_best,
    removal.a_removed_rank_saves_what_follows_from_the_other_tables,
    removal.officers_are_those_of_the_lines,
)
"""Audits of ranks and officers, and of what it saves to remove a rank."""

AUDITS: tuple[Callable[[Folder], Iterator[Finding]], ...] = (
    demand.periods_follow_each_other,
    people.strength_follows_from_flows,
    pathways.leavers_follow_from_rates,
    pathways.known_leavers_are_as_stated,
    pathways.people_come_and_go_as_they_started,
    pathways.starts_are_those_of_the_levers,
    pathways.people_in_training_have_started_and_not_joined,
    pathways.learners_give_the_hours_that_are_stated,
    pathways.nobody_goes_before_the_day,
    pathways.only_settled_people_go,
    pathways.the_establishment_is_kept,
    pathways.posts_that_go_along_are_on_the_books,
    removed_ranks.posts_are_those_stated,
    removed_ranks.nobody_joins_a_frozen_rank,
    removed_ranks.removed_ranks_are_gone_by_their_day,
    removed_ranks.posts_come_back_in_their_share,
    removed_ranks.roles_work_at_their_efficiency,
    removed_ranks.duties_pass_in_their_shares,
    removed_ranks.hours_lent_for_duties_are_worked_on_them,
    removed_ranks.leaders_are_those_stated,
    levers.places_of_the_year_are_kept,
    people.posts_and_people_add_up,
    hours.hours_of_a_pattern_add_up,
    hours.hours_follow_from_people,
    hours.nobody_works_hours_that_are_not_there,
    levers.limits_of_levers_are_those_stated,
    levers.levers_are_used_within_their_limits,
    initiatives.initiatives_start_when_they_may,
    initiatives.initiatives_do_what_is_stated,
    initiatives.initiatives_cost_what_is_stated,
    initiatives.hours_of_a_case_are_those_stated,
    initiatives.people_away_are_those_stated,
    initiatives.the_level_of_initiatives_is_that_of_the_table,
    requirements.requirements_are_those_stated,
    requirements.requirements_are_kept,
    requirements.strength_is_kept,
    requirements.reduced_hours_are_within_their_limits,
    requirements.requirements_cost_what_is_stated,
    requirements.levels_of_strength_are_those_of_the_tables,
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
    *OF_RANKS,
)
"""Every audit; a new one is a function and its line here."""


def audit(folder: Path) -> list[Finding]:
    """Check the plan in a folder; no finding means that every figure holds."""
    read = read_folder(folder)
    return [finding for each in AUDITS for finding in each(read)]
