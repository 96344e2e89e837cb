"""Paths in a cell: `demand.missing_high.tier`, `priorities[0].at_most`, `variants.less.times["budget.limits.all"]`."""

from __future__ import annotations

import re

_PART = re.compile(r'\["(?P<quoted>[^"]*)"\]|\[(?P<number>\d+)\]|\.?(?P<key>[^.\[\]"]+)')
_PLAIN = re.compile(r'[^.\[\]"]+')


def written(parts: tuple[str | int, ...]) -> str:
    """A path as text.

    >>> written(("variants", "less", "times", "budget.limits.whole"))
    'variants.less.times["budget.limits.whole"]'
    """
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f'["{part}"]'
    return text


def parts_in(text: str) -> tuple[str | int, ...]:
    """The keys, names and numbers of a path; none where it is not one.

    >>> parts_in("priorities[0].at_most")
    ('priorities', 0, 'at_most')
    """
    parts: list[str | int] = []
    end = 0
    while end < len(text):
        found = _PART.match(text, end)
        if found is None:
            return ()
        number = found["number"]
        parts.append(int(number) if number else found["quoted"] if found["key"] is None else found["key"].strip())
        end = found.end()
    return tuple(parts)
