"""From the sheets of a workbook to the tree of a scenario, each value at its own cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.errors import Mark, Problem
from planner.scenario.nodes import Entry, MappingNode, Node, SequenceNode, place
from planner.scenario.quantity import Step, _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.shape import child
from planner.scenario.suggest import nearest, remedy
from planner.scenario.workbook.cells import CellError, node_of, scalar, yaml_in
from planner.scenario.workbook.grids import Grid, read_book
from planner.scenario.workbook.growing import Awaited, Growing, mark_of, section_at
from planner.scenario.workbook.headings import columns_of
from planner.scenario.workbook.layout import (
    CONTENTS,
    DATED,
    DATED_HEADINGS,
    HEAD,
    HEAD_HEADINGS,
    IS_DATED,
    MORE,
    MORE_HEADINGS,
    STEP,
    Field,
    Sheet,
    is_section,
    layout,
)
from planner.scenario.workbook.layout import Path as Place
from planner.scenario.workbook.paths import parts_in
from planner.scenario.workbook.row import SheetRow
from planner.scenario.yaml_reader import Reading

OWN_SHEETS = "Notes"
"""Sheets whose names begin with this are the reader's own, and are not read."""


def read_workbook(path: Path, shown: str | None = None) -> Reading:
    """Read a workbook into a tree of values with their cells.

    Args:
        path: The file.
        shown: Its name in messages; unstated: the path as given.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    book = read_book(path, shown or str(path))
    if not book.grids:
        return Reading(None, book.problems)
    gathering = _Gathering(Growing(Mark(book.file, 1, 1)))
    grids = {grid.name.strip(): grid for grid in book.grids}
    gathering.unknown_sheets(grids)
    if HEAD in grids:
        gathering.head(grids[HEAD])
    for sheet in layout().sheets:
        if sheet.name in grids:
            gathering.table(sheet, grids[sheet.name])
    if DATED in grids:
        gathering.dated(grids[DATED])
    if MORE in grids:
        gathering.more(grids[MORE])
    gathering.never_found()
    problems = _one_a_cell((*book.problems, *gathering.problems))
    if not gathering.root.entries and not problems:
        nothing = "This workbook says nothing of a scenario. `planner template book.xlsx` writes one to start from."
        problems = (Problem("", nothing, Mark(book.file, 1, 1)),)
    if problems:
        # What follows from a cell that could not be read would be shown as mistakes that nobody made.
        return Reading(None, problems)
    root = gathering.root.done()
    assert isinstance(root, MappingNode), "a scenario has sections"
    return Reading(root, ())


def _one_a_cell(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The first problem of each cell: what is said of it later follows from it."""
    found = {
        (problem.mark.cell if problem.mark else None) or number: problem
        for number, problem in [*enumerate(problems)][::-1]
    }
    return tuple(problem for problem in problems if problem in found.values())


class _Gathering:
    """The tree so far, and what is wrong with the sheets."""

    def __init__(self, root: Growing) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._extends = False
        self._own_tables = {each.path for each in layout().sheets}
        self._incomplete: set[Place] = set()
        """Sheets of which a row could not be read: what belongs to it is not told to be missing."""

    def unknown_sheets(self, grids: Mapping[str, Grid]) -> None:
        """Refuse sheets that nobody would read."""
        known = (CONTENTS, HEAD, *(each.name for each in layout().sheets), DATED, MORE)
        for name, grid in grids.items():
            if name in known or name.startswith(OWN_SHEETS) or not any(map(any, grid.rows)):
                continue
            near = nearest(name, known)
            hint = f'Did you mean "{near}"? ' if near else ""
            message = (
                f'There is no sheet "{name}" in a scenario. {hint}Begin the names of sheets of your own with Notes.'
            )
            self._problem("", message, grid.mark(0, 0))

    # ------------------------------------------------------------ what stands once
    def head(self, grid: Grid) -> None:
        """Read the sheet of what stands once: one row for each key."""
        known = {each.label: each for each in layout().head}
        seen: dict[str, Mark] = {}
        for row in self._rows(grid, HEAD_HEADINGS):
            label = row.text("key")
            if label not in known:
                if label:
                    self._problem("", f'There is no key "{label}" here. {remedy(label, known)}', row.mark("key"))
                elif row.cell("value"):
                    self._problem(
                        "", "Nothing says what this is. Write its key in the first column.", row.mark("value")
                    )
            elif label in seen:
                twice = f'"{label}" stands here twice; the first is in {seen[label].cell}. Keep one of them.'
                self._problem(label, twice, row.mark("key"))
            else:
                seen[label] = row.mark("key")
                self._once(known[label], row)
        self._extends = "extends" in self.root.entries

    def _once(self, field: Field, row: SheetRow) -> None:
        parts = {part: "value" if part == field.parts[0] else part for part in field.parts}
        node = self._node(field, row, parts, field.label)
        if node is not None:
            *above, key = field.path
            section = section_at(self.root, above, mark_of(node))
            assert section is not None, "keys of the head are sections"
            section.entries[key] = (row.mark("value"), node)

    # ------------------------------------------------------------ items
    def table(self, sheet: Sheet, grid: Grid) -> None:
        """Read a sheet with one row for each item."""
        for row in self._rows(grid, sheet.headings, sheet.names):
            place_of_it = self._holder(sheet, row)
            if place_of_it is None:
                self._incomplete.add(sheet.path)
                continue
            holder, path = place_of_it
            if sheet.is_list:
                holder.items.append(self._item(sheet, row, f"{path}[{len(holder.items)}]"))
                continue
            name = row.text(sheet.names[-1])
            mark = row.mark(sheet.names[-1])
            path = place(*filter(None, (path, name)))
            if name in holder.entries:
                first = holder.entries[name][0].cell
                twice = (
                    f'"{name}" stands here twice; the first is in {first}. Keep one of them, or give it another name.'
                )
                self._problem(path, twice, mark)
                continue
            found = self._item(sheet, row, path)
            holder.entries[name] = (mark, found)

    def _holder(self, sheet: Sheet, row: SheetRow) -> tuple[Growing, str] | None:
        """The section or the list that a row's item belongs to, and its path; none where the row does not say."""
        for heading in sheet.names:
            if not row.text(heading):
                what = f"This row has no {heading}. Write it here, or empty the row."
                self._problem("", what, row.mark(heading) if heading in row.columns.by_heading else row.first())
                return None
        here, path, names = self.root, "", iter(sheet.names)
        above = sheet.path if sheet.is_list else sheet.path[:-1]
        mark = row.first()
        for depth, key in enumerate(above):
            heading = next(names) if key is None else ""
            word = row.text(heading) if key is None else key
            belongs_to_a_sheet = key is None and sheet.path[: depth + 1] in self._own_tables
            if belongs_to_a_sheet and word not in here.entries and not self._extends:
                what = f'There is no {heading} "{word}". {remedy(word, here.entries)}'
                if sheet.path[: depth + 1] not in self._incomplete:
                    self._problem("", what, row.mark(heading))
                return None
            _, there = here.entries.setdefault(word, (row.mark(heading) if heading else mark, Growing(mark)))
            path = place(*filter(None, (path, word)))
            if not isinstance(there, Growing):
                self._problem(path, f"This is stated in {mark_of(there).cell} already.", mark)
                return None
            here = there
        return here, path

    def _item(self, sheet: Sheet, row: SheetRow, path: str) -> Growing | Awaited | Node:
        """What a row says of its item."""
        mark = row.mark(sheet.names[-1]) if not sheet.is_list and sheet.names else row.first()
        item = Growing(mark)
        if not is_section(sheet.item):
            field = sheet.fields[0]
            node = self._node(field, row, {part: field.heading(part) for part in field.parts}, path)
            # Where the cell is empty, the sheet `More` may say what stands there.
            return Awaited(row.mark(field.heading(field.parts[0])), is_dated=False) if node is None else node
        for field in sheet.fields:
            parts = {part: field.heading(part) for part in field.parts}
            node = self._node(field, row, parts, place(*(path, *field.path)) if path else field.label)
            if node is not None:
                *above, key = field.path
                section = section_at(item, above, mark_of(node))
                assert section is not None, "keys of a row are sections"
                section.entries[key] = (row.mark(parts[field.parts[0]]), node)
        if sheet.word is not None and list(item.entries) == [sheet.word]:
            return item.entries[sheet.word][1]
        return item

    def _node(self, field: Field, row: SheetRow, headings: Mapping[str, str], path: str) -> Node | Awaited | None:
        """What the cells of one place say; none where all are empty or say nothing that can be read."""
        cells = {part: read for part, heading in headings.items() if (read := row.cell(heading)) is not None}
        if not cells:
            return None
        is_quantity = isinstance(field.kind, type) and issubclass(field.kind, _Quantity)
        first = cells.get(field.parts[0])
        if is_quantity and first is not None and first.value == IS_DATED:
            return Awaited(first.mark, is_dated=True)
        try:
            return node_of(field, cells, {part: row.mark(heading) for part, heading in headings.items()})
        except CellError as error:
            self._problem(path, error.problem.message, error.problem.mark)
            return None

    # ------------------------------------------------------------ dated values, and whatever has no cell
    def dated(self, grid: Grid) -> None:
        """Read the sheet of numbers that change, several rows for each."""
        steps: dict[str, list[tuple[Mark, Node]]] = {}
        for row in self._rows(grid, DATED_HEADINGS):
            path = row.text("path")
            if not path:
                self._problem("", "This row has no path. Write which number it is about.", row.first())
                continue
            step = self._step(row, path)
            if step is not None:
                steps.setdefault(path, []).append((row.mark("path"), step))
        for path, found in steps.items():
            mark = found[0][0]
            self._put(path, SequenceNode(tuple(step for _, step in found), mark), mark)

    def _step(self, row: SheetRow, path: str) -> Node | None:
        since = row.cell("from")
        known = {part: part for part in STEP.parts}
        node = self._node(STEP, row, known, path)
        if node is None or isinstance(node, Awaited):
            if not any(row.cell(part) for part in STEP.parts):
                self._problem(path, "No number stands here. Write the value.", row.mark("value"))
            return None
        entries = dict(node.entries) if isinstance(node, MappingNode) else {"value": Entry("value", node.mark, node)}
        if since is not None:
            day = scalar(since, child(Step, "from"))
            entries = {"from": Entry("from", since.mark, day), **entries}
        return MappingNode(entries, row.mark("value"))

    def more(self, grid: Grid) -> None:
        """Read the sheet of whatever has no cell: a path, and what stands there."""
        for row in self._rows(grid, MORE_HEADINGS):
            path, read = row.text("path"), row.cell("value")
            if not path or read is None:
                missing = "path" if not path else "value"
                what = "Write the path of what is said here." if not path else "Write what stands there; null: nothing."
                self._problem(path, what, row.mark(missing))
                continue
            try:
                self._put(path, yaml_in(read), row.mark("path"))
            except CellError as error:
                self._problem(path, error.problem.message, error.problem.mark)

    def _put(self, path: str, node: Node, mark: Mark) -> None:
        """Put something at a path where nothing is stated yet."""
        parts = parts_in(path)
        if not parts:
            self._problem("", f'"{path}" is no path. Write one like demand.missing_high.tier.', mark)
            return
        here, kind = self.root, Scenario
        for part in parts[:-1]:
            kind = child(kind, part)
            there: Growing | Awaited | Node | None
            if isinstance(part, int):
                there = here.items[part] if part < len(here.items) else None
            else:
                there = here.entries.setdefault(part, (mark, Growing(mark)))[1] if not here.items else None
            if not isinstance(there, Growing):
                where = f"is stated in {mark_of(there).cell} already" if there is not None else "has no such item"
                self._problem(path, f"This cannot be put there: {place(part)} {where}.", mark)
                return
            here = there
        last = parts[-1]
        if isinstance(last, int):
            self._problem(path, "An item of a list cannot be put there alone. Write the whole list.", mark)
            return
        known = here.entries.get(last)
        if known is not None and not _is_open(known[1]):
            first = mark_of(known[1]).cell
            self._problem(path, f"This stands here twice; the first is in {first}. Keep one of them.", mark)
            return
        here.entries[last] = (mark, node)

    def never_found(self) -> None:
        """Values that are announced, or belong to a name, and are not there."""
        for path, awaited in _awaited(self.root, ()):
            what = (
                f'"{IS_DATED}" stands here, but the sheet "{DATED}" has no row with the path {path}. Write them.'
                if awaited.is_dated
                else "Nothing stands here. Write the value, or empty the row."
            )
            self._problem(path, what, awaited.mark)

    def _rows(self, grid: Grid, headings: tuple[str, ...], needed: tuple[str, ...] = ()) -> Iterator[SheetRow]:
        columns, problems = columns_of(grid, headings)
        self.problems += problems
        missing = [heading for heading in needed if columns is None or heading not in columns.by_heading]
        if columns is None or missing:
            self._incomplete |= {each.path for each in layout().sheets if each.name == grid.name.strip() and problems}
            if columns is not None and not problems:
                what = f"The column {missing[0]} is missing on this sheet. Write its heading and what stands under it."
                self._problem("", what, grid.mark(columns.row, 0))
            return
        for number in range(columns.row + 1, len(grid.rows)):
            if any(grid.value(number, column) is not None for column in columns.by_heading.values()):
                yield SheetRow(grid, columns, number)

    def _problem(self, path: str, message: str, mark: Mark | None) -> None:
        self.problems.append(Problem(path, message, mark))


def _is_open(part: Growing | Awaited | Node) -> bool:
    """Whether nothing is said of a place yet, beside its name."""
    return isinstance(part, Awaited) or (isinstance(part, Growing) and not part.entries and not part.items)


def _awaited(part: Growing, path: tuple[str | int, ...]) -> Iterator[tuple[str, Awaited]]:
    for key, (_, each) in part.entries.items():
        if isinstance(each, Awaited):
            yield place(*path, key), each
        elif isinstance(each, Growing):
            yield from _awaited(each, (*path, key))
    for number, item in enumerate(part.items):
        if isinstance(item, Growing):
            yield from _awaited(item, (*path, number))
