"""From a scenario to the rows of a workbook's sheets, so that nothing of it is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.errors import UsageError
from planner.scenario.dump import dump_in_a_line
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.shape import Kind, child, is_names
from planner.scenario.workbook.cells import LONGEST_TEXT, Shown, laid_out
from planner.scenario.workbook.layout import (
    IS_DATED,
    STEP,
    STEP_ALONE,
    Field,
    Path,
    Sheet,
    is_section,
    is_table,
    layout,
)
from planner.scenario.workbook.paths import written

Row = dict[str, Shown]
"""What stands in a row, by heading."""


@dataclass
class Rows:
    """The rows of each sheet."""

    head: dict[str, dict[str, Shown]] = field(default_factory=dict)
    """What stands once: what each cell says, by part, under the label of its row."""
    sheets: dict[str, list[Row]] = field(default_factory=dict)
    """By the name of the sheet."""
    dated: list[Row] = field(default_factory=list)
    more: list[tuple[str, Shown]] = field(default_factory=list)
    """Paths, and what stands there."""


def spread(raw: Mapping[str, Any]) -> Rows:
    """The rows that say what a scenario says, as plain data.

    Raises:
        UsageError: A text of the scenario is too long for any cell.
    """
    spreading = _Spreading()
    known = {each.path: each for each in layout().head}
    cells = spreading.section(raw, Scenario, (), (), (), known)
    for label, said in cells:
        spreading.rows.head[label.label] = said
    return spreading.rows


class _Spreading:
    """One scenario on its way into a workbook."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._sheets = {each.path: each for each in layout().sheets}

    def section(
        self,
        data: Mapping[str, Any],
        kind: Kind,
        at: tuple[str | int, ...],
        below: tuple[str, ...],
        names: tuple[str, ...],
        known: Mapping[tuple[str, ...], Field],
        pattern: Path = (),
    ) -> list[tuple[Field, dict[str, Shown]]]:
        """What the cells of one row say of a section; what lies in it goes to its own sheets.

        Args:
            data: What stands in the section.
            kind: Its type.
            at: Where it stands.
            below: The keys that lead to it from the row's item.
            names: The names on the way.
            known: The places that have cells in the row.
            pattern: Where the row's item stands, without names.
        """
        said: list[tuple[Field, dict[str, Shown]]] = []
        for key, value in data.items():
            inner, here = child(kind, key), (*below, key)
            if is_table(inner) and self._table(value, inner, (*at, key), (*pattern, *here), names):
                continue
            if is_section(inner) and not is_table(inner) and isinstance(value, Mapping) and value:
                said += self.section(value, inner, (*at, key), here, names, known, pattern)
            elif here in known:
                said += self._place(known[here], value, (*at, key))
            else:
                self._more((*at, key), value)
        return said

    def _place(self, field: Field, value: Any, at: tuple[str | int, ...]) -> list[tuple[Field, dict[str, Shown]]]:
        """What the cells of one place say; a number that changes has its values elsewhere."""
        cells = laid_out(field, value)
        if cells is not None:
            return [(field, cells)]
        steps = _steps(field, value)
        if steps:
            self.rows.dated += [{"path": written(at), **step} for step in steps]
            return [(field, {"value": IS_DATED})]
        self._more(at, value)
        return []

    def _table(self, value: Any, kind: Kind, at: tuple[str | int, ...], pattern: Path, names: tuple[str, ...]) -> bool:
        """Put the items of a table on its sheet.

        Returns:
            Whether it has one, and the sheet can say them.
        """
        if is_names(kind):
            inside = (*pattern, None)
            item = child(kind, "name")
            if not isinstance(value, Mapping) or not value:
                return False
            if is_names(item):
                for name, each in value.items():
                    if not self._table(each, item, (*at, name), inside, (*names, name)):
                        self._more((*at, name), each)
                return True
            sheet = self._sheets.get(inside)
            if sheet is None or not all(map(_is_name, value)):
                return False
            for name, each in value.items():
                self._item(sheet, each, (*at, name), (*names, name))
            return True
        sheet = self._sheets.get(pattern)
        if sheet is None or not isinstance(value, list) or not value or not all(_is_row(sheet, each) for each in value):
            return False
        for number, each in enumerate(value):
            self._item(sheet, each, (*at, number), names)
        return True

    def _item(self, sheet: Sheet, value: Any, at: tuple[str | int, ...], names: tuple[str, ...]) -> None:
        """Put one item on its sheet."""
        row: Row = dict(zip(sheet.names, names, strict=True))
        self.rows.sheets.setdefault(sheet.name, []).append(row)
        if is_section(sheet.item) and isinstance(value, Mapping):
            known = {each.path: each for each in sheet.fields}
            said = self.section(value, sheet.item, at, (), names, known, sheet.path)
        elif is_section(sheet.item) and sheet.is_list:
            word = sheet.fields[0]
            said = [(word, {word.parts[0]: value})]
        elif is_section(sheet.item):
            said = []
            self._more(at, value)
        else:
            said = self._place(sheet.fields[0], value, at)
        for each, cells in said:
            row.update({each.heading(part): cell for part, cell in cells.items()})

    def _more(self, at: tuple[str | int, ...], value: Any) -> None:
        """Put a place on the sheet of whatever has no cell."""
        text = dump_in_a_line(value)
        if len(text) > LONGEST_TEXT:
            raise UsageError(
                f"{written(at)} is too long for a cell of a workbook: {len(text):,} characters, and {LONGEST_TEXT:,}"
                " have room. Shorten it, or keep the scenario as a YAML file."
            )
        self.rows.more.append((written(at), text))


def _steps(field: Field, value: Any) -> list[Row]:
    """The rows of a number's dated values; none where it is not one."""
    is_quantity = isinstance(field.kind, type) and issubclass(field.kind, _Quantity)
    found = [_step(step) for step in value] if is_quantity and isinstance(value, list) else []
    return [step for step in found if step is not None] if None not in found else []


def _step(step: Any) -> Row | None:
    if not isinstance(step, Mapping) or not isinstance(step.get("from", ""), str):
        return None
    others = {key: each for key, each in step.items() if key != "from"}
    cells = laid_out(STEP, others) if len(others) > 1 else laid_out(STEP_ALONE, others.get("value"))
    return None if cells is None else {**{key: each for key, each in step.items() if key == "from"}, **cells}


def _is_name(name: str) -> bool:
    """Whether a name can stand in a cell."""
    return name == name.strip() and bool(name)


def _is_row(sheet: Sheet, item: Any) -> bool:
    """Whether an item of a list can be said by a row: by what stands in its cells, or by one word alone."""
    if not isinstance(item, Mapping):
        return isinstance(item, str) and sheet.word is not None and laid_out(sheet.fields[0], item) is not None
    says_more = set(item) - {sheet.word}
    return bool(says_more) and all(_is_cell(sheet, (key,), each) for key, each in item.items())


def _is_cell(sheet: Sheet, path: tuple[str, ...], value: Any) -> bool:
    """Whether a place of a list's item has a cell that can say it."""
    field = next((each for each in sheet.fields if each.path == path), None)
    if field is None:
        is_section_of_it = any(each.path[: len(path)] == path for each in sheet.fields)
        return (
            is_section_of_it
            and isinstance(value, Mapping)
            and bool(value)
            and all(_is_cell(sheet, (*path, key), each) for key, each in value.items())
        )
    return laid_out(field, value) is not None or bool(_steps(field, value))
