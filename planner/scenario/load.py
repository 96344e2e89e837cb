"""Loading a scenario: files in, a checked scenario out, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.errors import Mark, Problem, ScenarioError, UsageError
from planner.scenario import periods
from planner.scenario.arrivals_table import Tables
from planner.scenario.checks import CHECKS
from planner.scenario.extends import Chain, read_chain
from planner.scenario.form_order import in_form_order
from planner.scenario.head import Period
from planner.scenario.nodes import MappingNode, from_plain, plain
from planner.scenario.overridden import Overridden, told
from planner.scenario.overrides import How, Override, names_of_variants, overridden, override, overrides_of
from planner.scenario.problems import from_types, in_order, inner_names, marked, marks
from planner.scenario.scenario import Scenario
from planner.scenario.spots import all_spots
from planner.scenario.suggest import remedy

MORE_CHECKS = Problem("", "Further checks run when these are mended.", severity="note")
"""Said where the sections could not be checked against each other yet."""


@dataclass(frozen=True)
class Loaded:
    """A scenario without problems, and what is known about its files."""

    scenario: Scenario
    files: tuple[Path, ...]
    """All files read, the child first, then its parents, then tables."""
    raw: dict[str, Any]
    """The merged values as plain data, tables inlined and `extends` dropped: it stands alone."""
    marks: Mapping[str, Mark]
    """The place in the files of every key and list item, by path, e.g. `demand.missing_high.tasks.search`."""
    warnings: tuple[Problem, ...]
    tree: MappingNode = field(repr=False, compare=False)
    """What the files say, put together, before any what-if."""
    first: MappingNode = field(repr=False, compare=False)
    """What the file says that extends no other."""
    chosen: str = ""
    """The variant that was chosen; empty if none was."""
    overrides: tuple[Override, ...] = field(default=(), repr=False, compare=False)
    """What the variant and the command line change, in order."""

    @property
    def stem(self) -> str:
        """What a plan of it is called: see `stem_of`."""
        return stem_of(self.files[0], self.chosen, bool(self.own_overrides))

    @property
    def own_overrides(self) -> tuple[Override, ...]:
        """What is changed in it beside the variant."""
        return tuple(each for each in self.overrides if not each.of_variant)

    @cached_property
    def overridden(self) -> tuple[Overridden, ...]:
        """Every place at which it says something else than the file that extends no other, and who says so."""
        first, files = (plain(_with_tables(tree)[0]) for tree in (self.first, self.tree))
        return told(first, files, self.raw, self.overrides, self.marks)

    def variant(
        self,
        name: str = "",
        *,
        set: Mapping[str, Any] | None = None,  # noqa: A002
        times: Mapping[str, float] | None = None,
        plus: Mapping[str, float] | None = None,
    ) -> Loaded:
        """The same scenario as one of its variants, or with figures changed.

        Args:
            name: A variant that it keeps; unstated: as it is.
            set: What stands at a path instead, e.g. `{"budget.limits.whole.pounds_per_year": 8_700_000}`.
            times: What a number at a path is multiplied by.
            plus: What is added to a number at a path.

        Raises:
            UsageError: There is no such variant.
            ScenarioError: What is changed cannot be, or does not fit the rest.
        """
        said: dict[How, Mapping[str, Any]] = {"=": set or {}, "*=": times or {}, "+=": plus or {}}
        every = [(path, how, value) for how, values in said.items() for path, value in values.items()]
        overrides = [override(*each, number) for number, each in enumerate(every, start=1)]
        return changed(self, overrides, name)


def stem_of(file: Path, variant: str, is_set: bool) -> str:
    """What a plan of a scenario is called, e.g. `2019`, `2019-overtime_halved` or `2019-what-if`."""
    return "-".join(part for part in (file.stem, variant, "what-if" if is_set else "") if part)


def load_scenario(path: str | Path, overrides: Sequence[Override] = (), variant: str = "") -> Loaded:
    """Read a scenario strictly and check it.

    Args:
        path: Its file; `FILE#VARIANT` names one of its variants.
        overrides: What is changed in it, after the variant.
        variant: The name of one of its variants.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read; or there is no such variant.
        ScenarioError: The scenario has problems; the exception holds all of them.
    """
    file, named = variant_in(path)
    chain = read_chain(file)
    if chain.root is None or chain.first is None:
        raise ScenarioError((*in_order(chain.problems), MORE_CHECKS))
    return _checked(chain, chain.root, chain.first, variant or named, tuple(overrides))


def changed(loaded: Loaded, overrides: Sequence[Override] = (), variant: str = "") -> Loaded:
    """The same scenario with more changed in it, checked as a file is.

    Raises:
        UsageError: There is no such variant.
        ScenarioError: What is changed cannot be, or does not fit the rest.
    """
    chain = Chain(loaded.tree, loaded.files, ())
    return _checked(chain, loaded.tree, loaded.first, variant or loaded.chosen, (*loaded.own_overrides, *overrides))


def variant_in(path: str | Path) -> tuple[Path, str]:
    """The file, and the variant that is named behind a `#`; a file may have a `#` in its own name."""
    text = str(path)
    head, sign, name = text.rpartition("#")
    return (Path(text), "") if not sign or Path(text).exists() else (Path(head), name)


def from_plain_data(raw: dict[str, Any]) -> Scenario:
    """A scenario from its plain data, tables inlined, checked as a file is.

    Raises:
        ScenarioError: It has problems; they have no place in a file, and of those that types do not show only the
            first is told.
    """
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        root = from_plain(raw, Mark("", 1, 1))
        assert isinstance(root, MappingNode), "a scenario has sections"
        raise ScenarioError(in_order(from_types(error, root))) from None
    for problem in (problem for check in CHECKS for problem in check(scenario)):
        if problem.severity == "problem":
            raise ScenarioError((problem,))
    return scenario


def _checked(
    chain: Chain, tree: MappingNode, first: MappingNode, variant: str, overrides: tuple[Override, ...]
) -> Loaded:
    """A scenario with its what-ifs, its tables and its types, and every check of it."""
    if variant and not any(True for _ in overrides_of(tree, variant)):
        raise UsageError(f'{chain.files[0]} has no variant "{variant}". {remedy(variant, names_of_variants(tree))}')
    every = (*overrides_of(tree, variant), *overrides)
    root, problems_of_what_ifs = overridden(tree, every)
    if not variant:
        problems_of_what_ifs += tuple(_of_variants(tree))
    root, tables, table_problems = _with_tables(root)
    raw, spots = in_form_order(plain(root), Scenario), all_spots(root)
    problems = [*chain.problems, *problems_of_what_ifs, *table_problems, *inner_names(spots)]
    scenario = None
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        problems += from_types(error, root)
    if scenario is None or problems:
        raise ScenarioError((*in_order(problems), MORE_CHECKS))
    known = marks(spots)
    found = in_order(marked(problem, known) for check in CHECKS for problem in check(scenario))
    if any(problem.severity == "problem" for problem in found):
        raise ScenarioError(found)
    files = (*chain.files, *(table for table in tables if table not in chain.files))
    if every:
        # A variant of this one would be another one: its factors have been used.
        raw.pop("variants", None)
    return Loaded(scenario, files, raw, known, found, tree, first, variant, every)


def _of_variants(tree: MappingNode) -> Iterator[Problem]:
    """What cannot be followed in the variants that a scenario keeps; whether they fit the rest is seen when asked."""
    for name in names_of_variants(tree):
        yield from overridden(tree, overrides_of(tree, name))[1]


def _with_tables(root: MappingNode) -> tuple[MappingNode, tuple[Path, ...], list[Problem]]:
    """The tree with its CSV tables put in, where the period that they must fill is known."""
    entry = root.entries.get("period")
    try:
        period = Period.model_validate(plain(entry.node)) if entry is not None else None
    except ValidationError:
        period = None
    if period is None or periods.count(period) > periods.MOST_PERIODS:
        return root, (), []
    tables = Tables(period)
    with_tables = tables.inlined(root)
    return with_tables, tuple(tables.files), tables.problems
