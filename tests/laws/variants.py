"""Variants of a scenario: the same with one thing changed, by name or by kind of key."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeAlias
from zlib import crc32

from laws.setting import LINES, OUTSIDE, ROLES, TEAMS, Tree

WORD = re.compile(r"[a-z][a-z0-9_]*")
CAPS = (
    "per_intake_fte",
    "per_year_fte",
    "per_month_fte",
    "share_of_hours",
    "share_of_contracted",
    "approved_fte",
    "share_at_most",
)
"""Keys of limits that may be raised without anything else changing."""


def with_more_demand(tree: Tree, line: str, factor: float) -> Tree:
    """The same with more arrivals on one line."""
    changed = deepcopy(tree)
    arrivals = changed["demand"][line]["arrivals"]
    if "by_period" in arrivals:
        arrivals["by_period"] = [cases * factor + 1 for cases in arrivals["by_period"]]
    else:
        arrivals["cases"]["value"] = arrivals["cases"]["value"] * factor + 1
    return changed


def with_budget(tree: Tree, pounds_per_year: float) -> Tree:
    """The same with a limit on all that is spent in a year."""
    return {**deepcopy(tree), "budget": {"limits": {"whole": {"pounds_per_year": pounds_per_year}}}}


def renamed(tree: Tree, ending: str) -> Tree:
    """The same with other names of teams, roles and lines, whose order is the other way round."""
    new = {}
    for names in (TEAMS, ROLES, LINES):
        new.update(
            {name: f"{kind}{ending}" for name, kind in zip(names, ("zeta", "mid", "beta", "alpha"), strict=False)}
        )
    # The three kinds keep apart by their first letters.
    new = {name: f"{name[0]}_{word}" for name, word in new.items()} | {OUTSIDE: f"beyond{ending}"}
    return _with_words(tree, new)


def _with_words(part: Any, new: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {_with_words(key, new): _with_words(value, new) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_words(value, new) for value in part]
    return WORD.sub(lambda word: new.get(word[0], word[0]), part) if isinstance(part, str) else part


def with_money_times(tree: Tree, factor: float) -> Tree:
    """The same with every amount of pounds multiplied."""
    return _changed(tree, lambda key: "pounds" in key, lambda value: value * factor)


def with_caps_times(tree: Tree, factor: float) -> Tree:
    """The same with limits on posts, places and hours raised; shares stay shares."""
    looser = _changed(tree, lambda key: key in CAPS, lambda value: value * factor)
    shares = ("share_of_hours", "share_of_contracted", "share_at_most")
    looser = _changed(looser, lambda key: key in shares, lambda value: min(1.0, value))
    for section in ("redeployment", "agency", "reduced_hours", "reduced_hours_together"):
        for lever in looser["supply"].get(section, {}).values():
            if "fte" in lever:
                lever["fte"] *= factor
    for lever in looser["supply"].get("displacement", {}).values():
        lever["hours"]["value"] *= factor
    return looser


def _changed(part: Any, is_meant: Callable[[str], bool], change: Callable[[float], float]) -> Any:
    if isinstance(part, list):
        return [_changed(each, is_meant, change) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _numbers(value, change) if is_meant(key) else _changed(value, is_meant, change)
        for key, value in part.items()
    }


def _numbers(part: Any, change: Callable[[float], float]) -> Any:
    """A quantity with its numbers changed: plain, {value: …}, or a dated list of these."""
    if isinstance(part, list):
        return [_numbers(each, change) for each in part]
    if isinstance(part, dict):
        return {**part, "value": change(part["value"])}
    return change(part)


Order: TypeAlias = Callable[[list[str]], list[str]]
ORDERS: tuple[Order, ...] = (
    lambda keys: keys[::-1],
    lambda keys: keys[len(keys) // 2 :] + keys[: len(keys) // 2],
    lambda keys: sorted(keys, key=lambda key: crc32(key.encode())),
)
"""Backwards, from the middle on, and pell-mell."""


def in_another_order(part: Any, order: Order) -> Any:
    """The same with the entries of every mapping in another order; lists, whose order may mean something, stay."""
    if isinstance(part, dict):
        return {key: in_another_order(part[key], order) for key in order(list(part))}
    return [in_another_order(each, order) for each in part] if isinstance(part, list) else part
