"""The real inputs that are spoilt: every scenario that ships or is audited, with all files it consists of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from planner.scenario.load import load_scenario
from planner.scenario.template import template

TOP = Path(__file__).parents[2]
SMALL, LARGE = 3, 1
"""How often a scenario is taken: one with many files or periods takes long to tabulate."""
BY_PERIOD = "by_period: [60, 70, 90, 90, 60, 50]"
"""The arrivals of `rich.yaml` that a table takes the place of."""
TABLE = "period,arrivals\n2019-04,60\n2019-05,70\n2019-06,90\n2019-07-01,90\n2019-08,60.0\n2019-09,50\n"


@dataclass(frozen=True)
class RealInput:
    """A scenario and the files that it is put together from."""

    main: str
    """The file that is read."""
    files: dict[str, bytes]
    """The content of every file by name, all in one folder."""
    weight: int = SMALL

    def with_file(self, name: str, content: bytes) -> RealInput:
        """The same with another content of one file."""
        return replace(self, files={**self.files, name: content})

    def write(self, folder: Path) -> Path:
        """Write all files into a folder; returns the one that is read."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder / self.main


def real_inputs() -> list[RealInput]:
    """Every real input, in a fixed order."""
    found = [
        _from_disk(file, LARGE if file.name.startswith("2019") else SMALL)
        for file in sorted((TOP / "inputs").glob("*.yaml"))
    ]
    found += [_from_disk(file, SMALL) for file in sorted((TOP / "tests/verify").glob("*.yaml"))]
    found += [_from_disk(file, SMALL) for file in sorted((TOP / "tests/published").glob("*.yaml"))]
    return [*found, RealInput("template.yaml", {"template.yaml": template().encode()}), with_a_table()]


def with_a_table() -> RealInput:
    """A scenario whose arrivals lie in a CSV table beside it."""
    text = (TOP / "tests/verify/rich.yaml").read_text(encoding="utf-8")
    assert BY_PERIOD in text
    changed = text.replace(BY_PERIOD, "table: arrivals.csv")
    return RealInput("tabled.yaml", {"tabled.yaml": changed.encode(), "arrivals.csv": TABLE.encode()})


def _from_disk(file: Path, weight: int) -> RealInput:
    files = {each.name: each.read_bytes() for each in load_scenario(file).files}
    return RealInput(file.name, files, weight)
