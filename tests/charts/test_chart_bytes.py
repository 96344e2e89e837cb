"""A chart as bytes: the same every time, and readable for who cannot see it."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from PIL import Image

from planner.charts.chart import Chart
from planner.charts.files import write_charts
from planner.charts.frontier import frontier_chart
from planner.errors import FolderError

SVG = "{http://www.w3.org/2000/svg}"


def made(title: str = "") -> Chart:
    table = pd.DataFrame({"pounds": [1e6, 2e6], "gap_hours": [900.0, 100.0]})
    return frontier_chart(table, (1e6, 900.0), title=title)


def test_the_same_chart_has_the_same_bytes_whatever_the_reader_s_own_style_is() -> None:
    one = made()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "svg.fonttype": "none", "lines.linewidth": 9}):
        other = made()
        assert (one.svg, one.png) == (other.svg, other.png)
        assert mpl.rcParams["font.size"] == 20, "the reader's own style is not touched"


def test_no_date_and_no_version_is_in_the_bytes() -> None:
    chart = made()
    for picture in (chart.svg, chart.png):
        assert b"date" not in picture.lower()
        assert mpl.__version__.encode() not in picture


def test_the_svg_says_what_it_shows() -> None:
    chart = made("Less & less")
    root = ET.fromstring(chart.svg)  # noqa: S314 - our own bytes
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[name] for name in root.get("aria-labelledby", "").split()] == ["Less & less", chart.text]


def test_the_picture_is_as_wide_as_the_text_of_a_page() -> None:
    chart = made()
    picture = Image.open(BytesIO(chart.png))
    assert picture.width / picture.info["dpi"][0] * 2.54 == pytest.approx(16.0, abs=0.05)
    assert picture.info["Description"] == chart.text
    points = float(ET.fromstring(chart.svg).get("width", "").removesuffix("pt"))  # noqa: S314
    assert points / 72 * 2.54 == pytest.approx(16.0, abs=0.01)


def test_nothing_of_matplotlib_s_own_state_is_used() -> None:
    code = (
        "import sys, pandas as pd\n"
        "from planner.charts.frontier import frontier_chart\n"
        "frontier_chart(pd.DataFrame({'pounds': [1.0], 'gap_hours': [1.0]}), None).png\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_charts_are_written_with_a_page_that_tells_each_in_words(tmp_path: Path) -> None:
    chart = made("Less")
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    files = write_charts([chart], tmp_path, "All charts")
    assert [file.name for file in files] == ["charts.md", "frontier.svg", "frontier.png"]
    assert files[1].read_bytes() == chart.svg
    assert files[2].read_bytes() == chart.png
    page = f"# All charts\n\n## Less\n\n![Less](frontier.svg)\n\n{chart.text}\n"
    assert files[0].read_text(encoding="utf-8") == page
    assert sorted(each.name for each in tmp_path.iterdir()) == ["charts.md", "frontier.png", "frontier.svg", "mine.txt"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderError, match=r"file exists|not a directory"):
        write_charts([made()], tmp_path / "file")
