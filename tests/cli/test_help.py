"""The help: it teaches, it is true, and it costs next to nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import click
import pytest
from click.testing import Result
from processes import done

from planner import errors
from planner.cli.group import COMMANDS, planner

Run = Callable[..., Result]

HEAVY = (
    "numpy",
    "pandas",
    "pydantic",
    "pulp",
    "highspy",
    "rich",
    "yaml",
    "holidays",
    "scipy",
    "dateutil",
    "matplotlib",
)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_a_line_in_the_list(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert f"planner {name}" in shown.stdout.split("Example", 1)[1]
    command = planner.get_command(click.Context(planner), name)
    assert command is not None
    assert command.get_short_help_str(100) in run("--help").stdout


def test_the_help_names_every_exit_code(run: Run) -> None:
    codes = {value for name, value in inspect.getmembers(errors) if name.startswith("EXIT_")}
    shown = run("--help").stdout.split("Exit codes:")[1]
    assert codes == {int(line.split()[0]) for line in shown.splitlines() if line.strip()[:1].isdigit()}


def test_no_line_of_the_help_is_cut_or_too_wide(run: Run) -> None:
    for arguments in ((), *((name,) for name in COMMANDS)):
        lines = run(*arguments, "--help").stdout.splitlines()
        assert max(map(len, lines)) <= 100
        assert not any(line.endswith("...") for line in lines[1:])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("slove", 'There is no command "slove". Did you mean "solve"?'),
        (
            "inputs/2019.yaml",
            'There is no command "inputs/2019.yaml". To solve a scenario: planner solve inputs/2019.yaml',
        ),
        ("xyz", f'There is no command "xyz". Commands: {", ".join(COMMANDS)}.'),
    ],
)
def test_a_command_that_is_not_there_gets_the_nearest_name(run: Run, typed: str, said: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *[[name, "--help"] for name in COMMANDS], ["new", "-"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from planner.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('HEAVY', *sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    ended, out, err = done(*arguments, code=code)
    assert (ended, err) == (0, "")
    assert out.splitlines()[-1] == "HEAVY"
