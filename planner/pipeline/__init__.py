"""The whole way from a scenario file to an answer, read aloud: one module a verb."""

from planner.pipeline.alternating import find_alternatives
from planner.pipeline.charting import chart
from planner.pipeline.comparing import compare
from planner.pipeline.explaining import CLOSELY, WORST, explain
from planner.pipeline.listing import variants
from planner.pipeline.reading import check, load, with_warnings
from planner.pipeline.reporting import report
from planner.pipeline.solving import Progress, solve, solve_loaded, write_program
from planner.pipeline.stressing import Stressed, stress
from planner.pipeline.sweeping import sweep, write_sweep
from planner.pipeline.templates import write_template
from planner.pipeline.tracing import POINTS, files_of_frontier, frontier, frontier_of_priorities

__all__ = [
    "CLOSELY",
    "POINTS",
    "WORST",
    "Progress",
    "Stressed",
    "chart",
    "check",
    "compare",
    "explain",
    "files_of_frontier",
    "find_alternatives",
    "frontier",
    "frontier_of_priorities",
    "load",
    "report",
    "solve",
    "solve_loaded",
    "stress",
    "sweep",
    "variants",
    "with_warnings",
    "write_program",
    "write_sweep",
    "write_template",
]
