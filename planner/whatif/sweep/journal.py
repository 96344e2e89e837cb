"""What has been answered of a sweep, kept while it goes on, so that one that was stopped goes on from there.

One line of JSON a run, written out as soon as it is there; what the end of a power cut left of a line is ignored. A run
is known by what it changes, so that the journal of ten samples serves a thousand. A journal of another scenario, or of
other versions, is not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias

from planner.whatif.measures import Of
from planner.whatif.sweep.asking import Answer
from planner.whatif.sweep.design import Run

SCHEMA = "planner-sweep-journal/1"

Found: TypeAlias = Literal["nothing", "used", "other", "forgotten"]
"""What was done with a journal that was there: there was none; it was used; it was of another scenario or of other
versions; the reader wanted it forgotten."""


@dataclass(frozen=True)
class Journal:
    """The journal of one sweep."""

    file: Path
    base: str
    """The hash of the scenario as it is, resolved."""
    versions: str
    """With what its runs are solved."""

    def read(self) -> tuple[dict[str, Answer], Found]:
        """What has been answered, by the key of the run, and whether it could be used."""
        try:
            lines = self.file.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return {}, "nothing"
        whole = [line for line in lines if line.endswith(b"\n")]
        if not whole or _parsed(whole[0]) != self._head:
            return {}, "other"
        answers = {}
        for line in whole[1:]:
            entry = _parsed(line)
            if entry is not None:
                answers[str(entry["run"])] = _answer(entry)
        return answers, "used"

    @contextmanager
    def kept(self, answers: dict[str, Answer]) -> Iterator[_Keeping]:
        """Begin the journal, or go on with what has been answered; every run is on its line at once.

        Args:
            answers: What has been answered, by the key of the run.

        Raises:
            OSError: It cannot be written.
        """
        new = self.file.with_name(f".{self.file.name}.new")
        entries = [self._head, *(_entry(key, answer) for key, answer in answers.items())]
        new.write_text("".join(map(_line, entries)), encoding="utf-8", newline="")
        new.replace(self.file)
        with self.file.open("a", encoding="utf-8", newline="") as stream:
            yield _Keeping(stream)

    def forget(self) -> None:
        """Remove it."""
        self.file.unlink(missing_ok=True)

    @property
    def _head(self) -> dict[str, Any]:
        return {"schema": SCHEMA, "scenario": self.base, "versions": self.versions}


@dataclass(frozen=True)
class _Keeping:
    """An open journal."""

    stream: IO[str]

    def keep(self, run: Run, answer: Answer) -> None:
        """Write a run's line, and bring it out of this process."""
        self.stream.write(_line(_entry(key_of(run), answer)))
        self.stream.flush()


def key_of(run: Run) -> str:
    """By what a run is known: what it changes, in whatever order that was said."""
    return sha256(json.dumps(sorted(run.settings), ensure_ascii=False).encode()).hexdigest()


def distinct(runs: Sequence[Run]) -> dict[str, Run]:
    """Runs by their keys; of those that change the same, the first."""
    return {key_of(run): run for run in reversed(runs)}


def remaining(runs: Sequence[Run], answers: Mapping[str, Answer]) -> list[Run]:
    """The runs that have not been answered, in their order; of those that change the same, the first."""
    open_ = [run for key, run in distinct(runs).items() if key not in answers]
    return sorted(open_, key=lambda run: run.number)


def _line(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _entry(key: str, answer: Answer) -> dict[str, Any]:
    measures = [[*of, value] for of, value in answer.measures.items()]
    return {"run": key, "status": answer.status, "message": answer.message, "how": answer.how, "measures": measures}


def _parsed(line: bytes) -> dict[str, Any] | None:
    """A line as it was written; none where it is torn."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _answer(entry: dict[str, Any]) -> Answer:
    measures = {Of(measure, scope, name): float(value) for measure, scope, name, value in entry["measures"]}
    return Answer(entry["status"], entry["message"], measures, entry["how"])
