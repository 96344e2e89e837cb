"""The charts of a plan: each says what the tables say, has its words, and can be read at every size."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from looking import faults, figures_in, words_of
from made import ABSURD, LONG, SIZES, Size, made_plan, table

from planner.charts import CHARTS, Chart, chart_book, plan_charts
from planner.errors import UsageError
from planner.plan.plan import Plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return made_plan(tmp_path)


def chart(plan: Plan, name: str) -> Chart:
    (found,) = plan_charts(plan, [name])
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_at_every_size_nothing_is_cut_and_no_word_covers_another(tmp_path: Path, size: Size) -> None:
    charts = plan_charts(made_plan(tmp_path, size))
    assert [each.name for each in charts] == list(CHARTS)
    for each in charts:
        assert faults(each) == [], each.name


def test_with_names_of_a_usual_length_each_chart_fits_on_a_page(tmp_path: Path) -> None:
    for each in plan_charts(made_plan(tmp_path, Size(8, 48))):
        assert each.figure().get_figheight() * 2.54 < 24.7, each.name


def test_every_chart_has_a_title_a_text_and_figures_and_none_of_the_months_after_the_plan(plan: Plan) -> None:
    for each in plan_charts(plan):
        assert each.title
        assert each.title[-1] != "."
        assert len(figures_in(each.text)) > 3
        assert f"{ABSURD:,.0f}"[:6] not in each.text + " ".join(words_of(each))


def test_without_its_title_a_chart_is_the_same_for_a_caption_to_say_it(plan: Plan) -> None:
    for each in plan_charts(plan):
        bare = each.without_title()
        assert each.title in words_of(each)
        assert set(words_of(each)) - set(words_of(bare)) == {each.title}
        assert (bare.title, bare.text, faults(bare)) == (each.title, each.text, [])
        assert bare.figure().get_figheight() < each.figure().get_figheight()


def test_every_name_on_a_chart_is_the_title_of_the_scenario(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, Size(2, 12, long_names=True))
    for name in ("coverage", "flows", "span_of_control"):
        assert f"{LONG} 2" in " ".join(words_of(chart(plan, name))).replace("- ", "-")
        assert f"{LONG} 2" in chart(plan, name).text


def test_a_plan_has_the_same_charts_whatever_the_order_of_its_tables(tmp_path: Path, plan: Plan) -> None:
    # Rows of a table come in the order of its key; a chart must not depend on it.
    shuffled = {name: rows.sample(frac=1, random_state=7) for name, rows in plan.tables.items() if name != "structure"}
    other = made_plan(tmp_path, None, **shuffled)
    for one, two in zip(plan_charts(plan), plan_charts(other), strict=True):
        assert (one.title, one.text) == (two.title, two.text)
        assert one.svg == two.svg


def test_only_the_charts_asked_for_are_drawn_in_their_own_order(plan: Plan) -> None:
    assert [each.name for each in plan_charts(plan, ["flows", "coverage"])] == ["coverage", "flows"]


def test_a_name_that_is_no_chart_s_is_refused(plan: Plan) -> None:
    with pytest.raises(UsageError, match=r'There is no chart "flow"\. Charts: coverage, over_time, posts'):
        plan_charts(plan, ["flow"])


def test_what_a_plan_has_nothing_of_is_not_drawn_but_named(tmp_path: Path) -> None:
    nobody = {name: table(name, []) for name in ("flows", "supervision", "leaders")}
    book = chart_book(made_plan(tmp_path, None, **nobody))
    assert [each.name for each in book.charts] == ["coverage", "over_time", "posts"]
    assert book.nothing_to_show == ("flows", "span_of_control")


# ---- coverage ------------------------------------------------------------------------------------------------------


def test_coverage_tells_the_team_that_falls_lowest_and_when(plan: Plan) -> None:
    found = chart(plan, "coverage")
    # Team 3 leaves 3 of 100 hours in every third month, from the third: June, September, December, March.
    assert found.title == "Team 3 falls to 97 % in 4 of 12 months"
    assert "Team 1 99.7 %, lowest 99 % in 4 of 12 months" in found.text
    # Before action 4 x 3 hours.
    assert "Before action, over the whole plan: Team 1 98.7 %, lowest 96 % in 4 of 12 months" in found.text
    assert "Team 3 96.0 %, lowest 88 %" in found.text


def test_coverage_shows_each_month_s_number_and_the_whole_plan_s(plan: Plan) -> None:
    words = words_of(chart(plan, "coverage"))
    # Before action the teams leave 4, 8 and 12 hours of 100 in 4 months each, all together 4, 8 and 12 of 300: 99, 97
    # and 96 % are covered. Under the plan the teams leave 1, 2 and 3; all together never less than 99 % is covered, and
    # never 100.
    assert [words.count(number) for number in ("92", "88")] == [4, 4]
    assert words.count("96") == 4 + 4
    assert words.count("99") == 4 + 4 + 12
    assert words.count("100") == 2 * 3 * 8
    assert {"97.3 %", "96.0 %", "98.7 %"} <= set(words)
    assert {"Apr", "2019", "Jan", "2020"} <= set(words)


def test_few_months_are_named_and_with_the_year_where_the_plan_is_longer_than_one(tmp_path: Path) -> None:
    coverage = made_plan(tmp_path).tables["coverage"].copy()
    own = (coverage["name"] == "team_2") & (coverage["plan"] == "after")
    coverage.loc[own & coverage["window"].isin(["2020-02"]), "coverage"] = 0.7961
    assert chart(made_plan(tmp_path, None, coverage=coverage), "coverage").title == "Team 2 falls to 80 % in February"

    coverage = made_plan(tmp_path, Size(3, 24)).tables["coverage"].copy()
    lowest = (
        (coverage["name"] == "team_2") & (coverage["plan"] == "after") & coverage["window"].isin(["2020-02", "2021-03"])
    )
    coverage.loc[lowest, "coverage"] = 0.7961
    found = chart(made_plan(tmp_path, Size(3, 24), coverage=coverage), "coverage")
    assert found.title == "Team 2 falls to 80 % in February 2020 and March 2021"


def test_only_what_is_wholly_covered_reads_100(tmp_path: Path) -> None:
    coverage = made_plan(tmp_path).tables["coverage"].assign(coverage=0.9999)
    assert "100" not in words_of(chart(made_plan(tmp_path, None, coverage=coverage), "coverage"))
    coverage = coverage.assign(coverage=1.0)
    found = chart(made_plan(tmp_path, None, coverage=coverage), "coverage")
    assert found.title == "The plan covers all work of every team in every month"


# ---- over time -----------------------------------------------------------------------------------------------------


def test_over_time_tells_the_backlog_and_how_often_demand_exceeds_capacity(plan: Plan) -> None:
    found = chart(plan, "over_time")
    # 3 teams with 5 hours waiting each; at the end 3 x 10 x 12. In each month one team works fewer hours than arrive:
    # 1, 2 or 3 of 300, of which only 3 are more than the 1 % that would be noticed.
    assert found.title == "The backlog grows from 15 to 360 hours; demand exceeds capacity in 4 of 12 months"
    assert "360 at the end, 72 of them overdue; before action 1,080 at the end." in found.text
    assert "the gap, largest with 3 hours in June (before action at most 12)" in found.text


def test_the_lines_are_those_of_the_tables(plan: Plan) -> None:
    upper, lower = chart(plan, "over_time").figure().axes
    lines = [tuple(line.get_ydata()) for line in upper.lines]
    assert lines[2] == (300.0,) * 12
    assert lines[1][:3] == (298.0, 299.0, 297.0)
    assert lines[0][:3] == (292.0, 296.0, 288.0)
    assert [bar.get_height() for bar in upper.patches][:3] == [2.0, 1.0, 3.0]
    assert tuple(lower.lines[1].get_ydata())[:2] == (30.0, 60.0)
    assert [bar.get_height() for bar in lower.patches][:2] == [6.0, 12.0]


def test_a_backlog_that_comes_and_goes_is_told_by_its_peak(tmp_path: Path) -> None:
    work = made_plan(tmp_path).tables["work"].copy()
    work["backlog_hours"] = [900.0 if period == "2019-10" else 5.0 for period in work["period"]]
    found = chart(made_plan(tmp_path, None, work=work), "over_time")
    assert found.title.startswith("The backlog peaks at 2,700 hours in October and ends at 15; demand exceeds")


# ---- posts ---------------------------------------------------------------------------------------------------------


def test_posts_tells_people_at_the_end_and_posts(plan: Plan) -> None:
    found = chart(plan, "posts")
    # Opening (10 + 2) x (1 + 2 + 3) = 72; at the end 95 % of it; posts (12 + 2) x 6.
    assert found.title == "68.4 FTE in post at the end for 84.0 posts, 3.6 fewer than at the opening"
    assert "Constable: 60.0 at the opening, 57.0 at the end (6.0 leave, 3.0 join), before action 57.0" in found.text
    assert "Sergeant: 12.0 at the opening, 11.4 at the end, before action 11.4; 12.0 posts" in found.text


def test_the_highest_rank_stands_first_and_all_together_last(plan: Plan) -> None:
    words = words_of(chart(plan, "posts"))
    places = [words.index(title) for title in ("Sergeant", "Constable", "All ranks")]
    assert places == sorted(places)


def test_a_move_between_teams_is_no_change_of_a_rank_but_one_to_another_rank_is(tmp_path: Path) -> None:
    flows = made_plan(tmp_path).tables["flows"]
    promoted = flows.iloc[:1].assign(plan="after", fte=2.0, reported=True, other_team="team_1")
    out = promoted.assign(role="officer", kind="promotion_out", other_role="leader")
    into = promoted.assign(role="leader", kind="promotion_in", other_role="officer")
    found = chart(made_plan(tmp_path, None, flows=together(flows, out, into)), "posts")
    assert "Constable: 60.0 at the opening, 57.0 at the end (6.0 leave, 3.0 join, 2.0 to others)" in found.text
    assert "Sergeant: 12.0 at the opening, 11.4 at the end (2.0 from others)" in found.text
    assert "All ranks: 72.0 at the opening, 68.4 at the end (6.0 leave, 3.0 join)" in found.text


def test_a_rank_that_goes_and_one_that_grows_can_both_be_read(
    tmp_path: Path,
) -> None:
    flows = made_plan(tmp_path).tables["flows"]
    own = flows.iloc[:1].assign(plan="after", reported=True, role="leader")
    gone = own.assign(kind="redundancy", fte=12.0, other_team="", other_role="")
    into = own.assign(kind="promotion_in", fte=36.0, other_team="team_1", other_role="officer")
    found = chart(made_plan(tmp_path, None, flows=together(flows, gone, into)), "posts")
    assert faults(found) == []
    assert {"12.0 leave", "36.0 from others"} <= set(words_of(found))
    (axes,) = found.figure().axes
    widths = [round(float(bar.get_width()), 6) for bar in axes.patches]
    # 12 sergeants at the opening: all of them go, three times as many come; then the constables' 6 and 3 of 60.
    assert widths[:4] == pytest.approx([-1.0, 3.0, -0.1, 0.05])


# ---- flows ---------------------------------------------------------------------------------------------------------


def test_flows_tells_who_joins_leaves_and_moves(plan: Plan) -> None:
    found = chart(plan, "flows")
    # 1 + 2 + 3 leave, half as many join, and half a person goes on from each team but the last.
    assert found.title == "More people leave than join: 6.0 against 3.0 FTE; 1.0 move between teams"
    for each in ("Team 3 to Leavers 3.0", "Response policing to Team 3 1.5", "Team 1 to Team 2 0.5"):
        assert each in found.text


def test_a_band_is_as_thick_as_its_flow_is_large(plan: Plan) -> None:
    from matplotlib.patches import PathPatch

    (axes,) = chart(plan, "flows").figure().axes
    bands = [patch.get_path().vertices for patch in axes.patches if isinstance(patch, PathPatch)]
    thick = sorted(round(float(points[0][1] - points[7][1]), 6) for points in bands)
    # In all 10 FTE are 6 cm: 0.5 three times, 1.0 twice, 1.5, 2.0 and 3.0.
    assert thick == pytest.approx([0.3, 0.3, 0.3, 0.6, 0.6, 0.9, 1.2, 1.8])


def test_a_change_of_role_goes_from_role_to_role(tmp_path: Path) -> None:
    flows = made_plan(tmp_path).tables["flows"]
    facts = {"plan": "after", "fte": 2.0, "reported": True, "team": "team_1", "other_team": "team_2"}
    into = flows.iloc[:1].assign(**facts, role="leader", kind="promotion_in", other_role="officer")
    back = flows.iloc[:1].assign(**facts, role="officer", kind="promotion_back", other_role="leader")
    found = chart(made_plan(tmp_path, None, flows=together(flows, into, back)), "flows")
    assert "Officer, Team 2 to Leader, Team 1 2.0" in found.text
    assert found.title.endswith("1.0 move between teams and 2.0 change their role")
    assert faults(found) == []


def test_flows_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    # 8 teams: 8 flows of leavers, 8 of joiners, 7 of moves; 16 are drawn, of the moves and the small joiners none.
    found = chart(made_plan(tmp_path, Size(8, 12)), "flows")
    assert "Not drawn: 7 smaller flows, 3.5 FTE together." in found.text
    assert "Not drawn: 7 smaller flows, 3.5 FTE together." in words_of(found)


# ---- span of control -----------------------------------------------------------------------------------------------


def test_span_of_control_tells_who_leads_too_many(plan: Plan) -> None:
    found = chart(plan, "span_of_control")
    assert found.title == (
        "Officers of Team 1: 5.0 people for each leader, above the limit of 4.0; 2 other groups are above theirs"
    )
    assert "Officers of Team 2: 5.0, limit 4.0 (before action 6.0)" in found.text


def test_a_group_without_any_leader_is_said_to_have_none(tmp_path: Path) -> None:
    staffing = made_plan(tmp_path).tables["staffing"].copy()
    staffing.loc[(staffing["role"] == "leader") & (staffing["team"] == "team_2"), "strength_fte"] = 0.0
    found = chart(made_plan(tmp_path, None, staffing=staffing), "span_of_control")
    assert found.title == "No leader is in post for officers of Team 2"
    assert "no leader" in words_of(found)
    assert faults(found) == []


def together(*tables: pd.DataFrame) -> pd.DataFrame:

    return pd.concat(tables, ignore_index=True)
