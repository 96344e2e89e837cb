"""What pydantic complains about, in words for people who do not program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.scenario.profile import Profile
from planner.scenario.shape import Kind, bare, choices, fields, is_names, is_number_with_pedigree, meaning
from planner.scenario.suggest import nearest, remedy

LONGEST_SHOWN = 60
"""Longer values are cut where they are shown [characters]."""


def shown(value: Any) -> str:
    """A value as the reader wrote it, for a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a section with keys"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return f'"{value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"}"'
    return str(value)[:LONGEST_SHOWN]


def in_plain_words(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    """A pydantic error as a sentence with a remedy.

    Args:
        error: The error as pydantic gives it.
        key: The last key of its place.
        kind: The type of the place.
        around: The type of the section that the place lies in.
    """
    name = str(error["type"])
    raised_by_our_types = "url" not in error
    if raised_by_our_types:
        return str(error["msg"])
    if name == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    if name in _SENTENCES:
        return _SENTENCES[name](error, key, kind, around)
    return f"{_begun(shown(error['input']))} cannot stand here. Write {expected(kind)}."


def expected(kind: Kind) -> str:
    """What belongs at a place, in words."""
    if isinstance(kind, type) and issubclass(kind, Profile):
        return "a list of numbers, like [0.8, 0.9]"
    if is_number_with_pedigree(kind) or kind in (int, float):
        return "a number"
    if choices(kind):
        return _alternatives(choices(kind))
    if kind is bool:
        return "true or false"
    if kind is str:
        return "text, in quotes if it looks like a number"
    if is_names(kind):
        return "entries, each with a name and a colon"
    if fields(kind):
        return f"a section with the keys {_alternatives(tuple(fields(kind)), 'and', most=6)}"
    return "a list, like [a, b]"


def _alternatives(words: tuple[str, ...], last: str = "or", most: int = 12) -> str:
    if len(words) > most:
        words = (*words[:most], "…")
        return ", ".join(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _unknown(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del error, kind
    return f'There is no key "{key}" here. {remedy(key, fields(around))}'


def _missing(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del error, kind
    field = fields(around).get(key)
    means = meaning(field) if field is not None else ""
    return f"The key `{key}` is missing here" + (f": {means[0].lower() + means[1:]}" if means else ".")


def _unlike(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del around
    value = error["input"]
    if kind is str and isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'{shown(value)} is a number, and text belongs here. Write "{value}", in quotes.'
    if kind in (int, float) and isinstance(value, str):
        return f"{shown(value)} is text, not a number. Write a number without quotes."
    if value is None:
        return f'Nothing is written under "{key}". Write {expected(kind)}, or leave the key out.'
    return f"{_begun(shown(value))} cannot stand here. Write {expected(kind)}."


def _begun(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[0].upper() + words[1:] if words.startswith("a ") else words


def _not_a_name(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del key, kind, around
    return f"{shown(error['input'])} is not a name. Write small letters, digits and underscores, a letter first."


def _not_a_choice(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del around
    words = choices(kind)
    near = nearest(str(error["input"]), words)
    hint = f'Did you mean "{near}"? ' if near else ""
    return f"{_begun(shown(error['input']))} cannot stand under `{key}`. {hint}Write {_alternatives(words)}."


def _out_of_bounds(sign: str) -> Callable[[Mapping[str, Any], str, Kind, Kind], str]:
    def sentence(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
        del key, kind, around
        bound = next(iter(error["ctx"].values()))
        return f"{shown(error['input'])} is out of bounds. Write a number that is {sign} {bound:g}."

    return sentence


def _too_few(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del around
    if is_names(bare(kind)):
        return f'"{key}" has no entries. Write at least one.'
    least = error["ctx"]["min_length"]
    return f'"{key}" needs at least {least} {"entry" if least == 1 else "entries"}. Write what is missing.'


def _too_many(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del kind, around
    return (
        f'"{key}" has {error["ctx"]["actual_length"]} entries where {error["ctx"]["max_length"]} belong. Take'
        " the others out."
    )


def _not_finite(error: Mapping[str, Any], key: str, kind: Kind, around: Kind) -> str:
    del error, key, kind, around
    return "A number must be finite. Write the number itself."


_SENTENCES: dict[str, Callable[[Mapping[str, Any], str, Kind, Kind], str]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "string_pattern_mismatch": _not_a_name,
    "literal_error": _not_a_choice,
    "greater_than": _out_of_bounds("more than"),
    "greater_than_equal": _out_of_bounds("at least"),
    "less_than": _out_of_bounds("less than"),
    "less_than_equal": _out_of_bounds("at most"),
    "too_short": _too_few,
    "too_long": _too_many,
    "finite_number": _not_finite,
    **dict.fromkeys(
        (
            "model_type",
            "model_attributes_type",
            "dict_type",
            "list_type",
            "tuple_type",
            "string_type",
            "bool_type",
            "bool_parsing",
            "int_type",
            "int_parsing",
            "int_from_float",
            "float_type",
            "float_parsing",
            "is_instance_of",
        ),
        _unlike,
    ),
}
"""One sentence a kind of error; what our own types raise is a sentence already."""
