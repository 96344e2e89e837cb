"""Spoiling the page of a good plan one figure at a time, as somebody would who also rewrites the hash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.verify.folder import Folder
from planner.verify.page import page_findings
from planner.verify.page.check import Unclaimed
from planner.verify.page.figures import Figures
from planner.verify.page.markdown import read_page
from planner.verify.page.sayings import own_words, pattern
from planner.verify.page.sections.notes import ON_TRUST
from verify.plans import stated, tables_of

PAGE = "summary.md"
FIGURE = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True)
class PageMutation:
    """One figure of the page changed."""

    line: int
    """Its line, from 1."""
    section: str
    old: str
    new: str
    text: str
    """The page as it stands afterwards."""

    def __str__(self) -> str:
        return f"{PAGE} line {self.line} ({self.section or 'the top'}): {self.old} made {self.new}"


class PageSpoiler:
    """A good plan, and whether the checks notice what is done to its page."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.folder = Folder({name: table.rows for name, table in tables_of(files).items()}, stated(files))

    def objections(self) -> list[str]:
        """What the checks find on the page as it is."""
        return [str(each) for each in page_findings(self.folder, self.files)]

    def unclaimed(self) -> list[Unclaimed]:
        """Figures of the page that no check compares."""
        return [each for each in page_findings(self.folder, self.files) if isinstance(each, Unclaimed)]

    def notices(self, mutation: PageMutation) -> bool:
        """Whether the checks object to a spoilt page."""
        return next(page_findings(self.folder, {**self.files, PAGE: mutation.text.encode()}), None) is not None

    def mutations(self) -> Iterator[PageMutation]:
        """Every figure of the page changed, one at a time; what the scenario says in words is no figure of the plan."""
        lines = self.files[PAGE].decode().split("\n")
        sections = {line.number: line.section for line in read_page("\n".join(lines)).lines}
        section = ""
        for number, line in enumerate(lines, start=1):
            section = sections.get(number, section)
            kept = list(self._words(line))
            for place in FIGURE.finditer(line):
                if not any(begin <= place.start() and place.end() <= end for begin, end in kept):
                    new = _other(place[0])
                    spoilt = line[: place.start()] + new + line[place.end() :]
                    text = "\n".join([*lines[: number - 1], spoilt, *lines[number:]])
                    yield PageMutation(number, section, place[0], new, text)

    def lost_lines(self) -> Iterator[PageMutation]:
        """The page without one line that holds figures; files are listed with no figure of the plan."""
        lines = self.files[PAGE].decode().split("\n")
        for number, line in enumerate(lines, start=1):
            if FIGURE.search(line) and not line.startswith("- `"):
                text = "\n".join([*lines[: number - 1], *lines[number:]])
                yield PageMutation(number, "", line, "nothing", text)

    def _words(self, line: str) -> Iterator[tuple[int, int]]:
        """Where words of the scenario, names of files, and figures on trust stand in a line."""
        figures = Figures(self.folder)
        for words in own_words(figures):
            yield from (match.span() for match in re.finditer(re.escape(words), line))
        for saying in ON_TRUST:
            yield from (match.span() for match in pattern(figures, saying).finditer(line))


def _other(figure: str) -> str:
    """Another figure of the same form: its last digit is another one, and a day stays a day."""
    last = figure[-1]
    return figure[:-1] + ("1" if last == "0" else str((int(last) + 4) % 10 or 2))
