"""YAML, read strictly: one document, no key twice, no tags, no merge keys, no explosions.

Why from the parser's events and not from a loader: a loader has already decided what words mean, has
thrown away where they stood, and nests as deep as the file asks it to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from planner.errors import Mark, Problem
from planner.scenario.file_text import Text, read_text
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, place
from planner.scenario.yaml_errors import DEEPEST, TAG, TOO_DEEP, in_plain_words
from planner.scenario.yaml_scalars import meaning

MOST_VALUES = 200_000
"""Values in a file, repeated ones counted as often as they are repeated."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = frozenset(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))))


@dataclass(frozen=True)
class Reading:
    """What a file says, and what is wrong with how it says it."""

    root: MappingNode | None
    """The file's tree; None where nothing could be made of it."""
    problems: tuple[Problem, ...]


class _StopReadingError(Exception):
    """A problem after which the rest of the file cannot be understood."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(path: Path, shown: str | None = None) -> Reading:
    """Read a file into a tree of values with their places.

    Args:
        path: The file.
        shown: Its name in messages; unstated: the path as given.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    text = read_text(path, shown or str(path))
    return Reading(None, (text,)) if isinstance(text, Problem) else read_yaml_text(text)


def read_yaml_text(text: Text) -> Reading:
    """Read a text into a tree of values with their places."""
    composer = _Composer(text)
    try:
        for event in _events(text):
            composer.take(event)
    except _StopReadingError as stop:
        return Reading(None, (*composer.problems, stop.problem))
    root = composer.root
    if root is None or (isinstance(root, Scalar) and root.value is None):
        nothing = "The file is empty. `planner new` prints a scenario to start from."
        return Reading(None, (*composer.problems, Problem("", nothing, text.mark(1, 1))))
    if not isinstance(root, MappingNode):
        unlike = (
            "A scenario is made of lines like `name: value`; this is something else. `planner new` prints one"
            " to start from."
        )
        return Reading(None, (*composer.problems, Problem("", unlike, root.mark)))
    return Reading(root, tuple(composer.problems))


def _events(text: Text) -> Iterator[Any]:
    try:
        yield from yaml.parse(text.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        never_closed = "unexpected end of stream" in str(error.problem)
        at = error.context_mark if never_closed and error.context_mark else error.problem_mark
        line, column = (at.line + 1, at.column + 1) if at else (1, 1)
        message, line, column = in_plain_words(str(error.problem), str(error.context), line, column, text.lines)
        raise _StopReadingError(Problem("", message, text.mark(line, column))) from None
    except yaml.YAMLError:
        message = "This is not a text that can be read as YAML. Is it the right file?"
        raise _StopReadingError(Problem("", message, text.mark(1, 1))) from None


@dataclass
class _Open:
    """A mapping or a list whose end has not been read yet."""

    mark: Mark
    anchor: str | None
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: tuple[str, Mark] | None = None
    repeated: bool = False
    size: int = 1
    depth: int = 1


@dataclass(frozen=True, slots=True)
class _Sized:
    node: Node
    size: int
    depth: int


class _Composer:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, _Sized] = {}
        self._documents = 0
        self._values = 0
        self._takers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: Any) -> None:
        """Take the next event."""
        taker = self._takers.get(type(event))
        if taker is not None:
            taker(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(
                "A second document begins here (`---`). A file holds one scenario: put the other into a file"
                " of its own.",
                event,
            )

    def _scalar(self, event: Any) -> None:
        mark = self._mark(event)
        self._refuse_tag(event, mark)
        text: str = event.value
        if not _CONTROL.isdisjoint(text):
            self._problem("There is a control character in this text. Delete it.", mark)
            text = "".join("\N{REPLACEMENT CHARACTER}" if sign in _CONTROL else sign for sign in text)
        is_plain = not event.style
        if self._wants_key():
            self._key(text, mark, is_plain)
            return
        self._refuse_second_name(event.anchor, mark)
        node = Scalar(meaning(text) if is_plain else text, mark)
        self._put(_Sized(node, 1, 0), event.anchor)

    def _start(self, event: Any) -> None:
        mark = self._mark(event)
        if self._wants_key():
            self._stop(
                "A key must be a single word here, not a section or a list. Write `key: value`; put text that"
                " begins with { or [ in quotes.",
                event,
            )
        if len(self._open) >= DEEPEST:
            self._stop(TOO_DEEP, event)
        self._refuse_tag(event, mark)
        self._refuse_second_name(event.anchor, mark)
        self._open.append(_Open(mark, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def _end(self, event: Any) -> None:
        del event
        done = self._open.pop()
        node: Node = (
            MappingNode(done.entries, done.mark) if done.is_mapping else SequenceNode(tuple(done.items), done.mark)
        )
        self._put(_Sized(node, done.size, done.depth), done.anchor)

    def _alias(self, event: Any) -> None:
        known = self._anchors.get(event.anchor)
        if known is None:
            self._stop(
                f"*{event.anchor} repeats something that is not finished or not named before. Name it first,"
                f" with &{event.anchor}.",
                event,
            )
            return
        if self._wants_key():
            self._stop("A key cannot be repeated with *. Write the key itself.", event)
        self._put(known, None, event)

    def _put(self, sized: _Sized, anchor: str | None, event: Any = None) -> None:
        if anchor:
            self._anchors[anchor] = sized
        if not self._open:
            self.root = sized.node
            return
        top = self._open[-1]
        top.size += sized.size
        top.depth = max(top.depth, sized.depth + 1)
        # An alias counts as often as it is used: nine lines of aliases can mean a thousand million values.
        self._values += sized.size if event is not None or isinstance(sized.node, Scalar) else 1
        if self._values > MOST_VALUES:
            self._stop(
                f"The file has more than {MOST_VALUES:,} values up to here, repeated ones counted each time."
                " Take out what is repeated with * or is not needed.",
                event,
                sized.node.mark,
            )
        if top.depth + len(self._open) - 1 > DEEPEST:
            self._stop(TOO_DEEP, event, sized.node.mark)
        if not top.is_mapping:
            top.items.append(sized.node)
        elif top.key is not None:
            key, mark = top.key
            if not top.repeated:
                top.entries[key] = Entry(key, mark, sized.node)
            top.key = None

    def _key(self, key: str, mark: Mark, is_plain: bool) -> None:
        top = self._open[-1]
        top.key, top.repeated = (key, mark), key in top.entries
        if key == "<<" and is_plain:
            self._problem(
                "Merge keys (`<<`) are not read. To build on another scenario, write `extends: other.yaml` at the top.",
                mark,
            )
            top.repeated = True
        elif not key:
            self._problem("A key is missing before the colon. Write one.", mark)
            top.repeated = True
        elif top.repeated:
            first = top.entries[key].key_mark.line
            self._problem(f'The key "{key}" stands here twice; the first is in line {first}. Keep one of them.', mark)

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].key is None

    def _refuse_tag(self, event: Any, mark: Mark) -> None:
        if event.tag is not None:
            self._problem(TAG, mark)

    def _refuse_second_name(self, anchor: str | None, mark: Mark) -> None:
        if anchor and (anchor in self._anchors or any(anchor == level.anchor for level in self._open)):
            self._problem(
                f"&{anchor} names two parts, so that nobody can tell which one *{anchor} repeats. Give each a name of"
                " its own.",
                mark,
            )

    def _mark(self, event: Any) -> Mark:
        start, end = event.start_mark, event.end_mark
        line = start.line + 1
        if end.line == start.line:
            return self.text.mark(line, start.column + 1, end.column - start.column)
        shown = self.text.lines[start.line] if start.line < len(self.text.lines) else ""
        return self.text.mark(line, start.column + 1, len(shown.rstrip()) - start.column)

    def _path(self) -> str:
        parts: list[str | int] = []
        for level in self._open:
            if not level.is_mapping:
                parts.append(len(level.items))
            elif level.key is not None:
                parts.append(level.key[0])
        return place(*parts)

    def _problem(self, message: str, mark: Mark) -> None:
        self.problems.append(Problem(self._path(), message, mark))

    def _stop(self, message: str, event: Any, mark: Mark | None = None) -> None:
        where = self._mark(event) if event is not None else mark
        raise _StopReadingError(Problem(self._path(), message, where))
