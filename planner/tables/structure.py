"""Structure as the model sees it: who is led by whom, and limits on strength."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import pandas as pd

from planner.scenario.demand import Requirement
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.structure import ClosingStrength
from planner.tables.calendar import Calendar, Floats


def led(scenario: Scenario) -> pd.DataFrame:
    """Lines whose people must be led.

    Returns:
        Key group, team, role.
    """
    rows = [
        (name, place.team, place.role) for name, group in scenario.structure.supervision.items() for place in group.led
    ]
    rows.sort()
    return pd.DataFrame(rows, columns=["group", "team", "role"])


def leaders(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Lines that can lead a group; once a rank is frozen, also those that lead in its place, at their new span.

    Returns:
        Key group, team, role, period; span [FTE led per FTE], share_at_most [share of the group].
    """
    frames = []
    for name, group in scenario.structure.supervision.items():
        for leader in sorted(group.leaders, key=lambda each: (each.team, each.role)):
            frames.append(
                pd.DataFrame(
                    {
                        "group": name,
                        "team": leader.team,
                        "role": leader.role,
                        "period": range(calendar.count),
                        "span": calendar.at_start(leader.span),
                        "share_at_most": calendar.at_start(leader.share_at_most),
                    }
                )
            )
    columns = ["group", "team", "role", "period", "span", "share_at_most"]
    successors = _successors(scenario, calendar, columns)
    if not frames:
        return pd.DataFrame(columns=columns)
    if not len(successors):
        return pd.concat(frames, ignore_index=True)
    table = pd.concat([*frames, successors], ignore_index=True)
    table = table.drop_duplicates(["group", "team", "role", "period"], keep="last")
    return table.sort_values(["group", "team", "role", "period"], ignore_index=True)


def _successors(scenario: Scenario, calendar: Calendar, columns: list[str]) -> pd.DataFrame:
    """Those who lead in the place of a removed rank."""
    rows = []
    for removed in scenario.structure.removed_ranks.values():
        for each in removed.supervision:
            spans, shares = calendar.at_start(each.span), calendar.at_start(each.share_at_most)
            for t in range(calendar.count):
                if calendar.first(t) >= removed.frozen_from:
                    rows.append((each.group, each.team, each.role, t, spans[t], shares[t]))
    return pd.DataFrame(rows, columns=columns)


def strength_limits(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Strength that is required: minimum and closing strength, and requirements in posts.

    Returns:
        Key limit, period; team, roles (names), sense (`>=` or `=`), fte [FTE], effective (whether people on reduced
        hours count only for the hours that they give), short_pounds (price of an FTE short for the period, NaN: none)
        [pounds], short_share (how far it may be short, NaN: no limit) [share of strength], counts_over (whether
        strength over it is counted, and allowed), over_pounds (price of an FTE over for the period, NaN: none)
        [pounds], place. It may be short where short_pounds or short_share is stated.
    """
    rows = [*_minimum_strength(scenario, calendar), *_requirements(scenario, calendar), *_closing(scenario, calendar)]
    return pd.DataFrame(
        rows,
        columns=[
            "limit",
            "period",
            "team",
            "roles",
            "sense",
            "fte",
            "effective",
            "short_pounds",
            "short_share",
            "counts_over",
            "over_pounds",
            "place",
        ],
    )


NO_SOFTENING = (False, np.nan, np.nan, False, np.nan)
"""Full strength counts, and it may be neither short nor counted as over."""

_Row: TypeAlias = tuple[str, int, str, tuple[str, ...], str, float, bool, float, float, bool, float, str]


def _minimum_strength(scenario: Scenario, calendar: Calendar) -> Iterator[_Row]:
    for name, minimum in scenario.structure.minimum_strength.items():
        place = f"structure.minimum_strength.{name}"
        roles = tuple(sorted(minimum.roles))
        for period, fte in enumerate(calendar.at_start(minimum.fte)):
            yield place, period, minimum.team, roles, ">=", fte, *NO_SOFTENING, place


def _closing(scenario: Scenario, calendar: Calendar) -> Iterator[_Row]:
    last = int(calendar.periods["reported"].sum()) - 1
    for name, closing in scenario.structure.closing_strength.items():
        place = f"structure.closing_strength.{name}"
        quantity, sense = _amount(closing)
        fte = quantity.on(calendar.last(last))
        yield place, last, closing.team, tuple(sorted(closing.roles)), sense, fte, *NO_SOFTENING, place


def _requirements(scenario: Scenario, calendar: Calendar) -> Iterator[_Row]:
    pooled = {member for pool in scenario.structure.over_requirement.values() for member in pool.members}
    for name, requirement in scenario.requirements.items():
        place = f"requirements.{name}"
        quantity, sense = _amount(requirement)
        required = calendar.at_start(quantity)
        short = _prices(requirement.short_pounds_per_fte_month, calendar)
        over = _prices(requirement.over_pounds_per_fte_month, calendar)
        share = requirement.short_at_most_share
        shares = calendar.at_start(share) if share is not None else np.full(calendar.count, np.nan)
        priced_or_capped = requirement.over_pounds_per_fte_month, requirement.over_at_most_fte
        counts_over = name in pooled or any(each is not None for each in priced_or_capped)
        for period in _periods_of(requirement, calendar):
            yield (
                place,
                period,
                requirement.team,
                tuple(sorted(requirement.roles)),
                sense,
                required[period],
                True,
                short[period],
                shares[period],
                counts_over,
                over[period],
                place,
            )


def _amount(required: Requirement | ClosingStrength) -> tuple[Quantity, str]:
    quantity = required.at_least_fte or required.exactly_fte
    assert quantity is not None, "the schema lets nobody state neither"
    return quantity, ">=" if required.at_least_fte is not None else "="


def _prices(pounds_per_fte_month: Quantity | None, calendar: Calendar) -> Floats:
    """A price a month as one for each period; NaN where there is none [pounds per FTE]."""
    if pounds_per_fte_month is None:
        return np.full(calendar.count, np.nan)
    return np.asarray(calendar.at_start(pounds_per_fte_month) * calendar.months)


def _periods_of(requirement: Requirement, calendar: Calendar) -> Iterator[int]:
    """Periods on whose first day a requirement holds."""
    for period in range(calendar.count):
        first = calendar.first(period)
        begun = requirement.from_ is None or first >= requirement.from_
        if begun and (requirement.until is None or first <= requirement.until):
            yield period


def over_limits(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How much strength may be over a requirement, or over several together.

    Returns:
        Key over_limit, period; members (limits as in `strength_limits` that hold in the period), fte [FTE], place.
    """
    together: list[tuple[str, tuple[str, ...], Quantity]] = [
        (f"requirements.{name}.over_at_most_fte", (name,), requirement.over_at_most_fte)
        for name, requirement in scenario.requirements.items()
        if requirement.over_at_most_fte is not None
    ]
    together += [
        (f"structure.over_requirement.{name}", pool.members, pool.fte)
        for name, pool in scenario.structure.over_requirement.items()
    ]
    holds_in = {name: set(_periods_of(each, calendar)) for name, each in scenario.requirements.items()}
    rows = []
    for place, names, quantity in together:
        for period, fte in enumerate(calendar.at_start(quantity)):
            members = tuple(f"requirements.{name}" for name in sorted(names) if period in holds_in[name])
            if members:
                rows.append((place, period, members, fte, place))
    return pd.DataFrame(rows, columns=["over_limit", "period", "members", "fte", "place"])
