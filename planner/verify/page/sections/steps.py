"""Pathways, exits, ends of a term and posts that came back, each in its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.printed import Said, fte, months, months_and_years, whole_number, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words, from_least, if_any
from planner.verify.page.sections.on_the_way import course
from planner.verify.page.sections.opening import said_from
from planner.verify.page.sections.people import kind_of
from planner.verify.page.sections.years import cost_of_years
from planner.verify.worked_out.people import Line
from planner.verify.worked_out.ways import NOWHERE, exits, line_of, pathways, removed_ranks

SMALLEST_FTE = 0.1
"""Steps of fewer people are added up [FTE]."""
SMALLEST_SAID = 0.05
"""Fewer people than this are nobody, in a sentence [FTE]."""
CLEAR = 0.005
"""Fewer people than this do not make a step done [FTE]."""
HEADS = {
    "training": "Trained",
    "promotion": "Promoted",
    "temporary_promotion": "Promoted for a time",
    "reversion": "Goes back at their own wish",
    "civilianisation": "Police staff in an officer's place",
    "redundancy": "Redundancy",
    "voluntary_exit": "Voluntary exit",
    "posting_out": "Posted elsewhere in the force",
    "goes_back": "Temporary time over",
    "posts_came_back": "Posts that came back",
}
"""How a sentence about each kind of step begins."""


@dataclass(frozen=True)
class Step:
    """People who take a pathway, go by an exit, go back when their term is over, or fill a post that came back."""

    kind: str
    flow: str
    origin: Line
    destination: Line
    came: Both
    """Who arrive, or go."""
    started: float = 0.0
    back: float = 0.0
    """Who go back to where they came from."""
    left: float = 0.0
    """Who did not pass and left the force."""
    waiting: float = 0.0
    """Who have started and are not there yet at the end."""
    when: tuple[date, date] | None = None
    rank: str = ""
    """The title of the rank whose posts came back."""

    @property
    def is_done(self) -> bool:
        """Whether anybody passes, goes back, leaves or goes in the plan, and not only starts."""
        return self.when is not None and max(self.came[1], self.back, self.left) >= CLEAR

    @property
    def most(self) -> float:
        """How many the plan concerns [FTE]."""
        return max(self.came[1], self.started)


def steps(figures: Figures) -> list[Step]:
    """Every step of which there is anything."""
    return figures.folder.once(("steps",), lambda: list(_steps(figures)))


def _steps(figures: Figures) -> Iterator[Step]:
    for name, way in pathways(figures.folder).items():
        yield _pathway(figures, name, way)
    for name, way in exits(figures.folder).items():
        gone = figures.rows("flows", reported=True, flow=name, kind=way["kind"])
        yield Step(way["kind"], name, line_of(way["from"]), (way.get("to_team") or "", ""), _both(gone),
                   when=figures.when(gone, "fte"))  # fmt: skip
    yield from _terms_and_posts(figures)


def _both(rows: list[Any]) -> Both:
    before, after = (sum((row.fte for row in rows if row.plan == plan), 0.0) for plan in PLANS)
    return before, after


def _pathway(figures: Figures, name: str, way: dict[str, Any]) -> Step:
    def of(kind: str) -> list[Any]:
        return figures.rows("flows", reported=True, flow=name, kind=kind)

    kind = way["kind"]
    arrived, begun = of(f"{kind}_in"), of("starts" if kind == "civilianisation" else f"{kind}_out")
    taken = course(figures, "after", name)
    when = figures.when(arrived, "fte") or figures.when(begun, "fte")
    return Step(kind, name, line_of(way["from"]), line_of(way["to"]), _both(arrived), _both(begun)[1],
                _both(of(f"{kind}_back"))[1], taken.left, taken.waiting, when)  # fmt: skip


def _terms_and_posts(figures: Figures) -> Iterator[Step]:
    """Temporary holders at the opening who go back, and posts that came back."""
    ranks = {
        f"{rank}.comes_back.{number}": figures.rank(rank)
        for rank, removed in removed_ranks(figures.folder).items()
        for number in range(1, len(removed.get("comes_back", ())) + 1)
    }
    groups: dict[tuple[str, str, Line, Line], list[Any]] = {}
    for row in figures.rows("flows", reported=True):
        kind, here, other = kind_of(row), (row.team, row.role), (row.other_team, row.other_role)
        if kind in ("goes_back", "posts_came_back") and row.flow not in pathways(figures.folder):
            ends = (here, other) if kind == "goes_back" else (other, here)
            groups.setdefault((kind, row.flow, *ends), []).append(row)
    for (kind, flow, origin, destination), rows in groups.items():
        yield Step(kind, flow, origin, destination, _both(rows), when=figures.when(rows, "fte"),
                   rank=ranks.get(flow, ""))  # fmt: skip


def _who(figures: Figures, step: Step) -> str:
    """Who goes from where to where, as the page says it."""
    taken = within(figures.roles.get(step.destination[1], ""))
    left = within(step.rank or figures.roles.get(step.origin[1], ""))
    where = _from_to(figures, step)
    if not taken or not left:
        return f"{taken or left}, {where}"
    if step.kind == "posts_came_back":
        return f"{left} as {taken}, {where}"
    if step.kind == "civilianisation":
        return f"{taken} (was {left}), {where}"
    return f"{left} to {taken}, {where}"


def _from_to(figures: Figures, step: Step) -> str:
    giver, taker = (figures.teams.get(line[0], "") for line in (step.origin or NOWHERE, step.destination or NOWHERE))
    return f"{giver} to {taker}" if giver and taker and giver != taker else taker or giver


def _meant(figures: Figures, words: Words, kind: str) -> Iterator[Step]:
    return (each for each in steps(figures) if each.kind == kind and _who(figures, each) == words["who"])


def done(kind: str) -> Any:
    """Who take a step, when, and what becomes of those who do not arrive."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        for each in _meant(figures, words, kind):
            if each.when is not None:
                several = len(cost_of_years(figures)) > 1
                yield {
                    "fte": _how_many(each),
                    "when": ((months_and_years if several else months)(*each.when),),
                    "before": said_from(each.came[0], SMALLEST_SAID, fte),
                    "back": said_from(each.back, SMALLEST_SAID, fte),
                    "left": said_from(each.left, SMALLEST_SAID, fte),
                    "waiting": said_from(each.waiting, SMALLEST_SAID, fte),
                }

    return means


def _how_many(each: Step) -> Said:
    """Who arrive; where nobody does, of how many."""
    if each.came[1] >= SMALLEST_SAID:
        return fte(each.came[1])
    return fte(each.came[1] + each.back + each.left)


def begun(kind: str) -> Any:
    """Who take a step that ends after the plan."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        yield from ({"fte": fte(each.waiting)} for each in _meant(figures, words, kind))

    return means


def smaller(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Steps of few people, added up."""
    del words
    small = [each.most for each in steps(figures) if 0 < each.most < SMALLEST_FTE]
    yield {"count": whole_number(len(small)), "fte": fte(sum(small)) if small else MISSING}


def named(kind: str, is_done: bool) -> Any:
    """How many steps of a kind have a line of their own."""

    def due(figures: Figures) -> Times:
        mine = (each.most for each in steps(figures) if each.kind == kind and each.is_done is is_done)
        return from_least(mine, SMALLEST_FTE)

    return due


def any_smaller(figures: Figures) -> Times:
    """Whether there are steps of few people."""
    every = from_least((each.most for each in steps(figures)), SMALLEST_FTE)
    some = sum(each.most > 0 for each in steps(figures))
    return if_any((some - every[1], some - every[0]))


def _sayings(kind: str, head: str) -> Iterator[Saying]:
    others = (
        "[ ({before} before)][; {back} [do not pass and ]come back]"
        "[; {left} do not pass and leave the force][; {waiting} more on the way]"
    )
    yield Saying(
        f"{head}: [none of ]{{fte}} FTE {{who:words}}, {{when:month}}{others}",
        done(kind),
        f"- {head}: ",
        named(kind, is_done=True),
    )
    yield Saying(
        f"{head}, begun, to end after the plan: {{fte}} FTE {{who:rest}}",
        begun(kind),
        f"- {head}, begun, to end",
        named(kind, is_done=False),
    )


SAYINGS = (
    *(saying for kind, head in HEADS.items() for saying in _sayings(kind, head)),
    Saying("{count} smaller change[s] of rank, role or post: {fte} FTE together", smaller, due=any_smaller),
)
