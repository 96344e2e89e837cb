"""`planner template`, and every command that takes a scenario's file, with a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_is_written_checked_and_solved_like_a_yaml_file(run: Run, here: Path) -> None:
    assert run("template", "book.xlsx").stdout == (
        "book.xlsx is written. Fill it in, then: planner check book.xlsx, and planner solve book.xlsx\n"
    )
    assert run("new", "book.yaml").exit_code == 0
    assert run("check", "book.xlsx").stdout.replace("xlsx", "yaml") == run("check", "book.yaml").stdout
    for name in ("book.xlsx", "book.yaml"):
        assert run("solve", name, "--out", name.replace(".", "-"), "--quiet").exit_code == 0
    files = {file.name for file in (here / "book-yaml").iterdir()}
    assert files == {file.name for file in (here / "book-xlsx").iterdir()}
    for name in sorted(files - {"run.json"}):
        of_the_workbook = (here / "book-xlsx" / name).read_bytes()
        if name == "summary.md":
            of_the_workbook = of_the_workbook.replace(b"book.xlsx", b"book.yaml").replace(b"book-xlsx", b"book-yaml")
        assert of_the_workbook == (here / "book-yaml" / name).read_bytes(), name
    assert run("verify", "book-xlsx").exit_code == 0


def test_a_what_if_can_be_taken_into_a_workbook(run: Run) -> None:
    assert run("new", "a.yaml").exit_code == 0
    assert run("template", "b.xlsx", "--from", "a.yaml", "--set", "demand.section_47.tier=2").exit_code == 0
    assert run("check", "b.xlsx", "--set", "demand.section_47.tier=0").exit_code == 3
    assert run("check", "b.xlsx").exit_code == 0


def test_a_workbook_that_is_there_is_left_alone(run: Run, here: Path) -> None:
    (here / "book.xlsx").write_text("mine")
    refused = run("template", "book.xlsx")
    assert (refused.exit_code, (here / "book.xlsx").read_text()) == (2, "mine")
    assert "book.xlsx is there already and was left alone." in refused.stderr
    assert run("template", "book.xlsx", "--force").exit_code == 0
    assert [file.name for file in here.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("book.yaml",), "book.yaml is not the name of a workbook. Let it end with .xlsx: book.xlsx."),
        (("a/book.xlsx",), "a/book.xlsx cannot be written: No such file or directory."),
        (("book.xlsx", "--from", "none.yaml"), "There is no file none.yaml. Check the name and the folder."),
        (("book.xlsx", "--set", "a=1"), "--set and --variant change a scenario: name it with --from."),
    ],
)
def test_what_cannot_be_written_is_said(run: Run, here: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("template", *arguments)
    assert (result.exit_code, result.stderr.strip(), list(here.iterdir())) == (2, said, [])
