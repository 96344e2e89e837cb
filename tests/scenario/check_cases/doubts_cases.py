"""Cases for the checks that only warn."""

from __future__ import annotations

from check_cases.case import INSPECTORS, Case, added

CASES: list[Case] = [
    (
        "check_tasks_are_within_reach",
        [("cases: {value: 1500, per: year, range: [1400, 1600],", "cases: {value: 9000, per: year,")],
        [
            (
                "demand.section_47.tasks.investigate",
                "investigate",
                (
                    "This task needs about 135,000 hours a year; everybody who can do it is paid for 52,596"
                    " with every post filled. Whatever the plan, most of the rest stays uncovered."
                ),
            ),
            (
                "demand.section_47.tasks.oversight",
                "oversight",
                (
                    "This task needs about 13,500 hours a year; everybody who can do it is paid for 8,349"
                    " with every post filled. Whatever the plan, most of the rest stays uncovered."
                ),
            ),
        ],
    ),
    (
        "check_leavers_are_replaced",
        [
            (
                (
                    "    promoted_da: {team: domestic_abuse,   role: supervisor, from_team: response,"
                    " per_intake_fte: 0.5, per_year_fte: 1}\n"
                ),
                "",
            )
        ],
        [
            (
                "supply",
                "supply",
                (
                    "People leave these lines and nobody can join them, so they only shrink:"
                    " domestic_abuse.supervisor. If that is not meant, add recruitment, moves or pathways."
                ),
            )
        ],
    ),
    (
        "check_small_lines",
        [
            (
                "supervisor:   {approved_fte: 3, strength_fte: 3}",
                "supervisor:   {approved_fte: 2, strength_fte: 2}",
            )
        ],
        [
            (
                "establishment",
                "establishment",
                (
                    "These lines have fewer than 3 FTE and lose people at a rate, so the plan shows fractions"
                    " of a person: domestic_abuse.supervisor. Read them as expectations."
                ),
            )
        ],
    ),
    (
        "check_sources_are_used",
        [("\nsources:\n", "\nsources:\n  census: {title: Census, publisher: Home Office}\n")],
        [("sources.census", "census", 'No number names the source "census".')],
    ),
    (
        "check_published_numbers_have_a_source",
        [
            (
                "pension: {share: {value: 0.31, basis: estimate}}",
                "pension: {share: {value: 0.31, basis: published}}",
            )
        ],
        [
            (
                "pay.officers.on_costs.pension.share",
                "share",
                "This number is called published, but no source is named. Add `source`.",
            )
        ],
    ),
    (
        "check_hours_per_case_are_stated",
        [("        hours_per_case: {value: 1.5, basis: estimate}\n", "")],
        [
            (
                "demand.section_47.tasks.oversight",
                "oversight",
                ("How long this task takes is not stated, so one hour a case is assumed. Add `hours_per_case`."),
            )
        ],
    ),
    (
        "check_numbers_are_plausible",
        [
            ("contracted: {value: 40, per: week}", "contracted: {value: 400, per: week}"),
            ("growth: {value: 0.05, basis: estimate}", "growth: {value: 0.6, basis: estimate}"),
            ("multiplier: 1.333", "multiplier: 133"),
        ],
        [
            (
                "hours.officers.contracted",
                "contracted",
                "20,871 contracted hours a year? 40 hours a week are 2,087. Look at `per`.",
            ),
            (
                "demand.section_47.arrivals.growth",
                "growth",
                "Demand that changes by 60% in every year? 0.05 means 5 %.",
            ),
            (
                "supply.overtime.case_work.multiplier",
                "133",
                "An overtime hour at 133 times an hour of pay? Time and a third is 1.333.",
            ),
        ],
    ),
    (
        "check_people_have_posts",
        [
            (
                "supervisor:   {approved_fte: 3, strength_fte: 3}",
                "supervisor:   {approved_fte: 3, strength_fte: 4.5}",
            )
        ],
        [
            (
                "establishment.domestic_abuse.supervisor.strength_fte",
                "4.5",
                (
                    "4.5 FTE are in 3 approved posts: 1.5 over establishment. The line takes nobody in until enough"
                    " have left; `supernumerary_fte` allows more."
                ),
            )
        ],
    ),
    # Detectives of the other team are no way in for investigators, and nor is a way in that takes nobody.
    (
        "check_redundant_roles_are_not_recruited",
        [
            added(
                "roles",
                """\
  clerk: {title: Clerk, grade: clerk, pay: {pounds_per_year: 25000}, hours: staff}
  typist: {title: Typist, grade: clerk, pay: {pounds_per_year: 24000}, hours: staff}
""",
            ),
            (
                "    detective:    {approved_fte: 24, strength_fte: 20}\n",
                """\
    detective:    {approved_fte: 24, strength_fte: 20}
    clerk: {approved_fte: 4, strength_fte: 4}
    typist: {approved_fte: 4, strength_fte: 4}
""",
            ),
            (
                "  domestic_abuse:\n    detective:\n",
                """\
  domestic_abuse:
    clerk: {approved_fte: 4, strength_fte: 4}
    detective:
""",
            ),
            (
                "  moves:\n",
                """\
  moves:
    clerks_to_da: {from: {team: child_protection, role: clerk},
        to: {team: domestic_abuse, role: clerk}, per_month_fte: 1}
    to_typing: {from: {team: child_protection, role: clerk},
        to: {team: child_protection, role: typist}, per_month_fte: 1}
""",
            ),
            (
                "  recruitment:\n",
                """\
  recruitment:
    no_typists: {team: child_protection, role: typist, per_intake_fte: 0}
""",
            ),
            added(
                "supply",
                """\
  exits:
    clerks: {kind: redundancy, from: {team: child_protection, role: clerk}, per_year_fte: 1}
    typists: {kind: redundancy, from: {team: child_protection, role: typist}, per_year_fte: 1}
    desk: {kind: redundancy, from: {team: child_protection, role: investigator}, per_year_fte: 1}
  pathways:
    clerks_trained: {kind: training, from: {team: domestic_abuse, role: clerk},
        to: {team: child_protection, role: typist}, per_intake_fte: 1}
""",
            ),
        ],
        [
            (
                "supply.exits.typists.kind",
                "redundancy",
                (
                    'People are made redundant from the role "typist" while others come into it by clerks_trained, '
                    "to_typing. A role that takes people in is not redundant: close these ways in, or first offer the "
                    "posts to those at risk, as one of the `moves`."
                ),
            ),
            (
                "supply.exits.desk.kind",
                "redundancy",
                (
                    'People are made redundant from the role "investigator" while others come into it by '
                    "investigators_cp, investigators_da. A role that takes people in is not redundant: close these "
                    "ways in, or first offer the posts to those at risk, as one of the `moves`."
                ),
            ),
        ],
    ),
    (
        "check_ways_are_plausible",
        [
            *INSPECTORS,
            added("roles", "  clerk: {title: Clerk, grade: clerk, pay: {pounds_per_year: 25000}, hours: staff}\n"),
            (
                "    detective:    {approved_fte: 24, strength_fte: 20}\n",
                """\
    detective:    {approved_fte: 24, strength_fte: 20}
    clerk: {approved_fte: 4, strength_fte: 0}
""",
            ),
            added(
                "supply",
                """\
  pathways:
    leap: {kind: temporary_promotion, from: {team: child_protection, role: detective}, length: 4 years,
        to: {team: child_protection, role: inspector}, per_intake_fte: 1, pay_difference_share: 0}
    step: {kind: temporary_promotion, from: {team: child_protection, role: supervisor}, length: 3 years,
        to: {team: child_protection, role: inspector}, per_intake_fte: 1, pay_difference_share: 0.5}
  exits:
    rich: {kind: redundancy, from: {team: child_protection, role: clerk},
        per_year_fte: 1, weeks_of_pay: 260}
    fair: {kind: redundancy, from: {team: child_protection, role: clerk},
        per_year_fte: 1, weeks_of_pay: 104}
""",
            ),
        ],
        [
            (
                "supply.pathways.leap.length",
                "4 years",
                (
                    "A temporary promotion of 48 months? It is meant to end; a post that stays vacant is filled by"
                    " kind: promotion."
                ),
            ),
            (
                "supply.pathways.leap.to",
                "to",
                (
                    "This promotion skips the rank of Sergeant. As a rule people rise by one rank at a time; check the"
                    " roles."
                ),
            ),
            (
                "supply.pathways.leap.pay_difference_share",
                "0",
                ("A temporary holder who is paid nothing for the higher rank? 1 pays the whole difference in pay."),
            ),
            (
                "supply.exits.rich.weeks_of_pay",
                "260",
                "260 weeks of pay for one who leaves? Two years' pay are 104 weeks. Look at the unit.",
            ),
        ],
    ),
]
