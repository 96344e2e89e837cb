"""`planner verify`: what it says of a good plan, of a spoilt one, and of a folder that is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli.group import planner
from planner.verify.verify import verify_files
from verify.plans import ROOT, Files, plan_files, rows_of, shipped, with_file, with_rows

PLAN = ROOT / "outputs" / "2019"
STRENGTH = "plan=after team=child_protection role=child_abuse_detective period=2019-09"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(planner, ["verify", *arguments])


def changed(files: Files, table: str, column: str, key: tuple[str, ...], cell: str) -> Files:
    header, *rows = rows_of(files, table)
    place = header.index(column)
    mine = [row for row in rows if tuple(row[: len(key)]) == key]
    assert len(mine) == 1
    mine[0][place] = cell
    return with_rows(files, table, [header, *rows])


def folder_of(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_good_plan_passes() -> None:
    done = run(str(PLAN))
    assert done.exit_code == 0
    assert done.stdout.startswith(f"PASS  {PLAN}: ")
    assert done.stdout.endswith(" figures in 30 tables and 35 files\n")


def test_a_spoilt_figure_is_named_with_file_row_column_and_what_it_should_be(tmp_path: Path) -> None:
    key = ("after", "child_protection", "child_abuse_detective", "2019-09")
    files = changed(shipped(), "staffing", "strength_fte", key, "70")
    done = run(str(folder_of(files, tmp_path)))
    assert done.exit_code == 6
    assert done.stdout.startswith(f"FAIL  {tmp_path}: ")
    assert f"\nstrength follows from flows\n  staffing.csv  {STRENGTH}" in done.stdout
    assert "      says 70, should be " in done.stdout


def test_no_line_on_the_screen_is_wider_than_a_hundred_columns(tmp_path: Path) -> None:
    key = ("after", "child_protection", "child_abuse_detective", "2019-09")
    folder_of(changed(shipped(), "staffing", "strength_fte", key, "70"), tmp_path)
    lines = [*run(str(tmp_path)).stdout.splitlines()[1:], *run("--list").stdout.splitlines()]
    assert [line for line in lines if len(line) > 100] == []


def test_json_has_every_finding(tmp_path: Path) -> None:
    key = ("after", "child_protection", "child_abuse_detective", "2019-09")
    folder_of(changed(shipped(), "staffing", "strength_fte", key, "70"), tmp_path)
    (said,) = json.loads(run(str(tmp_path), "--json").stdout)
    assert said["passed"] is False
    assert said["checks"] == said["all_checks"] - 1  # the page is not checked against a table that is wrong
    finding = next(each for each in said["findings"] if each["check"] == "strength follows from flows")
    assert (finding["file"], finding["where"], finding["column"]) == ("staffing.csv", STRENGTH, "strength_fte")
    assert finding["says"] == "70"


def test_a_changed_file_whose_hash_is_the_old_one_is_named() -> None:
    files = {**shipped(), "summary.md": b"All is well.\n"}
    finding = verify_files("a plan", files).findings[0]
    assert (finding.check, finding.file) == ("files are those recorded", "summary.md")


@pytest.mark.parametrize(
    ("cell", "should_be"),
    [
        ("many", "a number"),
        ("NaN", "a number"),
        ("inf", "a number"),
        ("", "a number"),
        ("1e3", "a number"),
        (" 70", "a number"),
        ("070", "a number"),
        ("70.00001", "a number with at most 4 decimals"),
    ],
)
def test_a_cell_that_is_no_number_is_a_finding(cell: str, should_be: str) -> None:
    key = ("after", "child_protection", "child_abuse_detective", "2019-09")
    verdict = verify_files("a plan", changed(shipped(), "staffing", "strength_fte", key, cell))
    (finding,) = verdict.findings
    assert (finding.where, finding.column, finding.should_be) == (STRENGTH, "strength_fte", should_be)
    assert verdict.checks < verdict.all_checks


@pytest.mark.parametrize("column", ["plan", "team", "role", "period"])
def test_a_name_that_the_scenario_does_not_have_is_a_finding(column: str) -> None:
    header, *rows = rows_of(shipped(), "staffing")
    rows[-1][header.index(column)] = "somebody_else"
    findings = verify_files("a plan", with_rows(shipped(), "staffing", [header, *rows])).findings
    assert [(each.check, each.column, each.says) for each in findings] == [
        ("names are those of the scenario", column, "somebody_else")
    ]


def test_a_row_that_stands_there_twice_is_a_finding() -> None:
    header, *rows = rows_of(shipped(), "work")
    (finding,) = verify_files("a plan", with_rows(shipped(), "work", [header, *rows, rows[-1]])).findings
    assert (finding.file, finding.says, finding.should_be) == ("work.csv", "this row twice", "every row once")


def test_a_missing_column_is_a_finding_in_the_table() -> None:
    rows = [row[:-1] for row in rows_of(shipped(), "levels")]
    (finding,) = verify_files("a plan", with_rows(shipped(), "levels", rows)).findings
    assert (finding.file, finding.where) == ("levels.csv", "line=1")


def test_the_description_must_name_every_column() -> None:
    text = shipped()["csv-metadata.json"].replace(b'"name": "strength_fte"', b'"name": "strength"')
    findings = verify_files("a plan", with_file(shipped(), "csv-metadata.json", text)).findings
    assert {(each.file, each.where, each.column) for each in findings} == {
        ("csv-metadata.json", "table=staffing", "columns")
    }


@pytest.mark.parametrize("name", ["staffing.csv", "scenario.resolved.yaml", "run.json", "csv-metadata.json"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[[[[", b"null", b"{}", b"a,b\n1\n", b"period: 3\n"])
def test_no_content_of_a_file_ends_in_anything_but_findings(name: str, content: bytes) -> None:
    assert verify_files("a plan", with_file(shipped(), name, content) if name != "run.json" else
                        {**shipped(), name: content}).findings  # fmt: skip


def test_a_missing_and_an_extra_file_are_findings() -> None:
    files = {name: content for name, content in shipped().items() if name != "prices.csv"} | {"notes.txt": b""}
    found = {(each.file, each.says) for each in verify_files("a plan", files).findings}
    assert {("prices.csv", "no such file"), ("notes.txt", "a file")} <= found


def test_a_folder_that_holds_no_plan_is_wrong_usage(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.exit_code == 2
    assert done.stderr == (
        f"{tmp_path} holds no plan: it has no run.json. Name a folder that `planner solve` has written.\n"
    )
    assert run(str(tmp_path / "nowhere")).exit_code == 2
    assert run().exit_code == 2


def test_a_plan_passes_where_neither_pulp_nor_highs_is_installed(tmp_path: Path) -> None:
    # A module of this name on the path is loaded before anything else: it refuses both, as if they were not there.
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('pulp', 'highspy'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Missing())\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    missing = [sys.executable, "-c", "import pulp"]
    assert subprocess.run(missing, env=environment, capture_output=True, check=False).returncode == 1  # noqa: S603
    shutil.copytree(PLAN, tmp_path / "plan")
    done = subprocess.run(
        [sys.executable, "-c", "from planner.cli import main; main()", "verify", "plan"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout[:12]) == (0, "PASS  plan: "), done.stderr


def test_starts_that_stay_in_parts_are_right_only_where_the_record_of_the_run_names_them(tmp_path: Path) -> None:
    # Natural wastage leaves parts of a person in a rank of which nobody may be left: no plan has all of them whole.
    scenario = tmp_path / "split.yaml"
    scenario.write_text(
        "format: 1\nname: split\ntitle: Split\nquestion: Who goes where?\n"
        f"extends: {ROOT / 'tests/verify/removal.yaml'}\nwhole_people: {{everywhere: true}}\n"
    )
    files = plan_files(scenario)
    assert verify_files("split", files).findings == ()
    record = json.loads(files["run.json"])
    assert record["after"]["not_whole"]
    record["after"]["not_whole"] = []
    found = verify_files("split", {**files, "run.json": json.dumps(record).encode()}).findings
    assert {finding.check for finding in found} == {"starts are those of the levers"}
