"""Checks across the sections of a scenario: one function a check, all of them listed here.

A check takes a scenario whose types are right and returns what is wrong with it, by path; the loader adds
the places in the file. To add a check, write the function and add its line to `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.errors import Problem
from planner.scenario.checks import (
    budget,
    demand,
    doubts,
    hours,
    links,
    people,
    ranking,
    reach,
    structure,
    supply,
    time,
)
from planner.scenario.scenario import Scenario

Check = Callable[[Scenario], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    time.check_period_is_whole,
    time.check_plan_is_not_too_long,
    time.check_joiners_and_leavers_are_in_the_plan,
    time.check_starts_before_the_plan,
    time.check_clear_by_is_in_the_plan,
    time.check_requirements_hold_some_time,
    time.check_intakes_are_in_the_plan,
    time.check_lists_by_period_have_a_number_for_each,
    links.check_roles_are_linked,
    links.check_establishment_is_linked,
    links.check_demand_is_linked,
    links.check_lines_of_people_are_linked,
    links.check_seasons_are_known,
    links.check_sources_are_known,
    links.check_pools_are_linked,
    links.check_trials_are_linked,
    people.check_rank_names_differ,
    people.check_out_of_scope_teams_have_no_establishment,
    people.check_people_away_are_in_post,
    people.check_barred_tasks_are_known,
    hours.check_hours_fit_the_contract,
    demand.check_work_of_out_of_scope_teams,
    demand.check_shares_of_out_of_scope_teams,
    demand.check_lines_have_people,
    demand.check_tasks_have_somebody,
    demand.check_accreditations,
    demand.check_opening_backlog,
    demand.check_arrivals_say_one_thing,
    supply.check_flow_names_differ,
    supply.check_people_come_from_out_of_scope_teams_or_move,
    supply.check_moves_go_somewhere,
    supply.check_redeployment_limits,
    supply.check_overtime_is_paid,
    supply.check_displacement,
    structure.check_nobody_leads_themselves,
    structure.check_spans,
    budget.check_cost_kinds,
    budget.check_funding_is_known,
    ranking.check_levels_are_known,
    ranking.check_levels_stand_once,
    ranking.check_every_tier_is_served,
    reach.check_tasks_are_within_reach,
    doubts.check_leavers_are_replaced,
    doubts.check_small_lines,
    doubts.check_sources_are_used,
    doubts.check_published_numbers_have_a_source,
    doubts.check_hours_per_case_are_stated,
    doubts.check_numbers_are_plausible,
    doubts.check_people_have_posts,
)
"""Every check, in the order in which the sections are written."""
