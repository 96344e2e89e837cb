"""Plans that are nearly as good as the best, in words: the closest one, and what all of them have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from planner.reports.as_json import plain_data
from planner.reports.change_words import level_title
from planner.reports.csv_tables import METADATA_FILE, metadata, text_of
from planner.reports.explanation import amount_of
from planner.reports.folder import SCENARIO_FILE, Holding
from planner.reports.layout import grid
from planner.reports.markdown_table import safe, table
from planner.reports.run_record import made_with
from planner.reports.section import Section
from planner.reports.words import (
    count,
    figure,
    fte,
    hours,
    in_sentence,
    listed,
    percent,
    plain,
    pounds,
    spaced,
    wrapped,
)
from planner.scenario.dump import dump_yaml
from planner.scenario.load import Loaded
from planner.scenario.scenario import Scenario
from planner.scenario.titles import title_of
from planner.version import __version__
from planner.vocabulary import ALTERNATIVES_TABLES
from planner.whatif.alternatives import Alternatives, End, Way

PAGE_FILE = "alternatives.md"
RECORD_FILE = "alternatives.json"
SCHEMA = "planner-alternatives/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-alternatives/2."""
HOLDING = Holding("set of alternatives", RECORD_FILE)
WIDTH = 100
"""The widest line [characters]."""
MEANING = (
    "A plan is good if no priority is worse than the best plan holds by more than {loss}: of the demand hours of its"
    " tier (times one month) for a gap, of these hours for evenness, of the plan's years for the worst team, and of"
    " what the best plan holds for every other priority. The limits are in the table of priorities."
)
RANGE = (
    "FTE in the months of the plan (of agency and reduced hours FTE-years). Least and most: of any good plan, each way"
    " by itself, so that not all can be least or most at once; people in fractions."
)
ANEW = (
    "For each end of a range the plan was made anew, people included: it knows of the change when it recruits. How the"
    " plan stands with its people held is another question, which planner stress answers."
)


def sections(found: Alternatives, scenario: Scenario) -> Iterator[Section]:
    """The page from top to bottom."""
    yield Section("The good plan that changes least", tuple(_closest(found)))
    yield _ways(found, scenario)
    yield from _common(found, scenario)
    rows = [
        (level_title(each.level), each.unit, *(amount_of(each.unit, value) for value in (each.held, held, each.most)))
        for each, held in zip(found.allowed, found.closest_held, strict=True)
    ]
    yield Section(
        "How far each priority may be from the best plan",
        (MEANING.format(loss=percent(found.loss)),),
        ("Priority", "unit", "best plan", "closest", "at most"),
        tuple(rows),
        left=(0, 1),
    )


def _closest(found: Alternatives) -> Iterator[str]:
    yield (
        f"Close to {found.close_to}. The best plan does {fte(found.best_distance)} FTE otherwise, start by start; a"
        f" plan within the loss of {percent(found.loss)} in each priority need do only {fte(found.closest_distance)}."
    )
    yield (
        f"Its gap is {hours(found.closest_gap_hours)} hours ({hours(found.best_gap_hours)} of the best plan), and it"
        f" costs {pounds(found.closest_pounds)} ({pounds(found.best_pounds)})."
    )


def _ways(found: Alternatives, scenario: Scenario) -> Section:
    head = ("", "close to", "best", "closest", "least", "most")
    rows = tuple(
        (way_title(way, scenario), *map(fte, (way.other, way.best, way.closest, way.least, way.most)))
        for way in found.ways
        if max(way.other, way.most) > 0
    )
    return Section("Between what each way and move lies in all good plans", (RANGE,), head, rows)


def _common(found: Alternatives, scenario: Scenario) -> Iterator[Section]:
    """What is in every good plan, what in none, and what depends on an assumption."""
    needed = [way for way in found.ways if way.is_needed]
    looked = [end for end in found.ends if end.least]
    paths = list(dict.fromkeys(end.path for end in found.ends))
    everywhere = found.whatever_happens
    said = []
    if needed:
        said.append(f"In every good plan: {'; '.join(_at_least(way, way.least, scenario) for way in needed)}.")
    else:
        said.append("No way or move is in every good plan.")
    unused = [way for way in found.ways if not way.is_done]
    if unused:
        said.append(f"In no good plan: {'; '.join(way_title(way, scenario) for way in unused)}.")
    yield Section("What can be decided without regret", tuple(said))
    if not paths:
        return
    told = [ANEW]
    if everywhere:
        least = [(way, min(way.least, *(end.least[way.deed] for end in looked))) for way in everywhere]
        named = "; ".join(_at_least(way, fewest, scenario) for way, fewest in least)
        told.append(f"In every good plan at each of these ends that has a plan, too: {named}.")
    elif looked:
        told.append("No way or move is in every good plan at each of these ends as well.")
    lines = {name: line.title for name, line in scenario.demand.items()}
    bullets = tuple(_depends(found, way, scenario, lines) for way in found.ways if found.depends_on(way))
    none = [_end(end, lines) for end in found.ends if not end.least]
    if none:
        told.append(f"There is no plan that keeps all rules with {listed(none)}.")
    title = (
        f"Whether that holds when an assumption differs ({count(len(paths), 'assumption')}, the gap moved most by them)"
    )
    yield Section(plain(title), tuple(told), bullets=bullets)


def _at_least(way: Way, least: float, scenario: Scenario) -> str:
    return f"{way_title(way, scenario)} (at least {fte(least)} FTE)"


def _depends(found: Alternatives, way: Way, scenario: Scenario, lines: dict[str, str]) -> str:
    ends = listed([_end(end, lines) for end in found.depends_on(way)], "or")
    is_so = "not needed" if way.is_needed else "needed"
    as_stated = "in every good plan" if way.is_needed else "a choice"
    return f"{way_title(way, scenario)}: {as_stated} as stated; {is_so} with {ends}"


def _end(end: End, lines: dict[str, str]) -> str:
    return f"{title_of(end.path, lines)} at {figure(end.value)}"


KINDS = {"recruitment": "join", "fixed_term": "fixed term", "move": "move"}
"""Kinds of ways that are not called by their names as words."""


def way_title(way: Way, scenario: Scenario) -> str:
    """A way in words: join: detective constable, Response policing to Domestic abuse."""
    place = way.place
    teams = {name: team.title for name, team in scenario.teams.items()}
    roles = {name: in_sentence(role.title) for name, role in scenario.roles.items()}
    role, from_role = roles.get(place.role, ""), roles.get(place.from_role, "")
    who = f"{from_role} as {role}" if role and from_role and role != from_role else role or from_role
    parts = (teams.get(place.from_team, ""), teams.get(place.team, ""))
    where = " to ".join(part for part in dict.fromkeys(parts) if part)
    return f"{KINDS.get(place.kind, spaced(place.kind))}: {who}" + (f", {where}" if where else "")


# ---------------------------------------------------------------- on the screen, on paper, for programs
def text(found: Alternatives, loaded: Loaded, folder: str) -> str:
    """The screen."""
    blocks = ["\n".join(wrapped(f"{loaded.scenario.title}: plans that are nearly as good as the best", WIDTH))]
    for section in sections(found, loaded.scenario):
        lines = wrapped(section.title, WIDTH)
        for paragraph in section.paragraphs:
            lines += wrapped(paragraph, WIDTH)
        if section.rows:
            lines += grid([section.head, *section.rows], WIDTH, left=section.left)
        for bullet in section.bullets:
            lines += wrapped(bullet, WIDTH, first="- ", later="  ")
        blocks.append("\n".join(map(plain, lines)))
    return "\n\n".join([*blocks, f"Files: {folder} (begin with {PAGE_FILE})"]) + "\n"


def markdown(found: Alternatives, loaded: Loaded) -> str:
    """The page."""
    lines = [f"# {safe(loaded.scenario.title)}: plans that are nearly as good as the best", ""]
    lines += [f"**{safe(loaded.scenario.marking)}**", ""]
    for section in sections(found, loaded.scenario):
        lines += [f"## {safe(section.title)}", ""]
        for paragraph in section.paragraphs:
            lines += [safe(plain(paragraph)), ""]
        if section.rows:
            lines += table(section.head, [[plain(cell) for cell in row] for row in section.rows], texts=section.left)
        lines += [f"- {safe(plain(bullet))}" for bullet in section.bullets]
        lines += [""] if section.bullets else []
    return "\n".join(lines).rstrip() + "\n"


def alternatives_table(found: Alternatives) -> pd.DataFrame:
    """The table `alternatives` of `planner.vocabulary`: as stated first, then at each end of a range."""
    rows: list[dict[str, Any]] = [
        {**_place(way), "other_fte": way.other, "best_fte": way.best, "closest_fte": way.closest}
        | {"path": "", "end": "", "tried_value": None, "least_fte": way.least, "most_fte": way.most}
        for way in found.ways
    ]
    rows += [
        {**_place(way), "other_fte": way.other, "best_fte": end.best.get(way.deed), "closest_fte": None}
        | {"path": end.path, "end": end.end, "tried_value": end.value, "most_fte": None}
        | {"least_fte": end.least.get(way.deed)}
        for end in found.ends
        for way in found.ways
    ]
    contract = ALTERNATIVES_TABLES["alternatives"]
    return pd.DataFrame(rows, columns=list(contract.columns)).sort_values(list(contract.key), ignore_index=True)


def _place(way: Way) -> dict[str, str]:
    place = way.place
    columns = {"team": place.team, "role": place.role, "from_team": place.from_team, "from_role": place.from_role}
    return {"kind": place.kind, "way": way.deed[1], **columns}


def alternatives_files(found: Alternatives, loaded: Loaded) -> dict[str, bytes]:
    """Every file by name; the record comes last, as it names all others."""
    name = "alternatives"
    texts = {
        f"{name}.csv": text_of(ALTERNATIVES_TABLES[name], alternatives_table(found)),
        METADATA_FILE: metadata([name], loaded.scenario.title, ALTERNATIVES_TABLES),
        SCENARIO_FILE: dump_yaml(loaded.raw),
        PAGE_FILE: markdown(found, loaded),
    }
    files = {file: content.encode() for file, content in texts.items()}
    record = {**made_with(loaded, "optimal", files), "schema": SCHEMA, **_document(found, loaded)}
    return {**files, RECORD_FILE: _as_text(record).encode()}


def alternatives_json(found: Alternatives, loaded: Loaded, folder: str, files: Sequence[str]) -> str:
    """The same for programs."""
    head = {"schema": SCHEMA, "planner": __version__, "title": loaded.scenario.title}
    return _as_text({**head, **_document(found, loaded), "folder": folder, "files": list(files)})


def _as_text(document: dict[str, Any]) -> str:
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _document(found: Alternatives, loaded: Loaded) -> dict[str, Any]:
    return {
        "people": "remade",
        "loss": found.loss,
        "close_to": found.close_to,
        "best": {
            "distance_fte": found.best_distance,
            "gap_hours": found.best_gap_hours,
            "pounds": found.best_pounds,
        },
        "closest": {
            "distance_fte": found.closest_distance,
            "gap_hours": found.closest_gap_hours,
            "pounds": found.closest_pounds,
        },
        "priorities": [
            {"level": each.level, "unit": each.unit, "best": each.held, "closest": held, "at_most": each.most}
            for each, held in zip(found.allowed, found.closest_held, strict=True)
        ],
        "ways": [
            {
                **_place(way),
                "title": way_title(way, loaded.scenario),
                "other_fte": way.other,
                "best_fte": way.best,
                "closest_fte": way.closest,
                "least_fte": way.least,
                "most_fte": way.most,
                "needed": way.is_needed,
                "depends_on": [{"path": end.path, "end": end.end} for end in found.depends_on(way)],
            }
            for way in found.ways
        ],
        "ends": [
            {
                "path": end.path,
                "end": end.end,
                "value": end.value,
                "gap_hours": end.gap_hours,
                "has_a_plan": bool(end.least),
            }
            for end in found.ends
        ],
    }
