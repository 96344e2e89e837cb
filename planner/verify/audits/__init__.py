"""All audits of a plan on one page, in order: what each compares, and which rules of the model it covers.

An audit is a function that works figures out again from other cells and from the resolved scenario, and its line
here. It knows rules by their names alone: what the model does with them cannot be seen from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.verify.audits import (
    assumptions,
    at_rest,
    binding,
    breaches,
    calendar,
    coverage,
    demand,
    elsewhere,
    hours,
    initiatives,
    levels,
    levers,
    money,
    officers,
    overrides,
    pathways,
    people,
    queue,
    ranks,
    reconciliation,
    removal,
    removed_ranks,
    requirements,
    spread,
    stress,
    supervision,
    whole,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder


@dataclass(frozen=True)
class Audit:
    """One audit: what is compared, and the rule families that it covers."""

    function: Callable[[Folder], Iterator[Wrong]]
    tables: tuple[str, ...]
    """The tables whose cells it compares with what they should be."""
    rules: tuple[str, ...] = ()
    """Rule families of the model that a plan would break if it failed here."""

    @property
    def check(self) -> str:
        """The check in words."""
        return self.function.__name__.replace("_", " ")

    @property
    def compares(self) -> str:
        """What is compared with what, in a sentence."""
        return (self.function.__doc__ or "").split("\n", 1)[0]


AUDITS: tuple[Audit, ...] = (
    Audit(calendar.rows_are_in_their_periods, ("every table by period",)),
    Audit(calendar.every_period_has_its_rows, ("staffing", "work", "tasks", "levers")),
    # people
    Audit(people.strength_follows_from_flows, ("staffing",), ("strength_balance",)),
    Audit(pathways.leavers_follow_from_rates, ("flows",), ("strength_balance",)),
    Audit(pathways.known_leavers_are_as_stated, ("flows",), ("strength_balance",)),
    Audit(pathways.people_come_and_go_as_they_started, ("flows",), ("strength_balance",)),
    Audit(pathways.starts_are_those_of_the_levers, ("levers", "flows"), ("flow_caps",)),
    Audit(pathways.people_in_training_have_started_and_not_joined, ("staffing",), ("strength_balance",)),
    Audit(pathways.learners_give_the_hours_that_are_stated, ("staffing",), ("capacity",)),
    Audit(pathways.nobody_goes_before_the_day, ("flows",), ("flow_caps",)),
    Audit(pathways.only_settled_people_go, ("flows",), ("movers_available",)),
    Audit(pathways.the_establishment_is_kept, ("staffing",), ("establishment",)),
    Audit(pathways.posts_that_go_along_are_on_the_books, ("staffing",), ("posts_moved",)),
    Audit(people.posts_and_people_add_up, ("staffing",)),
    Audit(removed_ranks.posts_are_those_stated, ("staffing",), ("establishment",)),
    Audit(initiatives.people_away_are_those_stated, ("staffing",), ("capacity",)),
    # hours
    Audit(hours.hours_of_a_person_are_those_stated, ("hours",), ("capacity",)),
    Audit(hours.hours_follow_from_people, ("staffing",), ("capacity",)),
    Audit(hours.nobody_works_hours_that_are_not_there, ("staffing",), ("capacity",)),
    Audit(hours.people_on_limited_duty_are_those_stated, ("staffing",), ("limited_duty",)),
    Audit(hours.barred_people_do_not_do_what_they_are_barred_from, ("worked",), ("limited_duty",)),
    # levers
    Audit(levers.flows_stand_on_their_lines, ("flows",), ("flow_caps",)),
    Audit(levers.levers_stand_on_their_lines, ("levers",), ("flow_caps",)),
    Audit(levers.limits_of_levers_are_those_stated, ("levers",), ("flow_caps", "overtime_caps", "redeployment_caps")),
    Audit(levers.levers_are_used_within_their_limits, ("levers", "staffing"), ("overtime_caps", "redeployment_caps")),
    Audit(levers.places_of_the_year_are_kept, ("levers",), ("flow_caps",)),
    Audit(at_rest.levers_rest_before_action, ("levers",), ("at_rest",)),
    # demand and work
    Audit(demand.cases_arrive_as_stated, ("work",), ("backlog",)),
    Audit(demand.shares_of_cases_are_those_stated, ("work",), ("backlog",)),
    Audit(demand.demand_is_the_same_before_and_after, ("work", "staffing")),
    Audit(demand.cases_call_again_in_their_share, ("work",), ("backlog",)),
    Audit(demand.cases_add_up, ("work",), ("backlog",)),
    Audit(demand.cases_are_closed_only_where_they_may_be, ("work",), ("backlog",)),
    Audit(queue.overdue_cases_are_the_oldest, ("work",), ("overdue",)),
    Audit(demand.promises_of_coverage_are_kept, ("work",), ("clear_by", "coverage_floor")),
    Audit(demand.hours_of_a_case_are_those_stated, ("work",), ("work",)),
    Audit(demand.hours_follow_from_cases, ("work",), ("work",)),
    Audit(demand.hours_fall_due_for_every_case_started, ("tasks",), ("work", "helped_cases")),
    Audit(demand.hours_of_work_add_up, ("work", "tasks", "worked"), ("work",)),
    Audit(removed_ranks.roles_work_at_their_efficiency, ("worked",), ("work",)),
    Audit(coverage.coverage_is_worked_out_over_its_own_window, ("coverage",)),
    Audit(coverage.the_gap_in_people_follows_from_their_hours, ("coverage",)),
    Audit(elsewhere.work_elsewhere_is_what_is_borne_displaced_and_lent, ("elsewhere",)),
    # initiatives and requirements
    Audit(initiatives.initiatives_start_when_they_may, ("initiatives",), ("one_start",)),
    Audit(initiatives.initiatives_do_what_is_stated, ("initiatives",), ("helped_cases",)),
    Audit(requirements.requirements_are_those_stated, ("requirements",), ("strength_limits", "over_at_rest")),
    Audit(
        requirements.requirements_are_kept,
        ("requirements",),
        ("strength_limits", "short_share_caps", "over_requirement_caps"),
    ),
    Audit(requirements.strength_is_kept, ("staffing",), ("strength_limits",)),
    Audit(
        requirements.reduced_hours_are_within_their_limits,
        ("levers",),
        ("reduced_hours_in_post", "reduced_hours_together"),
    ),
    # supervision and removed ranks
    Audit(supervision.everyone_is_led_or_counted, ("supervision",), ("supervision",)),
    Audit(supervision.the_led_are_the_people_of_the_group, ("supervision",), ("supervision",)),
    Audit(supervision.nobody_leads_twice, ("leaders",), ("spans",)),
    Audit(supervision.leaders_are_those_stated, ("leaders",), ("leader_shares",)),
    Audit(removed_ranks.nobody_joins_a_frozen_rank, ("flows",), ("flow_caps",)),
    Audit(removed_ranks.removed_ranks_are_gone_by_their_day, ("staffing",), ("gone_by",)),
    Audit(removed_ranks.posts_come_back_in_their_share, ("flows",), ("posts_come_back",)),
    Audit(removed_ranks.duties_pass_in_their_shares, ("worked",), ("duties_passed",)),
    Audit(removed_ranks.hours_lent_for_duties_are_worked_on_them, ("levers",), ("lent_for_duties",)),
    Audit(ranks.the_structure_is_that_of_the_lines, ("structure",)),
    Audit(ranks.holders_are_those_of_the_lines, ("holders",)),
    Audit(ranks.former_holders_are_those_who_went, ("former_holders",)),
    Audit(ranks.former_holders_stand_where_they_went, ("former_holders",)),
    Audit(spread.small_lines_have_their_natural_spread, ("natural_spread",)),
    Audit(spread.the_record_stands_beside_what_was_expected, ("record",)),
    Audit(spread.the_best_rate_fits_the_record_best, ("record_fit",)),
    Audit(removal.a_removed_rank_saves_what_follows_from_the_other_tables, ("removal",)),
    Audit(officers.officers_are_those_of_the_lines, ("officers",)),
    # money
    Audit(money.prices_are_those_stated, ("prices",)),
    Audit(money.people_are_paid_what_is_stated, ("costs",)),
    Audit(money.levers_cost_what_is_stated, ("costs",)),
    Audit(requirements.requirements_cost_what_is_stated, ("costs",)),
    Audit(initiatives.initiatives_cost_what_is_stated, ("costs",)),
    Audit(money.costs_are_booked_as_stated, ("costs",)),
    Audit(money.budgets_are_what_is_spent_and_kept, ("budget",), ("budgets",)),
    Audit(money.limits_on_overtime_are_kept, ("costs",), ("overtime_limits",)),
    Audit(reconciliation.the_way_from_posts_to_cost_adds_up, ("reconciliation",)),
    Audit(reconciliation.actions_cost_what_follows_from_them, ("effects",)),
    # levels
    Audit(levels.levels_are_in_their_order, ("levels",)),
    Audit(levels.levels_are_held, ("levels",)),
    Audit(levels.levels_are_those_of_the_tables, ("levels",), ("gap_bands", "worst_team", "level_limits")),
    Audit(whole.whole_people_cost_what_is_said, ("rounding",)),
    Audit(whole.levels_buy_only_what_is_below_them, ("exchange",)),
    # what is told about the plan
    Audit(assumptions.the_register_has_every_number_stated, ("assumptions",)),
    Audit(overrides.what_is_changed_stands_in_the_scenario, ("overrides",)),
    Audit(binding.what_leaves_no_room_is_so, ("binding",)),
    Audit(breaches.what_is_broken_before_action_is_so, ("breaches",)),
    Audit(whole.trials_are_those_asked_for, ("trials",)),
    Audit(stress.cases_are_those_of_the_ranges, ("stress",)),
    Audit(stress.cases_are_told_alike, ("stress",)),
    Audit(stress.stressed_figures_add_up, ("stress",)),
    Audit(stress.stressed_gaps_lie_in_order, ("stress",)),
    Audit(stress.percentiles_are_those_of_the_samples, ("stress",)),
)
"""Every audit; a new one is a function and its line here."""
