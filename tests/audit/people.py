"""Audits of people: strength follows from flows, flows from decisions and facts, hours from strength."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from dateutil.relativedelta import relativedelta

from audit.reading import (
    FTE,
    HOURS,
    PLACE,
    Finding,
    Folder,
    as_day,
    compare,
    duration,
    mean_of,
    on_rows,
    step_on,
    summed,
    value_on,
)

SIGNS = {
    "joiners": 1,
    "known_joiners": 1,
    "moves_in": 1,
    "leavers": -1,
    "known_leavers": -1,
    "moves_out": -1,
    "terms_over": -1,
    "starts": 0,
}
"""What a kind of flow does to the strength of its line; who starts has not joined yet."""


def strength_follows_from_flows(folder: Folder) -> Iterator[Finding]:
    """Strength is the strength before, and who came, less who went."""
    flows = folder.tables["flows"].assign(change=lambda rows: rows["fte"] * rows["kind"].map(SIGNS))
    sums = summed(flows, PLACE, ["change"])
    staffing = in_order(folder, folder.tables["staffing"])
    before = staffing.groupby(["plan", "team", "role"])["strength_fte"].shift()
    opening = pd.Series(
        [opening_strength(folder, row.team, row.role) for row in staffing.itertuples()], index=staffing.index
    )
    again = before.fillna(opening) + on_rows(staffing, PLACE, sums["change"])
    slack = FTE * (2 + on_rows(staffing, PLACE, sums["cells"]))
    yield from compare("strength follows from flows", staffing, PLACE, staffing["strength_fte"], again, slack)


def in_order(folder: Folder, table: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of time."""
    number = table["period"].map(folder.periods["number"])
    return table.assign(number=number).sort_values("number", kind="stable").reset_index(drop=True)


def opening_strength(folder: Folder, team: str, role: str) -> float:
    """People in post before the first period."""
    line = folder.scenario["establishment"].get(team, {}).get(role)
    return value_on(line["strength_fte"], date.min) if line else 0.0


def leavers_follow_from_rates(folder: Folder) -> Iterator[Finding]:
    """Leavers are the stated share, compounded to the period, of those in post before."""
    rates = folder.supply("leavers")
    staffing = in_order(folder, folder.tables["staffing"])
    staffing = staffing[[not rates.get(role, {}).get("first_year") for role in staffing["role"]]]
    before = staffing.groupby(["plan", "team", "role"])["strength_fte"].shift()
    opening = pd.Series(
        [opening_strength(folder, row.team, row.role) for row in staffing.itertuples()],
        index=staffing.index,
        dtype=float,
    )
    shares = pd.Series(
        [leaver_share(folder, rates.get(row.role), row.period) for row in staffing.itertuples()],
        index=staffing.index,
        dtype=float,
    )
    leavers = folder.tables["flows"][folder.tables["flows"]["kind"] == "leavers"]
    printed = on_rows(staffing, PLACE, leavers.set_index(PLACE)["fte"])
    yield from compare("leavers follow from rates", staffing, PLACE, printed, shares * before.fillna(opening), 2 * FTE)


def leaver_share(folder: Folder, rates: dict[str, Any] | None, period: str) -> float:
    """The share that leaves in a period."""
    if rates is None:
        return 0.0
    row = folder.periods.loc[period]
    step = step_on(rates["rate"], row["first"])
    own = {"week": 7 / 30.4375, "month": 1, "year": 12}[step["per"]]
    return 1.0 - float((1.0 - step["value"]) ** (row["months"] / own))


def intakes(folder: Folder, way: dict[str, Any]) -> list[date]:
    """Every day on which a course can start: the days stated, or the first of every month."""
    first, after = folder.spans[0][0], folder.spans[-1][1]
    months = range((after.year - first.year) * 12 + after.month - first.month + 1)
    days = [as_day(day) for day in way.get("intakes", ())]
    return sorted(days or [first.replace(day=1) + relativedelta(months=number) for number in months])


def intake_in(folder: Folder, way: dict[str, Any]) -> dict[str, date]:
    """The first intake in each period that has one."""
    held = [(folder.period_on(day), day) for day in reversed(intakes(folder, way))]
    return {period: day for period, day in held if period is not None}


@dataclass(frozen=True)
class Course:
    """People who start on a way in together."""

    plan: str
    flow: str
    start: str | None
    """The period in which they start; none: before the plan."""
    joins: str | None
    """The period in which they join; none: after the plan."""
    fte: float


def courses(folder: Folder) -> Iterator[Course]:
    """Everybody who starts or has started on a way in."""
    started = folder.tables["flows"][folder.tables["flows"]["kind"] == "starts"]
    for name, way in folder.supply("recruitment").items():
        lead, intakes = duration(way.get("lead")), intake_in(folder, way)
        for plan in ("before", "after"):
            for earlier in way.get("already_started", ()):
                joins = folder.period_from(as_day(earlier["on"]) + lead)
                yield Course(plan, name, None, joins, value_on(earlier["fte"], date.min))
        for row in started[started["flow"] == name].itertuples():
            yield Course(row.plan, name, row.period, folder.period_from(intakes[row.period] + lead), row.fte)


def joiners_follow_from_starts(folder: Folder) -> Iterator[Finding]:
    """Who starts joins when the lead is over, as far as the stated share stays."""
    expected: dict[tuple[str, ...], float] = defaultdict(float)
    for row in courses(folder):
        if row.joins is not None:
            way = folder.supply("recruitment")[row.flow]
            stay = value_on(way.get("stay", 1), folder.first_day[row.joins])
            expected[row.plan, row.flow, way["team"], way["role"], row.joins] += stay * row.fte
    yield from _same_flows(folder, "joiners follow from starts", "joiners", expected)


def known_flows_are_as_stated(folder: Folder) -> Iterator[Finding]:
    """Agreed joiners and known leavers come and go on their day."""
    for kind in ("known_joiners", "known_leavers"):
        expected: dict[tuple[str, ...], float] = defaultdict(float)
        for name, known in folder.supply(kind).items():
            period = folder.period_on(as_day(known["on"]))
            for plan in ("before", "after"):
                if period is not None:
                    flow = name if kind == "known_joiners" else ""
                    expected[plan, flow, known["team"], known["role"], period] += value_on(known["fte"], date.min)
        yield from _same_flows(folder, "known flows are as stated", kind, expected)


def moves_out_are_moves_in(folder: Folder) -> Iterator[Finding]:
    """Who moves out of one line moves into the other in the same period."""
    expected: dict[tuple[str, ...], float] = defaultdict(float)
    flows = folder.tables["flows"]
    for row in flows[flows["kind"] == "moves_out"].itertuples():
        to = folder.supply("moves")[row.flow]["to"]
        expected[row.plan, row.flow, to["team"], to["role"], row.period] += row.fte
    yield from _same_flows(folder, "moves out are moves in", "moves_in", expected)


def _same_flows(folder: Folder, audit: str, kind: str, expected: dict[tuple[str, ...], float]) -> Iterator[Finding]:
    key = ["plan", "flow", "team", "role", "period"]
    flows = folder.tables["flows"]
    printed = flows[flows["kind"] == kind].set_index(key)["fte"]
    for place in sorted(set(printed.index) | set(expected)):
        found, again = float(printed.get(place, 0.0)), expected.get(place, 0.0)
        if abs(found - again) > 4 * FTE:
            yield Finding(audit, " ".join(place), found, again)


def people_in_training_have_started_and_not_joined(folder: Folder) -> Iterator[Finding]:
    """In training are all who have started and whose lead is not over."""
    number = folder.periods["number"]
    expected: dict[tuple[str, ...], float] = defaultdict(float)
    for row in courses(folder):
        way = folder.supply("recruitment")[row.flow]
        begin = 0 if row.start is None else number[row.start]
        end = len(number) if row.joins is None else number[row.joins]
        for period in number.index[begin:end]:
            expected[row.plan, way["team"], way["role"], period] += row.fte
    staffing = folder.tables["staffing"]
    again = on_rows(staffing, PLACE, pd.Series(expected, dtype=float)) if expected else 0.0
    slack = FTE * (1 + len(folder.periods))
    yield from compare("people in training", staffing, PLACE, staffing["in_training_fte"], again, slack)


def posts_and_people_add_up(folder: Folder) -> Iterator[Finding]:
    """Vacancy, supernumerary, available and deployable people are what their names say."""
    rows = folder.tables["staffing"]
    over = rows["strength_fte"] - rows["approved_fte"]
    for column, again in (
        ("vacancy_fte", -over),
        ("supernumerary_fte", over.clip(lower=0)),
        ("deployable_fte", rows["available_fte"] - rows["limited_fte"]),
        ("available_fte", rows["strength_fte"] + part_of_period(folder, rows) - rows["unavailable_fte"]),
    ):
        yield from compare(f"posts and people add up: {column}", rows, PLACE, rows[column], again, 4 * FTE)
    heads = pd.Series([_fte_per_head(folder, row.team, row.role) for row in rows.itertuples()], index=rows.index)
    yield from compare(
        "posts and people add up: headcount", rows, PLACE, rows["headcount"], rows["strength_fte"] / heads, 5.1e-3
    )


def _fte_per_head(folder: Folder, team: str, role: str) -> float:
    return float(folder.scenario["establishment"].get(team, {}).get(role, {}).get("fte_per_head", 1.0))


def part_of_period(folder: Folder, rows: pd.DataFrame) -> pd.Series:
    """What to add to the strength at the end of a period for its mean: leavers worked a part of it, joiners only a part."""
    parts: dict[tuple[str, ...], float] = defaultdict(float)
    for sign, kind in ((1, "known_leavers"), (-1, "known_joiners")):
        for known in folder.supply(kind).values():
            day = as_day(known["on"])
            period = folder.period_on(day)
            if period is not None:
                row = folder.periods.loc[period]
                parts[known["team"], known["role"], period] += (
                    sign * value_on(known["fte"], date.min) * (day - row["first"]).days / row["days"]
                )
    return (
        on_rows(rows, ["team", "role", "period"], pd.Series(parts, dtype=float))
        if parts
        else pd.Series(0.0, index=rows.index)
    )


def hours_follow_from_people(folder: Folder) -> Iterator[Finding]:
    """Contracted, away and productive hours are those of the available people."""
    rows = folder.tables["staffing"]
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    pattern = rows["role"].map({name: role["hours"] for name, role in folder.scenario["roles"].items()})

    def of(line: str) -> pd.Series:
        return pd.Series(
            [hours[key] for key in zip(pattern, [line] * len(rows), rows["period"], strict=True)], index=rows.index
        )

    people, contracted, productive = rows["available_fte"], of("contracted"), of("productive")
    slack = FTE * contracted + 2 * HOURS * people.abs() + 3 * HOURS
    yield from compare("contracted hours", rows, PLACE, rows["contracted_hours"], people * contracted, slack)
    yield from compare("hours away", rows, PLACE, rows["away_hours"], people * (contracted - productive), slack)
    again = rows["contracted_hours"] - rows["away_hours"] - rows["learning_hours"]
    yield from compare("productive hours", rows, PLACE, rows["productive_hours"], again, 4 * HOURS)


def hours_of_a_pattern_add_up(folder: Folder) -> Iterator[Finding]:
    """Contracted hours are the productive ones and everything that is taken."""
    hours = folder.tables["hours"]
    key = ["pattern", "period"]
    others = summed(hours[hours["name"] != "contracted"], key, ["hours_per_fte"])
    rows = hours[hours["name"] == "contracted"]
    again, cells = on_rows(rows, key, others["hours_per_fte"]), on_rows(rows, key, others["cells"])
    yield from compare("hours of a pattern add up", rows, key, rows["hours_per_fte"], again, HOURS * (cells + 1))


def nobody_works_hours_that_are_not_there(folder: Folder) -> Iterator[Finding]:
    """Hours worked and spare are the productive, extra and borrowed ones less those lent and given to learners."""
    rows = folder.tables["staffing"]
    there = (
        rows[["productive_hours", "overtime_hours", "agency_hours", "borrowed_hours"]].sum(axis=1)
        - rows["lent_hours"]
        - rows["tutor_hours"]
    )
    used = rows["worked_hours"] + rows["spare_hours"]
    yield from compare("nobody works hours that are not there", rows, PLACE, used, there, 8 * HOURS)
    worked = summed(folder.tables["worked"], PLACE, ["worked_hours"])
    again, slack = on_rows(rows, PLACE, worked["worked_hours"]), HOURS * (1 + on_rows(rows, PLACE, worked["cells"]))
    yield from compare("hours worked are those of the tasks", rows, PLACE, rows["worked_hours"], again, slack)


def levers_are_used_within_their_limits(folder: Folder) -> Iterator[Finding]:
    """No lever is used beyond what it may be, and overtime, agency and lent hours are those of the levers."""
    levers, rows = folder.tables["levers"], folder.tables["staffing"]
    key = ["plan", "lever", "team", "role", "period"]
    over = (levers["used"] - levers["most"]).clip(lower=0)
    yield from compare("levers within their limits", levers, key, over, 0.0, 2 * HOURS)
    overtime = summed(levers[levers["kind"] == "overtime"], PLACE, ["used"])
    slack = HOURS * (1 + on_rows(rows, PLACE, overtime["cells"]))
    yield from compare(
        "overtime is that of the levers",
        rows,
        PLACE,
        rows["overtime_hours"],
        on_rows(rows, PLACE, overtime["used"]),
        slack,
    )
    lent = levers[levers["kind"] == "redeployment"].copy()
    origin = lent["lever"].map({name: lever["from"] for name, lever in folder.supply("redeployment").items()})
    lent["team"], lent["role"] = [place["team"] for place in origin], [place["role"] for place in origin]
    sums = summed(lent, PLACE, ["used"])
    slack = HOURS * (1 + on_rows(rows, PLACE, sums["cells"]))
    yield from compare(
        "lent hours are those of the levers", rows, PLACE, rows["lent_hours"], on_rows(rows, PLACE, sums["used"]), slack
    )


def limits_of_levers_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """How far a lever may be used in a period is what the scenario says."""
    levers = folder.tables["levers"]
    strength = folder.tables["staffing"].set_index(PLACE)
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    patterns = {name: role["hours"] for name, role in folder.scenario["roles"].items()}
    months = folder.periods["months"]
    for row in levers.itertuples():
        first, after = folder.first_day[row.period], folder.periods["after"][row.period]
        stated = folder.supply(SECTIONS[row.kind])[row.lever]
        slack = 4 * HOURS
        if row.kind in ("recruitment", "fixed_term"):
            again = _places(folder, stated, row.period)
        elif row.kind == "move":
            again = value_on(stated["per_month_fte"], first) * months[row.period]
        elif row.kind == "agency":
            begun = first >= folder.spans[0][0] + duration(stated.get("lead"))
            again = mean_of(stated["fte"], first, after) if begun else 0.0
        elif row.kind == "overtime":
            fte = strength["strength_fte"][row.plan, row.team, row.role, row.period]
            contracted = hours[patterns[row.role], "contracted", row.period]
            again = mean_of(stated["share_of_contracted"], first, after) * contracted * fte
            slack += FTE * contracted + HOURS * fte
        elif row.kind == "redeployment":
            origin = stated["from"]
            productive = hours[patterns[origin["role"]], "productive", row.period]
            again = productive * _people_to_lend(strength, stated, row, first, after)
            slack += HOURS * again + FTE * productive
        else:
            continue
        if abs(row.most - again) > slack:
            yield Finding(
                "limits of levers are those stated", f"{row.plan} {row.lever} {row.role} {row.period}", row.most, again
            )


SECTIONS = {"recruitment": "recruitment", "fixed_term": "recruitment", "move": "moves", "agency": "agency",
            "overtime": "overtime", "redeployment": "redeployment", "displacement": "displacement"}  # fmt: skip


def _places(folder: Folder, way: dict[str, Any], period: str) -> float:
    """Places of all intakes in a period; none for an appointment that would outlast the plan and may not."""
    first = intake_in(folder, way)[period]
    joins = folder.period_from(first + duration(way.get("lead")))
    if way.get("length") and not way.get("may_outlast_plan", True):
        if joins is None or folder.first_day[joins] + duration(way["length"]) > folder.spans[-1][1]:
            return 0.0
    return sum(value_on(way["per_intake_fte"], day) for day in intakes(folder, way) if folder.period_on(day) == period)


def _people_to_lend(strength: pd.DataFrame, stated: dict[str, Any], row: Any, first: date, after: date) -> float:
    if "fte" in stated:
        return mean_of(stated["fte"], first, after)
    line = strength.loc[(row.plan, stated["from"]["team"], stated["from"]["role"], row.period)]
    return mean_of(stated["share_of_hours"], first, after) * float(line["strength_fte"] - line["unavailable_fte"])


def places_of_the_year_are_kept(folder: Folder) -> Iterator[Finding]:
    """After action no more people start in a financial year than there are places; a part of a year counts as such."""
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    levers = folder.tables["levers"].merge(folder.periods[["financial_year"]].reset_index(), on="period")
    used = levers[levers["plan"] == "after"].groupby(["lever", "financial_year"])["used"].sum()
    for section in ("recruitment", "moves"):
        for name, way in folder.supply(section).items():
            for year, row in years.iterrows():
                if "per_year_fte" not in way or (name, year) not in used.index:
                    continue
                most = value_on(way["per_year_fte"], row["first"]) * min(1.0, row["months"] / 12)
                if used[name, year] > most + 12 * HOURS:
                    yield Finding("places of the year are kept", f"{name} {year}", float(used[name, year]), most)


def supervision_adds_up(folder: Folder) -> Iterator[Finding]:
    """Everyone led is led by somebody or counted, and nobody leads more people than the span allows."""
    groups, leaders = folder.tables["supervision"], folder.tables["leaders"]
    if groups.empty:
        return
    key = ["plan", "group", "period"]
    leads = summed(leaders, key, ["leads_fte"])
    again = on_rows(groups, key, leads["leads_fte"]) + groups["unled_fte"]
    slack = FTE * (2 + on_rows(groups, key, leads["cells"]))
    yield from compare("everyone is led or counted", groups, key, groups["led_fte"], again, slack)
    needed = leaders["leads_fte"] / leaders["span_limit"]
    place = ["plan", "group", "team", "role", "period"]
    yield from compare("leaders needed", leaders, place, leaders["leaders_needed_fte"], needed, 2 * FTE)
    missing = groups["unled_fte"] / on_rows(groups, key, leaders.groupby(key)["span_limit"].max())
    yield from compare("leaders missing", groups, key, groups["leaders_missing_fte"], missing, 2 * FTE)
    staffing = folder.tables["staffing"]
    taken = summed(leaders.assign(needed=needed), PLACE, ["needed"])
    there = staffing["strength_fte"] - staffing["unavailable_fte"]
    over = (on_rows(staffing, PLACE, taken["needed"]) - there).clip(lower=0)
    slack = FTE * (3 + on_rows(staffing, PLACE, taken["cells"]))
    yield from compare("nobody leads twice", staffing, PLACE, over, 0.0, slack)
    yield from _the_led(folder, groups)


def _the_led(folder: Folder, groups: pd.DataFrame) -> Iterator[Finding]:
    """Led are all in post on the lines of a group, and those in training who hold a post there."""
    people = folder.tables["staffing"].set_index(PLACE)
    holds_post = {
        (way["team"], way["role"])
        for way in folder.supply("recruitment").values()
        if way.get("in_lead", {}).get("on_establishment")
    }
    for row in groups.itertuples():
        least = most = 0.0
        for place in folder.scenario["structure"]["supervision"][row.group]["led"]:
            line = people.loc[(row.plan, place["team"], place["role"], row.period)]
            least += line["strength_fte"]
            training = line["in_training_fte"] if (place["team"], place["role"]) in holds_post else 0.0
            most += line["strength_fte"] + training
        if not least - 4 * FTE <= row.led_fte <= most + 4 * FTE:
            yield Finding(
                "the led are the people of the group", f"{row.plan} {row.group} {row.period}", row.led_fte, most
            )
