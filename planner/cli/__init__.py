"""The command line: one file a command, and no logic in it."""

from planner.cli.entry import main

__all__ = ["main"]
