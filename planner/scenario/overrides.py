"""What-ifs: a scenario in which single figures are others, said as paths and values.

A what-if is said on the command line (`--set budget.limits.whole.pounds_per_year*=0.97`) or in the section `variants`.
It changes the tree that was read, as `extends` does, before anything is checked; so what it says is held to the same
rules as a file, and a mistake is shown where it was made.

A number that is changed does not keep the source and the basis of the one it replaces. It says what it was instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from planner.errors import Mark, Problem, UsageError
from planner.scenario.file_text import Text
from planner.scenario.in_short import in_short
from planner.scenario.merge import Merging
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, from_plain, moved_to, plain
from planner.scenario.quantity import Step, _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.shape import Kind, child, fields, is_names
from planner.scenario.suggest import remedy
from planner.scenario.yaml_reader import read_yaml_text

How: TypeAlias = Literal["=", "*=", "+="]
"""What is done with what stands there: replaced, multiplied, added to."""

OPTION = "--set"
"""What stands in the place of a file's name where an override is shown that no file says."""
COMMAND_LINE = "command line"
"""Where such an override comes from."""
SAID_BY: dict[str, How] = {"set": "=", "times": "*=", "plus": "+="}
"""The keys of a variant that change something, and what each does."""
_SAID = re.compile(r"\s*(?P<path>[^=*+\s]+?)\s*(?P<how>\*=|\+=|-=|=)\s*(?P<value>.*?)\s*", re.DOTALL)
_PART = re.compile(r"[^.\[\]]+")
_DIGITS = 12
"""To how many digits a number that was multiplied or added to is kept: what a float adds behind is no figure."""


@dataclass(frozen=True)
class Override:
    """One place of a scenario that is to say something else."""

    path: str
    """The place, e.g. `supply.overtime.officers.share_of_contracted` or `demand.missing_high.arrivals.cases`."""
    how: How
    node: Node
    """What is written there, or the factor, or what is added."""
    origin: str
    """Who says so, e.g. `variant overtime_halved`."""
    mark: Mark
    """Where the path stands."""
    of_variant: bool = False
    """Whether a variant says so."""


def parse_set(text: str, number: int = 1) -> Override:
    """Read `path=value`, `path*=factor`, `path+=amount` or `path-=amount`.

    Args:
        text: As it was typed.
        number: Which of several it is, counted from 1.

    Raises:
        UsageError: It is nothing of that kind.
    """
    said = _SAID.fullmatch(text)
    if said is None:
        raise UsageError(
            f"{OPTION} {text}: a what-if is written PATH=VALUE, PATH*=FACTOR, PATH+=AMOUNT or PATH-=AMOUNT,"
            " for example budget.limits.whole.pounds_per_year*=0.97."
        )
    mark = Mark(OPTION, number, said.start("path") + 1, len(said["path"]), text)
    value_mark = replace(mark, column=said.start("value") + 1, width=max(1, len(said["value"])))
    reading = read_yaml_text(Text(OPTION, f"value: {said['value']}", (text,)))
    if reading.root is None or reading.problems or list(reading.root.entries) != ["value"]:
        raise UsageError(f"{OPTION} {text}: {said['value']} is no value. Write a number, a name, or {{key: value}}.")
    node = moved_to(value_mark, reading.root.entries["value"].node)
    how: How = "*=" if said["how"] == "*=" else "=" if said["how"] == "=" else "+="
    if said["how"] == "-=" and isinstance(node, Scalar) and isinstance(node.value, (int, float)):
        node = replace(node, value=-node.value)
    return Override(said["path"], how, node, COMMAND_LINE, mark)


def parts_of(path: str) -> list[str | int]:
    """The keys, names and numbers that lead to a place.

    >>> parts_of("ranks[1].title")
    ['ranks', 1, 'title']
    """
    return [int(part) if part.isdigit() else part for part in _PART.findall(path)]


def override(path: str, how: How, value: Any, number: int = 1, origin: str = "what-if") -> Override:
    """An override as a program says it, with plain data.

    Args:
        path: The place.
        how: What is done there.
        value: What is written there, or the factor, or what is added.
        number: Which of several it is, counted from 1.
        origin: Who says so.
    """
    text = f"{path}{how}{in_short(value)}"
    mark = Mark(origin, number, 1, len(path), text)
    return Override(path, how, from_plain(value, replace(mark, column=len(path) + len(how) + 1)), origin, mark)


def overridden(root: MappingNode, overrides: Iterable[Override]) -> tuple[MappingNode, tuple[Problem, ...]]:
    """A scenario's tree with some places changed, one after the other, and what cannot be.

    Args:
        root: The tree; it stays as it is.
        overrides: What is changed.
    """
    problems: list[Problem] = []
    for override in overrides:
        parts = parts_of(override.path)
        try:
            changed = _changed(root, Scenario, parts, override) if parts else None
        except _CannotError as cannot:
            problems.append(Problem(override.path, cannot.message, cannot.mark or override.mark))
            continue
        if isinstance(changed, MappingNode):
            root = changed
        else:
            problems.append(Problem("", f'"{override.path}" is no path. {remedy("", fields(Scenario))}', override.mark))
    return root, tuple(problems)


def overrides_of(root: MappingNode, name: str) -> Iterator[Override]:
    """What a variant of a scenario changes, each at its own place in the file; nothing where there is none."""
    variants = root.entries.get("variants")
    variant = _under(variants.node if variants else None, name)
    for key, how in SAID_BY.items():
        said = _under(variant, key)
        for path, each in said.entries.items() if isinstance(said, MappingNode) else ():
            yield Override(path, how, each.node, f"variant {name}", each.key_mark, of_variant=True)


def names_of_variants(root: MappingNode) -> list[str]:
    """The names of the variants that a scenario keeps."""
    variants = root.entries.get("variants")
    return list(variants.node.entries) if variants and isinstance(variants.node, MappingNode) else []


def _under(node: Any, key: str) -> Any:
    return node.entries[key].node if isinstance(node, MappingNode) and key in node.entries else None


class _CannotError(Exception):
    """An override that cannot be followed."""

    def __init__(self, message: str, mark: Mark | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mark = mark


# ---------------------------------------------------------------- the way to the place
def _changed(node: Node | None, kind: Kind, parts: Sequence[str | int], override: Override) -> Node:
    """What stands at a place once the override has been followed; the place may not be stated yet."""
    if _has_pedigree(kind) and list(parts) == ["value"]:
        parts = []
    if not parts:
        return _written(node, kind, override)
    part, *rest = parts
    if isinstance(node, SequenceNode):
        place = _place_in(node, part)
        items = list(node.items)
        items[place] = _changed(items[place], child(kind, place), rest, override)
        return SequenceNode(tuple(items), node.mark)
    if isinstance(node, Scalar) and node.value is not None:
        raise _CannotError(
            f"{_joined(parts)}: {plain(node)} stands here and has no parts. Leave the end of the path out."
        )
    entries = dict(node.entries) if isinstance(node, MappingNode) else {}
    key = str(part)
    if key not in entries:
        _refuse_unknown(key, kind, entries, bool(rest), override)
    there = entries[key].node if key in entries else _default(kind, key) if override.how != "=" else None
    if not rest and isinstance(override.node, Scalar) and override.node.value is None and override.how == "=":
        entries.pop(key, None)
    else:
        entries[key] = Entry(key, override.mark, _changed(there, child(kind, key), rest, override))
    return MappingNode(entries, node.mark if node else override.mark)


def _refuse_unknown(key: str, kind: Kind, entries: dict[str, Entry], more: bool, override: Override) -> None:
    """Refuse a key that is neither there nor known; a new entry under a name of one's own has to be a whole one."""
    if is_names(kind):
        if more or not isinstance(override.node, MappingNode):
            raise _CannotError(f'There is no "{key}" here. {remedy(key, entries)}')
    elif key not in fields(kind):
        raise _CannotError(f'There is no "{key}" here. {remedy(key, fields(kind))}')


def _place_in(node: SequenceNode, part: str | int) -> int:
    """Which item of a list is meant: by its number from 0, by its name, or by the date from which it holds."""
    if isinstance(part, int) and part < len(node.items):
        return part
    known = []
    for number, item in enumerate(node.items):
        for key in ("name", "from"):
            said = item.entries[key].node if isinstance(item, MappingNode) and key in item.entries else None
            if isinstance(said, Scalar):
                known.append(str(said.value))
                if str(said.value) == str(part):
                    return number
    count = f"The list has {len(node.items)} item{'' if len(node.items) == 1 else 's'}, counted from 0."
    raise _CannotError(f'There is no item "{part}" here. {remedy(str(part), known) if known else count}')


def _joined(parts: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in parts)


# ---------------------------------------------------------------- what is written there
def _written(there: Node | None, kind: Kind, override: Override) -> Node:
    if _has_pedigree(kind):
        return _quantity(there, override)
    if override.how != "=":
        if isinstance(there, Scalar) and _is_number(there.value):
            return Scalar(_worked_out(there.value, override), override.mark)
        raise _CannotError(f"Only a number can be multiplied or added to. Write {override.path}=VALUE.")
    if isinstance(there, MappingNode) and isinstance(override.node, MappingNode):
        return Merging().mappings(there, override.node, kind)
    return override.node


def _has_pedigree(kind: Kind) -> bool:
    """Whether a place holds a number with its pedigree, or one dated value of it."""
    return isinstance(kind, type) and issubclass(kind, (_Quantity, Step))


def _quantity(there: Node | None, override: Override) -> Node:
    """A number that may have dates and a pedigree, with another value and the note that it was another."""
    if override.how == "=":
        if not isinstance(override.node, Scalar):
            return override.node
        # A number alone holds for the whole time, for the same time as before: a month, a year.
        first = there.items[0] if isinstance(there, SequenceNode) and there.items else there
        return _number(override.node, there, override, _entries(first, "per", *_from_of_a_step(there)))
    if isinstance(there, SequenceNode):
        return SequenceNode(tuple(_step(item, override) for item in there.items), there.mark)
    return _step(there, override)


def _step(there: Node | None, override: Override) -> Node:
    value = _entries(there, "value").get("value")
    number = value.node if value else there
    if not (isinstance(number, Scalar) and _is_number(number.value)):
        raise _CannotError(
            f"No number is stated here that could be multiplied or added to. Write {override.path}=VALUE."
        )
    worked_out = Scalar(_worked_out(number.value, override), override.node.mark)
    return _number(worked_out, there, override, _entries(there, "from", "per"))


def _number(value: Scalar, there: Node | None, override: Override, kept: Mapping[str, Entry]) -> MappingNode:
    basis, note = Scalar("estimate", override.mark), Scalar(_note(there, override), override.mark)
    said = {"value": value, "basis": basis, "note": note}
    new = {key: Entry(key, override.mark, node) for key, node in said.items()}
    return MappingNode({**kept, **new}, override.mark)


def _from_of_a_step(there: Node | None) -> tuple[str, ...]:
    """The date is kept where one dated value is replaced by itself, not where all of them are."""
    return ("from",) if isinstance(there, MappingNode) else ()


def _entries(node: Node | None, *keys: str) -> dict[str, Entry]:
    """Some entries of a mapping, as far as they are there."""
    there = node.entries if isinstance(node, MappingNode) else {}
    return {key: there[key] for key in keys if key in there}


def _note(there: Node | None, override: Override) -> str:
    was = in_short(None if there is None else plain(there))
    who = f"the {override.origin}" if override.of_variant else "a what-if"
    return f"Set by {who}; it was {was}." if was else f"Set by {who}; it was not stated."


def _default(kind: Kind, key: str) -> Node | None:
    """What holds where a number is not stated; none where that is nothing."""
    field = fields(kind).get(key)
    value = field.get_default(call_default_factory=True) if field is not None else None
    value = value.value if isinstance(value, _Quantity) else value
    return Scalar(value, Mark("", 1, 1)) if _is_number(value) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _worked_out(value: Any, override: Override) -> int | float:
    by = override.node.value if isinstance(override.node, Scalar) else None
    if not _is_number(by):
        raise _CannotError(f"A {'factor' if override.how == '*=' else 'number'} belongs here.", override.node.mark)
    found = value * by if override.how == "*=" else value + by
    kept = float(f"{found:.{_DIGITS}g}")
    return int(kept) if kept == int(kept) else kept
