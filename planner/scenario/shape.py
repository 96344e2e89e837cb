"""The form of a scenario as its types state it: which keys belong where, and what each of them means.

The types are the only description of the form. This module finds the type that belongs to a place in the
file, so that merging, marking and messages know the form without repeating it.
"""

from __future__ import annotations

import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.scenario.profile import Profile
from planner.scenario.quantity import _Quantity

Kind = Any
"""A type annotation, or None for a place that the form does not have."""


def _origin(kind: Kind) -> Any:
    return get_origin(kind)


def bare(kind: Kind) -> Kind:
    """A type without `None` and without annotations."""
    while True:
        origin = _origin(kind)
        if origin in (Union, types.UnionType):
            kind = next((each for each in get_args(kind) if each is not type(None)), None)
        elif hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        else:
            return kind


def is_number_with_pedigree(kind: Kind) -> bool:
    """Whether a place holds a number, dated numbers or a series, with a pedigree of its own."""
    return isinstance(kind, type) and issubclass(kind, (_Quantity, Profile))


def is_names(kind: Kind) -> bool:
    """Whether a place holds entries under names that the reader chooses."""
    return _origin(kind) is dict


@cache
def fields(kind: Kind) -> dict[str, FieldInfo]:
    """The keys that may stand at a place, as the reader writes them; none where names are free."""
    if isinstance(kind, type) and issubclass(kind, _Quantity):
        return fields(step_kind(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {field.alias or name: field for name, field in kind.model_fields.items()}
    return {}


def step_kind(quantity: type[_Quantity[Any]]) -> Kind:
    """The type of one dated value of a quantity."""
    return get_args(quantity.model_fields["steps"].annotation)[0]


@cache
def child(kind: Kind, part: str | int) -> Kind:
    """The type of what stands under a key or at a position of a list; None: there is no such place."""
    if isinstance(kind, type) and issubclass(kind, _Quantity) and isinstance(part, int):
        return step_kind(kind)
    if isinstance(kind, type) and issubclass(kind, Profile) and isinstance(part, int):
        return float
    if isinstance(part, str) and part in fields(kind):
        return bare(fields(kind)[part].annotation)
    if _origin(kind) is dict:
        return bare(get_args(kind)[1])
    if _origin(kind) is tuple and isinstance(part, int):
        return bare(get_args(kind)[0])
    return None


def meaning(field: FieldInfo) -> str:
    """What a key means: the first sentence of its docstring, with its unit, if it has one."""
    text = " ".join((field.description or "").split())
    return text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + " …"


def choices(kind: Kind) -> tuple[str, ...]:
    """The words that may stand at a place, where only some may."""
    return tuple(str(each) for each in get_args(kind)) if _origin(kind) is Literal else ()
