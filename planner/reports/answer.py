"""The answer to a scenario's question as data: what stands on its page, and nothing about how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.caveats import (
    Breach,
    ClosedUndone,
    Confidence,
    Trials,
    breaches,
    closed_undone,
    confidence,
    trials,
)
from planner.reports.coverage import Course, Covered, courses, covered, force
from planner.reports.elsewhere import Elsewhere, elsewhere
from planner.reports.gaps import LineGap, gaps, worse
from planner.reports.initiatives import InitiativeDone, initiatives
from planner.reports.leading import Led, leading
from planner.reports.money import KindCost, YearCost, YearSteps, kinds_of_cost, reconciliation, years
from planner.reports.officers import OfficersOn, is_about_officers, officers
from planner.reports.pathways import Step, steps
from planner.reports.people import Actions, Posts, actions, posts_by_kind, posts_by_team, posts_together
from planner.reports.placing import (
    Lending,
    Placing,
    RoleInTraining,
    RoleJoiners,
    fewer_joiners,
    lendings,
    placings,
    still_to_join,
)
from planner.reports.removal import RankRemoved, removed_ranks
from planner.reports.requirements import Required, requirements
from planner.reports.rounding import Rounding, rounding
from planner.reports.sentences import action_sentence, covered_sentence, gap_sentence
from planner.reports.spans import GroupCourse, group_courses
from planner.reports.spare import Spare, spare
from planner.reports.stressed import Stressed, stressed
from planner.reports.structure import RankLine, structure
from planner.reports.team_flows import TeamFlows, team_flows
from planner.reports.waiting import LongerWait, Trend, longer_waits, trend
from planner.reports.what_if import what_ifs
from planner.reports.words import span
from planner.scenario.overridden import Overridden


@dataclass(frozen=True)
class Answer:
    """One page about a plan; figures are of the reported periods, before action and under the plan."""

    name: str
    """The name of the plan's folder."""
    scenario_file: str
    marking: str
    title: str
    question: str
    span: str
    """The time that is planned, in words."""
    sentences: tuple[str, str, str]
    """Coverage and gap; what the plan does; what stays uncovered."""
    force: Covered
    teams: tuple[Covered, ...]
    tiers: tuple[Covered, ...]
    posts: tuple[Posts, ...]
    """Posts and people by team."""
    people: tuple[Posts, ...]
    """Posts and people by officers and police staff."""
    courses: tuple[Course, ...]
    """Coverage and backlog of each team, and of all, over time."""
    trend: Trend
    gaps: tuple[LineGap, ...]
    """Every line with a gap, the largest under the plan first."""
    worse: tuple[LineGap, ...]
    """Lines for which the plan is worse than no action."""
    longer_waits: tuple[LongerWait, ...]
    """Lines that wait longer under the plan than before action and at the opening."""
    actions: Actions
    placings: tuple[Placing, ...]
    """Ways in and moves, the largest first."""
    steps: tuple[Step, ...]
    """Pathways, exits and posts that came back, the largest first."""
    lendings: tuple[Lending, ...]
    still_to_join: tuple[RoleInTraining, ...]
    fewer_joiners: tuple[RoleJoiners, ...]
    """Roles in which fewer people join than before action."""
    team_flows: tuple[TeamFlows, ...]
    spare: Spare
    elsewhere: tuple[Elsewhere, ...]
    years: tuple[YearCost, ...]
    kinds_of_cost: tuple[KindCost, ...]
    reconciliation: tuple[YearSteps, ...]
    led: tuple[Led, ...]
    removed_ranks: tuple[RankRemoved, ...]
    group_courses: tuple[GroupCourse, ...]
    """Supervision period by period, where a rank is removed."""
    structure: tuple[RankLine, ...]
    """Posts and people by rank and team."""
    officers: tuple[OfficersOn, ...]
    """Officers on census days."""
    officers_matter: bool
    """Whether officer numbers belong on the first page."""
    initiatives: tuple[InitiativeDone, ...]
    requirements: tuple[Required, ...]
    rounding: Rounding | None
    """What whole people cost; None where nothing has to be whole."""
    closed_undone: tuple[ClosedUndone, ...]
    breaches: tuple[Breach, ...]
    """Rules that the plan before action breaks."""
    trials: Trials | None
    stressed: Stressed | None
    """How the plan stands when the world differs; None where nobody asked for it."""
    confidence: Confidence
    what_ifs: tuple[Overridden, ...]
    """What a variant or the command line has changed for this plan."""

    @property
    def every_post(self) -> Posts:
        """Posts and people of all teams together."""
        return posts_together(self.posts)

    @property
    def has_gap(self) -> bool:
        """Whether any work of the reported periods stays uncovered under the plan."""
        return self.force.gap_hours.after > 0


def make_answer(plan: Plan) -> Answer:
    """Read the answer from a plan's tables."""
    scenario = plan.loaded.scenario
    found, done, away, cost, whole = gaps(plan), actions(plan), elsewhere(plan), years(plan), force(plan)
    waits, placed = trend(plan), placings(plan)
    return Answer(
        name=plan.name,
        scenario_file=plan.loaded.files[0].name,
        marking=scenario.marking,
        title=scenario.title,
        question=scenario.question,
        span=span(scenario.period),
        sentences=(
            covered_sentence(whole),
            action_sentence(done, away, cost),
            gap_sentence(found, waits, scenario.period.step),
        ),
        force=whole,
        teams=covered(plan, "team"),
        tiers=covered(plan, "tier"),
        posts=posts_by_team(plan),
        people=posts_by_kind(plan),
        courses=courses(plan),
        trend=waits,
        gaps=found,
        worse=worse(found),
        longer_waits=longer_waits(plan),
        actions=done,
        placings=placed,
        steps=steps(plan),
        lendings=lendings(plan),
        still_to_join=still_to_join(plan),
        fewer_joiners=fewer_joiners(placed),
        team_flows=team_flows(plan),
        spare=spare(plan),
        elsewhere=away,
        years=cost,
        kinds_of_cost=kinds_of_cost(plan),
        reconciliation=reconciliation(plan),
        led=leading(plan),
        removed_ranks=removed_ranks(plan),
        group_courses=group_courses(plan),
        structure=structure(plan),
        officers=officers(plan),
        officers_matter=is_about_officers(plan),
        initiatives=initiatives(plan),
        requirements=requirements(plan),
        rounding=rounding(plan),
        closed_undone=closed_undone(plan),
        breaches=breaches(plan),
        trials=trials(plan),
        stressed=stressed(plan),
        confidence=confidence(plan),
        what_ifs=what_ifs(plan),
    )
