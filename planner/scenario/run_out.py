"""The run-out: how much longer than the plan is solved, and not reported."""

from __future__ import annotations

from itertools import chain

from planner.scenario.scenario import Scenario
from planner.scenario.ways import Pathway, Recruitment


def run_out_months(scenario: Scenario) -> float:
    """How long the run-out is: as stated, or the longest lead, ramp, spread and standard together, at least a year.

    The time until an initiative works is a lead too.
    """
    if scenario.period.run_out is not None:
        return scenario.period.run_out.months
    supply, removed = scenario.supply, scenario.structure.removed_ranks.values()
    ways: list[Recruitment | Pathway] = [*supply.recruitment.values(), *supply.pathways.values()]
    ways += chain.from_iterable(rank.pathways.values() for rank in removed)
    effects = [effect for each in scenario.initiatives.values() for effect in each.effects.values()]
    lines = scenario.demand.values()
    leads = [*(way.lead for way in ways), *(effect.after for effect in effects)]
    ramps = [
        *(way.productivity_by_month for way in ways),
        *(move.settling_in_by_month for move in supply.moves.values()),
    ]
    standards = [*(line.start_within for line in lines), *(effect.start_within for effect in effects)]
    lead = max((each.months for each in leads), default=0.0)
    ramp = max((len(each.values) for each in ramps if each), default=0)
    spread = max(len(line.spread_by_month.values) for line in lines)
    standard = max(each.months for each in standards if each)
    return max(12.0, lead + ramp + spread + standard)
