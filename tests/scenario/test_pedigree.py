"""Every number that a scenario states, and every one that it leaves to a default, has its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from planner.scenario.load import Loaded
from planner.scenario.pedigree import Entry, walk_quantities
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.template import template


@pytest.fixture
def entries(load: Callable[[str], Loaded]) -> Callable[[str], dict[str, Entry]]:
    return lambda text: {entry.place: entry for entry in walk_quantities(load(text).scenario)}


def test_a_stated_number_comes_with_its_whole_pedigree(entries: Callable[[str], dict[str, Entry]]) -> None:
    path = "demand.section_47.arrivals.cases"
    assert entries(template())[path] == Entry(
        path=path,
        place=path,
        from_=None,
        value=1500.0,
        per="year",
        unit="cases per stated time",
        range=(1400.0, 1600.0),
        basis="estimate",
        source="crime_system",
        note=None,
    )


def test_what_nobody_stated_is_called_a_default(entries: Callable[[str], dict[str, Entry]]) -> None:
    found = entries(template())
    assert found["demand.section_47.recorded_share"].basis == "default"
    assert found["demand.section_47.recorded_share"].value == 1.0
    assert found["demand.section_47.opening.backlog_cases"].basis == "default"
    assert found["demand.abuse_crimes.spread_by_month"].basis == "default"
    assert found["demand.section_47.spread_by_month"].basis == "unstated"
    assert found["demand.abuse_crimes.opening.backlog_cases"].basis == "unstated"


def test_units_come_from_the_descriptions_of_the_keys(entries: Callable[[str], dict[str, Entry]]) -> None:
    found = entries(template())
    assert found["establishment.child_protection.detective.approved_fte"].unit == "FTE"
    assert found["demand.section_47.tasks.oversight.roles.supervisor"].unit == "share"
    assert found["supply.leavers.detective.rate"].unit == "share per stated time"
    assert found["budget.limits.all.pounds_per_year"].unit == "pounds"


def test_each_date_has_its_line(entries: Callable[[str], dict[str, Entry]]) -> None:
    dated = "hours_each: [{value: 8}, {from: 2024-09, value: 7, basis: decision, note: agreed}]"
    found = entries(template().replace("hours_each: 8", dated))
    path = "hours.officers.bank_holidays.hours_each"
    first, second = found[f"{path}[0]"], found[f"{path}[1]"]
    assert (first.path, first.from_, first.value, first.basis) == (path, None, 8.0, "unstated")
    assert (second.path, second.from_, second.value, second.basis) == (
        path,
        date(2024, 9, 1),
        7.0,
        "decision",
    )
    assert second.note == "agreed"


def test_every_number_written_in_the_file_is_walked(load: Callable[[str], Loaded]) -> None:
    # Each number in the file is in the walk, or is one of the few that have no pedigree.
    loaded = load(template())
    places = {entry.path for entry in walk_quantities(loaded.scenario)}
    numbers = [path for path, value in _numbers(loaded.raw, "") if not any(path.startswith(place) for place in places)]
    assert numbers == ["format", "demand.section_47.tier", "demand.abuse_crimes.tier"]


def _numbers(part: object, path: str) -> list[tuple[str, float]]:
    if isinstance(part, dict):
        return [each for key, value in part.items() for each in _numbers(value, f"{path}.{key}" if path else key)]
    if isinstance(part, list):
        return [each for number, value in enumerate(part) for each in _numbers(value, f"{path}[{number}]")]
    return [(path, part)] if isinstance(part, (int, float)) and not isinstance(part, bool) else []


def test_every_path_leads_to_a_mark_or_to_a_default(load: Callable[[str], Loaded]) -> None:
    loaded = load(template())
    for entry in walk_quantities(loaded.scenario):
        assert (entry.place in loaded.marks) == (entry.basis != "default"), entry


def test_every_number_that_can_be_stated_says_its_unit() -> None:
    numbers = _quantities(Scenario, set())
    without = [f"{section.__name__}.{name}" for section, name in numbers if not _unit(section, name)]
    assert not without, (
        f"The docstring of {', '.join(without)} ends with no unit, as [FTE]: the register of assumptions prints it."
    )


def _unit(section: type[BaseModel], name: str) -> bool:
    return bool(re.search(r"\[[^\[\]]+\](?=[.;]|$)", section.model_fields[name].description or ""))


def _quantities(section: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[type[BaseModel], str]]:
    """Every field of a section and of the sections in it that holds a number with a pedigree."""
    if section in seen:
        return
    seen.add(section)
    for name, field in section.model_fields.items():
        for kind in _types_in(field.annotation):
            if issubclass(kind, _Quantity):
                yield section, name
            elif issubclass(kind, BaseModel):
                yield from _quantities(kind, seen)


def _types_in(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _types_in(inner)
