"""The whole way from a scenario file to an answer, read aloud: one module a verb."""

from planner.pipeline.comparing import compare
from planner.pipeline.explaining import CLOSELY, WORST, explain
from planner.pipeline.listing import variants
from planner.pipeline.reading import check, load, with_warnings
from planner.pipeline.solving import Progress, solve, solve_loaded, write_program
from planner.pipeline.templates import write_template

__all__ = [
    "CLOSELY",
    "WORST",
    "Progress",
    "check",
    "compare",
    "explain",
    "load",
    "solve",
    "solve_loaded",
    "variants",
    "with_warnings",
    "write_program",
    "write_template",
]
