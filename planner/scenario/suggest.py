"""The nearest known name, for those who mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60
"""Longer words are not compared: nobody mistypes a name of that length [characters]."""
MOST_LISTED = 8
"""Names that are listed where none is near."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a name, or None where none is near.

    >>> nearest("sargeant", ["constable", "sergeant"])
    'sergeant'
    """
    if len(name) > LONGEST:
        return None
    by_form = {_form(each): each for each in known if each}
    close = get_close_matches(_form(name), list(by_form), n=1, cutoff=0.6)
    if close:
        return by_form[close[0]]
    begun = [each for form, each in by_form.items() if len(name) >= 3 and form.startswith(_form(name))]
    return begun[0] if len(begun) == 1 else None


def _form(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_").strip("_")


def remedy(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or else the known names.

    >>> remedy("x", ["response"])
    'Known here: response.'
    """
    names = list(known)
    near = nearest(name, names)
    if near is not None:
        return f'Did you mean "{near}"?'
    if not names:
        return "None is stated in this scenario."
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"Known here: {', '.join(names[:MOST_LISTED])}{more}."
