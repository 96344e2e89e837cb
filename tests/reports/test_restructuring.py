"""What people read about restructuring: every figure and sentence worked out by hand from made tables."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from made_plan import by_month, made_plan, solution, table, tables
from tiny import merged

from planner.plan.plan import Plan
from planner.plan.removal import ALL_SAVED, CASH_SAVED, EMPTY_POSTS, POSTED_ELSEWHERE, REPLACED_SAVED, REPLACEMENTS
from planner.reports.answer import make_answer
from planner.reports.as_json import as_json
from planner.reports.change_words import initiative_sentence, officers_sentence, requirement_sentence
from planner.reports.figures import Change, ShareChange
from planner.reports.flow_kinds import JOINING, LEAVING, MOVING_IN, MOVING_OUT
from planner.reports.markdown import markdown
from planner.reports.notes import notes
from planner.reports.pathway_words import HEADS
from planner.reports.placing_words import placing_sentences
from planner.reports.removal import RankRemoved
from planner.reports.removal_words import WAYS, removal_sentences, supervision_sentences
from planner.reports.sentences import DEEDS
from planner.reports.terminal import text
from planner.reports.words import plain
from planner.vocabulary import EXITS, PATHWAYS

RANKS: dict[str, Any] = {
    "ranks": [
        {"name": "constable", "title": "Constable"},
        {"name": "inspector", "title": "Inspector"},
        {"name": "chief", "title": "chief inspector"},
    ],
    "roles": {
        "detective": {"title": "Detective", "rank": "constable", "hours": "full", "pay": {"pounds_per_year": 13000}},
        "inspector": {"title": "Inspector", "rank": "inspector", "hours": "full", "pay": {"pounds_per_year": 20000}},
        "chief": {"title": "Chief inspector", "rank": "chief", "hours": "full", "pay": {"pounds_per_year": 30000}},
    },
    "establishment": {
        "a": {
            "detective": {"approved_fte": 3, "strength_fte": 0},
            "inspector": {"approved_fte": 2, "strength_fte": 2},
            "chief": {"approved_fte": 4, "strength_fte": 4},
        }
    },
    "demand": {"visits": {"tasks": {"visit": {"roles": {"chief": 1, "inspector": 1}}}}},
    "structure": {
        "removed_ranks": {
            "chief": {
                "frozen_from": "2019-04",
                "leave": {"value": 0.3, "per": "year"},
                "decided_by": "Chief Constable",
                "exits": {
                    "paid_off": {
                        "kind": "voluntary_exit",
                        "from": {"team": "a", "role": "chief"},
                        "per_year_fte": 1,
                        "weeks_of_pay": 10,
                    }
                },
                "pathways": {
                    "back": {
                        "kind": "reversion",
                        "from": {"team": "a", "role": "chief"},
                        "to": {"team": "a", "role": "inspector"},
                        "per_intake_fte": 1,
                    }
                },
                "duties": [{"team": "a", "role": "inspector", "share": 0.5, "hours_factor": 1.25}],
                "comes_back": [{"team": "a", "role": "inspector", "share": 0.25}],
                "record": [{"on": "2019-06-30", "fte": 3.0}],
            }
        },
        "supervision": {
            "everybody": {"leaders": [{"team": "a", "role": "chief", "span": 4}]},
        },
    },
    "supply": {
        "pathways": {
            "course": {
                "kind": "training",
                "from": {"team": "a", "role": "officer"},
                "to": {"team": "a", "role": "detective"},
                "per_intake_fte": 2,
                "lead": "1 month",
                "return_share": 0.25,
            }
        }
    },
}
"""The made scenario with four chief inspectors, whose rank is removed, and two inspectors."""
CHIEF = {"team": "a", "role": "chief"}
INSPECTOR = {"team": "a", "role": "inspector"}


def flow(line: dict[str, Any], kind: str, name: str, *fte: float, **other: Any) -> list[dict[str, Any]]:
    """Rows of `flows` under the plan."""
    nobody = {"other_team": "", "other_role": ""}
    return [{**line, "kind": kind, "flow": name, **nobody, **other, **row} for row in by_month("after", fte=fte)]


def removed_plan(folder: Path, **replaced: pd.DataFrame) -> Plan:
    """Of four chief inspectors one goes back, 0.5 take a voluntary exit and 0.1 leave; 0.4 posts come back.

    Two constables start on a course in April; 1.5 of them pass in May, and 0.5 go back.
    """
    to_inspector, to_chief, to_detective, to_officer = (
        {"other_team": "a", "other_role": role} for role in ("inspector", "chief", "detective", "officer")
    )
    officer, detective = ({"team": "a", "role": role} for role in ("officer", "detective"))
    flows = [
        *flow(CHIEF, "leavers", "", 0.0, 0.1, 0.0),
        *flow(CHIEF, "voluntary_exit", "paid_off", 0.0, 0.0, 0.5),
        *flow(CHIEF, "reversion_out", "back", 1.0, 0.0, 0.0, **to_inspector),
        *flow(INSPECTOR, "reversion_in", "back", 1.0, 0.0, 0.0, **to_chief),
        *flow(INSPECTOR, "posts_came_back", "chief.comes_back.1", 0.25, 0.025, 0.125),
        *flow(officer, "training_out", "course", 2.0, 0.0, 0.0, **to_detective),
        *flow(detective, "training_in", "course", 0.0, 1.5, 0.0, **to_officer),
        *flow(officer, "training_back", "course", 0.0, 0.5, 0.0, **to_detective),
    ]
    holders = [
        *by_month("before", holders_fte=(3.9, 3.8, 3.7), supernumerary_fte=(3.9, 3.8, 3.7), came_back_fte=(0.0,) * 3),
        *by_month(
            "after", holders_fte=(3.0, 2.9, 2.4), supernumerary_fte=(3.0, 2.9, 2.4), came_back_fte=(0.2, 0.3, 0.4)
        ),
    ]
    steps = ((EMPTY_POSTS, 10000.0), (CASH_SAVED, 8000.0), (ALL_SAVED, -500.0), (REPLACED_SAVED, 2500.0))
    spread = [{**CHIEF, "opening_heads": 4.0, "staying_share": 0.5, "low_fte": 1.0, "high_fte": 3.0, **row}
              for row in by_month("after")]  # fmt: skip
    led = [
        *by_month("before", led_fte=(16.0,) * 3, unled_fte=(0.0,) * 3, leaders_missing_fte=(0.0,) * 3),
        *by_month("after", led_fte=(16.0,) * 3, unled_fte=(4.0, 8.0, 6.0), leaders_missing_fte=(1.0, 2.0, 1.5)),
    ]
    leaders = [*by_month("before", strength_fte=(4.0,) * 3), *by_month("after", strength_fte=(3.0, 2.0, 2.5))]
    worked = [
        {"line": "visits", "task": "visit", "team": "a", "role": role, **row}
        for role, each in (("chief", 30.0), ("inspector", 10.0), ("officer", 0.1))
        for row in by_month("after", covered_hours=(each,) * 3)
    ]
    missed = [
        {"line": "visits", "task": "visit", "team": "a", **row} for row in by_month("after", missed_hours=(2.0,) * 3)
    ]
    made: dict[str, pd.DataFrame] = {
        "flows": table("flows", flows),
        "holders": table("holders", [{"rank": "chief", **row} for row in holders]),
        "natural_spread": table("natural_spread", spread),
        "supervision": table("supervision", [{"group": "everybody", **row} for row in led]),
        "staffing": pd.concat([tables()["staffing"], table("staffing", [{**CHIEF, **row} for row in leaders])]),
        "worked": table("worked", worked),
        "tasks": table("tasks", missed),
        "removal": table(
            "removal",
            [
                {"plan": "after", "rank": "chief", "financial_year": "2019/20", "order": order, "step": step,
                 "is_total": True, "saved_pounds": pounds}
                for order, (step, pounds) in enumerate(steps, start=1)
            ],
        ),
        "record": table(
            "record",
            [{"rank": "chief", "on": date(2019, 6, 30), "recorded_fte": 3.0, "expected_fte": 3.7, "low_fte": 2.0,
              "high_fte": 4.0}],
        ),
        "record_fit": table(
            "record_fit",
            [{"rank": "chief", "stated_rate": 0.3, "best_rate": 0.34, "stated_squares": 0.49, "best_squares": 0.1}],
        ),
    }  # fmt: skip
    return made_plan(folder, RANKS, **(made | replaced))


def test_a_removed_rank_is_told_from_its_freeze_to_the_record(tmp_path: Path) -> None:
    (removed,) = make_answer(removed_plan(tmp_path)).removed_ranks
    # Four heads of whom each stays with a probability of one half: between one and three, four times in five.
    assert [plain(each) for each in removal_sentences(removed, 9)] == [
        (
            "Chief inspector: frozen from 1 April 2019; 4.0 FTE at first, 2.4 left at the end (3.7 before action;"
            " natural wastage alone leaves 1.0 to 3.0 four times in five), supernumerary"
        ),
        (
            "Who went, FTE: 1.0 went back at their own wish to inspector, 0.5 took a voluntary exit and 0.1 left"
            " the force; 0.4 of its posts came back as another rank"
        ),
        (
            "Saves £8,000 in cash: £10,000 for empty posts, less what it takes to empty them; £2,500 if officers are"
            " recruited as detective constable to hold officer numbers; -£500 when the time of others is counted too"
        ),
        "Hours of the tasks that it did: 90 by the holders left and 30 by inspector; 6 never done",
        "On record, FTE (expected; four times in five): 30 June 2019 3.0 (3.7; 2.0 to 4.0); 1 of 1 lie within",
        "The scenario takes 30.0 % a year; 34.0 % a year fits the record best",
    ]
    assert [plain(each) for each in removal_sentences(removed, 1)][1] == (
        "Who went, FTE: 1.0 went back at their own wish to inspector and 0.6 went otherwise;"
        " 0.4 of its posts came back as another rank"
    )


def test_who_would_hold_officer_numbers_is_called_by_the_title_of_the_role(tmp_path: Path) -> None:
    saved = {"plan": "after", "rank": "chief", "financial_year": "2019/20", "order": 1, "is_total": True}
    cost = {**saved, "order": 2, "step": REPLACEMENTS, "saved_pounds": -5500.0, "is_total": False, "cash": True}
    steps = table("removal", [{**saved, "step": REPLACED_SAVED, "saved_pounds": 2500.0}, cost])

    def planned(**changes: Any) -> Plan:
        return made_plan(tmp_path, merged(RANKS, changes), removal=steps)

    def removed(**changes: Any) -> RankRemoved:
        return make_answer(planned(**changes)).removed_ranks[0]

    def said(rank: RankRemoved) -> str:
        return " ".join(plain(each) for each in removal_sentences(rank, 9))

    # Unstated, it is the role of the lowest rank that is paid least: 12,000 pounds.
    assert removed().replacement == "Detective constable"
    stated = removed(officer_numbers={"replacement_role": "inspector"})
    assert "; £2,500 if officers are recruited as inspector to hold officer numbers" in said(stated)
    assert "officer numbers" not in said(replace(stated, replacement=""))
    paper = plain(markdown(make_answer(planned(officer_numbers={"replacement_role": "inspector"})), []))
    assert "| officers recruited as inspector to hold officer numbers | cash | -£5,500 |" in paper


def test_a_rate_that_fits_best_is_called_so(tmp_path: Path) -> None:
    fit = table("record_fit", [{"rank": "chief", "stated_rate": 0.3, "best_rate": 0.3}])
    (removed,) = make_answer(removed_plan(tmp_path, record_fit=fit)).removed_ranks
    assert plain(list(removal_sentences(removed, 9))[-1]) == (
        "The scenario takes 30.0 % a year, the constant rate that fits the record best"
    )


def test_a_removal_that_costs_more_than_it_saves_says_so(tmp_path: Path) -> None:
    row = {"plan": "after", "rank": "chief", "financial_year": "2019/20", "order": 1, "step": CASH_SAVED}
    plan = removed_plan(tmp_path, removal=table("removal", [{**row, "saved_pounds": -700.0}]))
    (removed,) = make_answer(plan).removed_ranks
    assert plain(list(removal_sentences(removed, 9))[2]).startswith("Costs £700 more than it saves in cash:")


def test_a_rank_with_a_large_line_has_no_spread(tmp_path: Path) -> None:
    (removed,) = make_answer(removed_plan(tmp_path, natural_spread=table("natural_spread", []))).removed_ranks
    assert {each.low_fte for each in removed.holders} == {None}
    assert "natural wastage" not in next(removal_sentences(removed, 9))


def test_supervision_that_is_lost_is_told_by_month_with_its_span(tmp_path: Path) -> None:
    """Chief inspectors lead the group, and so may sergeants, of whom there are none."""
    (group,) = make_answer(removed_plan(tmp_path)).group_courses
    # 16 to be led by 3, 2 and 2.5 chief inspectors; before action by 4.
    assert [each.span for each in group.periods] == [
        ShareChange(4.0, 16 / 3),
        ShareChange(4.0, 8.0),
        ShareChange(4.0, 6.4),
    ]
    assert [plain(each) for each in supervision_sentences([group])] == [
        (
            "Supervision that these ranks gave: of 16.0 FTE everybody 6.0 have no leader at the end (0.0 before"
            " action); 1.5 leaders are missing, at the worst, in May 2019, 2.0"
        ),
    ]
    led = table("supervision", [{"group": "everybody", **row} for row in by_month("after", led_fte=(16.0,) * 3)])
    answer = make_answer(removed_plan(tmp_path, supervision=led))
    assert list(supervision_sentences(answer.group_courses)) == [
        "Supervision that these ranks gave: no leader is missing for everybody"
    ]


def test_pathways_exits_and_posts_that_came_back_are_named_in_plain_words(tmp_path: Path) -> None:
    answer = make_answer(removed_plan(tmp_path))
    assert [plain(each) for each in placing_sentences(answer, 9, 2)] == [
        "Trained: 1.5 FTE detective constable to detective, Team A, May; 0.5 do not pass and come back",
        "Goes back at their own wish: 1.0 FTE chief inspector to inspector, Team A, Apr",
        "Voluntary exit: 0.5 FTE chief inspector, Team A, Jun",
        "Posts that came back: 0.4 FTE chief inspector as inspector, Team A, Apr–Jun",
    ]
    assert [plain(each) for each in placing_sentences(answer, 2, 2)][2] == (
        "2 smaller changes of rank, role or post: 0.9 FTE together"
    )
    assert plain(answer.sentences[1]).startswith(
        "The plan brings in 0.4 FTE, trains 1.5 FTE for other roles, lets 1.0 FTE go back to a lower rank at their own"
        " wish, agrees on voluntary exits of 0.5 FTE and works 40 hours of overtime;"
    )


def test_people_of_a_team_add_up_with_pathways_and_exits(tmp_path: Path) -> None:
    (team,) = make_answer(removed_plan(tmp_path)).team_flows
    figures = (team.joiners_fte, team.moves_in_fte, team.moves_out_fte, team.leavers_fte)
    # In: 1.0 back to inspector, 1.5 who passed, 0.5 who came back; out: 1.0 and 2.0; the exit and 0.1 leave.
    assert [round(each.after, 6) for each in figures] == [0.4, 3.0, 3.0, 0.6]


def test_a_temporary_promotion_that_ends_is_no_leaver(tmp_path: Path) -> None:
    back = {"other_team": "a", "other_role": "inspector"}
    rows = [
        *flow(CHIEF, "terms_over", "a.chief.acting", 0.5, 0.0, 0.0, **back),
        *flow(INSPECTOR, "temporary_promotion_back", "a.chief.acting", 0.5, 0.0, 0.0, **CHIEF_AS_OTHER),
        *flow({"team": "a", "role": "officer"}, "terms_over", "short", 0.25, 0.0, 0.0, other_team="response"),
    ]
    answer = make_answer(removed_plan(tmp_path, flows=table("flows", rows)))
    (team,) = answer.team_flows
    assert [each.after for each in (team.moves_in_fte, team.moves_out_fte, team.leavers_fte)] == [0.5, 0.5, 0.25]
    assert answer.actions.leavers_fte.after == 0.25
    (step,) = answer.steps
    assert (step.kind, step.title, step.from_title) == ("goes_back", "Inspector", "Chief inspector")
    assert plain(next(placing_sentences(answer, 5, 2))) == (
        "Temporary time over: 0.5 FTE chief inspector to inspector, Team A, Apr"
    )
    (way,) = answer.removed_ranks[0].ways_out
    assert (way.kind, way.title) == ("goes_back", "Inspector")


CHIEF_AS_OTHER = {"other_team": "a", "other_role": "chief"}


SUPERINTENDENT = {"team": "a", "role": "superintendent"}
HIGHER: dict[str, Any] = {
    "ranks": [*RANKS["ranks"], {"name": "superintendent", "title": "Superintendent"}],
    "roles": {"superintendent": {**RANKS["roles"]["chief"], "title": "Superintendent", "rank": "superintendent"}},
    "establishment": {"a": {"superintendent": {"approved_fte": 4, "strength_fte": 0}}},
}
"""A rank above chief inspectors."""
BOARD = {"kind": "promotion", "from": CHIEF, "to": SUPERINTENDENT, "per_intake_fte": 2, "lead": "1 month"}


def told_of_board(folder: Path, rows: list[dict[str, Any]], **shares: float) -> tuple[str, str]:
    """What the page says of a board and of the rank whose holders go to it."""
    pathway = {"supply": {"pathways": {"board": {**BOARD, **shares}}}}
    no_post_comes_back = {"structure": {"removed_ranks": {"chief": {"comes_back": []}}}}
    changes = merged(merged(merged(RANKS, HIGHER), pathway), no_post_comes_back)
    answer = make_answer(made_plan(folder, changes, flows=table("flows", rows)))
    (removed,) = answer.removed_ranks
    return plain(next(placing_sentences(answer, 5, 2))), plain(list(removal_sentences(removed, 9))[1])


def test_who_passes_who_comes_back_and_who_leaves_at_the_end_of_a_lead_are_counted_apart(tmp_path: Path) -> None:
    """Two go to the board in April and one in June; a quarter passes, a quarter comes back, half leave the force."""
    to_superintendent = {"other_team": "a", "other_role": "superintendent"}
    rows = [
        *flow(CHIEF, "promotion_out", "board", 2.0, 0.0, 1.0, **to_superintendent),
        *flow(SUPERINTENDENT, "promotion_in", "board", 0.0, 0.5, 0.0, **CHIEF_AS_OTHER),
        *flow(CHIEF, "promotion_back", "board", 0.0, 0.5, 0.0, **to_superintendent),
    ]
    placed, went = told_of_board(tmp_path, rows, return_share=0.25, leave_share=0.5)
    assert placed == (
        "Promoted: 0.5 FTE chief inspector to superintendent, Team A, May; 0.5 do not pass and come back;"
        " 1.0 do not pass and leave the force; 1.0 more on the way"
    )
    assert went == (
        "Who went, FTE: 1.0 did not pass and left the force, 1.0 are on the way to superintendent and 0.5 were promoted"
        " to superintendent"
    )


def test_where_nobody_passes_nobody_is_promoted_and_nobody_is_on_the_way(tmp_path: Path) -> None:
    to_superintendent = {"other_team": "a", "other_role": "superintendent"}
    rows = [
        *flow(CHIEF, "promotion_out", "board", 2.0, 0.0, 0.0, **to_superintendent),
        *flow(CHIEF, "promotion_back", "board", 0.0, 1.0, 0.0, **to_superintendent),
    ]
    placed, went = told_of_board(tmp_path, rows, return_share=0.5, leave_share=0.5)
    assert placed == (
        "Promoted: none of 2.0 FTE chief inspector to superintendent, Team A, Apr; 1.0 do not pass and come back;"
        " 1.0 do not pass and leave the force"
    )
    assert went == "Who went, FTE: 1.0 did not pass and left the force"


def test_only_a_lead_that_ends_after_the_plan_is_said_to(tmp_path: Path) -> None:
    rows = flow(CHIEF, "promotion_out", "board", 0.0, 0.0, 1.0, other_team="a", other_role="superintendent")
    placed, went = told_of_board(tmp_path, rows, leave_share=0.5)
    assert placed == "Promoted, begun, to end after the plan: 1.0 FTE chief inspector to superintendent, Team A"
    assert went == "Who went, FTE: 1.0 are on the way to superintendent"


def test_officers_who_leave_the_teams_and_not_the_force_are_still_paid_by_it(tmp_path: Path) -> None:
    posted = {"kind": "posting_out", "from": CHIEF, "to_team": "response", "per_year_fte": 1}
    scenario = merged(RANKS, {"structure": {"removed_ranks": {"chief": {"exits": {"posted": posted}}}}})
    rows = flow(CHIEF, "posting_out", "posted", 0.5, 0.0, 0.0, other_team="response", other_role="")
    steps = ((EMPTY_POSTS, 1000.0), (POSTED_ELSEWHERE, -900.0), (CASH_SAVED, 100.0))
    facts = {"plan": "after", "rank": "chief", "financial_year": "2019/20"}
    removal = [
        {**facts, "order": order, "step": step, "saved_pounds": pounds}
        for order, (step, pounds) in enumerate(steps, start=1)
    ]
    plan = made_plan(tmp_path, scenario, flows=table("flows", rows), removal=table("removal", removal))
    answer = make_answer(plan)
    assert plain(next(placing_sentences(answer, 5, 2))) == (
        "Posted elsewhere in the force: 0.5 FTE chief inspector, Team A to Response, Apr; the force still pays them"
    )
    (removed,) = answer.removed_ranks
    said = [plain(each) for each in removal_sentences(removed, 9)]
    assert said[1] == "Who went, FTE: 0.5 were posted elsewhere in the force and keep their rank there"
    assert said[2].startswith(
        "Saves £100 in cash: £1,000 for empty posts, less what it takes to empty them and £900 that other parts of the"
        " force pay to holders posted there; "
    )


def test_who_is_on_a_course_at_the_end_is_on_the_way_and_joins_from_nowhere(tmp_path: Path) -> None:
    """Two start in each month; three quarters of those of April and May have passed, those of June are on the way."""
    to_detective, to_officer = ({"other_team": "a", "other_role": role} for role in ("detective", "officer"))
    rows = [
        *flow({"team": "a", "role": "officer"}, "training_out", "course", 2.0, 2.0, 2.0, **to_detective),
        *flow({"team": "a", "role": "detective"}, "training_in", "course", 0.0, 1.5, 1.5, **to_officer),
    ]
    staffing = tables()["staffing"].assign(in_training_fte=2.25)
    answer = make_answer(removed_plan(tmp_path, flows=table("flows", rows), staffing=staffing))
    (course,) = answer.steps
    assert course.on_the_way_fte == Change(0.0, 2.0)
    # Of 2.25 in the lead 2 are on the course; before action nobody is.
    assert [(each.role, each.fte) for each in answer.still_to_join] == [("officer", Change(2.25, 0.25))]
    assert "2.0 more on the way" in next(placing_sentences(answer, 5, 2))


def test_the_paper_has_the_removed_rank_month_by_month(tmp_path: Path) -> None:
    page = markdown(make_answer(removed_plan(tmp_path)), []).splitlines()
    for line in (
        "## Ranks removed",
        "### Chief inspector",
        "Decided by: Chief Constable.",
        "| 2019-05 | 3.8 | 2.9 | 1.0 to 3.0 | 2.9 | 0.0 | 0.3 | 0.0 |",
        "Its work is to pass to: inspector, Team A, up to 50 % of it (1.25 hours for an hour).",
        "| Visits | visit | chief inspector (the rank itself) | 0 | 90 |",
        "| Visits | visit | nobody: never done | 0 | 6 |",
        "| Visits | all its tasks | gap of the line | 80 | 40 |",
        "| = cash saved | cash | £8,000 | 0.0 | £0 |",
        "| 30 June 2019 | 3.0 | 3.7 | 2.0 to 4.0 | 0.0 | 0.0 |",
        "Squared differences add up to 0.49 at the stated rate, and to 0.10 at best.",
        "## Supervision, period by period",
        "| 2019-05 | 16.0 | 0.0 | 8.0 | 0.0 | 2.0 | 4.0 | 8.0 |",
    ):
        assert line in page, line


def test_the_screen_tells_it_within_its_width(tmp_path: Path) -> None:
    page = text(make_answer(removed_plan(tmp_path)), "outputs/made", 100)
    assert max(map(len, page.splitlines())) <= 100
    assert (
        "Ranks removed\n"
        "- Chief inspector: frozen from 1 April 2019; 4.0 FTE at first, 2.4 left at the end (3.7 before\n"
        "  action; natural wastage alone leaves 1.0 to 3.0 four times in five), supernumerary\n"
    ) in page
    assert "Ranks removed" not in text(make_answer(made_plan(tmp_path)), "outputs/made")


# ---------------------------------------------------------------- structure and officers
STRUCTURE = [
    {"team": "a", "rank": "constable", "opening_fte": 3.0, "opening_approved_fte": 4.0, "closing_approved_fte": 4.0},
    {"team": "a", "rank": "chief", "opening_fte": 4.0, "opening_approved_fte": 4.0, "closing_approved_fte": 0.0},
]


def structure(before: float, after: float) -> pd.DataFrame:
    """Constables at the end before action and under the plan; chief inspectors half of that."""
    return table(
        "structure",
        [
            {**row, "plan": plan, "closing_fte": fte / place}
            for place, row in enumerate(STRUCTURE, start=1)
            for plan, fte in (("before", before), ("after", after))
        ],
    )


def test_every_paper_has_the_structure_with_the_highest_rank_first(tmp_path: Path) -> None:
    spread = [{**CHIEF, "opening_heads": 4.0, "indicative": True, "low_fte": 1.0, "high_fte": 3.0, **row}
              for row in by_month("after")]  # fmt: skip
    staffing = [
        {**line, "headcount": heads, "plan": "after", **row}
        for line, heads in ((CHIEF, 2.5), ({"team": "a", "role": "officer"}, 5.5))
        for row in by_month("after")
    ]
    plan = removed_plan(
        tmp_path,
        structure=structure(2.8, 3.4),
        natural_spread=table("natural_spread", spread),
        staffing=table("staffing", staffing),
    )
    page = markdown(make_answer(plan), []).splitlines()
    first = page.index(
        "| Team A | Chief inspector | 4.0 | 0.0 | 4.0 | 1.4 | 1.7 | 2.5 | removed; indicative: 1.0 to 3.0 |"
    )
    assert page[first + 1] == "| Team A | Constable | 4.0 | 4.0 | 3.0 | 2.8 | 3.4 | 5.5 |  |"
    ordinary = markdown(make_answer(made_plan(tmp_path, structure=structure(2.8, 3.4).iloc[:2])), [])
    assert "| Team A | Constable | 4.0 | 4.0 | 3.0 | 2.8 | 3.4 | 0.0 |  |" in ordinary.splitlines()


def officers(**figures: float) -> pd.DataFrame:
    after = {"officers_heads": 7.0, "change_heads": -1.0, "taken_heads": 0.5, "net_change_heads": -1.5} | figures
    rows = [{"plan": "after", **after}, {"plan": "before", "officers_heads": 8.0, "net_change_heads": 0.2}]
    return table("officers", [{"census": date(2019, 6, 30), **row} for row in rows])


def test_officers_are_in_every_paper_and_on_the_screen_only_where_they_matter(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, officers=officers())
    page = markdown(make_answer(plan), []).splitlines()
    assert "| 30 June 2019 | under the plan | 7.0 | -1.0 | 0.5 | 0.0 | -1.5 |" in page
    assert "Officers:" not in text(make_answer(plan), "")
    counted = {"officer_numbers": {"opening_heads": 1000, "target_heads": 1002}}
    at_risk = {"force_heads": 998.5, "target_heads": 1002.0, "missing_heads": 3.5, "grant_at_risk_pounds": 90000.0}
    answer = make_answer(made_plan(tmp_path, counted, officers=officers(**at_risk)))
    assert answer.officers_matter
    assert plain(officers_sentence(answer.officers[-1])) == (
        "30 June 2019 against the opening: in these teams 1.0 fewer (no change before action), 7.0 heads; in the whole"
        " force, the rest of it as it is, 1.5 fewer (0.2 more), which then has 998.5 of 1,002.0 promised, 3.5 missing;"
        " grant at risk £90,000 (£0 before action)"
    )
    assert "| 30 June 2019 | under the plan | 7.0 | -1.0 | 0.5 | 0.0 | -1.5 | 998.5 | 1,002.0 | 3.5 | £90,000 |" in (
        markdown(answer, []).splitlines()
    )
    assert any(note.head == "Officers" for note in notes(answer))


# ---------------------------------------------------------------- initiatives, requirements, whole people
INITIATIVES: dict[str, Any] = {
    "initiatives": {
        "team": {
            "title": "Improvement team",
            "optional": {"earliest": "2019-04", "latest": "2019-06"},
            "effects": {"fewer": {"line": "calls", "arrivals_factor": 0.9}},
        },
        "form": {
            "title": "Shorter form",
            "starts": "2019-05",
            "decided_by": "Head of crime",
            "effects": {"shorter": {"line": "calls", "hours_factor": 0.9}},
        },
        "never": {
            "title": "Left alone",
            "optional": {"earliest": "2019-04", "latest": "2019-06"},
            "effects": {"shorter": {"line": "calls", "hours_factor": 0.9}},
        },
    }
}


def initiative_rows(name: str, starts: int | None, **figures: tuple[float, ...]) -> list[dict[str, Any]]:
    return [
        {**row, "initiative": name, "starts": number == starts, "running": starts is not None and number >= starts}
        for number, row in enumerate(by_month("after", **figures))
    ]


def test_initiatives_say_from_when_they_run_and_what_they_take_and_do(tmp_path: Path) -> None:
    rows = [
        *initiative_rows("team", 1, pounds=(0.0, 500.0, 100.0), tied_up_fte=(0.0, 1.5, 1.5),
                         fewer_cases=(0.0, 4.0, 6.0), handed_over_cases=(0.0, 0.0, 3.0), saved_hours=(0.0, 20.0, 30.0),
                         saved_elsewhere_hours=(0.0, -5.0, -5.0)),
        *initiative_rows("form", 1, pounds=(0.0,) * 3, saved_hours=(0.0, -6.0, -6.0)),
        *initiative_rows("never", None),
    ]  # fmt: skip
    answer = make_answer(made_plan(tmp_path, INITIATIVES, initiatives=table("initiatives", rows)))
    # 1.5 people in two months of three are one on average.
    said = [plain(initiative_sentence(each)) for each in answer.initiatives]
    assert said == [
        (
            "Improvement team (chosen): from May 2019; saves 50 hours and takes 10 hours more elsewhere; 10 cases fewer"
            " come; partners bear 3 cases; ties up 1.0 FTE on average; costs £600"
        ),
        "Shorter form (decided): from May 2019; takes 12 hours more; costs £0",
        "Left alone: not chosen",
    ]
    page = markdown(answer, [])
    assert f"- {said[1]}; decided by Head of crime" in page.splitlines()
    assert (
        "| Improvement team | 1 April 2019 to 1 June 2019, or not | 1 May 2019 | £600 | 1.0 | 50 | -10 | 10 | 3 |"
        in (page.splitlines())
    )
    assert "Changes to how work is done\n- Improvement team (chosen)" in text(answer, "")


def test_an_initiative_that_starts_after_the_plan_or_before_it_says_so(tmp_path: Path) -> None:
    rows = [*initiative_rows("team", 3), *initiative_rows("form", 0), *initiative_rows("never", None)]
    for row in rows:
        row["starts"] = row["starts"] and row["initiative"] == "team"
    answer = make_answer(made_plan(tmp_path, INITIATIVES, initiatives=table("initiatives", rows)))
    assert [initiative_sentence(each).split(";")[0] for each in answer.initiatives] == [
        "Improvement team: starts after the plan",
        "Shorter form (decided): running at first",
        "Left alone: not chosen",
    ]


def test_requirements_say_what_is_short_over_and_on_reduced_hours(tmp_path: Path) -> None:
    changes = {"requirements": {"front_desk": {"team": "a", "roles": ["officer", "leader"], "exactly_fte": 3}}}
    rows = [
        *by_month("before", required_fte=(3.0, 3.0, 4.0), short_fte=(0.0, 0.0, 0.9), over_fte=(0.0,) * 3),
        *by_month("after", required_fte=(3.0, 3.0, 4.0), short_fte=(0.0, 0.6, 1.2), over_fte=(0.3, 0.0, 0.0)),
    ]
    plan = made_plan(tmp_path, changes, requirements=table("requirements", [{"requirement": "front_desk", **row}
                                                                           for row in rows]))  # fmt: skip
    (each,) = make_answer(plan).requirements
    assert plain(requirement_sentence(each)) == (
        "front desk 3.0 to 4.0 FTE: 0.6 short (0.3 before action), 0.1 over (0.0 before action)"
    )
    assert each.worst_short_fte == Change(0.9, 1.2)
    head = "| front desk | Team A | detective constable and sergeant | 3.0 to 4.0 |"
    assert f"{head} 0.3 | 0.6 | 0.0 | 0.1 | 0.0 | 0.0 | 1.2 |" in markdown(make_answer(plan), []).splitlines()
    met = table(
        "requirements", [{"requirement": "front_desk", **row} for row in by_month("after", required_fte=(3.0,) * 3)]
    )
    (each,) = make_answer(made_plan(tmp_path, changes, requirements=met)).requirements
    assert plain(requirement_sentence(each)) == "front desk 3.0 FTE: met exactly"


WHOLE = {"supply": {"recruitment": {"intake": {"whole": True}}}, "whole_people": {"gap": 0.01}}
ROUNDING = table(
    "rounding",
    [
        {"level": "gap_tier_2", "unit": "hour-months", "continuous": 100.0, "whole": 1340.0, "price": 1240.0,
         "reported_unit": "hours of gap", "reported_continuous": 5.0, "reported_whole": 12.0},
        {"level": "evenness_tier_2", "unit": "weighted hours", "continuous": 10.0, "whole": 50.0, "price": 40.0},
        {"level": "cost", "unit": "pounds", "continuous": 1000.0, "whole": 950.0, "price": -50.0,
         "reported_unit": "pounds", "reported_continuous": 800.0, "reported_whole": 750.0},
    ],
)  # fmt: skip


def test_whole_people_say_what_rounding_costs(tmp_path: Path) -> None:
    answer = make_answer(made_plan(tmp_path, WHOLE, rounding=ROUNDING))
    said = next(plain(note.text) for note in notes(answer) if note.head == "Whole people")
    assert said == "to within 1.0 % of a tier's demand hours of the best; rounding costs 7 hours of gap in tier 2"
    assert "| gap of harm tier 2 | hour-months | 100 | 1,340 | 1,240 |" in markdown(answer, []).splitlines()


def test_what_is_further_from_the_best_than_was_asked_for_is_named(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, WHOLE, rounding=ROUNDING)
    plan = replace(plan, after=replace(plan.after, whole_gap=0.188, furthest="evenness_tier_2"))
    said = next(plain(note.text) for note in notes(make_answer(plan)) if note.head == "Whole people")
    near = "to within 18.8 % of a tier's demand hours of the best (evenness of harm tier 2; 1.0 % was asked for)"
    assert said == f"{near}; rounding costs 7 hours of gap in tier 2"


def test_where_only_initiatives_are_whole_nobody_is_called_so(tmp_path: Path) -> None:
    answer = make_answer(made_plan(tmp_path, rounding=ROUNDING))
    assert "Whole people" not in {note.head for note in notes(answer)}
    assert "## Initiatives whole or not at all" in markdown(answer, [])


def test_ways_that_had_to_stay_in_fractions_are_named(tmp_path: Path) -> None:
    levers = table("levers", [{"lever": "intake", "kind": "recruitment", "unit": "FTE", **row}
                              for row in by_month("after", used=(1.0, 0.4, 2.0))])  # fmt: skip
    plan = made_plan(tmp_path, WHOLE, rounding=ROUNDING, levers=levers)
    split = replace(plan, after=replace(solution(), not_whole=(object(),)))  # type: ignore[arg-type]
    said = next(plain(note.text) for note in notes(make_answer(split)) if note.head == "Whole people")
    assert said.endswith("; still in parts of a person, because no plan has all of them whole: intake")
    assert make_answer(plan).rounding is not None
    assert "still in parts" not in "".join(note.text for note in notes(make_answer(plan)))


# ---------------------------------------------------------------- nothing is left out
def test_every_kind_of_pathway_and_exit_has_its_words() -> None:
    assert set(HEADS) == {*PATHWAYS, *EXITS, "goes_back", "posts_came_back"}
    assert set(DEEDS) == {*PATHWAYS, *EXITS} - {"civilianisation"}
    assert set(WAYS) == {*(kind for kind in LEAVING if kind not in ("known_leavers", "terms_over")),
                         *MOVING_OUT, "goes_back", "on_the_way", "did_not_pass"}  # fmt: skip
    assert not {*JOINING, *MOVING_IN} & {*LEAVING, *MOVING_OUT}


def test_programs_get_the_same_facts(tmp_path: Path) -> None:
    plan = removed_plan(tmp_path, officers=officers())
    document = json.loads(as_json(make_answer(plan), plan, "", []))
    (removed,) = document["removed_ranks"]
    assert removed["fit"] == {"stated_rate": 0.3, "best_rate": 0.34, "stated_squares": 0.49, "best_squares": 0.1}
    assert removed["holders"][2]["fte"] == {"before": 3.7, "after": 2.4}
    assert document["officers"][0]["net_change_heads"] == {"before": 0.2, "after": -1.5}
    assert document["group_courses"][0]["periods"][1]["leaders_missing_fte"]["after"] == 2.0


def test_a_plan_without_these_tables_is_told_without_them(tmp_path: Path) -> None:
    plan = made_plan(tmp_path)
    new = ("structure", "officers", "holders", "removal", "record", "rounding", "initiatives", "requirements")
    old = replace(plan, tables={name: rows for name, rows in plan.tables.items() if name not in new})
    assert markdown(make_answer(old), []) == markdown(make_answer(plan), [])
