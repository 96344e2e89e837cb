"""People: productive hours built from their lines, leavers, establishment, people away or on limited duty."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import column, line, per_month, rows, tiny

from planner.tables import Tables, tabulate

YEAR = {"period": {"last": "2020-03"}}


def tables(**changes: Any) -> Tables:
    return tabulate(tiny(**changes))


def hours(pattern: dict[str, Any], **changes: Any) -> dict[str, list[float]]:
    """Hours of one FTE by line, in each period."""
    table = tables(hours={"full": pattern}, **changes).hours_lines
    return {str(name): part["hours"].tolist() for name, part in table.groupby("line")}


def test_without_lines_every_contracted_hour_is_productive() -> None:
    assert hours({}) == {"contracted": pytest.approx([100, 100]), "productive": pytest.approx([100, 100])}


def test_productive_hours_are_contracted_less_the_lines() -> None:
    # 366 hours of leave a year are one a day in 2019/20; court takes 4 hours in every month.
    found = hours(
        {
            "lines": {
                "leave": {"kind": "absence", "hours": {"value": 366, "per": "year"}},
                "court": {"kind": "abstraction", "hours": per_month(4)},
            }
        }
    )
    assert found["leave"] == pytest.approx([30, 31])
    assert found["productive"] == pytest.approx([66, 65])
    assert [sum(found[name][t] for name in ("productive", "leave", "court")) for t in (0, 1)] == pytest.approx(
        found["contracted"]
    )


def test_leave_follows_its_season() -> None:
    season = {"summer": {"index": [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1]}}
    leave = {"kind": "absence", "hours": {"value": 397, "per": "year"}, "season": "summer"}
    assert hours({"lines": {"leave": leave}}, seasons=season, **YEAR)["leave"][2:5] == pytest.approx([30, 62, 31])


def test_bank_holidays_take_hours_in_the_month_in_which_they_fall() -> None:
    # Good Friday and Easter Monday in April 2019, two in May.
    found = hours({"bank_holidays": {"hours_each": 8}})
    assert found["bank_holidays"] == pytest.approx([16, 16])
    assert found["productive"] == pytest.approx([84, 84])


def test_what_the_lines_do_not_explain_is_a_line_of_its_own() -> None:
    # 1,464 contracted less 366 leave less 732 productive leaves 366 a year unexplained: one a day.
    found = hours(
        {
            "contracted": {"value": 1464, "per": "year"},
            "productive": {"value": 732, "per": "year"},
            "lines": {"leave": {"kind": "absence", "hours": {"value": 366, "per": "year"}}},
        },
        **YEAR,
    )
    assert found["unexplained"][:2] == pytest.approx([30, 31])
    assert sum(found["unexplained"]) == pytest.approx(366)
    assert sum(found["productive"]) == pytest.approx(732)


def test_the_unexplained_rest_is_even_even_if_a_line_is_seasonal() -> None:
    # Leave in July only: productive hours dip in July, the rest does not.
    found = hours(
        {
            "contracted": {"value": 1464, "per": "year"},
            "productive": {"value": 732, "per": "year"},
            "lines": {"leave": {"kind": "absence", "hours": {"value": 310, "per": "year"}, "season": "july"}},
        },
        seasons={"july": {"index": [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]}},
        **YEAR,
    )
    a_day = (1464 - 310 - 732) / 366
    assert found["unexplained"][2:5] == pytest.approx([30 * a_day, 31 * a_day, 31 * a_day])
    assert found["productive"][3] == pytest.approx(31 * (4 - a_day) - 310)


def test_productive_hours_stated_per_month_hold_in_every_month() -> None:
    found = hours(
        {"productive": per_month(90), "lines": {"leave": {"kind": "absence", "hours": {"value": 122, "per": "year"}}}}
    )
    assert found["productive"] == pytest.approx([90, 90])
    assert found["unexplained"] == pytest.approx([100 - 90 - 10, 100 - 90 - 31 / 3])


def leavers(rate: dict[str, Any], **changes: Any) -> pd.DataFrame:
    return tables(supply={"leavers": {"officer": rate}}, **changes).leaving


@pytest.mark.parametrize(("step", "months"), [("week", 7 / 30.4375), ("month", 1), ("quarter", 3), ("year", 12)])
def test_a_yearly_leaver_rate_is_compounded_to_the_period(step: str, months: float) -> None:
    period = {"first": "2019-04-01", "last": "2020-03-31", "step": step}
    shares = column(leavers({"rate": {"value": 0.19, "per": "year"}}, period=period), "leaver_share")
    assert shares[0] == pytest.approx(1 - 0.81 ** (months / 12))


def test_twelve_months_of_a_yearly_rate_leave_what_the_rate_says() -> None:
    table = leavers({"rate": {"value": 0.19, "per": "year"}}, **YEAR)
    assert (1 - table["leaver_share"]).prod() == pytest.approx(0.81)


def test_a_monthly_rate_over_a_quarter_is_compounded_not_added() -> None:
    table = leavers({"rate": {"value": 0.1, "per": "month"}}, period={"last": "2019-06", "step": "quarter"})
    assert column(table, "leaver_share") == pytest.approx([1 - 0.9**3])


def test_first_year_leavers_leave_at_the_usual_rate_unless_stated() -> None:
    assert column(leavers({"rate": {"value": 0.1, "per": "month"}}), "first_year_leaver_share") == pytest.approx(
        [0.1, 0.1]
    )
    stated = {"rate": {"value": 0.1, "per": "month"}, "first_year": {"value": 0.2, "per": "month"}}
    assert column(leavers(stated), "first_year_leaver_share") == pytest.approx([0.2, 0.2])
    assert column(tables().leaving, "leaver_share") == [0, 0]


def test_budgeted_posts_are_approved_less_the_vacancy_factor_unless_stated() -> None:
    factor = {"approved_fte": 10, "vacancy_factor": 0.1}
    assert column(tables(establishment={"a": {"officer": factor}}).establishment, "budgeted_fte") == pytest.approx(
        [9, 9]
    )
    stated = tables(establishment={"a": {"officer": {**factor, "budgeted_fte": 8}}}).establishment
    assert column(stated, "budgeted_fte") == [8, 8]


def test_dated_posts_count_from_the_first_period_that_begins_with_them() -> None:
    posts = {"approved_fte": [{"value": 10}, {"from": "2019-04-16", "value": 12}]}
    assert column(tables(establishment={"a": {"officer": posts}}).establishment, "approved_fte") == [10, 12]


def test_people_away_are_back_on_the_day_stated_and_leave_like_others() -> None:
    line_ = {"strength_fte": 4, "unavailable": {"maternity": {"fte": 2, "until": "2019-05-16"}}}
    away = tables(establishment={"a": {"officer": line_}}, period={"last": "2019-06"}).away
    assert column(away, "unavailable_fte") == pytest.approx([2, 2 * 15 / 31])
    leaving = {"leavers": {"officer": {"rate": {"value": 0.1, "per": "month"}}}}
    away = tables(establishment={"a": {"officer": line_}}, supply=leaving).away
    assert column(away, "unavailable_fte") == pytest.approx([2 * 0.9, 2 * 0.81 * 15 / 31])


def test_barred_tasks_are_named_by_line_or_by_line_and_task() -> None:
    two_tasks = {"tasks": {"write": {"hours_per_case": 1, "roles": {"officer": 1}}}}
    duty = {"desk": {"fte": 1, "barred": ["calls.answer", "visits"]}}
    limited = tables(
        demand={"calls": two_tasks, "visits": line()}, establishment={"a": {"officer": {"limited_duty": duty}}}
    ).limited
    assert column(limited, "barred") == [frozenset({("calls", "answer"), ("visits", "answer")})] * 2
    assert column(limited, "limited_fte") == [1, 1]


def test_nobody_away_no_rows() -> None:
    assert len(tables().away) == 0
    assert len(tables().limited) == 0


def test_opening_strength_is_what_was_stated() -> None:
    opening = tables(establishment={"a": {"officer": {"strength_fte": 3.5, "fte_per_head": 0.875}}}).opening
    assert rows(opening, team="a", role="officer")[["strength_fte", "fte_per_head"]].to_numpy().tolist() == [
        [3.5, 0.875]
    ]
