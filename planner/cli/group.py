"""The command `planner` and the list of its subcommands."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from planner.cli.failures import report_failure
from planner.version import __version__

COMMANDS = (
    "solve",
    "explain",
    "compare",
    "frontier",
    "sweep",
    "stress",
    "alternatives",
    "variants",
    "chart",
    "report",
    "template",
    "verify",
    "check",
    "new",
    "schema",
)
"""Every subcommand in the order of the help; a new one is a module here with a `command`, and its name."""

HELP = """Work out who should work where, month by month, and what will still not be covered.

    A scenario file states the posts, people, demand, budget and possible actions of some police teams. The
    plan is the best there is for these inputs, in the order of priorities that the scenario states; the gap
    that is left stands beside the gap before action.

    \b
    Start here:
      planner solve inputs/2019.yaml     the plan, into outputs/2019/
      planner explain outputs/2019       why that plan is as it is, and what one more would do
      planner variants inputs/2019.yaml  what-ifs that are kept; planner solve --set asks your own
      planner compare A.yaml B.yaml      two plans side by side, and which change moved how much
      planner frontier inputs/2019.yaml  what more money would buy, and what a cut would cost
      planner sweep inputs/2019.yaml     which inputs the gap depends on, one at a time
      planner stress outputs/2019        how it stands when demand and hours differ
      planner alternatives outputs/2019  plans that are nearly as good
      planner verify outputs/2019        check every figure of that plan again
      planner chart outputs/2019         draw it: pictures for a paper, each also in words
      planner report outputs/2019        write the papers: Word, PDF, HTML, Excel
      planner check inputs/2019.yaml     only look for problems in a scenario
      planner new my-force.yaml          a commented scenario to start from
      planner template my-force.xlsx     the same as a workbook
    """

EPILOG = """\b
    Exit codes:
      0    a plan, every level proved optimal (a gap is a finding, not an error)
      1    a defect of planner
      2    wrong usage, or a file or folder that cannot be read or written
      3    problems in the scenario; nothing was solved
      4    the rules contradict each other; there is no plan
      5    the search ended before every level was proved; the plan found by then, if any,
           is written
      6    a check of a plan failed (verify), or a gap was found and --fail-on-gap was given
      130  interrupted
    """


class CommandGroup(click.Group):
    """Commands by name, each loaded when asked for; failures become messages and exit codes here alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"planner.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a misspelt one is an error with the nearest name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(f'There is no command "{name}".{_hint(name)}')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises becomes a message and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as failure:
            ctx.exit(report_failure(failure, written=tuple(ctx.meta.get("planner.written", ()))))
        return result


def _hint(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
    if near:
        return f' Did you mean "{near[0]}"?'
    if name.endswith((".yaml", ".yml", ".xlsx")):
        return f" To solve a scenario: planner solve {name}"
    return " Commands: " + ", ".join(COMMANDS) + "."


@click.group(
    cls=CommandGroup,
    help=HELP,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="planner")
def planner() -> None:
    """See HELP."""


def written(path: str) -> None:
    """Note that something was written, so that an interrupt after it does not claim otherwise."""
    click.get_current_context().meta.setdefault("planner.written", []).append(path)
