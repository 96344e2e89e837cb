"""Checking a plan's folder: its files, the form of its tables, then every figure from other figures.

What a later check builds on has been checked before it: figures are only worked out again from tables that can be
read, and that name nothing which the scenario does not have; the page only from tables in which nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from planner.verify.audits import AUDITS, Audit
from planner.verify.cells import Table, read_table
from planner.verify.certificate import certificates_hold
from planner.verify.certificate_file import read_statements
from planner.verify.description import the_description_names_every_column
from planner.verify.files import (
    RUN,
    SCENARIO,
    files_are_those_recorded,
    in_parts,
    levels_are_those_recorded,
    read_files,
    record_of,
    text_of,
)
from planner.verify.finding import Finding, Wrong
from planner.verify.folder import Folder
from planner.verify.limits import LIMITS, limits_are_those_of_the_scenario
from planner.verify.names import names_are_those_of_the_scenario
from planner.verify.page import the_page_says_what_the_tables_say
from planner.verify.reading import read_scenario
from planner.verify.record import RECORD, the_record_says_what_the_plan_says
from planner.vocabulary import TABLES

Told = Callable[[str, int, int], None]
"""Told which check is being made, as how manyth of how many."""

CERTIFICATES = "every level is as good as its certificate says"
"""The first check of the certificate: the proof of each level without rounding, of the plan that is printed."""

OPTIONAL = {"trials", "initiatives", "requirements", "overrides", "stress"}
"""Tables that a plan has only where its scenario has what they tell of, or where somebody asked for them."""


@dataclass(frozen=True)
class Verdict:
    """What the checks of a plan's folder have found."""

    folder: str
    findings: tuple[Finding, ...]
    files: int
    tables: int
    figures: int
    """Numbers in the tables."""
    checks: int
    """Checks that were made; fewer than there are where the form of the tables did not allow more."""
    all_checks: int

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(folder: Path, told: Told | None = None) -> Verdict:
    """Check a plan's folder.

    Args:
        folder: The folder.
        told: Told before each check, for those who wait.

    Raises:
        UsageError: The folder holds no plan, or cannot be read.
    """
    files = read_files(folder)
    verdict, checked = _verify_files(str(folder), files, told)
    read = read_statements(folder)
    proofs: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        (CERTIFICATES, partial(certificates_hold, folder, read))
    ]
    if checked is not None:  # limits can only be worked out from tables whose names are those of the scenario
        record = record_of(files)
        proofs.append((LIMITS, partial(limits_are_those_of_the_scenario, checked, read[0])))
        proofs.append((RECORD, partial(the_record_says_what_the_plan_says, record, checked, read[0])))
    findings = list(verdict.findings)
    for number, (check, find) in enumerate(proofs):
        if told is not None:
            told(check, verdict.checks + number, verdict.all_checks + len(PROOFS))
        findings += _carried_through(check, find)
    checks, all_checks = verdict.checks + len(proofs), verdict.all_checks + len(PROOFS)
    return replace(verdict, findings=tuple(findings), checks=checks, all_checks=all_checks)


def verify_files(name: str, files: Mapping[str, bytes], told: Told | None = None) -> Verdict:
    """Check the files of a plan but for the certificate of its levels; see `verify`."""
    return _verify_files(name, files, told)[0]


def _verify_files(name: str, files: Mapping[str, bytes], told: Told | None) -> tuple[Verdict, Folder | None]:
    """The same, and the plan as far as its names are those of its scenario."""
    tables = _tables(files)
    found = [*_form(files, tables)]
    made, count = len(FORM), len(FORM) + len(FIGURES) + len(AUDITS) + len(PAGE)
    stated, checked = None, None
    if not any(finding.file != RUN and finding.check in STOPPING for finding in found):
        stated, wrong = read_scenario(text_of(files, SCENARIO) or "")
        found += [Finding.of("the scenario can be read", each) for each in wrong]
    if stated is not None:
        checked = Folder({table: read.rows for table, read in tables.items()}, stated, in_parts(record_of(files)))
        for check, findings in _figures(checked, files, AUDITS, PAGE):
            if check in dict(PAGE) and any(finding.file.endswith(".csv") for finding in found):
                break  # the page is made from the tables
            if told is not None:
                told(check, made, count)
            made += 1
            found += findings()
            if check in NAMING and found and found[-1].check == check:
                checked = None
                break  # nothing can be worked out of names that the scenario does not have
    figures = sum(int(table.rows.select_dtypes("number").count().sum()) for table in tables.values())
    return Verdict(name, tuple(found), len(files), len(tables), figures, made, count), checked


def figures_found(folder: Folder, files: Mapping[str, bytes], table: str) -> Iterator[Finding]:
    """What is wrong with the figures of the tables, one finding after the other; audits of a table are made first."""
    for check, found in _figures(folder, files, sorted(AUDITS, key=lambda audit: table not in audit.tables), ()):
        mine = found()
        yield from mine
        if check in NAMING and mine:
            return


def _tables(files: Mapping[str, bytes]) -> dict[str, Table]:
    """Every table of the folder that the vocabulary knows, as far as it can be read."""
    names = [name for name in TABLES if f"{name}.csv" in files]
    return {name: read_table(name, text_of(files, f"{name}.csv") or "") for name in names}


def every_table_is_there(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> Iterator[Wrong]:
    """Every table of a plan is there, and no table that nobody knows."""
    for name in sorted(set(TABLES) - OPTIONAL - set(tables)):
        yield Wrong(f"{name}.csv", "", "", "no such file", TABLES[name].title)
    for name in sorted(files):
        if name.endswith(".csv") and name.removesuffix(".csv") not in TABLES:
            yield Wrong(name, "", "", "a table", "no table that the vocabulary does not have")


def every_cell_is_what_its_column_says(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> Iterator[Wrong]:
    """Every cell is a number, a day, a word or true or false as its column says, and no row stands there twice."""
    del files
    for table in tables.values():
        yield from table.wrong


def _recorded(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> Iterator[Wrong]:
    """Every file that the record of the run names is there with its hash, and there is no other."""
    del tables
    yield from files_are_those_recorded(files)


def _described(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> Iterator[Wrong]:
    """The description names each table that is there and no other, and of each exactly its columns."""
    del tables
    yield from the_description_names_every_column(files)


Form = Callable[[Mapping[str, bytes], Mapping[str, Table]], Iterator[Wrong]]

FORM: tuple[tuple[str, Form], ...] = (
    ("files are those recorded", _recorded),
    ("the description names every column", _described),
    ("every table is there", every_table_is_there),
    ("every cell is what its column says", every_cell_is_what_its_column_says),
)
"""Checks of the folder's form, before any figure is looked at."""
STOPPING = {"every table is there", "every cell is what its column says"}
"""Checks of form without which no figure can be worked out again."""


def _form(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> Iterator[Finding]:
    for check, function in FORM:
        for each in function(files, tables):
            yield Finding.of(check, each)


Checked = Callable[[Folder, Mapping[str, bytes]], Iterator[Wrong]]


def _levels(folder: Folder, files: Mapping[str, bytes]) -> Iterator[Wrong]:
    """Levels of the table are those that the record of the run lists."""
    yield from levels_are_those_recorded(record_of(files), folder.rows("levels"))


FIGURES: tuple[tuple[str, Checked], ...] = (
    ("names are those of the scenario", names_are_those_of_the_scenario),
    ("levels are those recorded", _levels),
)
"""Checks of what stands beside the tables' figures."""
NAMING = {"names are those of the scenario"}
PAGE: tuple[tuple[str, Checked], ...] = (("the page says what the tables say", the_page_says_what_the_tables_say),)
"""Checks of what people read first; they are made last."""


def _figures(
    folder: Folder, files: Mapping[str, bytes], audits: Sequence[Audit], page: Sequence[tuple[str, Checked]]
) -> Iterator[tuple[str, Callable[[], list[Finding]]]]:
    """Every check of figures, to be made when it is asked for."""
    for check, function in FIGURES:
        yield check, partial(_carried_through, check, partial(function, folder, files))
    for audit in audits:
        yield audit.check, partial(_carried_through, audit.check, partial(audit.function, folder))
    for check, function in page:
        yield check, partial(_carried_through, check, partial(function, folder, files))


def _carried_through(check: str, make: Callable[[], Iterator[Wrong | Finding]]) -> list[Finding]:
    """The findings of a check; what cannot be worked out has not passed.

    A folder can hold anything, and figures that do not belong together can leave a check without what it needs.
    """
    found: list[Finding] = []
    try:
        found.extend(each if isinstance(each, Finding) else Finding.of(check, each) for each in make())
    except (LookupError, ValueError, TypeError, ArithmeticError, AttributeError) as error:
        says = f"figures that do not belong together ({type(error).__name__}: {error})"
        found.append(Finding(check, "", "", "", says, "figures from which this can be worked out"))
    return found


PROOFS: tuple[tuple[str, Callable[..., Iterator[Finding]], str], ...] = (
    (CERTIFICATES, certificates_hold, "certificate.zip, levels"),
    (LIMITS, limits_are_those_of_the_scenario, "certificate.zip"),
    (RECORD, the_record_says_what_the_plan_says, "run.json"),
)
"""Checks of the certificate, and of what the record of the run says besides."""


def all_checks() -> list[tuple[str, str, str, str]]:
    """Every check on one page: its name, what it compares, the files or tables, the rules of the model it covers."""
    words: dict[str, Any] = {**dict(FORM), **dict(FIGURES)}
    rows = [(check, (function.__doc__ or "").split("\n", 1)[0], "", "") for check, function in words.items()]
    pages = [(check, (function.__doc__ or "").split("\n", 1)[0], "summary.md", "") for check, function in PAGE]
    proofs = [(check, (function.__doc__ or "").split("\n", 1)[0], tables, "") for check, function, tables in PROOFS]
    return [*rows, *(_line(audit) for audit in AUDITS), *pages, *proofs]


def _line(audit: Audit) -> tuple[str, str, str, str]:
    return audit.check, audit.compares, ", ".join(audit.tables), ", ".join(audit.rules)
