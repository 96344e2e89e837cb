"""Time: periods of every length, and amounts that fall on them by calendar day, season, growth and date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.scenario.head import Period
from planner.scenario.people import Season
from planner.scenario.quantity import Growth, Quantity, Rate
from planner.tables.calendar import Calendar, make_calendar, year_label


def calendar(first: str = "2019-04", last: str = "2020-03", run_out_months: float = 0.0, **more: Any) -> Calendar:
    return make_calendar(Period.model_validate({"first": first, "last": last, **more}), run_out_months)


def rate(value: float, per: str) -> Rate:
    return Rate.model_validate({"value": value, "per": per})


def test_a_year_of_months_has_the_days_of_the_calendar_and_a_leap_day_in_2020() -> None:
    months = calendar()
    assert months.days_of.tolist() == [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31]
    assert months.months.tolist() == [1.0] * 12
    assert months.periods["label"].tolist()[::11] == ["2019-04", "2020-03"]


def test_weeks_are_seven_days_and_a_last_day_within_a_week_includes_that_week() -> None:
    weeks = calendar("2019-04-01", "2019-04-24", step="week")
    assert weeks.periods["label"].tolist() == ["2019-04-01", "2019-04-08", "2019-04-15", "2019-04-22"]
    assert weeks.days_of.tolist() == [7, 7, 7, 7]
    # A month is 30.4375 days, so four weeks are less than one.
    assert weeks.months_solved == pytest.approx(28 / 30.4375)


def test_quarters_and_years_are_made_of_whole_months() -> None:
    quarters = calendar(step="quarter")
    assert quarters.periods["label"].tolist() == ["2019-04", "2019-07", "2019-10", "2020-01"]
    assert quarters.days_of.tolist() == [91, 92, 92, 91]
    years = calendar(last="2021-03", step="year")
    assert years.days_of.tolist() == [366, 365]
    assert years.months.tolist() == [12.0, 12.0]


@pytest.mark.parametrize(("last", "count"), [("2019-06", 3), ("2019-06-01", 3), ("2019-06-30", 3), ("2019-06-15", 3)])
def test_a_last_month_is_included_whole_however_it_is_written(last: str, count: int) -> None:
    assert calendar(last=last).count == count


def test_the_run_out_is_solved_in_whole_periods_and_not_reported() -> None:
    # One month of run-out is a third of a quarter: a whole quarter is solved.
    quarters = calendar(step="quarter", run_out_months=1.0)
    assert quarters.periods["reported"].tolist() == [True] * 4 + [False]
    assert calendar(run_out_months=1.0).count == 13


def test_a_period_belongs_to_the_financial_year_in_which_it_begins() -> None:
    weeks = calendar("2020-03-23", "2020-04-05", step="week")
    assert weeks.periods["year"].tolist() == ["2019/20", "2019/20"]  # the second begins on 30 March
    by_calendar_year = calendar("2019-12", "2020-01", financial_year_starts_month=1)
    assert by_calendar_year.periods["year"].tolist() == ["2019", "2020"]
    assert year_label(1999) == "1999/00"


def test_days_find_their_periods() -> None:
    months = calendar()
    assert months.period_on(date(2019, 4, 30)) == 0
    assert months.period_on(date(2020, 3, 31)) == 11
    assert months.period_on(date(2020, 4, 1)) is None
    assert months.period_on(date(2018, 1, 1)) is None
    assert months.first_period_from(date(2019, 1, 1)) == 0
    assert months.first_period_from(date(2019, 4, 2)) == 1
    assert months.first_period_from(date(2020, 3, 2)) is None


def test_a_yearly_amount_falls_by_calendar_day_and_adds_up_to_itself() -> None:
    # 2019/20 has 366 days, so 366 a year are one a day.
    amounts = calendar().amounts(rate(366, "year"))
    assert amounts.tolist() == pytest.approx([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31])
    assert amounts.sum() == pytest.approx(366, abs=1e-9)


def test_a_yearly_amount_adds_up_to_itself_in_leap_years_and_others() -> None:
    amounts = calendar(last="2022-03").amounts(rate(1000, "year"))
    for year in range(3):
        assert amounts[12 * year : 12 * year + 12].sum() == pytest.approx(1000, abs=1e-9)


def test_weeks_of_a_yearly_amount_take_what_their_days_take() -> None:
    amounts = calendar("2019-04-01", "2019-04-28", step="week").amounts(rate(366, "year"))
    assert amounts.tolist() == pytest.approx([7, 7, 7, 7])


def test_a_monthly_amount_is_the_same_in_every_month_and_fits_weeks_by_day() -> None:
    assert calendar().amounts(rate(30, "month")).tolist() == pytest.approx([30] * 12)
    # The week from 29 April has two days of April at 30/30 and five of May at 30/31.
    weeks = calendar("2019-04-29", "2019-05-05", step="week")
    assert weeks.amounts(rate(30, "month")).tolist() == pytest.approx([2 + 5 * 30 / 31])
    assert calendar(step="quarter").amounts(rate(30, "month")).tolist() == pytest.approx([90] * 4)


def test_a_weekly_amount_is_a_seventh_a_day() -> None:
    assert calendar(last="2019-05").amounts(rate(70, "week")).tolist() == pytest.approx([300, 310])


def test_daily_arrivals_follow_the_season() -> None:
    # July twice as busy as every other month: 335 days of weight 1 and 31 of weight 2 are 397.
    season = Season.model_validate({"index": [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1]})
    months = calendar()
    amounts = months.amounts(rate(397, "year"), season)
    assert amounts.tolist() == pytest.approx([30, 31, 30, 62, 31, 30, 31, 30, 31, 31, 29, 31])
    a_day = amounts / months.days_of
    assert a_day.argmax() == 3
    assert a_day[3] == pytest.approx(2 * a_day[4])


def test_only_the_proportions_of_a_season_matter() -> None:
    index = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    one = calendar().amounts(rate(100, "year"), Season.model_validate({"index": index}))
    ten = calendar().amounts(rate(100, "year"), Season.model_validate({"index": [10 * each for each in index]}))
    assert one.tolist() == pytest.approx(ten.tolist())
    assert one.sum() == pytest.approx(100, abs=1e-9)


def test_growth_compounds_from_one_financial_year_to_the_next() -> None:
    growth = Growth.model_validate(0.1)
    amounts = calendar(last="2022-03").amounts(rate(1000, "year"), growth=growth)
    assert [amounts[12 * year : 12 * year + 12].sum() for year in range(3)] == pytest.approx([1000, 1100, 1210])


def test_growth_may_fall_and_may_change_by_date() -> None:
    growth = Growth.model_validate([{"value": -0.5}, {"from": "2021-04", "value": 1.0}])
    amounts = calendar(last="2022-03").amounts(rate(1000, "year"), growth=growth)
    assert [amounts[12 * year : 12 * year + 12].sum() for year in range(3)] == pytest.approx([1000, 500, 1000])


def test_a_rate_that_changes_within_a_period_counts_by_its_days() -> None:
    # May has 15 days at 30 a month and 16 at 60.
    dated = Rate.model_validate([{"value": 30, "per": "month"}, {"from": "2019-05-16", "value": 60, "per": "month"}])
    assert calendar(last="2019-06").amounts(dated).tolist() == pytest.approx([30, (15 * 30 + 16 * 60) / 31, 60])


def test_a_dated_quantity_has_a_mean_over_a_period_and_a_value_at_its_start() -> None:
    quantity = Quantity.model_validate([{"value": 3}, {"from": "2019-04-16", "value": 5}])
    months = calendar(last="2019-05")
    assert months.mean(quantity).tolist() == pytest.approx([4, 5])
    assert months.at_start(quantity).tolist() == [3, 5]
    # Back on the 16th of May: 15 of its 31 days are left.
    assert months.mean(quantity, until=date(2019, 5, 16)).tolist() == pytest.approx([4, 5 * 15 / 31])


def _holidays(year: int, **more: Any) -> list[str]:
    days = calendar(f"{year}-04", f"{year + 1}-03", **more)
    return [str(day) for day in days.days[days.bank_holidays]]


def test_bank_holidays_are_those_of_the_calendar() -> None:
    assert _holidays(2019) == [
        "2019-04-19",
        "2019-04-22",
        "2019-05-06",
        "2019-05-27",
        "2019-08-26",
        "2019-12-25",
        "2019-12-26",
        "2020-01-01",
    ]
    assert "2020-01-02" in _holidays(2019, bank_holidays="scotland")


def test_a_bank_holiday_at_a_weekend_counts_once_on_its_substitute_day() -> None:
    # Boxing Day 2020 was a Saturday and was kept on Monday the 28th; Christmas 2021 on the 27th and 28th.
    assert _holidays(2020)[-3:] == ["2020-12-25", "2020-12-28", "2021-01-01"]
    assert _holidays(2021)[-3:] == ["2021-12-27", "2021-12-28", "2022-01-03"]
