"""What a line of the page says: words with places for figures and titles, and what each figure should be.

A saying is written as it is read, `with a gap of {hours} hours ({people} FTE)`. A place is a figure, or a title where
it names what kind: `{who:role}`; what may be missing stands in square brackets. Every figure on the page has to stand
at a place of some saying, so that whoever adds a sentence to the page learns from the checks that nothing stands
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.verify.page.figures import Figures, plain
from planner.verify.page.printed import Said, spaced, within

NEAR = 1e-9
"""How near a figure may be to what is worth saying without it being clear on which side it is."""
FIGURE = r"[-<£]*\d(?:[\d,.]*\d)?(?: %)?|–"
_PLACE = re.compile(r"\\\{([a-z_]+)(?::([a-z]+))?\\\}")

Words = Mapping[str, str | None]
"""What stands at each place of a saying, None where it is missing; `part`: the heading within the section."""
Meaning = Mapping[str, Said]
"""What may stand at each place that is a figure; an empty text where it may be missing."""
Times = tuple[int, int]
"""At least and at most how often; they differ where a figure lies just at what is worth saying."""
MISSING: Said = ("",)
"""Where a figure is not to be said."""


@dataclass(frozen=True)
class Saying:
    """Words on the page, and what the figures in them are."""

    says: str
    """The words, with places."""
    means: Callable[[Figures, Words], Iterable[Meaning]]
    """What the figures should be, in every way in which the words can be meant; none: there is nothing of the kind."""
    on: str = ""
    """How a line begins in which it is looked for; empty: in any line of its section."""
    due: Callable[[Figures], Times] | None = None
    """How often the page has to say it; None: that is not counted."""


def once(figures: Figures) -> Times:
    """What every page says once."""
    del figures
    return 1, 1


def from_least(values: Iterable[float], least: float) -> Times:
    """How many figures are large enough to be said."""
    every = list(values)
    sure, perhaps = (sum(value >= least + room for value in every) for room in (NEAR, -NEAR))
    return sure, perhaps


def if_any(times: Times) -> Times:
    """Once where there is anything to be said, however much it is."""
    return min(1, times[0]), min(1, times[1])


@dataclass(frozen=True)
class Titles:
    """Everything on the page that has a title, and what is called so: titles need not differ."""

    figures: Figures
    _known: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, list[str]]:
        """Names by their title."""
        if kind not in self._known:
            found: dict[str, list[str]] = {}
            for name, title in self._each(kind).items():
                found.setdefault(title, []).append(name)
            self._known[kind] = found
        return self._known[kind]

    def _each(self, kind: str) -> dict[str, str]:
        figures = self.figures
        plural = {"team": "teams", "line": "lines", "group": "groups", "initiative": "initiatives"}
        if kind == "role":
            return {name: within(title) for name, title in figures.roles.items()}
        if kind == "rank":
            return {name: within(title) for name, title in figures.removed.items()}
        if kind == "groupin":
            return {name: within(title) for name, title in figures.groups.items()}
        if kind == "requirement":
            return figures.requirements
        every: dict[str, str] = getattr(figures, plural[kind])
        return every


KINDS = ("team", "line", "group", "groupin", "initiative", "role", "rank", "requirement")
"""Kinds of titles; `groupin`, `role` and `rank` are written as within a sentence."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?: \d{4})?"
_WINDOW = r"\d{4}(?:[/-]\d{2}){0,2}"
WORDS = {
    "figure": FIGURE,
    "words": ".+?",
    "rest": ".+",
    "money": r"-?£[\d,]+",
    "month": f"{_MONTH}(?:–{_MONTH})?",
    "day": r"\d+ [A-Z][a-z]+ \d{4}",
    "since": r"[A-Z][a-z]+ \d{4}",
    "year": r"\d{4}(?:/\d{2})?(?: \([^()]+\))?",
    "windows": f"{_WINDOW}(?:(?:, | and ){_WINDOW})*",
    "change": f"(?:{FIGURE}) (?:more|fewer)|no change",
    "spread": f"(?:{FIGURE}) to (?:{FIGURE})",
    "numbers": f"(?:{FIGURE})(?:(?:, | and )(?:{FIGURE}))*",
    "atime": "for a time",
    "stop": "(?=[,;]| and |$)",
}
"""Kinds of places that are no titles."""


def titles(figures: Figures) -> Titles:
    """The titles of a plan."""
    found: Titles = figures.folder.stated.once("titles of the page", lambda: Titles(figures))
    return found


def pattern(figures: Figures, says: str) -> re.Pattern[str]:
    """The words of a saying with its places, for the titles of a plan."""
    return figures.folder.stated.once(("saying", says), lambda: _compiled(figures, says))


def _compiled(figures: Figures, says: str) -> re.Pattern[str]:
    known = titles(figures)

    def place(match: re.Match[str]) -> str:
        name, kind = match[1], match[2] or "figure"
        if kind in WORDS:
            return f"(?P<{name}>{WORDS[kind]})"
        longest = sorted(known.of(kind), key=len, reverse=True)
        return f"(?P<{name}>{'|'.join(map(re.escape, longest)) or '(?!)'})"

    escaped = re.escape(says).replace(r"\ ", " ").replace(r"\[", "(?:").replace(r"\]", ")?")
    return re.compile(_PLACE.sub(place, escaped) + r"(?![\w,.]*\d)")


def own_words(figures: Figures) -> list[str]:
    """What the scenario itself says in words and the page repeats, as far as digits stand in it, the longest first."""
    return figures.folder.stated.once("own words", lambda: _own_words(figures))


def _own_words(figures: Figures) -> list[str]:
    found = {*_texts(figures.scenario), *map(spaced, _names(figures.scenario))}
    found |= {within(text) for text in found}
    with_digits = {text for text in found if re.search(r"\d", text) and re.search(r"[A-Za-z]{2}", text)}
    return sorted(with_digits, key=lambda text: (-len(text), text))


TOLD = {"title", "question", "decided_by", "reason"}
"""Keys of the scenario whose words the page repeats."""


def _texts(part: Any) -> Iterable[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in TOLD and isinstance(value, str):
                yield plain(value)
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _names(part: Any) -> Iterable[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield str(key)
            yield from _names(value)
