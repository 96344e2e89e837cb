"""What stands behind the largest gaps, in words."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.reasons import KINDS
from planner.reports.section import INNER, Section
from planner.reports.words import KEEP, count, fte, hours, listed, percent, spaced
from planner.scenario.scenario import Scenario
from planner.whatif.behind import Behind, HoursUse, LeverUse, ScarceRole
from planner.whatif.explanation import Explanation

MOST_USES = 4
"""Other uses of a role's hours that are named; the others are added up."""


def gap_sections(explanation: Explanation) -> Iterator[Section]:
    """One section for each of the worst gaps."""
    scenario = explanation.plan.loaded.scenario
    if not explanation.gaps:
        yield Section(
            "What stands behind the largest gaps", ("Nothing stays uncovered, so there is no gap to explain.",)
        )
    told: set[tuple[str, str]] = set()
    for number, gap in enumerate(explanation.gaps, start=1):
        line = scenario.demand[gap.line]
        title = (
            f"Gap {number}: {line.title} ({scenario.teams[line.team].title}, harm tier {line.tier}),"
            f" {hours(gap.gap_hours)}{KEEP}hours"
        )
        yield Section(title, (), bullets=tuple(_facts(gap, scenario, told)))
        told |= {(role.team, role.role) for role in gap.roles}


def _facts(gap: Behind, scenario: Scenario, told: set[tuple[str, str]]) -> Iterator[str]:
    """Facts of one gap; the levers of a role are told once, under the first gap that it stands behind."""
    if not gap.roles:
        yield (
            "Those who can do it have hours to spare at that time: a priority is given up a little for those below it,"
            " see the next step of each priority."
        )
    tier = scenario.demand[gap.line].tier
    for role in gap.roles:
        yield _scarce(role, scenario)
        if role.uses:
            yield f"{INNER}{_elsewhere(role, scenario)}. {_why_first(role, tier)}"
        for lever in () if (role.team, role.role) in told else role.levers:
            yield f"{INNER}{_lever(lever)}"
    if gap.spent_limits:
        limits = scenario.budget.limits
        yield f"Budget spent: {listed([limits[name].title or spaced(name) for name in gap.spent_limits])}."


def _scarce(role: ScarceRole, scenario: Scenario) -> str:
    title = scenario.roles[role.role].title
    if role.people_fte <= 0 and role.on_the_line_hours <= 0 and not role.uses:
        return f"{title}: nobody in post ({fte(role.posts_fte)} posts)."
    posts = f"{fte(role.people_fte)} people for {fte(role.posts_fte)} posts at the end"
    free = role.posts_fte - role.people_fte
    vacancies = f", {fte(free)} vacant" if free >= 0.05 else ", every post filled"
    return (
        f"{title}: no hour to spare in {role.no_hours_periods} of the {count(role.gap_periods, 'period')} with a gap;"
        f" {posts}{vacancies}. On this line then: {hours(role.on_the_line_hours)} hours."
    )


def _elsewhere(role: ScarceRole, scenario: Scenario) -> str:
    named = [_use(use, scenario) for use in role.uses[:MOST_USES]]
    others = role.uses[MOST_USES:]
    if others:
        named.append(f"{count(len(others), 'other')} {hours(sum(use.hours for use in others))}")
    return f"Its other hours then: {listed(named)}"


def _use(use: HoursUse, scenario: Scenario) -> str:
    if use.to_team:
        return f"lent to {scenario.teams[use.to_team].title} {hours(use.hours)}"
    return f"{scenario.demand[use.line].title} {hours(use.hours)} (tier {use.tier})"


def _why_first(role: ScarceRole, tier: int) -> str:
    """Why other work gets hours that this line lacks."""
    lines = [use for use in role.uses if use.line]
    why = []
    if any(use.tier < tier for use in lines):
        why.append(f"a lower tier number is served before tier {tier}, whatever it costs tier {tier}")
    if any(use.tier == tier for use in lines):
        why.append(f"within tier {tier} an hour late counts the same on every line")
    if any(use.tier > tier for use in lines):
        why.append("a later tier gets hours only where this one gives up no more than its tolerance")
    if any(use.to_team for use in role.uses):
        why.append("hours are lent where they save late work of a higher tier, or more of the same")
    said = "; ".join(why)
    return f"Why: {said}."


def _lever(lever: LeverUse) -> str:
    """How far a lever is used, against what each period allows and what the year does."""
    shown = fte if lever.unit == "FTE" else hours
    allowed = f"{shown(lever.most)} {lever.unit} allowed period by period"
    name = f"{spaced(lever.lever)} ({KINDS.get(lever.kind, spaced(lever.kind))})"
    if lever.used < 0.005:
        return f"{name}: not used, of {allowed}{_year(lever)}."
    share = percent(lever.used / lever.most if lever.most else None)
    full = f", as far as it goes in {lever.full_periods} of {count(lever.periods, 'period')}"
    extent = full if lever.full_periods else "" if lever.spent_limit else ", never as far as it goes"
    return f"{name}: {shown(lever.used)} of {allowed} ({share}){extent}{_year(lever)}."


def _year(lever: LeverUse) -> str:
    """What a whole year allows, and whether that is taken."""
    if lever.year_fte is not None:
        is_own = lever.spent_limit.rpartition(".")[0].endswith(f".{lever.lever}")
        return f"; {fte(lever.year_fte)} a year at the most{', all taken' if is_own else _shared(lever)}"
    return _shared(lever)


def _shared(lever: LeverUse) -> str:
    return f"; all that {lever.spent_limit} allows is taken" if lever.spent_limit else ""
