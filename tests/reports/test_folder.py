"""A plan's folder: the old plan or the new one, whole, whatever goes wrong and wherever."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from made_plan import made_plan, table

from planner.errors import FolderError, UsageError
from planner.plan.plan import Plan
from planner.reports.answer import make_answer
from planner.reports.folder import default_folder, files_of, reserve, write_plan
from planner.scenario.load import load_scenario
from planner.vocabulary import TABLES


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return made_plan(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outputs" / "made"


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def everything_beside(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.parent.iterdir())


def another(tmp_path: Path) -> Plan:
    """A plan of the same scenario with other figures."""
    return made_plan(tmp_path, breaches=table("breaches", []))


def test_a_plan_is_its_tables_their_description_the_scenario_the_summary_and_the_record(
    plan: Plan, folder: Path
) -> None:
    files = write_plan(plan, folder)
    names = {f"{name}.csv" for name in TABLES if name in plan.tables}
    names |= {"csv-metadata.json", "scenario.resolved.yaml", "summary.md", "run.json"}
    assert {path.name for path in files} == names == set(contents(folder))
    assert everything_beside(folder) == ["made"]


def test_the_scenario_in_the_folder_reads_as_the_scenario_itself(plan: Plan, folder: Path) -> None:
    write_plan(plan, folder)
    assert load_scenario(folder / "scenario.resolved.yaml").scenario == plan.loaded.scenario


def test_two_runs_differ_in_times_alone(plan: Plan, folder: Path, tmp_path: Path) -> None:
    write_plan(plan, folder)
    again = Plan(plan.loaded, plan.tables, plan.before, plan.after, plan.estimate_share, {"tables": 9.0})
    write_plan(again, tmp_path / "again")
    first, second = contents(folder), contents(tmp_path / "again")
    records = [json.loads(each.pop("run.json")) for each in (first, second)]
    assert first == second
    assert records[0] != records[1]
    assert [record.pop("times") for record in records]
    assert records[0] == records[1]


def test_the_record_holds_the_hash_of_everything_in_and_out_and_no_path(
    plan: Plan, folder: Path, tmp_path: Path
) -> None:
    write_plan(plan, folder)
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    outputs = {each["file"]: each["sha256"] for each in record["outputs"]}
    assert outputs == {
        name: hashlib.sha256(data).hexdigest() for name, data in contents(folder).items() if name != "run.json"
    }
    source = (tmp_path / "made.yaml").read_bytes()
    assert record["inputs"] == [{"file": "made.yaml", "sha256": hashlib.sha256(source).hexdigest()}]
    assert str(tmp_path) not in json.dumps(record)
    assert record["after"]["columns"] == 3
    assert record["status"] == "optimal"


def test_the_new_plan_takes_the_old_ones_place(plan: Plan, folder: Path, tmp_path: Path) -> None:
    write_plan(plan, folder)
    write_plan(another(tmp_path), folder)
    assert "structure.minimum_strength" not in (folder / "breaches.csv").read_text(encoding="utf-8")
    assert everything_beside(folder) == ["made"]


def test_an_empty_folder_may_be_used(plan: Plan, folder: Path) -> None:
    folder.mkdir(parents=True)
    write_plan(plan, folder)
    assert (folder / "run.json").exists()


def test_a_link_is_followed(plan: Plan, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)
    write_plan(plan, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (target / "run.json").exists()


def test_a_folder_that_holds_no_plan_is_left_alone(plan: Plan, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        write_plan(plan, folder)
    assert (
        str(error.value)
        == f"{folder} holds files but no plan (no run.json), so it is left alone. Use --out to name another folder."
    )
    assert contents(folder) == {"thesis.docx": b"mine"}


def test_what_somebody_put_beside_a_plan_is_not_lost(plan: Plan, folder: Path) -> None:
    write_plan(plan, folder)
    (folder / "notes.docx").write_text("mine", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(UsageError) as error:
        write_plan(plan, folder)
    assert str(error.value) == (
        f"{folder} holds what no plan wrote (notes.docx), so it is left alone."
        " Move that elsewhere, or use --out to name another folder."
    )
    assert contents(folder) == before


def test_a_file_is_no_folder(plan: Plan, folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file, not a folder"):
        write_plan(plan, folder)
    with pytest.raises(FolderError, match="not a directory"):
        write_plan(plan, folder / "below")
    assert folder.read_text(encoding="utf-8") == "mine"


def test_the_folder_one_stands_in_is_refused(plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    with pytest.raises(UsageError, match="is the folder in which the command is run"):
        write_plan(plan, Path())


def test_two_runs_cannot_write_into_one_folder(plan: Plan, folder: Path) -> None:
    with reserve(folder) as reserved:
        with pytest.raises(UsageError) as error:
            write_plan(plan, folder)
        reserved.write(plan)
    assert str(error.value) == f"Another run is writing to {folder}. Wait for it, or use --out to write elsewhere."
    write_plan(plan, folder)
    assert everything_beside(folder) == ["made"]


def test_a_failed_run_leaves_no_folder_behind(folder: Path) -> None:
    with suppress(ZeroDivisionError), reserve(folder):
        assert folder.parent.exists()
        raise ZeroDivisionError
    assert not folder.parent.exists()


def test_a_fault_of_the_solver_is_not_told_as_a_fault_of_the_folder(folder: Path) -> None:
    with pytest.raises(FileNotFoundError), reserve(folder):
        raise FileNotFoundError


def test_what_a_killed_run_left_is_put_right(plan: Plan, folder: Path, tmp_path: Path) -> None:
    """Killed between the two renames, and killed before: the plan comes back, half a plan goes."""
    write_plan(plan, folder)
    before = contents(folder)
    folder.rename(folder.with_name(".made.old"))
    half = folder.with_name(".made.new")
    half.mkdir()
    (half / "work.csv").write_text("half", encoding="utf-8")
    with reserve(folder):
        assert contents(folder) == before
        assert everything_beside(folder) == [".made.lock", "made"]
    # Killed after the renames: the old plan that was still there goes.
    folder.with_name(".made.old").mkdir()
    write_plan(another(tmp_path), folder)
    assert everything_beside(folder) == ["made"]


CALLS = ((os, "mkdir"), (os, "rename"), (os, "fsync"), (io, "open"))
"""Everything by which a plan reaches the disk."""


@contextmanager
def failing(inside: Path, at: int, failure: BaseException | None) -> Iterator[list[str]]:
    """Let the `at`th call that touches a folder fail; yields the calls that were made."""
    made: list[str] = []
    originals = [(module, name, getattr(module, name)) for module, name in CALLS]

    def wrapped(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "fsync" or str(arguments[0]).startswith(str(inside)):
                made.append(f"{name} {arguments[0]}")
                if len(made) == at and failure is not None:
                    raise failure
            # To bring something to the disk takes long, and no test can see whether it is there.
            return None if name == "fsync" else original(*arguments, **options)

        return call

    try:
        for module, name, original in originals:
            setattr(module, name, wrapped(name, original))
        yield made
    finally:
        for module, name, original in originals:
            setattr(module, name, original)


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_at_every_moment_the_old_plan_or_the_new_one_stands_whole(
    plan: Plan, tmp_path: Path, folder: Path, failure: BaseException
) -> None:
    old, new = (files_of(each, make_answer(each)) for each in (plan, another(tmp_path)))
    assert old["breaches.csv"] != new["breaches.csv"]
    place = folder.parent
    written = []
    for files in (old, new):
        with failing(place, 0, None) as calls, reserve(folder) as reserved:
            reserved.put(files)
        written.append(contents(folder))
    old_files, new_files = written
    # Made, brought to the disk, renamed: two calls a file and a few more, or the test would be idle.
    assert len(calls) > 2 * len(new_files)
    stood = set()
    for at in range(1, len(calls) + 1):
        with failing(place, 0, None), reserve(folder) as reserved:
            reserved.put(old)
        told_nothing_changed = False
        try:
            with suppress(KeyboardInterrupt), failing(place, at, failure), reserve(folder) as reserved:
                reserved.put(new)
        except FolderError:
            told_nothing_changed = True
        found = contents(folder)
        assert found in ((old_files,) if told_nothing_changed else (old_files, new_files)), calls[at - 1]
        stood.add("old" if found == old_files else "new")
        assert everything_beside(folder) == ["made"], calls[at - 1]
    assert "old" in stood


def test_what_stops_it_is_said_and_true(plan: Plan, folder: Path) -> None:
    with (
        failing(folder.parent, 5, OSError(errno.ENOSPC, "No space left on device")),
        pytest.raises(FolderError) as error,
    ):
        write_plan(plan, folder)
    said = "cannot be written: no space left on device. Nothing was changed there; use --out to write elsewhere."
    assert str(error.value) == f"{folder} {said}"
    assert not folder.parent.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_said(plan: Plan, folder: Path) -> None:
    folder.parent.mkdir()
    folder.parent.chmod(0o500)
    with pytest.raises(FolderError, match="permission denied"):
        write_plan(plan, folder)
    folder.parent.chmod(0o700)


def test_a_plan_goes_into_outputs_where_the_command_is_run() -> None:
    assert default_folder("2019") == Path("outputs/2019")


def test_the_page_about_outputs_names_every_file_of_a_plan() -> None:
    page = (Path(__file__).parents[2] / "outputs" / "README.md").read_text(encoding="utf-8")
    files = {f"{name}.csv" for name in TABLES} | {
        "certificate.zip",
        "csv-metadata.json",
        "scenario.resolved.yaml",
        "summary.md",
        "run.json",
    }
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {name.strip(" `") for row in rows for name in row.split(",")} == files
