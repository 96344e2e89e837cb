"""A scenario that extends another says only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import ScenarioError
from planner.scenario.load import load_scenario
from planner.scenario.render import render
from planner.scenario.template import template

Write = Callable[..., Path]


@pytest.fixture
def child(write: Write) -> Callable[[str], str]:
    """Load a child of the template; returns what a reader sees of its problems."""

    def child(text: str) -> str:
        write("base.yaml", template())
        try:
            load_scenario(write("child.yaml", f"extends: base.yaml\nname: child\n{text}"))
        except ScenarioError as error:
            return render(error.problems)
        return ""

    return child


def test_mappings_merge_and_all_else_stays(write: Write) -> None:
    write("base.yaml", template())
    loaded = load_scenario(write("child.yaml", "extends: base.yaml\nname: child\nteams:\n  response: {note: new}\n"))
    base = load_scenario("base.yaml")
    assert loaded.scenario.name == "child"
    assert loaded.scenario.teams["response"].title == "Response policing"
    assert loaded.scenario.teams["response"].note == "new"
    assert loaded.scenario.demand == base.scenario.demand
    assert [str(file) for file in loaded.files] == ["child.yaml", "base.yaml"]
    assert "extends" not in loaded.raw


def test_values_keep_the_place_in_the_file_that_wrote_them(write: Write) -> None:
    write("base.yaml", template())
    loaded = load_scenario(write("child.yaml", "extends: base.yaml\nname: child\nteams:\n  response: {note: new}\n"))
    note, title = loaded.marks["teams.response.note"], loaded.marks["teams.response.title"]
    assert (note.file, note.line) == ("child.yaml", 4)
    assert title.file == "base.yaml"


def test_null_takes_a_key_away(write: Write) -> None:
    write("base.yaml", template())
    text = "extends: base.yaml\nname: child\ndemand:\n  section_47: null\nseasons: null\n"
    loaded = load_scenario(write("child.yaml", text))
    assert list(loaded.scenario.demand) == ["abuse_crimes"]
    assert loaded.scenario.seasons == {}


def test_null_with_nothing_to_take_away_names_the_nearest(child: Callable[[str], str]) -> None:
    assert (
        child("demand:\n  section_46: null\n") == "child.yaml:4:3  demand.section_46\n"
        "    |   section_46: null\n"
        "    |   ^^^^^^^^^^\n"
        '    There is no "section_46" to take away: base.yaml has none here. Did you mean "section_47"?\n'
        "\n"
        "1 problem; nothing was solved.\n"
        "Further checks run when these are mended."
    )


@pytest.mark.parametrize("changed", ["16", "{value: 16}", "[{value: 16}]"])
def test_a_changed_number_loses_the_pedigree_of_the_one_it_replaces(write: Write, changed: str) -> None:
    # 15 hours were an estimate between 12 and 18; nobody has said on what 16 rests.
    write("base.yaml", template())
    tasks = f"demand: {{section_47: {{tasks: {{investigate: {{hours_per_case: {changed}}}}}}}}}"
    loaded = load_scenario(write("child.yaml", f"extends: base.yaml\nname: child\n{tasks}\n"))
    [step] = loaded.scenario.demand["section_47"].tasks["investigate"].hours_per_case.steps
    assert (step.value, step.basis, step.range, step.source) == (16, None, None, None)


def test_a_changed_rate_must_say_again_per_what(child: Callable[[str], str]) -> None:
    assert "The key `per` is missing here" in child("supply: {leavers: {detective: {rate: {value: 0.1}}}}\n")


def test_lists_replace(write: Write) -> None:
    write("base.yaml", template())
    text = "extends: base.yaml\nname: child\nsupply: {recruitment: {investigators_cp: {intakes: [2024-07]}}}\n"
    loaded = load_scenario(write("child.yaml", text))
    assert [day.isoformat() for day in loaded.scenario.supply.recruitment["investigators_cp"].intakes] == ["2024-07-01"]


def test_lists_of_named_items_merge_by_name(write: Write) -> None:
    write("base.yaml", template())
    text = (
        "extends: base.yaml\nname: child\nranks:\n  - {name: inspector, title: Inspector}\n  - {name:"
        " sergeant, title: Sgt}\n"
    )
    loaded = load_scenario(write("child.yaml", text))
    assert [(rank.name, rank.title) for rank in loaded.scenario.ranks] == [
        ("constable", "Constable"),
        ("sergeant", "Sgt"),
        ("inspector", "Inspector"),
    ]


def test_a_named_item_is_taken_away_with_delete(write: Write) -> None:
    write(
        "base.yaml",
        template().replace("title: Sergeant}", "title: Sergeant}\n  - {name: chief, title: Chief}"),
    )
    loaded = load_scenario(
        write("child.yaml", "extends: base.yaml\nname: child\nranks: [{name: chief, delete: true}]\n")
    )
    assert [rank.name for rank in loaded.scenario.ranks] == ["constable", "sergeant"]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (
            "{name: sargeant, delete: true}",
            'There is no item "sargeant" to take away. Did you mean "sergeant"?',
        ),
        (
            "{name: sergeant, delete: yes}",
            "To take an item away write {name: sergeant, delete: true} and nothing more.",
        ),
        (
            "{name: sergeant, delete: true, title: X}",
            "To take an item away write {name: sergeant, delete: true} and nothing more.",
        ),
    ],
)
def test_a_delete_that_is_not_clear_is_refused(child: Callable[[str], str], item: str, message: str) -> None:
    assert f"    {message}\n" in child(f"ranks: [{item}]\n")


def test_delete_means_nothing_where_nothing_is_extended(shown: Callable[[str], str]) -> None:
    text = template().replace("title: Sergeant}", "title: Sergeant, delete: true}")
    assert 'There is no key "delete" here.' in shown(text)


def test_chains_are_followed_from_each_files_own_folder(folder: Path, write: Write) -> None:
    (folder / "year").mkdir()
    write("base.yaml", template())
    write("year/middle.yaml", "extends: ../base.yaml\ntitle: middle\n")
    loaded = load_scenario(write("child.yaml", "extends: year/middle.yaml\nname: child\n"))
    assert (loaded.scenario.name, loaded.scenario.title) == ("child", "middle")
    assert [str(file) for file in loaded.files] == ["child.yaml", "year/middle.yaml", "base.yaml"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"a": "extends: b.yaml\n", "b": "extends: c.yaml\n", "c": "name: c\nextends: b.yaml\n"},
            (
                "c.yaml:2:10  extends\n    | extends: b.yaml\n    |          ^^^^^^\n    These files extend"
                " each other in a circle: b.yaml → c.yaml → b.yaml. Take one `extends` out."
            ),
        ),
        (
            {"a": "extends: a.yaml\n", "b": ""},
            (
                "a.yaml:1:10  extends\n    | extends: a.yaml\n    |          ^^^^^^\n    These files extend"
                " each other in a circle: a.yaml → a.yaml. Take one `extends` out."
            ),
        ),
        (
            {"a": "extends: bb.yaml\n", "b": ""},
            (
                "a.yaml:1:10  extends\n    | extends: bb.yaml\n    |          ^^^^^^^\n    There is no file"
                ' bb.yaml. Check the name and the folder. Did you mean "b.yaml"?'
            ),
        ),
        (
            {"a": "extends: [b.yaml]\n"},
            (
                "a.yaml:1:10  extends\n    | extends: [b.yaml]\n    |          ^\n    `extends` names one"
                " file. Write it like `extends: 2019.yaml`."
            ),
        ),
    ],
)
def test_chains_that_lead_nowhere_say_so(write: Write, files: dict[str, str], expected: str) -> None:
    for name, text in files.items():
        write(f"{name}.yaml", text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario("a.yaml")
    end = "\n\n1 problem; nothing was solved.\nFurther checks run when these are mended."
    assert render(caught.value.problems) == expected + end


def test_chains_have_an_end(write: Write) -> None:
    for number in range(30):
        write(f"{number}.yaml", f"extends: {number + 1}.yaml\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("0.yaml")
    assert caught.value.problems[0].message == "More than 20 files extend each other in a row. Put some together."


def test_problems_of_parent_and_child_are_shown_in_one_pass(write: Write) -> None:
    write("base.yaml", template().replace("tier: 2", "tier: 2\n    tier: 2"))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write("child.yaml", "extends: base.yaml\nname: child\nnmae: x\n"))
    found = [(problem.mark.file, problem.message) for problem in caught.value.problems if problem.mark]
    assert found == [
        ("base.yaml", 'The key "tier" stands here twice; the first is in line 133. Keep one of them.'),
        ("child.yaml", 'There is no key "nmae" here. Did you mean "name"?'),
    ]
