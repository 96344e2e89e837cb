"""Cases for the checks of people and their hours."""

from __future__ import annotations

from check_cases.case import Case

SMALL_TEAM = "  domestic_abuse:\n    detective:\n      approved_fte: 18\n      strength_fte: 15\n"

CASES: list[Case] = [
    (
        "check_rank_names_differ",
        [
            (
                "{name: sergeant,  title: Sergeant}",
                "{name: sergeant,  title: Sergeant}\n  - {name: constable, title: PC}",
            )
        ],
        [("ranks[2].name", "constable", 'The rank "constable" stands here twice. Keep one of them.')],
    ),
    (
        "check_out_of_scope_teams_have_no_establishment",
        [("\nseasons:", "  response:\n    detective: {approved_fte: 9, strength_fte: 9}\n\nseasons:")],
        [
            (
                "establishment.response",
                "response",
                (
                    'The team "response" is out of scope, so this plan cannot staff it. Take its'
                    " establishment out, or take `out_of_scope: true` off the team."
                ),
            )
        ],
    ),
    (
        "check_people_away_are_in_post",
        [("maternity: {fte: 1, ", "maternity: {fte: 15.5, ")],
        [
            (
                "establishment.domestic_abuse.detective",
                "detective",
                (
                    "15.5 FTE are away or on limited duties on 2024-04-01, but only 15 FTE "
                    "are in post. Correct `unavailable`, `limited_duty` or `strength_fte`."
                ),
            )
        ],
    ),
    (
        "check_barred_tasks_are_known",
        [
            (
                SMALL_TEAM,
                SMALL_TEAM + "      limited_duty: {recovering: {fte: 1, barred: [section_47, section_46,"
                " abuse_crimes.atend]}}\n",
            )
        ],
        [
            (
                "establishment.domestic_abuse.detective.limited_duty.recovering.barred[1]",
                "section_46",
                'There is no demand line "section_46". Did you mean "section_47"?',
            ),
            (
                "establishment.domestic_abuse.detective.limited_duty.recovering.barred[2]",
                "abuse_crimes.atend",
                'The line "abuse_crimes" has no task "atend". Did you mean "attend"?',
            ),
        ],
    ),
    (
        "check_hours_fit_the_contract",
        [
            (
                "leave:     {kind: absence,     hours: {value: 200, per: year,",
                "leave:     {kind: absence,     hours: {value: 40, per: week,",
            )
        ],
        [
            (
                "hours.officers.lines",
                "lines",
                "The lines take 2,592 hours a year, more than the 2,087 contracted. Correct the lines.",
            )
        ],
    ),
    (
        "check_hours_fit_the_contract",
        [("    bank_holidays: {hours_each: 8}\n", "    productive: {value: 2100, per: year}\n")],
        [
            (
                "hours.officers.productive",
                "productive",
                "2,100 productive hours a year are more than the 2,087 contracted. Correct one of them.",
            )
        ],
    ),
    (
        "check_hours_fit_the_contract",
        [
            (
                "    bank_holidays: {hours_each: 8}\n",
                "    productive: [{value: 1340, per: year}, {from: 2024-09, value: 1640, per: year}]\n",
            )
        ],
        [
            (
                "hours.officers.productive",
                "productive",
                (
                    "1,640 productive hours and 641 taken by the lines are more than the 2,087 contracted. "
                    "Correct the lines, or leave `productive` out."
                ),
            )
        ],
    ),
]
