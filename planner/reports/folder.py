"""The folder of a plan or of another result, written whole or not at all.

Everything goes into a new folder beside the old one, reaches the disk, and then takes the old one's place
by two renames: the old folder steps aside (`.name.old`), the new one (`.name.new`) takes its name. A folder
cannot be renamed over a full one in one step, so a machine that stops between the two leaves the old plan
whole under `.name.old`; the next run puts it back. At every other moment a whole plan stands under its name.

A lock file beside the folder keeps two runs apart. It is held from before solving, so that the second run
stops at once and not after minutes of work.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FolderError, UsageError
from planner.plan.plan import Plan
from planner.reports.answer import Answer, make_answer
from planner.reports.certificate import FILE as CERTIFICATE_FILE
from planner.reports.certificate import certificate_zip
from planner.reports.csv_tables import csv_files
from planner.reports.file_lock import locked
from planner.reports.interrupts import held_back
from planner.reports.markdown import markdown
from planner.reports.run_record import FILE as RUN_FILE
from planner.reports.run_record import run_record
from planner.scenario.dump import dump_yaml

SCENARIO_FILE = "scenario.resolved.yaml"
SUMMARY_FILE = "summary.md"


@dataclass(frozen=True)
class Holding:
    """What a folder holds: a plan, or another result."""

    what: str
    """In a word, e.g. plan."""
    record: str
    """The file that names all others, under `outputs`: by it the folder is known for what it is."""


PLAN = Holding("plan", RUN_FILE)


def default_folder(name: str) -> Path:
    """Where a plan goes unless it is said otherwise: `outputs/<name>` where the command is run."""
    return Path("outputs") / name


def write_plan(plan: Plan, folder: Path) -> tuple[Path, ...]:
    """Write a plan into its folder, in place of the plan that was there.

    Returns:
        The files.

    Raises:
        FolderError: The folder cannot be written; what was there still stands.
        UsageError: The folder holds something else than a plan, or another run is writing to it.
    """
    with reserve(folder) as reserved:
        return reserved.write(plan)


@contextmanager
def reserve(folder: Path, holding: Holding = PLAN) -> Iterator[ReservedFolder]:
    """Hold a folder for one result; anybody else who wants to write there is turned away meanwhile.

    Args:
        folder: The folder.
        holding: What is to be written there; an older one of the same makes place for it.

    Raises:
        FolderError: The folder cannot be written.
        UsageError: The folder holds something else, or another run is writing to it.
    """
    place = Path(os.path.realpath(folder))
    if place == Path.cwd() or place in Path.cwd().parents:
        raise UsageError(
            f"{folder} is the folder in which the command is run, and a {holding.what} takes its folder's place."
            " Use --out to name another one."
        )
    reserved = ReservedFolder(folder, place, holding)
    with ExitStack() as held:
        with _told_as_folder_error(folder):
            _make_parents(place, held)
            lock = place.parent / f".{place.name}.lock"
            held.enter_context(
                locked(lock, f"Another run is writing to {folder}. Wait for it, or use --out to write elsewhere.")
            )
            reserved.recover()
            refuse_other_files(folder, place, holding)
        yield reserved


def refuse_other_files(folder: Path, place: Path, holding: Holding = PLAN) -> None:
    """Refuse a folder with anything in it that no older result of the same kind wrote.

    Raises:
        UsageError: There is such a thing.
    """
    if not place.exists():
        return
    if not place.is_dir():
        raise UsageError(f"{folder} is a file, not a folder. Use --out to name another one.")
    there = {each.name for each in place.iterdir()}
    if not there:
        return
    written = _written(place / holding.record)
    if not written:
        raise UsageError(
            f"{folder} holds files but no {holding.what} (no {holding.record}), so it is left alone."
            " Use --out to name another folder."
        )
    foreign = sorted(there - written)
    if foreign:
        named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise UsageError(
            f"{folder} holds what no {holding.what} wrote ({named}), so it is left alone."
            " Move that elsewhere, or use --out to name another folder."
        )


def _written(record: Path) -> set[str]:
    """The files that a record names, itself included; nothing if there is no readable record."""
    try:
        outputs = json.loads(record.read_text(encoding="utf-8"))["outputs"]
        return {record.name, *(str(each["file"]) for each in outputs)}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def files_of(plan: Plan, answer: Answer) -> dict[str, bytes]:
    """Every file of a plan, by name; the record comes last, as it names all others."""
    texts = csv_files(plan.tables, plan.loaded.scenario.title)
    texts[SCENARIO_FILE] = dump_yaml(plan.loaded.raw)
    names = [*texts, SUMMARY_FILE, RUN_FILE, *([CERTIFICATE_FILE] if plan.certificates else [])]
    texts[SUMMARY_FILE] = markdown(answer, sorted(names))
    files = {name: text.encode() for name, text in texts.items()}
    if plan.certificates:
        files[CERTIFICATE_FILE] = certificate_zip(plan.certificates)
    files[RUN_FILE] = run_record(plan, files).encode()
    return files


@dataclass(frozen=True)
class ReservedFolder:
    """A folder that is held for one result."""

    folder: Path
    """As the reader named it."""
    place: Path
    """Where it really is."""
    holding: Holding = PLAN
    """What is written there."""

    @property
    def _new(self) -> Path:
        return self.place.with_name(f".{self.place.name}.new")

    @property
    def _old(self) -> Path:
        return self.place.with_name(f".{self.place.name}.old")

    def write(
        self, plan: Plan, answer: Answer | None = None, stands: Callable[[], None] | None = None
    ) -> tuple[Path, ...]:
        """Write a plan, in place of the plan that was there.

        Args:
            plan: The plan.
            answer: What is said about it; unstated: worked out.
            stands: Called as soon as the plan stands, even if an interrupt comes at that very moment.

        Raises:
            FolderError: The folder cannot be written; what was there still stands.
            UsageError: Something else than a plan has come into the folder meanwhile.
        """
        return self.put(files_of(plan, answer or make_answer(plan)), stands)

    def put(self, files: Mapping[str, bytes], stands: Callable[[], None] | None = None) -> tuple[Path, ...]:
        """Put files in place of everything that was there; see `write`."""
        with _told_as_folder_error(self.folder):
            try:
                write_files(self._new, files)
                refuse_other_files(self.folder, self.place, self.holding)
                with held_back():
                    self._swap()
                    if stands is not None:
                        stands()
            finally:
                with held_back():
                    shutil.rmtree(self._new, ignore_errors=True)
        return tuple(self.folder / name for name in files)

    def _swap(self) -> None:
        """Put the new folder in the old one's place."""
        try:
            if self.place.exists():
                self.place.rename(self._old)
            self._new.rename(self.place)
        finally:
            if self._old.exists() and not self.place.exists():
                self._old.rename(self.place)
            if self.place.exists():
                shutil.rmtree(self._old, ignore_errors=True)
        with suppress(OSError):
            _to_disk(self.place.parent)

    def recover(self) -> None:
        """Clear away what a run left that was stopped by force; the plan that stood there comes back."""
        if self._old.exists():
            if self.place.exists():
                shutil.rmtree(self._old)
            else:
                self._old.rename(self.place)
        if self._new.exists():
            shutil.rmtree(self._new)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder and bring them to the disk."""
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _to_disk(folder)


def _to_disk(folder: Path) -> None:
    """Bring a folder's own entries to the disk; Windows and some network drives do that by themselves only."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _make_parents(place: Path, held: ExitStack) -> None:
    """Make the folders above a place; a run that fails takes them away again."""
    for each in reversed(place.parents):
        if not each.exists():
            each.mkdir(exist_ok=True)
            held.callback(_remove_if_empty, each)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def _told_as_folder_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderError(folder, _reason(error)) from error


def _reason(error: OSError) -> str:
    text = error.strerror or type(error).__name__
    return text[0].lower() + text[1:]
