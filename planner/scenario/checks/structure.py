"""Checks of supervision and of required strength."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.errors import Problem
from planner.scenario.demand import Requirement
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario
from planner.scenario.structure import ClosingStrength, MinimumStrength


def check_nobody_leads_themselves(scenario: Scenario) -> Iterator[Problem]:
    """In one group nobody both leads and is led, and nobody is listed twice."""
    for name, group in scenario.structure.supervision.items():
        path = place("structure", "supervision", name)
        led = [(each.team, each.role) for each in group.led]
        leaders = [(each.team, each.role) for each in group.leaders]
        for kind, people in (("led", led), ("leaders", leaders)):
            for number, (team, role) in enumerate(people):
                if (team, role) in people[:number]:
                    yield Problem(
                        f"{path}.{kind}[{number}]",
                        f'"{role}" of the team "{team}" stands here twice. Keep one of them.',
                    )
        for number, (team, role) in enumerate(leaders):
            if (team, role) in led:
                yield Problem(
                    f"{path}.leaders[{number}]",
                    f'"{role}" of the team "{team}" would lead themselves. Take them out of `led` or out of `leaders`.',
                )


def check_spans(scenario: Scenario) -> Iterator[Problem]:
    """A leader leads somebody."""
    for name, group in scenario.structure.supervision.items():
        for number, leader in enumerate(group.leaders):
            if any(step.value <= 0 for step in leader.span.steps):
                yield Problem(
                    place("structure", "supervision", name, "leaders", number, "span"),
                    "A span of 0 leads nobody. Write how many people one leader can lead.",
                )


def check_roles_count_once(scenario: Scenario) -> Iterator[Problem]:
    """Roles whose strength counts together for a requirement are listed once."""
    structure = scenario.structure
    sections: tuple[tuple[tuple[str, ...], Mapping[str, MinimumStrength | ClosingStrength | Requirement]], ...] = (
        (("requirements",), scenario.requirements),
        (("structure", "minimum_strength"), structure.minimum_strength),
        (("structure", "closing_strength"), structure.closing_strength),
    )
    for path, required in sections:
        for name, each in required.items():
            for number, role in enumerate(each.roles):
                if role in each.roles[:number]:
                    yield Problem(
                        place(*path, name, "roles", number), f'The role "{role}" stands here twice. Keep one of them.'
                    )
