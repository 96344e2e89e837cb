"""A scenario's plain data in the order of the form, whatever the order in which its file says it.

Keys come in the order in which the form lists them; names keep the order that the reader gave them. So a scenario that
was written in another order, or in a workbook, is the same to the letter.
"""

from __future__ import annotations

from typing import Any

from planner.scenario.shape import Kind, child, fields, is_names

PEDIGREE = ("from", "value", "per", "range", "basis", "source", "note")
"""The order of what is said of a number."""
_LARGEST_WHOLE = 2**53


def in_form_order(value: Any, kind: Kind) -> Any:
    """Plain data with the keys of each section in the order of the form.

    Args:
        value: What stands at a place.
        kind: The type of the place.
    """
    if isinstance(value, list):
        return [in_form_order(each, child(kind, number)) for number, each in enumerate(value)]
    if isinstance(value, dict):
        keys = list(value) if is_names(kind) else sorted(value, key=_rank(kind))
        return {key: in_form_order(value[key], child(kind, key)) for key in keys}
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    return value


def _rank(kind: Kind) -> Any:
    is_quantity = isinstance(kind, type) and "value" in fields(kind) and "basis" in fields(kind)
    order = list(dict.fromkeys([*PEDIGREE, *fields(kind)] if is_quantity else fields(kind)))
    return lambda key: order.index(key) if key in order else len(order)
