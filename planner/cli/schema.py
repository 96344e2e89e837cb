"""`planner schema`: the form of a scenario for editors."""

from __future__ import annotations

import json
import sys

import click


@click.command(
    "schema",
    short_help="Print the JSON Schema of a scenario, for editors.",
    epilog="""\b
    Example:
      planner schema > scenario.schema.json

    An editor that knows YAML then completes and checks any scenario whose first line is

    \b
      # yaml-language-server: $schema=scenario.schema.json
    """,
)
def command() -> None:
    """Print the JSON Schema of a scenario.

    It says what may stand where and what each key means. What an editor cannot check, `planner check` does.
    """
    from planner.scenario.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
