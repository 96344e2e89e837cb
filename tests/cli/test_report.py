"""`planner report` and `planner solve --report`: what they write and print, and the exit codes they end with."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from scenario_files import BUSY, CONTRADICTION, write

Run = Callable[..., Result]


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_papers_of_a_scenario_are_written_and_listed(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("report", "busy.yaml")
    assert result.exit_code == 0, result.stderr
    assert names_in(here / "outputs/busy-papers") == ["busy.docx", "busy.pdf"]
    first, *files = result.stdout.splitlines()
    assert first.startswith("Tiny (OFFICIAL; run ")
    assert files == ["- outputs/busy-papers/busy.docx", "- outputs/busy-papers/busy.pdf"]


def test_solve_writes_the_same_papers_as_report_does_of_its_folder(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    assert run("solve", "busy.yaml", "--report", "html,md", "--quiet").exit_code == 0
    assert {"busy.html", "busy.md"} <= set(names_in(here / "outputs/busy-papers"))
    assert run("report", "outputs/busy", "--format", "html,md", "--out", "again").exit_code == 0
    one, two = ((here / folder / "busy.html").read_text() for folder in ("outputs/busy-papers", "again"))
    digest = hashlib.sha256((here / "outputs/busy/scenario.resolved.yaml").read_bytes()).hexdigest()
    assert f"Run {digest[:12]} · " in one
    # The record of the run names the file that was read; everything else is the same.
    assert one.split("Record of the run")[0] == two.split("Record of the run")[0]


def test_several_plans_are_put_side_by_side(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    write(here / "calm.yaml")
    result = run("report", "busy.yaml", "calm.yaml", "--format", "md", "--out", "papers")
    assert result.exit_code == 0, result.stderr
    said = (here / "papers/busy.md").read_text()
    assert "Beside other plans" in said
    page_one = said.split("The decision asked")[0]
    assert "**Other plans.** calm beside busy: 100 fewer hours of gap" in page_one


def test_a_checked_folder_is_told_in_the_assurance(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    result = run("report", "outputs/busy", "--verify", "--format", "md", "--out", "papers")
    assert result.exit_code == 0, result.stderr
    assert "found nothing wrong" in (here / "papers/busy.md").read_text()


def test_a_scenario_file_cannot_be_checked_as_a_folder(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    result = run("report", "busy.yaml", "--verify")
    assert result.exit_code == 2
    assert "busy.yaml is no plan's folder, so there is nothing to check." in result.stderr


def test_published_papers_stand_beside_the_whole_ones(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("report", "busy.yaml", "--format", "html")
    result = run("report", "busy.yaml", "--format", "html", "--publish", "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["marking"] == "OFFICIAL – for publication"
    assert told["files"] == ["outputs/busy-papers/busy-for-publication.html"]
    assert names_in(here / "outputs/busy-papers") == ["busy-for-publication.html", "busy.html"]


def test_a_workbook_stands_beside_the_papers_and_is_never_published(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    assert run("report", "busy.yaml", "--format", "xlsx,html").exit_code == 0
    assert names_in(here / "outputs/busy-papers") == ["busy.html", "busy.xlsx"]
    result = run("report", "busy.yaml", "--format", "html,xlsx", "--publish", "--out", "public")
    assert result.exit_code == 2
    assert result.stderr.strip() == ("xlsx holds every number of the plan, so it cannot be published. Leave xlsx out.")
    assert not (here / "public").exists()


def test_an_unknown_format_is_told_before_anything_is_solved(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    said = 'There is no format "doc". Formats: docx, pdf, html, md, xlsx; several with commas, as in docx,pdf.'
    for command in (("report", "busy.yaml", "--format", "doc"), ("solve", "busy.yaml", "--report", "doc")):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.strip() == said
    assert not (here / "outputs").exists()


def test_a_variant_has_papers_of_its_own(run: Run, here: Path) -> None:
    variants = {"variants": {"fewer": {"title": "Fewer", "times": {"demand.calls.arrivals.cases": 0.5}}}}
    write(here / "busy.yaml", {**BUSY, **variants})
    result = run("report", "busy.yaml#fewer", "--format", "md")
    assert result.exit_code == 0, result.stderr
    said = (here / "outputs/busy-fewer-papers/busy-fewer.md").read_text()
    assert "This plan answers a what-if" in said


def test_a_contradiction_has_no_paper(run: Run, here: Path) -> None:
    write(here / "two.yaml", CONTRADICTION)
    assert run("report", "two.yaml").exit_code == 4
    assert not (here / "outputs").exists()


def test_a_folder_that_was_changed_is_refused(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    (here / "outputs/busy/coverage.csv").write_text("changed")
    result = run("report", "outputs/busy")
    assert result.exit_code == 2
    assert "outputs/busy is not as it was written" in result.stderr


def test_a_plan_s_folder_takes_no_papers(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("solve", "busy.yaml")
    before = names_in(here / "outputs/busy")
    result = run("report", "busy.yaml", "--format", "md", "--out", "outputs/busy")
    assert result.exit_code == 2
    assert names_in(here / "outputs/busy") == before


def test_the_stress_test_of_a_folder_is_in_its_papers(run: Run, here: Path) -> None:
    doubted = {"value": 150, "per": "month", "range": [120, 180]}
    write(here / "busy.yaml", {"demand": {"calls": {**BUSY["demand"]["calls"], "arrivals": {"cases": doubted}}}})
    assert run("stress", "busy.yaml", "--samples", "0", "--quiet").exit_code == 0
    result = run("report", "outputs/busy", "--format", "md", "--out", "papers")
    assert result.exit_code == 0, result.stderr
    # 100 hours of work a month against 120, 150 or 180: 20, 50 or 80 are not done, in each of two months.
    said = (here / "papers/busy.md").read_text()
    assert "| All teams | 40 | 100 | 160 | 83.3 % | 66.7 % | 55.6 % |" in said
    run("report", "busy.yaml", "--format", "md", "--out", "papers")
    assert "Residual gap low" not in (here / "papers/busy.md").read_text()


def test_a_word_paper_is_a_zip_without_the_time_of_writing(run: Run, here: Path) -> None:
    write(here / "busy.yaml", BUSY)
    run("report", "busy.yaml", "--format", "docx", "--out", "one")
    with zipfile.ZipFile(here / "one/busy.docx") as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
