"""What a word in a YAML file means: the core meanings of YAML 1.2.

YAML 1.1, which most readers still follow, makes `no` false, `010` eight, `1:30` ninety and `2019-09-01`
a date object. Here `no` and `on` are words, `010` is ten, and dates stay text until a key asks for a date.
"""

from __future__ import annotations

import re

from planner.scenario.nodes import Value

_WORDS: dict[str, Value] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = re.compile(r"\.(?:nan|NaN|NAN)")
_LONGEST_WHOLE = 300
"""Digits up to which a whole number stays one; beyond, no double can hold it [characters]."""


def meaning(word: str) -> Value:
    """The value of a word that stands without quotes.

    >>> [meaning(word) for word in ("no", "010", "1:30", "1e3", "2019-04", "true", "~")]
    ['no', 10, '1:30', 1000.0, '2019-04', True, None]
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in "+-.0123456789":
        return word
    if _WHOLE.fullmatch(word):
        return int(word) if len(word) <= _LONGEST_WHOLE else float(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    infinite = _INFINITE.fullmatch(word)
    if infinite:
        return float(infinite[1] + "inf")
    return float("nan") if _NOT_A_NUMBER.fullmatch(word) else word
