"""Staffing plans for police teams whose demand grows while their structure changes.

The Python interface is as small as the command line::

    import planner

    plan = planner.solve("inputs/2019.yaml")
    plan.tables["coverage"]          # a pandas DataFrame
"""

from typing import Any

from planner.version import __version__

__all__ = [
    "__version__",
    "chart",
    "check",
    "compare",
    "explain",
    "frontier",
    "load",
    "report",
    "solve",
    "stress",
    "sweep",
    "variants",
]


def __getattr__(name: str) -> Any:
    # Imported on first use: pandas, PuLP and HiGHS take a second, `planner --help` must not.
    if name in __all__:
        from planner import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")
