"""The options of every command that answers a what-if."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from planner.scenario.overrides import Override

Command = TypeVar("Command", bound=Callable[..., Any])


def what_if_options(command: Command) -> Command:
    """Give a command the options `--set` and `--variant`."""
    command = click.option(
        "--set",
        "sets",
        metavar="PATH=VALUE",
        multiple=True,
        help="What if this figure were another? PATH=VALUE, PATH*=FACTOR, PATH+=AMOUNT or PATH-=AMOUNT; repeatable.",
    )(command)
    return click.option(
        "--variant", metavar="NAME", default="", help="One of the scenario's variants; planner variants lists them."
    )(command)


def overrides_from(sets: tuple[str, ...]) -> tuple[Override, ...]:
    """What `--set` says, in order.

    Raises:
        UsageError: Something is no what-if.
    """
    from planner.scenario.overrides import parse_set

    return tuple(parse_set(text, number) for number, text in enumerate(sets, start=1))
