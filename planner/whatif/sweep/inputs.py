"""What a sweep varies: numbers of the scenario, each with the values that are tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from planner.errors import UsageError
from planner.scenario.edits import keys_of
from planner.scenario.load import Loaded
from planner.scenario.pedigree import Entry, walk_quantities
from planner.scenario.suggest import remedy

Value: TypeAlias = float | str
"""A number, or where no number stands a length of time, a date or a name as a file has it."""

DIGITS = 12
"""To how many digits a value that was worked out is kept: what a float adds behind is no figure."""
DRAWN_DIGITS = 6
"""To how many digits a value that was drawn is kept, so that it can be read."""
MOST_STEPS = 1_000
"""Into how many steps a range may be cut."""
WHOLE = 1e15
"""Up to this size a float without a fraction is written as a whole number."""
HOW = "Write PATH, PATH=LOW..HIGH, PATH=LOW..HIGH/STEPS or PATH=A,B,C."


class Setting(NamedTuple):
    """One place of the scenario and what stands there in a run."""

    place: str
    """The path, with the position where a number has several dates, e.g. `budget.limits.x.pounds_per_year[1]`."""
    value: Value


Settings: TypeAlias = tuple[Setting, ...]


@dataclass(frozen=True)
class Input:
    """Something in the scenario that is varied; if it is a number with several dates, all its values move together."""

    path: str
    unit: str
    """Its unit; empty if it is not known."""
    stated: Settings
    """What the scenario has."""
    points: tuple[Settings, ...]
    """The values that are tried, the lowest first; texts as they were listed."""
    is_range: bool
    """Whether whatever lies between the first and the last of them is possible, too."""
    first: int = 0
    """Which of its dated values holds on the first day of the plan."""

    @property
    def tried(self) -> tuple[Settings, ...]:
        """The values that are tried one at a time: all that are not what the scenario has."""
        return tuple(point for point in self.points if point != self.stated)

    @property
    def crossed(self) -> tuple[Settings, ...]:
        """The values that are tried with those of other inputs: of a range also what the scenario has."""
        if not self.is_range:
            return self.points
        return tuple(sorted({*self.points, self.stated}, key=lambda point: [_number(each) for each in point]))

    def drawn(self, share: float) -> Settings:
        """The values at a share of the way: within a range at that point, of listed values the one that lies there.

        Args:
            share: From 0 to less than 1.
        """
        if not self.is_range:
            return self.points[int(share * len(self.points))]
        return tuple(
            Setting(low.place, _rounded(_number(low) + share * (_number(high) - _number(low)), DRAWN_DIGITS))
            for low, high in zip(self.points[0], self.points[-1], strict=True)
        )


@dataclass(frozen=True)
class Variable:
    """What stands at a path of the scenario and may be varied."""

    path: str
    unit: str
    stated: Settings
    """What the scenario has: each dated value of a number, or the one value of something else."""
    low: Settings
    """The lowest values that are plausible, by their ranges; without a range what the scenario has."""
    high: Settings
    first: int = 0
    """Which of the dated values holds on the first day of the plan."""

    @property
    def has_range(self) -> bool:
        """Whether the scenario says how far it may be off."""
        return self.low != self.high

    def at(self, value: Value, said: str) -> Settings:
        """A value; where a number has several dates, it is the first one's and the others move in proportion.

        Args:
            value: The value.
            said: How the reader said so, for a message.

        Raises:
            UsageError: There are several dates, and the first value is 0 or the new one is no number.
        """
        if len(self.stated) == 1:
            return (Setting(self.stated[0].place, value),)
        reference = self.stated[self.first].value
        if isinstance(value, str) or isinstance(reference, str) or reference == 0:
            raise UsageError(
                f"{said}: {self.path} has {len(self.stated)} dated values, which cannot move in proportion here."
                f" Name one of them: {self.stated[0].place}."
            )
        return tuple(Setting(each.place, _rounded(_number(each) * value / reference)) for each in self.stated)


class Variables:
    """Everything in a scenario that may be varied, by path."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        # A series by month or by hour is no single number.
        single = (each for each in walk_quantities(loaded.scenario) if isinstance(each.value, (int, float)))
        self._numbers = {path: list(entries) for path, entries in groupby(single, key=lambda each: each.path)}
        self._order = {path: number for number, path in enumerate(self._numbers)}

    def ranged(self, sections: Sequence[str] = ()) -> list[Input]:
        """Every number that has a range in the scenario.

        Args:
            sections: Only those of these sections; none: of all.

        Raises:
            UsageError: There is no such section, or no number has a range.
        """
        known = list(dict.fromkeys(map(_section, self._numbers)))
        for section in sections:
            if section not in known:
                raise UsageError(f'There is no section "{section}" with numbers here. {remedy(section, known)}')
        chosen = [path for path in self._numbers if not sections or _section(path) in sections]
        variables = [self._number(path, self._numbers[path]) for path in chosen]
        found = [_by_its_range(variable) for variable in variables if variable.has_range]
        if not found:
            where = f" in {' or '.join(sections)}" if sections else ""
            raise UsageError(
                f"No number{where} has a range in this scenario, so there is nothing to vary. Give one a range,"
                " {value: 20, range: [15, 30]}, or say what to vary: --vary PATH=LOW..HIGH."
            )
        return found

    def at(self, path: str, said: str) -> Variable:
        """What stands at a path.

        Args:
            path: A path of the scenario, e.g. `supply.overtime.officers.share_of_contracted`.
            said: How the reader said so, for a message.

        Raises:
            UsageError: Nothing stands there that can be varied.
        """
        if path in self._numbers:
            return self._number(path, self._numbers[path])
        one_date = [each for each in self._numbers.get(_whole(path), ()) if each.place == path]
        if one_date:
            return self._number(path, one_date)
        there = _in_raw(path, self._loaded.raw)
        if path not in self._loaded.marks or isinstance(there, (dict, list)):
            near = remedy(path, self._numbers)
            hint = near if near.startswith("Did") else "A path is the names from the section on, with dots between."
            raise UsageError(f"{said}: nothing that can be varied stands at {path}. {hint}")
        stated = (Setting(path, there),)
        return Variable(path, "", stated, stated, stated)

    def in_order(self, inputs: Iterable[Input]) -> list[Input]:
        """Inputs in the order of the scenario, whatever the order in which they were said."""
        last = len(self._order)
        return sorted(inputs, key=lambda each: (self._order.get(_whole(each.path), last), each.path))

    def _number(self, path: str, entries: Sequence[Entry]) -> Variable:
        begins = self._loaded.scenario.period.first
        held = [number for number, each in enumerate(entries) if each.from_ is None or each.from_ <= begins]
        ends = [
            tuple(Setting(each.place, float(each.range[end] if each.range else _value(each))) for each in entries)
            for end in (0, 1)
        ]
        stated = tuple(Setting(each.place, _value(each)) for each in entries)
        return Variable(path, _unit(entries[0]), stated, ends[0], ends[1], held[-1] if held else 0)


def parse_inputs(texts: Iterable[str], variables: Variables) -> list[Input]:
    """Read what is to be varied; the inputs come in the order of the scenario.

    Args:
        texts: `PATH`, `PATH=LOW..HIGH`, `PATH=LOW..HIGH/STEPS` or `PATH=A,B,C`.
        variables: What may be varied.

    Raises:
        UsageError: A text is not understood, nothing stands at a path, or it is varied twice.
    """
    found: dict[str, Input] = {}
    for text in texts:
        path, sign, values = (part.strip() for part in text.partition("="))
        said = f"--vary {text}"
        if not path or (sign and not values):
            raise UsageError(f"{said}: {'there is no path' if not path else 'no value follows'}. {HOW}")
        variable = variables.at(path, said)
        for other in found:
            if _whole(other) == path or _whole(path) == other or path == other:
                raise UsageError(f"{said}: {path} is varied twice. Say once what it may be.")
        found[path] = _by_values(said, variable, values) if values else _by_pedigree(said, variable)
    return variables.in_order(found.values())


def as_written(value: Value) -> str:
    """A value as a file has it: 1340, 0.05, 3 months."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < WHOLE else repr(value)


def parse_value(text: str) -> Value:
    """A number if it reads as one, otherwise the text."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if abs(number) < float("inf") else text


# ---------------------------------------------------------------- how it is said
def _by_pedigree(said: str, variable: Variable) -> Input:
    if not variable.has_range:
        raise UsageError(
            f"{said}: {variable.path} has no range in the scenario. Say how far: --vary {variable.path}=LOW..HIGH."
        )
    return _by_its_range(variable)


def _by_its_range(variable: Variable) -> Input:
    """From the lowest to the highest that is plausible; a dated value without a range stays as it is."""
    return Input(variable.path, variable.unit, variable.stated, (variable.low, variable.high), True, variable.first)


def _by_values(said: str, variable: Variable, values: str) -> Input:
    is_range = ".." in values
    tried = _between(said, values) if is_range else [parse_value(each.strip()) for each in values.split(",")]
    if "" in tried:
        raise UsageError(f"{said}: a value is missing between two commas. {HOW}")
    if not any(isinstance(each, str) for each in tried):
        tried = sorted(tried, key=float)
    points = tuple(variable.at(each, said) for each in dict.fromkeys(tried))
    any_between = is_range and "/" not in values
    return Input(variable.path, variable.unit, variable.stated, points, any_between, variable.first)


def _between(said: str, values: str) -> list[Value]:
    """The two ends of a range, or so many steps of it."""
    ends, sign, steps = values.partition("/")
    low, high = (parse_value(each.strip()) for each in ends.split("..", 1))
    if isinstance(low, str) or isinstance(high, str) or low >= high:
        raise UsageError(f"{said}: a range is two numbers, the lower one first, as in 20..50. {HOW}")
    if not sign:
        return [low, high]
    if not steps.strip().isdigit() or not 2 <= int(steps) <= MOST_STEPS:
        raise UsageError(f"{said}: a range is cut into 2 to {MOST_STEPS:,} steps, as in 20..50/5. {HOW}")
    count = int(steps)
    return [_rounded(low + (high - low) * number / (count - 1)) for number in range(count)]


# ---------------------------------------------------------------- places and numbers
def _section(path: str) -> str:
    return path.partition(".")[0]


def _whole(path: str) -> str:
    """The path of a number without the position of one of its dated values."""
    return path.rpartition("[")[0] if path.endswith("]") else path


def _unit(entry: Entry) -> str:
    """The unit of a number, with the time that a rate is for."""
    return entry.unit.replace("per stated time", f"per {entry.per}") if entry.per else entry.unit


def _value(entry: Entry) -> float:
    assert isinstance(entry.value, (int, float)), "series are left out"
    return float(entry.value)


def _number(setting: Setting) -> float:
    assert not isinstance(setting.value, str), "a range is one of numbers"
    return setting.value


def _rounded(value: float, digits: int = DIGITS) -> float:
    return float(f"{value:.{digits}g}")


def _in_raw(path: str, raw: Mapping[str, Any]) -> Any:
    """What stands at a path of the plain data, as a value; an empty text where nothing does."""
    there: Any = raw
    for key in keys_of(path):
        try:
            there = there[key]
        except (KeyError, IndexError, TypeError):
            return ""
    if there is None or isinstance(there, bool):
        return str(there).lower()
    return float(there) if isinstance(there, (int, float)) else there
