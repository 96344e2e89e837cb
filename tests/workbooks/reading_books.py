"""A workbook as others see it: its cells, its formulas and its tables, read from the file and not from our writer."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class Opened:
    """The cells of each sheet, with the values that stand in the file, and the formulas of each."""

    values: dict[str, list[list[Any]]]
    formulas: dict[tuple[str, str], str]
    """By sheet and cell."""
    tables: dict[str, tuple[str, list[str], int, int]]
    """The sheet, the headings, and the first and the last row (from 0) of each table's rows, by its name."""

    def at(self, sheet: str, cell: str) -> Any:
        """What stands in a cell, e.g. `C7`."""
        row, column = place(cell)
        rows = self.values[sheet]
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

    def column(self, table: str, heading: str) -> list[Any]:
        """A column of a table."""
        sheet, headings, first, last = self.tables[table]
        return [self.values[sheet][row][headings.index(heading)] for row in range(first, last + 1)]


def opened(content: bytes) -> Opened:
    """Read a workbook."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        values = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    formulas, tables = {}, {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for number, name in enumerate(values, start=1):
            root = ET.fromstring(packed.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - written by ourselves
            for cell in root.iter(f"{MAIN}c"):
                formula = cell.find(f"{MAIN}f")
                if formula is not None:
                    formulas[name, cell.attrib["r"]] = formula.text or ""
            relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            said = packed.read(relations).decode() if relations in packed.namelist() else ""
            for target in re.findall(r'Target="\.\./tables/(table\d+\.xml)"', said):
                table = ET.fromstring(packed.read(f"xl/tables/{target}"))  # noqa: S314
                first, last = (place(end)[0] for end in table.attrib["ref"].split(":"))
                headings = [each.attrib["name"] for each in table.iter(f"{MAIN}tableColumn")]
                tables[table.attrib["name"]] = (name, headings, first + 1, last)
    return Opened(values, formulas, tables)


def place(cell: str) -> tuple[int, int]:
    """The row and the column of a cell, from 0."""
    found = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", cell)
    assert found is not None, cell
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def blanked(content: bytes, changes: dict[tuple[int, str], float] | None = None) -> bytes:
    """The workbook without the values of its formulas, and with other numbers in some cells, by sheet's number."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item.filename)
            if item.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            for (number, cell), value in (changes or {}).items():
                if item.filename == f"xl/worksheets/sheet{number}.xml":
                    data, count = re.subn(rb'(<c r="%s"[^>]*><v>)[^<]*' % cell.encode(), rb"\g<1>%r" % value, data)
                    assert count == 1, cell
            new.writestr(item, data)
    return held.getvalue()


def recalculated(content: bytes, folder: Path) -> Opened:
    """The workbook as LibreOffice works it out, from a file without any values of formulas."""
    assert OFFICE is not None
    folder.mkdir(exist_ok=True)
    (folder / "blank.xlsx").write_bytes(content)
    done = subprocess.run(  # noqa: S603
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "again"),
            str(folder / "blank.xlsx"),
        ],
        capture_output=True,
        check=False,
        timeout=300,
    )
    made = folder / "again" / "blank.xlsx"
    assert made.exists(), done.stderr.decode()
    with CalamineWorkbook.from_path(str(made)) as book:
        values = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    known = opened(content)
    return Opened(values, known.formulas, known.tables)
