"""The certificate is that of the scenario beside it: another limit in either of the two is named."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from laws.random_scenarios import scenarios
from laws.setting import Tree
from laws.solving import written
from tiny import BASE, merged

from planner import pipeline
from planner.reports.folder import write_plan
from planner.verify.audits import AUDITS
from planner.verify.certificate_file import FILE, Statement, read_statements
from planner.verify.folder import Folder, Stated
from planner.verify.limits import LIMITS, limits_are_those_of_the_scenario, limits_of
from planner.verify.limits.physics import PHYSICS
from planner.verify.verify import verify
from verify.plans import RICH, ROOT, stated, tables_of

SMALL: Tree = merged(
    BASE,
    {
        "period": {"first": "2019-04", "last": "2020-03"},
        "teams": {"elsewhere": {"title": "Elsewhere", "out_of_scope": True}},
        "establishment": {"a": {"officer": {"approved_fte": 3}}},
        "demand": {"calls": {"arrivals": {"cases": {"value": 250, "per": "month"}}}},
        "supply": {
            "recruitment": {
                "in": {"team": "a", "role": "officer", "from_team": "elsewhere", "per_intake_fte": 1, "per_year_fte": 2}
            },
            "pools": {"released": {"members": ["in"], "per_year_fte": 12}},
            "overtime": {
                "extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.1, "pounds_per_year": 3000}
            },
            "agency": {"bought": {"team": "a", "role": "officer", "fte": 0.1, "pounds_per_fte_year": 20000}},
        },
        "structure": {"minimum_strength": {"there": {"team": "a", "roles": ["officer"], "fte": 0.9}}},
        "budget": {"limits": {"whole": {"pounds_per_year": 30000}}},
    },
)  # fmt: skip
"""A year of the tiny scenario with one limit of each kind that a plan can be made worse by."""

Lines = list[list[str]]


@cache
def solved(place: Path) -> Path:
    """The folder of the plan of a scenario, which nobody may change."""
    folder = Path(mkdtemp()) / "plan"
    write_plan(pipeline.solve(place), folder)
    return folder


@cache
def small(changes: str = "{}") -> Path:
    """The folder of the plan of the small scenario with changes, as JSON."""
    return solved(written(merged(SMALL, json.loads(changes)), Path(mkdtemp())))


@cache
def rich(name: str) -> Path:
    """The folder of a plan in which much happens."""
    return solved(ROOT / "tests" / "verify" / f"{name}.yaml")


def copy(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "plan")
    return tmp_path / "plan"


def rewrite_hashes(folder: Path) -> None:
    """What somebody does who wants nobody to notice."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for row in record["outputs"]:
        row["sha256"] = hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest()
    (folder / "run.json").write_text(json.dumps(record, indent=1), encoding="utf-8")


def set_cells(folder: Path, table: str, cells: dict[str, str]) -> None:
    """Set columns of every row of a table."""
    place = folder / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(place.read_text(encoding="utf-8"))))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **{column: cell.format(**row) for column, cell in cells.items()}} for row in rows)
    place.write_text(text.getvalue(), encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def read(folder: Path) -> tuple[dict[str, Any], Stated, list[Statement]]:
    """Tables, scenario and certificate of a plan."""
    files = files_of(folder)
    return {name: table.rows for name, table in tables_of(files).items()}, stated(files), read_statements(folder)[0]


def said(folder: Path, change: Callable[[Any], object] | None = None) -> list[str]:
    """What the check of limits says of a plan whose scenario has been changed."""
    tables, scenario, statements = read(folder)
    tree = deepcopy(scenario.scenario)
    if change is not None:
        change(tree)
    found = limits_are_those_of_the_scenario(Folder(tables, Stated(tree)), statements)
    return [str(finding) for finding in found]


def objections(folder: Path) -> list[str]:
    """What the check of limits finds among all others."""
    return [f"{each.where}: {each.says}, {each.should_be}" for each in verify(folder).findings if each.check == LIMITS]


# ---------------------------------------------------------------- good plans
def test_the_limits_of_a_small_plan_are_those_of_its_scenario() -> None:
    assert objections(small()) == []


@pytest.mark.parametrize("name", RICH)
def test_the_limits_of_a_plan_in_which_much_happens_are_those_of_its_scenario(name: str) -> None:
    assert said(rich(name)) == []


def test_the_limits_of_the_shipped_plan_are_those_of_its_scenario() -> None:
    assert said(ROOT / "outputs" / "2019") == []


@settings(max_examples=15, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(scenarios())
def test_the_limits_of_a_random_plan_are_those_of_its_scenario(tmp_path: Path, tree: Tree) -> None:
    folder = Path(mkdtemp(dir=tmp_path)) / "plan"
    write_plan(pipeline.solve(written(tree, tmp_path)), folder)
    assert said(folder) == []


def test_every_rule_is_held_against_the_tables_or_known_by_its_names() -> None:
    known = {rule for audit in AUDITS for rule in audit.rules}
    held: set[str] = set()
    for name in RICH:
        tables, scenario, _ = read(rich(name))
        held |= {limit.rule for plan in ("before", "after") for limit in limits_of(Folder(tables, scenario), plan)}
    assert held | set(PHYSICS) == known, (
        f"{sorted(known - held - set(PHYSICS))}: add a function that yields its limits to DECIDED or ALWAYS in"
        " planner/verify/limits, or which rows it can have to PHYSICS; and its data to tests/verify/rich.yaml."
    )


# ---------------------------------------------------------------- a plan of another scenario
SWAPS: dict[str, tuple[Tree, dict[str, str], str]] = {
    "a smaller budget": (
        {"budget": {"limits": {"whole": {"pounds_per_year": 24000}}}},
        {"limit_pounds": "30000"},
        "budgets[whole 2019]",
    ),
    "fewer places in a year": (
        {"supply": {"recruitment": {"in": {"per_year_fte": 0.5}}}},
        {},
        "flow_caps[supply.recruitment.in.per_year_fte 2019]",
    ),
    "more strength that has to be there": (
        {"structure": {"minimum_strength": {"there": {"fte": 0.95}}}},
        {},
        "strength_limits[structure.minimum_strength.there 0]",
    ),
    "a smaller pool": (
        {"supply": {"pools": {"released": {"per_year_fte": 0.5}}}},
        {},
        "flow_caps[supply.pools.released 2019]",
    ),
    "a floor that the scenario does not have": (
        {"demand": {"calls": {"coverage_floor": 0.5}}},
        {},
        "coverage_floor[calls 2019]",
    ),
    "less overtime": (
        {"supply": {"overtime": {"extra": {"pounds_per_year": 1000}}}},
        {},
        "overtime_limits[extra 2019]",
    ),
    "strength at the end that the scenario does not ask for": (
        {"structure": {"closing_strength": {"end": {"team": "a", "roles": ["officer"], "at_least_fte": 1}}}},
        {},
        "strength_limits[structure.closing_strength.end 11]",
    ),
    "fewer posts": ({"establishment": {"a": {"officer": {"approved_fte": 2}}}}, {}, "establishment[a officer 0]"),
    "smaller intakes": ({"supply": {"recruitment": {"in": {"per_intake_fte": 0.25}}}}, {}, "starts(in,0)"),
    "less agency": ({"supply": {"agency": {"bought": {"fte": 0.05}}}}, {}, "agency(bought,0)"),
}
"""What is worse in the scenario that was solved, how the budget's cells are mended, and the limit to be named."""
WHOSE_MOST_IS_MENDED = ("starts", "agency")


@pytest.mark.parametrize("swap", SWAPS)
def test_a_plan_of_a_poorer_scenario_is_not_the_best_of_this_one(swap: str, tmp_path: Path) -> None:
    changes, cells, limit = SWAPS[swap]
    folder, good = copy(small(json.dumps(changes)), tmp_path), small()
    assert objections(folder) == []
    for name in ("scenario.resolved.yaml", "assumptions.csv"):
        shutil.copy(good / name, folder / name)
    if cells:
        left = 30000 - float((folder / "budget.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[5])
        set_cells(folder, "budget", cells | {"left_pounds": f"{left:.2f}"})
    if limit.startswith(WHOSE_MOST_IS_MENDED):
        most = {(row.plan, row.lever, row.period): row.most for row in read(good)[0]["levers"].itertuples()}
        place = folder / "levers.csv"
        rows = list(csv.reader(io.StringIO(place.read_text(encoding="utf-8"))))
        for row in rows[1:]:
            row[-1] = f"{most[row[0], row[1], row[4]]:g}"
        place.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    rewrite_hashes(folder)
    found = objections(folder)
    assert any(limit in each for each in found), found


# Each change of the scenario beside a good plan, and what the objection has to name.
LOOSENED: list[tuple[str, str, Any, str]] = [
    ("rich", "budget.limits.whole.pounds_per_year", 1300000, "budgets[whole 2019]"),
    ("rich", "supply.overtime.extra.pounds_per_year", 15000, "overtime_limits[extra 2019]"),
    ("rich", "supply.overtime.extra.pounds_per_year", None, "overtime_limits[extra 2019]"),
    ("rich", "supply.recruitment.trainees.per_year_fte", 600, "flow_caps[supply.recruitment.trainees.per_year_fte"),
    ("rich", "supply.pools.shared.per_year_share.share", 0.9, "flow_caps[supply.pools.shared.per_year_share 2019]"),
    ("rich", "supply.pools", None, "flow_caps[supply.pools.shared.per_year_share 2019]"),
    ("rich", "structure.minimum_strength.children.fte", 1, "strength_limits[structure.minimum_strength.children 0]"),
    ("rich", "structure.closing_strength", None, "strength_limits[structure.closing_strength.searches 5]"),
    ("rich", "structure.closing_strength.searches.at_least_fte", 1.5, "closing_strength.searches 5]"),
    ("rich", "structure.over_requirement.both.fte", 3, "over_requirement_caps[structure.over_requirement.both 0]"),
    ("rich", "requirements.watch.over_at_most_fte", 0.3, "requirements.watch.over_at_most_fte 0]"),
    ("rich", "requirements.office.at_least_fte", 7, "strength_limits[requirements.office 0]"),
    ("rich", "requirements.searchers.at_least_fte", 2.2, "strength_limits[requirements.searchers 0]"),
    ("rich", "requirements.watch.exactly_fte", 0.35, "strength_limits[requirements.watch 0]"),
    ("rich", "requirements.searchers.short_at_most_share", 0.9, "short_share_caps[requirements.searchers 0]"),
    ("rich", "supply.reduced_hours_together.all.fte", 0.5, "reduced_hours_together[supply.reduced_hours_together.all"),
    ("rich", "demand.joint.clear_by", None, "clear_by[joint 5]"),
    ("rich", "demand.reports.coverage_floor", 0.5, "coverage_floor[reports 2019]"),
    ("rich", "demand.reports.coverage_floor", None, "coverage_floor[reports 2019]"),
    ("rich", "establishment.child.detective.approved_fte", 9, "establishment[child detective 0]"),
    ("rich", "priorities.7.at_most", 600000, "level_limits[cost]"),
    ("rich", "priorities.7", "cost", "level_limits[cost]"),
    ("removal", "structure.removed_ranks.chief_inspector.gone_by.left_fte", 3, "gone_by[chief_inspector"),
    ("removal", "structure.removed_ranks.chief_inspector.gone_by", None, "gone_by[chief_inspector"),
    ("rich_restructuring", "structure.removed_ranks.chief.duties.0.share", 0.99, "duties_passed["),
    ("rich", "establishment.child.detective.limited_duty.recovering.fte", 0.1, "limited_duty[child detective"),
]


@pytest.mark.parametrize(("plan", "path", "value", "limit"), LOOSENED)
def test_another_limit_in_the_scenario_is_named(plan: str, path: str, value: object, limit: str) -> None:
    def change(tree: Any) -> None:
        *above, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in above:
            tree = tree[part]
        if value is None:
            del tree[last]
        else:
            tree[last] = value

    found = said(rich(plan), change)
    assert any(limit in each for each in found), found


# ---------------------------------------------------------------- a certificate with other limits
def changed(folder: Path, tmp_path: Path, edit: Callable[[dict[str, Lines]], None]) -> list[str]:
    """What the check says when the members of the certificate, by name, have been changed."""
    folder = copy(folder, tmp_path)
    with zipfile.ZipFile(folder / FILE) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    members = {name: list(csv.reader(io.StringIO(text))) for name, text in texts.items() if name.endswith(".csv")}
    edit(members)
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            lines = io.StringIO()
            csv.writer(lines, lineterminator="\n").writerows(members.get(name, []))
            archive.writestr(name, lines.getvalue() if name in members else text)
    rewrite_hashes(folder)
    return objections(folder)


def rows_of(members: dict[str, Lines], family: str) -> Lines:
    return [row for row in members["after/rows.csv"] if row[0] == family]


def add_row(members: dict[str, Lines], *cells: str) -> None:
    number = len(members["after/rows.csv"]) - 1
    members["after/rows.csv"].append(list(cells))
    members["after/entries.csv"].append([str(number), "0", "1"])


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (("my_rule", "secret", "", "0", "1000000"), "my_rule[secret]: a rule, no rule of a family that is not known"),
        (("backlog", "calls 99", "", "0", "1000000"), "backlog[calls 99]"),
        (("capacity", "a officer 99", "", "", "1000000"), "capacity[a officer 99]"),
        (("clear_by", "calls 11", "demand.calls.clear_by", "", "1000000"), "clear_by[calls 11]"),
        (("gone_by", "constable 1", "", "", "1000000"), "gone_by[constable 1]"),
        (("at_rest", "in 0", "supply.recruitment.in.at_rest_fte", "", "1000000"), "at_rest[in 0]"),
    ],
)
def test_a_row_that_follows_from_nothing_in_the_scenario_is_refused(
    cells: tuple[str, ...], named: str, tmp_path: Path
) -> None:
    found = changed(small(), tmp_path, lambda members: add_row(members, *cells))
    assert any(named in each for each in found), found


def test_a_row_of_another_family_is_refused_and_missed(tmp_path: Path) -> None:
    def rename(members: dict[str, Lines]) -> None:
        for row in rows_of(members, "budgets"):
            row[0] = "physics"

    found = changed(small(), tmp_path, rename)
    assert any("physics[whole 2019]" in each for each in found)
    assert "plan=after budgets[whole 2019]: no such row, the limit of budget.limits.whole: most 30000" in found


@pytest.mark.parametrize("place", ["budget.limits.nonsense", "", "supply.pools.released"])
def test_a_row_at_another_place_is_refused(place: str, tmp_path: Path) -> None:
    def move(members: dict[str, Lines]) -> None:
        rows_of(members, "budgets")[0][2] = place

    assert len(changed(small(), tmp_path, move)) == 1


@pytest.mark.parametrize(
    ("family", "by"),
    [("budgets", 100), ("flow_caps", 0.1), ("overtime_limits", 50), ("establishment", 0.1), ("capacity", 1),
     ("overtime_caps", 1), ("worst_team", 1)],
)  # fmt: skip
def test_another_figure_of_a_row_is_refused(family: str, by: float, tmp_path: Path) -> None:
    def loosen(members: dict[str, Lines]) -> None:
        row = rows_of(members, family)[-1]
        row[4] = str(float(row[4]) + by)

    found = changed(small(), tmp_path, loosen)
    assert any(f"{family}[" in each for each in found), found


def test_another_figure_of_a_row_is_refused_where_cases_are_overdue(tmp_path: Path) -> None:
    def loosen(members: dict[str, Lines]) -> None:
        for row in rows_of(members, "overdue"):
            row[4] = str(float(row[4]) + 1)

    overdue = read(rich("rich"))[0]["work"].query("plan == 'after' and overdue_cases > 0")
    mine = [
        row for row in overdue.itertuples() if row.line == "referrals"
    ]  # an initiative changes the standard of others
    found = [each for each in changed(rich("rich"), tmp_path, loosen) if "overdue[" in each]
    assert len(found) >= len(mine) > 0


def test_a_rule_that_presses_on_both_sides_is_refused(tmp_path: Path) -> None:
    def press(members: dict[str, Lines]) -> None:
        rows_of(members, "budgets")[0][3] = "0"
        rows_of(members, "strength_balance")[0][3] = "-1000"

    found = changed(small(), tmp_path, press)
    assert [each.split(":")[0] for each in found] == [
        "plan=after strength_balance[a officer 0]",
        "plan=after budgets[whole 2019]",
    ]


def test_a_row_that_is_there_twice_or_not_at_all_is_noticed(tmp_path: Path) -> None:
    def repeat(members: dict[str, Lines]) -> None:
        add_row(members, *rows_of(members, "budgets")[0])

    assert any("this row twice" in each for each in changed(small(), tmp_path, repeat))


@pytest.mark.parametrize(
    ("cell", "text"), [(1, "0.1"), (2, "0.5"), (2, "2"), (0, "decided(in,0)"), (0, "starts(out,0)")]
)
def test_another_bound_or_name_of_a_column_is_refused(cell: int, text: str, tmp_path: Path) -> None:
    def bound(members: dict[str, Lines]) -> None:
        next(row for row in members["after/columns.csv"] if row[0] == "starts(in,0)")[cell] = text

    found = changed(small(), tmp_path, bound)
    assert any((text if cell == 0 else "starts(in,0)") in each for each in found), found


def test_limits_of_a_decision_are_not_kept_before_action(tmp_path: Path) -> None:
    def both(members: dict[str, Lines]) -> None:
        number = len(members["before/rows.csv"]) - 1
        members["before/rows.csv"].append(rows_of(members, "budgets")[0])
        members["before/entries.csv"].append([str(number), "0", "1"])

    assert changed(small(), tmp_path, both) == [
        "plan=before budgets[whole 2019]: a rule, no limit that the scenario does not state, nor of its kind"
    ]


@pytest.mark.parametrize(
    "family",
    ["strength", "worked", "started", "backlog", "overdue", "overtime", "gap_band", "worst_share"],
)
def test_a_bound_that_could_limit_what_nobody_limits_is_refused(family: str, tmp_path: Path) -> None:
    name = ""

    def tighten(members: dict[str, Lines]) -> None:
        nonlocal name
        row = next(each for each in members["after/columns.csv"] if each[0].startswith(f"{family}("))
        name, row[2] = row[0], str(0.9 * float(row[2]))

    found = changed(small(), tmp_path, tighten)
    assert [each.split(":")[0] for each in found] == [f"plan=after {name}"]


def test_a_column_that_is_gone_is_missed(tmp_path: Path) -> None:
    def rename(members: dict[str, Lines]) -> None:
        next(row for row in members["after/columns.csv"] if row[0].startswith("overtime("))[0] = "overtime(other)"

    assert "plan=after overtime(extra,a,officer,0): no such column, a column of up to" in " ".join(
        changed(small(), tmp_path, rename)
    )


def test_whole_people_are_asked_for_only_where_the_scenario_does(tmp_path: Path) -> None:
    def ask(members: dict[str, Lines]) -> None:
        next(row for row in members["after/columns.csv"] if row[0] == "starts(in,0)")[3] = "true"

    assert changed(small(), tmp_path, ask) == ["plan=after starts(in,0): true, false"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("backlog[calls 3]", "started(calls,3)"),
        ("work[calls answer 2]", "worked(calls,answer,officer,2)"),
        ("strength_balance[a officer 1]", "strength(a,officer,0)"),
    ],
)
def test_a_balance_that_holds_on_the_plan_alone_is_refused(row: str, column: str, tmp_path: Path) -> None:
    def falsify(members: dict[str, Lines]) -> None:
        names, rows = members["after/columns.csv"][1:], members["after/rows.csv"][1:]
        number = next(number for number, each in enumerate(rows) if f"{each[0]}[{each[1]}]" == row)
        place = next(str(place) for place, each in enumerate(names) if each[0] == column)
        entry = members["after/entries.csv"][number + 1]
        coefficients = entry[2].split()
        position = entry[1].split().index(place)
        coefficients[position] = str(float(coefficients[position]) + 0.1)
        entry[2] = " ".join(coefficients)
        for side in (3, 4):
            rows[number][side] = repr(float(rows[number][side]) + 0.1 * float(names[int(place)][4]))

    found = changed(small(), tmp_path, falsify)
    assert [each.split(":")[0] for each in found] == [f"plan=after (on the plan before action) {row}"]
