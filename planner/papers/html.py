"""A paper as one HTML file: its pictures inside, no script, and a policy that lets it load nothing."""

from __future__ import annotations

import re
from functools import partial
from importlib.resources import files
from itertools import count

from planner.papers.paper import Bullets, Figure, Paper, Paragraph, Table, clean_text

NAMES = re.compile(r'(?<=\bid=")([^"]+)|(?<=href="#)([^"]+)|(?<=url\(#)([^)]+)')
COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
"""Where the picture's text stands once more, for who reads its source."""
LABELLED = 'aria-labelledby="title text"'


def html(paper: Paper) -> str:
    """The paper as a page for a browser, and for printing."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("planner.papers") / "paper.html.jinja").read_text(encoding="utf-8"))
    numbers = {kind: count(1) for kind in ("Table", "Figure")}
    return template.render(
        paper=paper,
        kind_of=lambda block: KINDS[type(block)],
        number=lambda kind: next(numbers[kind]),
        drawing=lambda block: Markup(_drawing(block)),  # noqa: S704  (drawn by our own charts, which escape all text)
    )


KINDS = {Paragraph: "paragraph", Bullets: "bullets", Table: "table", Figure: "figure"}


def _drawing(figure: Figure) -> str:
    """The picture as a part of the page; names in it get the chart's own before them, so that no two are alike."""
    svg = figure.chart.svg.decode()
    own = figure.chart.name
    drawn = clean_text(COMMENTS.sub("", svg[svg.index("<svg") :]))
    named = NAMES.sub(partial(_named, own), drawn)
    return named.replace(LABELLED, f'aria-labelledby="{own}-title {own}-text"')


def _named(own: str, match: re.Match[str]) -> str:
    return f"{own}-{match[0]}"
