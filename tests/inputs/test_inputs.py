"""The shipped scenarios say what the published figures say: each figure is worked out here again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.scenario.demand import DemandLine
from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario

INPUTS = Path(__file__).parents[2] / "inputs"
REMOVED = (
    "2019-two-ranks-removed",
    "2019-2023-two-ranks-removed",
    "2019-two-ranks-by-september",
    "force-two-ranks-2018",
    "wiltshire-2014",
)
FILES = ("2019", "2019-2023", "2019-surge", "2019-improvement-team", "da-priority-2018", *REMOVED)
APRIL, SEPTEMBER = date(2019, 4, 1), date(2019, 9, 1)


def read(name: str) -> Scenario:
    return load_scenario(INPUTS / f"{name}.yaml").scenario


@pytest.fixture(scope="module")
def year() -> Scenario:
    return read("2019")


@pytest.fixture(scope="module")
def surge() -> Scenario:
    return read("2019-surge")


@pytest.fixture(scope="module")
def four_years() -> Scenario:
    return read("2019-2023")


@pytest.fixture(scope="module")
def weeks() -> Scenario:
    return read("da-priority-2018")


def numbers(tree: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every number of a scenario that can have a pedigree, with its path."""
    if isinstance(tree, dict):
        if "basis" in tree and ("value" in tree or "values" in tree):
            yield path, tree
        for key, part in tree.items():
            yield from numbers(part, f"{path}.{key}")
    elif isinstance(tree, (list, tuple)):
        for place, part in enumerate(tree):
            yield from numbers(part, f"{path}[{place}]")


def productive(scenario: Scenario, pattern: str) -> float:
    stated = scenario.hours[pattern].productive
    assert stated is not None
    return stated.value


def cases_a_year(line: DemandLine) -> float:
    assert line.arrivals.cases is not None
    return line.arrivals.cases.per_year_on(APRIL)


def hours_borne(line: DemandLine, *tasks: str) -> float:
    """Hours a year of some tasks, without the cases that partners bear."""
    own = cases_a_year(line) * (1 - line.partner_share.value)
    return own * sum(line.tasks[task].hours_per_case.value for task in tasks)


def with_on_costs(scenario: Scenario, group: str, pay: float, day: date) -> float:
    costs = scenario.pay[group].on_costs.values()
    return pay + sum(cost.share.on(day) * max(0.0, pay - cost.above_pounds_per_year.on(day)) for cost in costs)


def pay_in(scenario: Scenario, group: str, pounds: float, day: date) -> float:
    terms = scenario.pay[group]
    for award in terms.awards.values():
        if terms.price_base < award.from_ <= day:
            pounds *= 1 + award.rise.value
    return pounds


def cost_of_one_in_2019(scenario: Scenario, role_name: str) -> float:
    """One FTE in 2019/20: five months at the first rate of pay and seven at the second."""
    role = scenario.roles[role_name]
    if role.pay.pounds_per_year is not None:
        mean = role.pay.pounds_per_year.value
    else:
        mean = sum(point.pounds_per_year.value * point.share.value for point in role.pay.points.values())
    group = role.pay_group_name
    before, after = (
        with_on_costs(scenario, group, pay_in(scenario, group, mean, day), day) for day in (APRIL, SEPTEMBER)
    )
    return (5 * before + 7 * after) / 12


# ---- Form ----------


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_doubtful_but_fractions_of_people_in_small_lines(name: str) -> None:
    doubts = [warning.message for warning in load_scenario(INPUTS / f"{name}.yaml").warnings]
    rest = [doubt for doubt in doubts if not doubt.startswith("These lines have fewer than 3 FTE")]
    if name.startswith("2019") and name in REMOVED:
        # True, and what these files are to show: nobody of the command leads in the chief superintendent's place.
        assert rest.pop().startswith("Only holders of a removed rank (chief_superintendent) lead this group")
    assert rest == []


@pytest.mark.parametrize("name", FILES)
def test_every_published_number_names_a_source_that_the_file_explains(name: str) -> None:
    scenario = read(name)
    found = dict(numbers(scenario.model_dump(exclude={"variants"})))
    assert len(found) > 30
    unexplained = [
        path
        for path, number in found.items()
        if number["basis"] == "published" and number["source"] not in scenario.sources
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", FILES)
def test_every_derived_number_says_how_or_from_what(name: str) -> None:
    scenario = read(name)
    silent = [
        path
        for path, number in numbers(scenario.model_dump(exclude={"variants"}))
        if number["basis"] == "derived" and not (number["note"] or number["source"])
    ]
    assert silent == []


@pytest.mark.parametrize("name", FILES)
def test_the_sources_explained_are_the_sources_named(name: str) -> None:
    scenario = read(name)
    assert {
        number["source"] for _, number in numbers(scenario.model_dump(exclude={"variants"})) if number["source"]
    } == set(scenario.sources)


@pytest.mark.parametrize("name", FILES)
def test_a_number_from_memory_is_called_an_estimate(name: str) -> None:
    scenario = read(name)
    remembered = {
        path: number["basis"]
        for path, number in numbers(scenario.model_dump(exclude={"variants"}))
        if "unverified" in (number["note"] or "")
    }
    assert remembered
    assert set(remembered.values()) == {"estimate"}


@pytest.mark.parametrize("name", FILES)
def test_the_first_line_tells_the_editor_which_schema_to_use(name: str) -> None:
    first = (INPUTS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=scenario.schema.json"


# ---- Demand ----------


def test_missing_reports_are_the_published_total_in_the_published_mix(year: Scenario) -> None:
    reports = 295 + 366 + 337 + 353 + 392 + 347 + 372 + 392 + 327 + 233 + 194 + 247  # from April 2018
    assert reports == 3855
    lines = ("missing_high", "missing_medium", "missing_low", "missing_no_apparent_risk")
    counts = [cases_a_year(year.demand[line]) for line in lines]
    assert counts == [round(reports * share) for share in (0.16, 0.68, 0.13, 0.03)]
    assert sum(counts) == reports


def test_a_missing_report_takes_18_6_hours_and_nearly_all_of_them_are_response_officers(
    year: Scenario,
) -> None:
    lines = [line for name, line in year.demand.items() if name.startswith("missing_") and not line.arrivals.are_hours]
    total = sum(hours_borne(line, *line.tasks) for line in lines)
    response = sum(hours_borne(line, "search") for line in lines)
    assert total / 3855 == pytest.approx(18.6, abs=0.05)
    assert response / total > 0.75


def test_domestic_abuse_divides_into_the_risks_and_gives_64_000_specialist_hours(year: Scenario) -> None:
    incidents = cases_a_year(year.demand["abuse_attendance"])
    assert incidents == 18500
    assert cases_a_year(year.demand["abuse_high"]) == pytest.approx(0.10 * incidents)
    assert cases_a_year(year.demand["abuse_medium"]) == pytest.approx(0.25 * incidents)
    # Crime shares of 57.9 % and 74.8 % put 11,860 crimes between 15,900 and 20,500 incidents.
    stated = year.demand["abuse_attendance"].arrivals.cases
    assert stated is not None
    least, most = stated.steps[0].range or (0.0, 0.0)
    assert least == pytest.approx(11860 / 0.748, abs=50)
    assert most == pytest.approx(20500)  # 11,860 / 0.579 is 20,484
    specialist = (
        hours_borne(year.demand["abuse_high"], "assess")
        + hours_borne(year.demand["abuse_medium"], "assess")
        + hours_borne(year.demand["abuse_conference"], "conference")
        + hours_borne(year.demand["abuse_crime"], "investigate")
    )
    assert specialist == pytest.approx(64_000, rel=0.01)


def test_child_protection_gives_107_000_hours_before_supervision(year: Scenario) -> None:
    parts = {
        "child_strategy": "discuss",
        "child_joint": "investigate",
        "child_sexual_abuse": "investigate",
        "child_cruelty": "investigate",
        "child_conference": "report",
        "child_review": "report",
    }
    assert sum(hours_borne(year.demand[line], task) for line, task in parts.items()) == pytest.approx(107_000, rel=0.01)
    assert cases_a_year(year.demand["child_joint"]) * (
        1 - year.demand["child_joint"].partner_share.value
    ) == pytest.approx(0.55 * 3540)


def test_partners_bear_the_referrals_that_police_did_not_make(year: Scenario) -> None:
    assert year.demand["child_referral"].partner_share.value == pytest.approx(1 - 2023 / 7904, abs=5e-4)


def test_lines_that_count_crimes_and_only_these_have_latent_demand(year: Scenario) -> None:
    partly = {name: line.recorded_share.value for name, line in year.demand.items() if line.recorded_share.value < 1}
    assert partly == dict.fromkeys(("abuse_crime", "child_sexual_abuse", "child_cruelty"), 0.834)


def test_missing_peaks_in_july_and_child_protection_in_november(year: Scenario) -> None:
    peaks = {name: 1 + season.index.values.index(max(season.index.values)) for name, season in year.seasons.items()}
    assert peaks["missing"] == 7
    assert peaks["child"] == 11


def test_the_surge_changes_the_child_protection_lines_that_really_changed_and_nothing_else(
    year: Scenario, surge: Scenario
) -> None:
    published_plans = (129 + 263 + 159 + 250, 185 + 379 + 260 + 352)  # 31 March 2019 and 2020
    assert published_plans == (801, 1176)
    risen = {
        "child_referral": 10608 / 7640,
        "child_strategy": 4500 / 3540,
        "child_joint": 4500 / 3540,
        "child_conference": 1650 / 1180,
        "child_review": 1176 / 801,
    }
    changed = {
        name: cases_a_year(surge.demand[name]) / cases_a_year(line)
        for name, line in year.demand.items()
        if surge.demand[name] != line
    }
    assert changed == pytest.approx(risen, abs=5e-4)
    assert surge.supply == year.supply
    assert surge.establishment == year.establishment
    assert surge.budget == year.budget


def test_over_four_years_only_domestic_abuse_grows_and_by_what_cleveland_recorded(
    four_years: Scenario,
) -> None:
    growing = {
        name: line.arrivals.growth.value for name, line in four_years.demand.items() if line.arrivals.growth.value
    }
    assert set(growing) == {name for name in four_years.demand if name.startswith("abuse_")}
    assert set(growing.values()) == {round(12631 / 11860 - 1, 3)}


# ---- People and money ----------


@pytest.mark.parametrize(
    ("pounds_in_2018", "group", "cost"),
    [
        (39150, "officers", 57_100),  # constable, top point
        (28947, "officers", 41_900),  # constable, middle of the scale
        (40488, "officers", 59_100),  # sergeant, lowest
        (43998, "officers", 64_300),  # sergeant, highest
        (50160, "officers", 73_500),  # inspector, lowest
        (54411, "officers", 79_800),  # inspector, highest
    ],
)
def test_pay_and_on_costs_give_the_known_cost_of_one_officer(
    year: Scenario, pounds_in_2018: float, group: str, cost: float
) -> None:
    in_the_file = {point.pounds_per_year.value for role in year.roles.values() for point in role.pay.points.values()}
    assert pounds_in_2018 in in_the_file
    pay = pay_in(year, group, pounds_in_2018, SEPTEMBER)
    assert with_on_costs(year, group, pay, SEPTEMBER) == pytest.approx(cost, abs=60)


@pytest.mark.parametrize(
    ("role", "least", "most"),
    [
        ("police_staff_investigator", 32_000, 38_000),
        ("chief_inspector", 81_500, 84_900),
        ("superintendent", 98_000, 116_400),
        ("chief_superintendent", 122_000, 129_000),
    ],
)
def test_average_pay_gives_a_cost_within_the_known_range(year: Scenario, role: str, least: float, most: float) -> None:
    terms = year.roles[role]
    assert terms.pay.pounds_per_year is not None
    pay = pay_in(year, terms.pay_group_name, terms.pay.pounds_per_year.value, SEPTEMBER)
    assert least <= with_on_costs(year, terms.pay_group_name, pay, SEPTEMBER) <= most


def test_hours_follow_from_the_working_week_and_leave_a_part_unexplained(year: Scenario) -> None:
    for pattern, week in (("officers", 40), ("staff", 37)):
        hours = year.hours[pattern]
        assert hours.productive is not None
        assert hours.bank_holidays is not None
        assert hours.contracted.value == pytest.approx(week * 365.25 / 7, abs=1)
        known = (
            sum(line.hours.per_year_on(APRIL) for line in hours.lines.values())
            + 8 * hours.bank_holidays.hours_each.value
        )
        assert hours.contracted.value - known > hours.productive.value  # the rest is printed, not invented
    assert productive(year, "staff") == pytest.approx(1340 * 37 / 40, abs=1)


def test_detectives_open_about_as_short_as_inspectors_found_nationally(year: Scenario) -> None:
    lines = [
        year.establishment["child_protection"]["child_abuse_detective"],
        year.establishment["domestic_abuse"]["detective_constable"],
        year.establishment["missing_from_home"]["detective_constable"],
    ]
    for line in lines:
        assert 1 - line.strength_fte.value / line.approved_fte.value == pytest.approx(0.18, abs=0.025)


def test_the_budget_pays_for_the_people_in_post_and_not_for_every_post(year: Scenario) -> None:
    posts = [(role, line) for team in year.establishment.values() for role, line in team.items()]
    approved = sum(line.approved_fte.value * cost_of_one_in_2019(year, role) for role, line in posts)
    in_post = sum(line.strength_fte.value * cost_of_one_in_2019(year, role) for role, line in posts)
    budget = year.budget.limits["public_protection"].pounds_per_year
    assert approved == pytest.approx(11_800_000, rel=0.01)
    assert in_post == pytest.approx(9_020_000, rel=0.005)
    assert 0.98 * in_post < budget.value < in_post
    # The award of September 2019, 2.5 %, has five more months to run in the year after: 2.5 % x 5 / 12.
    assert budget.steps[1].value == pytest.approx(budget.value * (1 + 0.025 * 5 / 12), rel=0.001)


def test_only_ranks_that_are_paid_overtime_may_work_it(year: Scenario) -> None:
    paid = {rank.name for rank in year.ranks if rank.paid_overtime}
    assert paid == {"constable", "sergeant"}
    ranks = {year.roles[role].rank for overtime in year.supply.overtime.values() for role in overtime.roles}
    assert ranks - {None} <= paid


def test_pension_rises_from_24_to_31_per_cent_between_the_two_years(year: Scenario, weeks: Scenario) -> None:
    assert weeks.pay["officers"].on_costs["pension"].share.value == 0.242
    assert year.pay["officers"].on_costs["pension"].share.value == 0.31
    assert year.pay["staff"].on_costs["pension"].share.on(APRIL) == 0.156
    assert year.pay["staff"].on_costs["pension"].share.on(date(2020, 4, 1)) == 0.138


# ---- The calibration of 2018 ----------


def arrivals_of_week(scenario: Scenario, first: date) -> float:
    """A week's share of the year's cases, day by day, by the season."""
    index = scenario.seasons["domestic"].index.values
    days = [date(2018, 4, 1) + timedelta(days=day) for day in range(365)]
    whole = sum(index[day.month - 1] for day in days)
    yearly = cases_a_year(scenario.demand["abuse_incident"])
    return sum(yearly * index[(first + timedelta(days=day)).month - 1] / whole for day in range(7))


def test_three_weeks_before_action_leave_almost_500_cases(weeks: Scenario) -> None:
    people = weeks.establishment["domestic_abuse"]
    hours = [line.strength_fte.value * productive(weeks, weeks.roles[role].hours) for role, line in people.items()]
    assessed = sum(hours) / weeks.demand["abuse_incident"].tasks["assess"].hours_per_case.value
    first = weeks.period.first
    assert first.strftime("%A") == "Monday"
    arriving = [arrivals_of_week(weeks, first + timedelta(weeks=week)) for week in range(3)]
    # 346.3 arrive and 182.4 are assessed in a week: 163.9 are not, 47 % of them.
    assert arriving[0] == pytest.approx(346.3, abs=0.1)
    assert assessed == pytest.approx(182.4, abs=0.1)
    assert 1 - assessed / arriving[0] == pytest.approx(0.47, abs=0.01)
    assert sum(arriving) - 3 * assessed == pytest.approx(492, abs=1)


def test_about_32_response_officers_make_good_what_the_team_lacks(weeks: Scenario) -> None:
    # 47 % of about 355 a week is 167 cases of 5 hours: 830 hours, the work of 32 people at 25.7 hours.
    lacking = 0.47 * 18500 * 7 / 365.25 * 5 / 25.7
    assert lacking == pytest.approx(32, abs=0.6)
    assert weeks.trials is not None
    assert min(weeks.trials.fte) < lacking < max(weeks.trials.fte)


def test_every_lever_begins_after_the_first_three_weeks(weeks: Scenario) -> None:
    begin = weeks.period.first + timedelta(weeks=3)
    last_day_of_history = begin - timedelta(days=1)
    redeployment = weeks.supply.redeployment["response_officers"].fte
    assert redeployment is not None
    assert redeployment.on(last_day_of_history) == 0 < redeployment.on(begin)
    overtime = weeks.supply.overtime["officers"].share_of_contracted
    assert overtime.on(last_day_of_history) == 0 < overtime.on(begin)
    assert all(agency.lead.after(weeks.period.first) >= begin for agency in weeks.supply.agency.values())
    assert all(min(way.intakes) >= begin for way in weeks.supply.recruitment.values())
    repeats = weeks.demand["abuse_incident"].repeat_calls
    assert repeats is not None
    assert repeats.per_year_on(last_day_of_history) == 0


# ---- Removed ranks ----------

WILTSHIRE = {  # FTE on 31 March (home_office_2022)
    "chief_inspector": {2013: 16.7, 2014: 13.7, 2015: 11.8, 2016: 6.8, 2017: 4.8, 2018: 1.8},
    "chief_superintendent": {2013: 3.0, 2014: 4.0, 2015: 0.0, 2016: 2.0, 2017: 0.0, 2018: 0.0},
    "superintendent": {2013: 7.0, 2014: 7.0, 2015: 8.0, 2016: 12.0, 2017: 13.6, 2018: 12.9},
}


@pytest.mark.parametrize("name", REMOVED)
def test_two_ranks_go_and_only_by_ways_that_the_law_allows(name: str) -> None:
    scenario = read(name)
    removed = scenario.structure.removed_ranks
    assert set(removed) == {"chief_inspector", "chief_superintendent"}
    every_exit = [*scenario.supply.exits.values(), *(way for rank in removed.values() for way in rank.exits.values())]
    assert {way.kind for way in every_exit} <= {"voluntary_exit", "posting_out"}
    every_pathway = [
        *scenario.supply.pathways.values(),
        *(way for rank in removed.values() for way in rank.pathways.values()),
    ]
    assert {way.kind for way in every_pathway} <= {"promotion", "reversion"}
    for way in every_pathway:
        if way.kind == "reversion":
            assert way.voluntary
            assert way.pay_protection is not None


@pytest.mark.parametrize("name", REMOVED)
def test_the_rates_of_removed_ranks_are_those_of_wiltshire(name: str) -> None:
    inspectors, heads = WILTSHIRE["chief_inspector"], WILTSHIRE["chief_superintendent"]
    two_years = 1 - (inspectors[2016] / inspectors[2014]) ** (1 / 2)
    four_years = 1 - (inspectors[2018] / inspectors[2014]) ** (1 / 4)
    assert two_years == pytest.approx(0.295, abs=5e-4)
    assert four_years == pytest.approx(0.40, abs=5e-3)
    risen = WILTSHIRE["superintendent"][2018] - WILTSHIRE["superintendent"][2014]
    vacated = sum(rank[2014] - rank[2018] for rank in (inspectors, heads))
    assert risen / vacated == pytest.approx(0.37, abs=5e-3)
    for rank in read(name).structure.removed_ranks.values():
        assert rank.leave is not None
        low, high = rank.leave.steps[0].range or (0.0, 0.0)
        assert rank.leave.value == pytest.approx(two_years, abs=0.01)
        assert low < two_years < four_years <= high + 5e-3
        assert [back.share.value for back in rank.comes_back] == [0.37]
        for successor in rank.supervision:
            # In 2018 57 inspectors had 12.9 superintendents and 1.8 chief inspectors above them.
            assert successor.span.value == pytest.approx(57 / (12.9 + 1.8), abs=0.15)


def test_the_record_of_wiltshire_is_what_was_counted() -> None:
    scenario = read("wiltshire-2014")
    people = scenario.establishment["command"]
    gone = {}
    for rank, series in WILTSHIRE.items():
        assert people[rank].strength_fte.value == series[2014]
        gone[rank] = {year: series[2014] - fte for year, fte in series.items()}
    for rank, removed in scenario.structure.removed_ranks.items():
        assert {point.on.year: point.fte.value for point in removed.record} == {
            year: fte for year, fte in WILTSHIRE[rank].items() if year > 2014
        }
        for point in removed.record:
            # Superintendents beyond the seven of 2014, divided by the posts that the two ranks had given up.
            year = point.on.year
            both = gone["chief_inspector"][year] + gone["chief_superintendent"][year]
            share = -gone["superintendent"][year] * gone[rank][year] / both
            assert point.came_back_fte is not None
            assert point.came_back_fte.value == pytest.approx(share, abs=0.051)


def test_the_four_year_sister_is_the_year_with_ranks_removed_over_the_time_of_the_statement() -> None:
    sister, ranks, time = read("2019-2023-two-ranks-removed"), read("2019-two-ranks-removed"), read("2019-2023")
    assert (sister.period, sister.pay, sister.budget, sister.demand, sister.establishment) == (
        time.period,
        time.pay,
        time.budget,
        time.demand,
        time.establishment,
    )
    assert without_boards(sister) == without_boards(ranks)


def without_boards(scenario: Scenario) -> tuple[Any, Any]:
    """Supply and structure without the days of boards, which a longer plan has more of."""
    supply, structure = scenario.supply.model_dump(), scenario.structure.model_dump()
    pathways = [supply["pathways"], *(rank["pathways"] for rank in structure["removed_ranks"].values())]
    for named in pathways:
        for way in named.values():
            way.pop("intakes")
    return supply, structure


def test_the_deadline_is_all_that_differs_from_natural_wastage() -> None:
    ranks, deadline = read("2019-two-ranks-removed"), read("2019-two-ranks-by-september")
    by = {name: rank.gone_by for name, rank in deadline.structure.removed_ranks.items()}
    assert {gone.on.isoformat() for gone in by.values() if gone is not None} == {"2019-09-30"}
    assert {gone.left_fte.value for gone in by.values() if gone is not None} == {0}
    left_out = {"name": "", "title": "", "question": "", "structure": deadline.structure}
    assert ranks.model_copy(update=left_out) == deadline.model_copy(update=left_out)
    for name, rank in deadline.structure.removed_ranks.items():
        assert rank.model_copy(update={"gone_by": None}) == ranks.structure.removed_ranks[name]


def test_removing_the_ranks_leaves_people_posts_demand_and_money_of_2019_as_they_are(year: Scenario) -> None:
    ranks = read("2019-two-ranks-removed")
    assert (ranks.establishment, ranks.demand, ranks.budget, ranks.pay) == (
        year.establishment,
        year.demand,
        year.budget,
        year.pay,
    )
    gone = set(year.supply.recruitment) - set(ranks.supply.recruitment)
    assert {name.rsplit("_to_", 1)[0].removesuffix("_posted_in") for name in gone} == {
        "inspectors",
        "chief_inspectors",
        "chief_superintendents",
    }
    # As many inspectors come from boards at rest as were posted in.
    posted = sum(year.supply.recruitment[name].at_rest_fte.value for name in gone if name.startswith("inspectors"))
    assert sum(way.at_rest_fte.value for way in ranks.supply.pathways.values()) == pytest.approx(posted)


def test_the_force_has_the_people_that_were_counted_on_31_march_2019() -> None:
    force = read("force-two-ranks-2018").establishment["force"]
    assert {rank: line.strength_fte.value for rank, line in force.items()} == {
        "constable": 940.5,
        "sergeant": 176.1,
        "inspector": 47.0,
        "chief_inspector": 17.6,
        "superintendent": 13.0,
        "chief_superintendent": 2.0,
    }
    heads = {rank: round(line.strength_fte.value / line.fte_per_head) for rank, line in force.items()}
    assert heads == {
        "constable": 962,
        "sergeant": 178,
        "inspector": 47,
        "chief_inspector": 18,
        "superintendent": 13,
        "chief_superintendent": 2,
    }
    assert sum(heads.values()) + 2 == 1222  # and two chief officers, who are not planned
