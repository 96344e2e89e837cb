"""Whether everything that stands in a scenario's files is in the scenario that was loaded, and nothing else.

Why beside the reader: it knows neither its tree nor its merging nor its types. It composes the files with the YAML
library's own composer and goes through them and through the loaded scenario side by side. What it cannot find it
tells; a reader that ignores a key, takes one of two values, or turns one kind of value into another is found out.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null", "Null", "NULL")
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(day|week|month|year)s?\s*")

Node = yaml.Node
Layers = Sequence[Node]
"""What the files say at one place, the child first; a file that says nothing there is left out."""


def unaccounted(files: Sequence[Path], scenario: BaseModel) -> list[str]:
    """What stands in the files and is not in the scenario, or the other way round; by place."""
    documents = [_composed(file) for file in files if file.suffix != ".csv"]
    return list(_model("", documents, scenario, files[0].parent, passed_over={"extends"}))


def _composed(file: Path) -> Node:
    text = file.read_bytes().decode("utf-8-sig")
    return yaml.compose(text, Loader=_LOADER)


def _part(place: str, layers: Layers, value: Any, folder: Path) -> Iterator[str]:
    """Compare what the files say at a place with a part of the scenario."""
    top = layers[0]
    kinds = {kind.__name__ for kind in type(value).__mro__}
    if kinds & {"_Quantity", "Profile"}:
        # A number that is changed takes nothing over from the one it replaces.
        yield from _number(place, top, value, folder)
    elif "Duration" in kinds:
        yield from _length(place, top, value)
    elif isinstance(value, BaseModel) and isinstance(top, yaml.ScalarNode):
        yield from _scalar(place, top, getattr(value, "level", None))
    elif isinstance(value, BaseModel):
        yield from _model(place, layers, value, folder)
    elif isinstance(value, dict):
        yield from _names(place, layers, value, folder)
    elif isinstance(value, tuple):
        yield from _list(place, layers, value, folder)
    else:
        yield from _scalar(place, top, value)


def _model(
    place: str, layers: Layers, value: BaseModel, folder: Path, passed_over: frozenset[str] | set[str] = frozenset()
) -> Iterator[str]:
    said = _keys(place, layers)
    yield from said.problems
    fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
    stated = {alias for alias, name in fields.items() if name in value.model_fields_set}
    for key, under in said.under.items():
        if key in passed_over:
            continue
        here = f"{place}.{key}"
        if key == "table" and "by_period" in stated:
            stated -= {"by_period"}
            yield from _table(here, under[0], value, folder)
        elif key not in fields:
            yield f"{here}: the key is nowhere in the scenario"
        elif _is_null(under[0]):
            if getattr(value, fields[key]) is not None and key in stated:
                yield f"{here}: nothing is written, and the scenario has {getattr(value, fields[key])!r}"
        elif key not in stated:
            yield f"{here}: written, and not stated in the scenario"
        else:
            yield from _part(here, under, getattr(value, fields[key]), folder)
    for key in sorted(stated - set(said.under)):
        yield f"{place}.{key}: stated in the scenario and written nowhere"


def _names(place: str, layers: Layers, value: dict[str, Any], folder: Path) -> Iterator[str]:
    said = _keys(place, layers)
    yield from said.problems
    written = {key: under for key, under in said.under.items() if not _is_null(under[0])}
    for key, under in written.items():
        if key not in value:
            yield f"{place}.{key}: nowhere in the scenario"
        else:
            yield from _part(f"{place}.{key}", under, value[key], folder)
    for key in sorted(set(value) - set(written)):
        yield f"{place}.{key}: in the scenario and written nowhere"


class _keys:  # noqa: N801 - a small record made by reading
    """What stands under each key of some layers, and keys that stand twice in one of them."""

    def __init__(self, place: str, layers: Layers) -> None:
        self.under: dict[str, list[Node]] = {}
        self.problems: list[str] = []
        ended: set[str] = set()
        for number, layer in enumerate(layers):
            if not isinstance(layer, yaml.MappingNode):
                if number == 0:
                    self.problems.append(f"{place}: {layer.value!r} is written where the scenario has a section")
                break
            seen: set[str] = set()
            for key_node, node in layer.value:
                key = key_node.value
                if not isinstance(key, str) or key in seen or (key == "<<" and not key_node.style):
                    self.problems.append(f"{place}.{key}: twice, or no key")
                    continue
                seen.add(key)
                if key not in ended:
                    nothing = _is_null(node)
                    if not nothing or key not in self.under:
                        self.under.setdefault(key, []).append(node)
                    if nothing:
                        ended.add(key)


def _list(place: str, layers: Layers, value: tuple[Any, ...], folder: Path) -> Iterator[str]:
    top = layers[0]
    if not isinstance(top, yaml.SequenceNode):
        yield f"{place}: {top.value!r} is written where the scenario has a list"
        return
    items: list[Layers] = [[node] for node in top.value]
    if len(layers) > 1 and all(_names_of(layer) is not None for layer in layers):
        items = _merged_by_name(layers)
    if len(items) != len(value):
        yield f"{place}: {len(items)} items are written, the scenario has {len(value)}"
        return
    for number, (under, part) in enumerate(zip(items, value, strict=True)):
        yield from _part(f"{place}[{number}]", under, part, folder)


def _names_of(node: Node) -> list[str] | None:
    """The names of the items of a list; none where it is no list of named items."""
    if not isinstance(node, yaml.SequenceNode):
        return None
    names = []
    for item in node.value:
        entries = {key.value: each for key, each in item.value} if isinstance(item, yaml.MappingNode) else {}
        if not isinstance(entries.get("name"), yaml.ScalarNode):
            return None
        names.append(str(entries["name"].value))
    return names


def _merged_by_name(layers: Layers) -> list[Layers]:
    """The items of several lists put together by name: the parent's order, new ones behind."""
    merged: dict[str, list[Node]] = {}
    for layer in reversed(layers):
        for name, item in zip(_names_of(layer) or (), layer.value, strict=True):
            if any(key.value == "delete" for key, _ in item.value):
                merged.pop(name, None)
            else:
                merged[name] = [item, *merged.get(name, ())]
    return list(merged.values())


def _number(place: str, node: Node, value: Any, folder: Path) -> Iterator[str]:
    """A number with its pedigree: plain, as a section, or as a list of dated ones."""
    if hasattr(value, "values"):
        if isinstance(node, yaml.SequenceNode):
            yield from _list(f"{place}", [node], value.values, folder)
        else:
            yield from _model(place, [node], value, folder)
        return
    steps = value.steps
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if len(nodes) != len(steps):
        yield f"{place}: {len(nodes)} dated values are written, the scenario has {len(steps)}"
        return
    for number, (each, step) in enumerate(zip(nodes, steps, strict=True)):
        if isinstance(each, yaml.ScalarNode):
            yield from _scalar(place, each, step.value)
        else:
            yield from _model(f"{place}[{number}]", [each], step, folder)


def _length(place: str, node: Node, value: Any) -> Iterator[str]:
    found = _LENGTH.fullmatch(node.value) if isinstance(node.value, str) else None
    count, unit = (float(found[1]), found[2]) if found else (0.0, "day") if node.value in ("0", "0.0") else (None, None)
    if (count, unit) != (value.count, value.unit):
        yield f"{place}: {node.value!r} is written, the scenario has {value}"


def _scalar(place: str, node: Node, value: Any) -> Iterator[str]:
    written = node.value
    if not isinstance(written, str):
        yield f"{place}: a section or a list is written, the scenario has {value!r}"
        return
    is_plain = not node.style
    same = False
    match value:
        case bool():
            same = is_plain and written.lower() == str(value).lower()
        case int() | float():
            same = is_plain and _as_number(written) == value and math.isfinite(value)
        case date():
            same = written in (value.isoformat(), value.strftime("%Y-%m") if value.day == 1 else "")
        case str():
            # A bare word that is a number, true, false or nothing to YAML is none of these by accident.
            same = written == value and not (
                is_plain and (_as_number(written) is not None or written.lower() in ("true", "false", *_NULLS))
            )
    if not same:
        yield f"{place}: {written[:80]!r} is written, the scenario has {value!r}"


def _as_number(text: str) -> float | None:
    if not re.fullmatch(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?", text):
        return None
    try:
        return float(text)
    except ValueError:
        return None


def _is_null(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS


def _table(place: str, node: Node, arrivals: Any, folder: Path) -> Iterator[str]:
    """The rows of a CSV table in the order of time are the arrivals of the scenario."""
    text = (folder / node.value).read_bytes().decode("utf-8-sig")
    rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    cells = sorted((row[0].strip(), float(row[1])) for row in rows[1:] if len(row) == 2)
    if [number for _, number in cells] != list(arrivals.by_period.values) or len(cells) != len(rows) - 1:
        yield f"{place}: the table has {cells}, the scenario {arrivals.by_period.values}"
