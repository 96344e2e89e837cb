"""Removed ranks in sentences: how long it takes, who went, what it saves, where the work goes, what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.numbers import as_day, value_on
from planner.verify.page.figures import Figures
from planner.verify.page.printed import Said, day, fte, hours, percent, pounds, squares, whole_number, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words, from_least
from planner.verify.page.sections.on_the_way import course
from planner.verify.page.sections.opening import said_from
from planner.verify.page.sections.people import kind_of
from planner.verify.page.sections.removal import between, rank_of_part, ranks_with_tasks, saved, wastage
from planner.verify.worked_out.duties import lines_of, tasks_of
from planner.verify.worked_out.people import opening_strength
from planner.verify.worked_out.ranks import replacement_role
from planner.verify.worked_out.ways import line_of, pathways, removed_ranks
from planner.vocabulary import EXITS

SMALLEST = 0.05
"""Fewer people than this are not mentioned [FTE]."""
SMALLEST_HOURS = 0.5
"""Fewer hours than this are not mentioned [hours]."""
WENT = {
    "leavers": "left the force",
    "redundancy": "were made redundant",
    "voluntary_exit": "took a voluntary exit",
    "posting_out": "were posted elsewhere in the force and keep their rank there",
    "promotion_out": "were promoted",
    "temporary_promotion_out": "were promoted for a time",
    "reversion_out": "went back at their own wish",
    "training_out": "were trained for another role",
    "civilianisation_out": "made room for police staff and were posted elsewhere in the force",
    "moves_out": "moved to another post",
    "on_the_way": "are on the way",
    "did_not_pass": "did not pass and left the force",
    "goes_back": "held the rank for a time only and went back",
}
"""What is said of those who leave the rank by each kind of flow."""
OUT = ("leavers", "known_leavers", *EXITS, "civilianisation_out", "moves_out", "goes_back")
"""Kinds of flows by which people leave a rank at once; who takes a pathway may not pass."""


def _last(figures: Figures, rank: str, column: str, plan: str = "after") -> float:
    return figures.total("holders", column, plan=plan, rank=rank, period=figures.last)


def run_off(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many held a rank at first, how many are left at the end, and how many of them beyond the posts."""
    rank = rank_of_part(figures, words["part"])
    stated, lines = removed_ranks(figures.folder)[rank], lines_of(figures.folder, rank)
    left, before = (_last(figures, rank, "holders_fte", plan) for plan in ("after", "before"))
    over, alone = _last(figures, rank, "supernumerary_fte"), wastage(figures, rank, figures.last)
    gone = stated.get("gone_by")
    yield {
        "title": (figures.removed[rank],),
        "frozen": (day(as_day(stated["frozen_from"])),),
        "gone": (day(as_day(gone["on"])),) if gone else MISSING,
        "opening": fte(sum(opening_strength(figures.folder, *line) for line in lines)),
        "left": fte(left),
        "before": fte(before) if abs(left - before) >= SMALLEST else MISSING,
        "low": MISSING if alone is None else fte(alone[0]),
        "high": MISSING if alone is None else fte(alone[1]),
        "over": fte(over) if SMALLEST <= over < left - SMALLEST else MISSING,
    }


def _ways_out(figures: Figures, rank: str) -> dict[tuple[str, str, str], float]:
    """Who left a rank under the plan: by kind, team and role they went to [FTE]."""
    lines, found = lines_of(figures.folder, rank), dict[tuple[str, str, str], float]()

    def add(kind: str, team: str, role: str, amount: float) -> None:
        found[kind, team, role] = found.get((kind, team, role), 0.0) + amount

    for row in figures.rows("flows", reported=True, plan="after"):
        kind = kind_of(row)
        if kind in OUT and (row.team, row.role) in lines and (row.other_team, row.other_role) not in lines:
            known = "leavers" if kind == "known_leavers" else kind
            add(known, row.other_team, "" if kind == "civilianisation_out" else row.other_role, row.fte)
    for name, way in pathways(figures.folder).items():
        origin, destination = line_of(way["from"]), line_of(way["to"])
        if way["kind"] != "civilianisation" and origin in lines and destination not in lines:
            passed = figures.reported("flows", "fte", "after", flow=name, kind=f"{way['kind']}_in")
            taken = course(figures, "after", name)
            add(f"{way['kind']}_out", *destination, passed)
            add("on_the_way", *destination, taken.waiting)
            add("did_not_pass", "", "", taken.left)
    return found


def went(kind: str) -> Any:
    """Who left a rank by one kind of way, to one role."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        rank = rank_of_part(figures, words["part"])
        for (own, _, role), amount in _ways_out(figures, rank).items():
            title = within(figures.roles[role]) if role in figures.roles else ""
            if own == kind and title == (words["to"] or "") and amount > 0:
                yield {"fte": fte(amount)}

    return means


def came_back(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Posts of a rank that came back as another one."""
    yield {"fte": said_from(_last(figures, rank_of_part(figures, words["part"]), "came_back_fte"), SMALLEST, fte)}


def saves(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What removing a rank saves or costs in cash, with officers replaced, and when time is counted too."""
    rank = rank_of_part(figures, words["part"])
    steps = ("cash saved", "cash saved with officers replaced", "saved when time is counted too", "empty posts")
    cash, replaced, everything, empty = (saved(figures, rank, step) for step in steps)
    elsewhere = -saved(figures, rank, "holders posted elsewhere in the force, still paid")
    costs = bool(words["costs"])
    yield {
        ("costs" if costs else "saves"): pounds(-cash if costs else cash),
        "empty": pounds(empty),
        "elsewhere": _if(elsewhere, elsewhere),
        "replaced": pounds(replaced) if replacement_role(figures.folder) else MISSING,
        "everything": _if(everything, abs(round(everything) - round(cash))),
    }


def _if(amount: float, least: float) -> Said:
    """Pounds, where they come to more than half a pound; what is half a pound may be said or not."""
    return (pounds(amount) if least > 0.49 else ()) + (MISSING if least < 0.51 else ())


def _hours_by(figures: Figures, rank: str) -> dict[str, float]:
    """Hours of a rank's tasks by the title of who does them; those of its holders under an empty title [hours]."""
    lines, found = lines_of(figures.folder, rank), {"": 0.0}
    for line, task in tasks_of(figures.folder, rank):
        team = figures.scenario["demand"][line]["team"]
        for role, title in figures.roles.items():
            name = "" if (team, role) in lines else within(title)
            done = figures.reported("worked", "covered_hours", "after", line=line, task=task, role=role)
            found[name] = found.get(name, 0.0) + done
    return found


def worked_by_holders(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of a rank's tasks that its holders still do."""
    yield {"hours": hours(_hours_by(figures, rank_of_part(figures, words["part"]))[""])}


def worked_by(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of a rank's tasks that others do."""
    done = _hours_by(figures, rank_of_part(figures, words["part"]))
    if words["who"] in done:
        yield {"hours": hours(done[str(words["who"])])}


def never_done(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of a rank's tasks that nobody does."""
    every = tasks_of(figures.folder, rank_of_part(figures, words["part"]))
    missed = (figures.reported("tasks", "missed_hours", "after", line=line, task=task) for line, task in every)
    yield {"hours": hours(sum(missed))}


def recorded(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Holders on record on a day, and what was expected."""
    for row in figures.rows("record", rank=rank_of_part(figures, words["part"])):
        if day(row.on) == words["day"]:
            spread = between(row.low_fte, row.high_fte)
            yield {"recorded": fte(row.recorded_fte), "expected": fte(row.expected_fte), "spread": spread}


def within_the_spread(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many days of the record lie within what is expected four times in five."""
    rows = figures.rows("record", rank=rank_of_part(figures, words["part"]))
    inside = sum(row.low_fte <= row.recorded_fte <= row.high_fte for row in rows)
    yield {"inside": whole_number(inside), "all": whole_number(len(rows))}


def rates(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The rate of leaving that the scenario takes, and the one that fits the record best."""
    for row in figures.rows("record_fit", rank=rank_of_part(figures, words["part"])):
        stated, best = percent(row.stated_rate), percent(row.best_rate)
        yield {"stated": stated, "best": best + (MISSING if set(stated) & set(best) else ())}


def fit(figures: Figures, words: Words) -> Iterator[Meaning]:
    """The sums of squares at the stated rate and at the best."""
    for row in figures.rows("record_fit", rank=rank_of_part(figures, words["part"])):
        yield {"stated": squares(row.stated_squares), "best": squares(row.best_squares)}


def taken_over(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What share of the work passes to a role on the first day, and how many hours it needs for an hour."""
    first = as_day(figures.scenario["period"]["first"])
    for duty in removed_ranks(figures.folder)[rank_of_part(figures, words["part"])].get("duties", ()):
        if (within(figures.roles[duty["role"]]), figures.teams[duty["team"]]) == (words["who"], words["team"]):
            factor = value_on(duty.get("hours_factor", 1), first)
            yield {
                "share": percent(value_on(duty["share"], first), 0),
                "factor": (f"{factor:g}",) if factor != 1 else MISSING,
            }


def _ranks(figures: Figures, table: str = "") -> Times:
    """How many removed ranks there are, or how many a table tells of."""
    told = {row.rank for row in figures.rows(table)} if table else set(figures.removed)
    return len(told), len(told)


def _ranks_with_tasks(figures: Figures) -> Times:
    return ranks_with_tasks(figures), ranks_with_tasks(figures)


def _ways_named(kind: str) -> Any:
    """How many ways out of a kind are named, over all ranks."""

    def due(figures: Figures) -> Times:
        every = (way for rank in figures.removed for way in _ways_out(figures, rank).items())
        return from_least((amount for (own, *_), amount in every if own == kind), SMALLEST)

    return due


def _duties_named(figures: Figures) -> Times:
    ranks = removed_ranks(figures.folder).items()
    with_tasks = (stated for rank, stated in ranks if any(True for _ in tasks_of(figures.folder, rank)))
    count = sum(len(stated.get("duties", ())) for stated in with_tasks)
    return count, count


def _days_recorded(figures: Figures) -> Times:
    return len(figures.rows("record")), len(figures.rows("record"))


_SAVED = (
    "[Saves {saves} in cash][Costs {costs} more than it saves in cash]: {empty} for empty posts, less what it takes to"
    " empty them[ and {elsewhere} that other parts of the force pay to holders posted there][; {replaced} if officers"
    " are recruited as {role:role} to hold officer numbers][; {everything} when the time of others is counted too]"
)
_TASKS = "- Hours of the tasks that it did: "
SAYINGS = (
    Saying(
        "- {title:words}: frozen from {frozen:day}[, to be gone by {gone:day}]; {opening} FTE at first[, {left} left at"
        " the end[ ([{before} before action][; ][natural wastage alone leaves {low} to {high} four times in five])]]"
        "[, supernumerary][, {over} of them supernumerary]",
        run_off,
        due=_ranks,
    ),
    *(
        Saying(f"{{fte}} {words}[ to {{to:role}}]{{end:stop}}", went(kind), "- Who went, FTE: ", _ways_named(kind))
        for kind, words in WENT.items()
    ),
    Saying("; {fte} of its posts came back as another rank", came_back, on="- Who went, FTE: "),
    Saying(_SAVED, saves, due=lambda figures: _ranks(figures, "removal")),
    Saying("{hours} by the holders left", worked_by_holders, _TASKS, _ranks_with_tasks),
    Saying("{hours} by {who:role}", worked_by, on=_TASKS),
    Saying("; {hours} never done", never_done, _TASKS, _ranks_with_tasks),
    Saying("{day:day} {recorded} ({expected}; {spread:spread})", recorded, "- On record, FTE", _days_recorded),
    Saying("; {inside} of {all} lie within", within_the_spread, "- On record, FTE",
           lambda figures: _ranks(figures, "record")),
    Saying("The scenario takes {stated} a year[; {best} a year fits the record best]", rates,
           due=lambda figures: _ranks(figures, "record_fit")),
    Saying("Squared differences add up to {stated} at the stated rate, and to {best} at best.", fit,
           due=lambda figures: _ranks(figures, "record_fit")),
    Saying("{who:role}, {team:team}, up to {share} of it[ ({factor} hours for an hour)]", taken_over,
           "Its work is to pass to: ", _duties_named),
)  # fmt: skip
