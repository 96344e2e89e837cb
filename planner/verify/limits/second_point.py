"""The plan before action as a second point of the rules of the plan after it.

A rule may leave the right room on the plan by chance, or by design. People, hours and cases add up in the same way
before action, so that the rules of the plan must leave on the plan before action what the tables say of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.verify.certificate_file import Statement
from planner.verify.finding import Finding
from planner.verify.limit import Limit
from planner.verify.limits.naming import column_name, finding
from planner.verify.limits.physics import PHYSICS
from planner.verify.limits.rows import room_is_as_stated

KEPT_WITHIN = 1e-6
"""What the plan before action may break a balance by, relative to the size of its terms."""


def rules_hold_before_action_too(statements: Sequence[Statement], limits: Sequence[Limit]) -> Iterator[Finding]:
    """On the plan before action the rules of the plan leave what the tables say, and its balances hold.

    Args:
        statements: What the certificate says of both plans.
        limits: What the tables say of the plan before action, also of limits that are not kept there.
    """
    of_plan = {said.plan: said for said in statements}
    if set(of_plan) != {"before", "after"}:
        return
    before, after = of_plan["before"], of_plan["after"]
    value_of = dict(zip(before.names, before.values.tolist(), strict=True))
    values = np.array([value_of.get(name, 0.0) for name in after.names], dtype=np.float64)
    there = replace(after, values=values, plan="after (on the plan before action)")
    names = set(after.names)
    expected = {limit.name: _without_what_cannot_lack(limit, names, value_of) for limit in limits}
    room = KEPT_WITHIN * np.maximum(1.0, there.sizes)
    broken = (there.activity < there.floor - room) | (there.activity > there.ceiling + room)
    for number, row in enumerate(there.rows):
        if row.name in expected:
            yield from room_is_as_stated(there, number, row, expected[row.name], value_of)
        elif row.family in PHYSICS and broken[number]:
            sides = f"{float(there.floor[number]):.10g} to {float(there.ceiling[number]):.10g}"
            yield finding(there, row.name, "", float(there.activity[number]), sides)


def _without_what_cannot_lack(limit: Limit, names: set[str], value_of: Mapping[str, float]) -> Limit:
    """Tutors' time may be lacking before action; after it learners whom the plan brings must have theirs."""
    lacking = column_name("untutored", *limit.key)
    if limit.rule != "capacity" or lacking in names:
        return limit
    return replace(limit, held=limit.held + value_of.get(lacking, 0.0))
