"""Cases for the checks of the law on officers and police staff, and of officer numbers."""

from __future__ import annotations

from check_cases.case import INSPECTORS, RECRUITED, Case, added

CASES: list[Case] = [
    (
        "check_officers_are_not_made_redundant",
        [
            *INSPECTORS,
            added(
                "supply",
                """\
  exits:
    severance: {kind: redundancy, from: {team: child_protection, role: detective}, per_year_fte: 2}
""",
            ),
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      exits:
        severed: {kind: redundancy, from: {team: child_protection, role: inspector}, per_year_fte: 3}
""",
            ),
        ],
        [
            (
                "supply.exits.severance.kind",
                "redundancy",
                (
                    'Police officers ("detective") hold office under the Crown and cannot be made redundant; '
                    "the Police Arbitration Tribunal rejected compulsory severance in December 2013, and it "
                    "never became law. Write kind: voluntary_exit or posting_out, or let natural wastage do "
                    "it."
                ),
            ),
            (
                "structure.removed_ranks.inspector.exits.severed.kind",
                "redundancy",
                (
                    'Police officers ("inspector") hold office under the Crown and cannot be made redundant; '
                    "the Police Arbitration Tribunal rejected compulsory severance in December 2013, and it "
                    "never became law. Write kind: voluntary_exit or posting_out, or let natural wastage do "
                    "it."
                ),
            ),
        ],
    ),
    # The few who resign of their own accord are a tenth at the most; police staff may fail a course and go.
    (
        "check_officers_do_not_leave_by_a_pathway",
        [
            *INSPECTORS,
            added(
                "supply",
                """\
  pathways:
    board: {kind: promotion, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: inspector}, per_intake_fte: 1, leave_share: 1}
    course: {kind: training, from: {team: child_protection, role: detective},
        to: {team: domestic_abuse, role: detective}, per_intake_fte: 1,
        leave_share: [{value: 0.1}, {from: 2024-09, value: 0.3}]}
    few: {kind: training, from: {team: domestic_abuse, role: detective},
        to: {team: child_protection, role: detective}, per_intake_fte: 1, leave_share: 0.1}
    staff: {kind: training, from: {team: child_protection, role: investigator},
        to: {team: domestic_abuse, role: investigator}, per_intake_fte: 1, leave_share: 0.6}
""",
            ),
        ],
        [
            (
                "supply.pathways.board.leave_share",
                "1",
                (
                    "100% of these officers would leave the force after this promotion. Officers hold office: who does "
                    "not pass goes back to the former post, and only those who resign of their own accord leave. Write "
                    "`return_share` for those who do not pass."
                ),
            ),
            (
                "supply.pathways.course.leave_share",
                "leave_share",
                (
                    "30% of these officers would leave the force after this training. Officers hold office: who does "
                    "not pass goes back to the former post, and only those who resign of their own accord leave. If "
                    "so many do, say in a note how that is known; otherwise write `return_share`."
                ),
            ),
        ],
    ),
    (
        "check_nobody_is_reduced_in_rank",
        [
            *INSPECTORS,
            (
                "  moves:\n",
                (
                    "  moves:\n"
                    "    down: {from: {team: child_protection, role: supervisor}, to: {team: child_protection, "
                    "role: detective}, per_month_fte: 1}\n"
                ),
            ),
            added(
                "supply",
                """\
  pathways:
    retrained: {kind: training, from: {team: child_protection, role: inspector},
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
    acting_down: {kind: temporary_promotion, from: {team: child_protection, role: inspector},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1, length: 1 year}
    promoted_down: {kind: promotion, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
    willing: {kind: reversion, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
""",
            ),
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      pathways:
        ordered: {kind: reversion, from: {team: child_protection, role: inspector},
            to: {team: child_protection, role: supervisor}, per_intake_fte: 3, voluntary: false}
""",
            ),
        ],
        [
            (
                "supply.pathways.retrained.to",
                "to",
                (
                    'This training leads from the rank "inspector" down to "constable". Police regulations '
                    "let an officer be reduced in rank only by a misconduct or performance procedure, or by "
                    "his or her own wish. If the holders wish it, write it as a pathway of kind: reversion."
                ),
            ),
            (
                "supply.pathways.acting_down.to",
                "to",
                (
                    'This temporary promotion leads from the rank "inspector" down to "sergeant". Police '
                    "regulations let an officer be reduced in rank only by a misconduct or performance "
                    "procedure, or by his or her own wish. If the holders wish it, write it as a pathway of "
                    "kind: reversion."
                ),
            ),
            (
                "supply.pathways.promoted_down.to",
                "to",
                (
                    'This promotion leads from the rank "sergeant" down to "constable". Police regulations '
                    "let an officer be reduced in rank only by a misconduct or performance procedure, or by "
                    "his or her own wish. If the holders wish it, write it as a pathway of kind: reversion."
                ),
            ),
            (
                "supply.moves.down.to",
                "to",
                (
                    'This move leads from the rank "sergeant" down to "constable". Police regulations let an '
                    "officer be reduced in rank only by a misconduct or performance procedure, or by his or "
                    "her own wish. If the holders wish it, write it as a pathway of kind: reversion."
                ),
            ),
            (
                "structure.removed_ranks.inspector.pathways.ordered.voluntary",
                "false",
                (
                    "Police regulations let an officer be reduced in rank only by a misconduct or performance"
                    " procedure, or by his or her own wish; a restructure cannot do it. Take `voluntary: "
                    "false` out if the holders wish it; otherwise offer a voluntary exit or a post elsewhere,"
                    " or let natural wastage do it."
                ),
            ),
        ],
    ),
    (
        "check_nobody_is_reduced_in_rank",
        [
            added(
                "supply",
                """\
  pathways:
    ordered: {kind: reversion, from: {team: child_protection, role: investigator},
        to: {team: domestic_abuse, role: investigator}, per_intake_fte: 1, voluntary: false}
""",
            ),
        ],
        [
            (
                "supply.pathways.ordered.voluntary",
                "false",
                (
                    "A reversion is its holder's own wish, and the plan says so of everybody who goes by it. Police "
                    "staff who are given a post of a lower grade in a restructure are redeployed: write one of the "
                    "`moves`, or kind: training if they learn for it; or take `voluntary: false` out if they wish it."
                ),
            ),
        ],
    ),
    (
        "check_officers_and_staff_stay_apart",
        [
            (
                "  moves:\n",
                (
                    "  moves:\n"
                    "    out: {from: {team: child_protection, role: detective}, to: {team: child_protection, "
                    "role: investigator}, per_month_fte: 1}\n"
                    "    into: {from: {team: child_protection, role: investigator}, to: {team: "
                    "child_protection, role: detective}, per_month_fte: 1}\n"
                ),
            ),
            added(
                "supply",
                """\
  pathways:
    desk: {kind: civilianisation, from: {team: child_protection, role: investigator},
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
    office: {kind: civilianisation, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: investigator}, per_intake_fte: 1}
    back: {kind: reversion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: investigator}, per_intake_fte: 1}
    raised: {kind: promotion, from: {team: child_protection, role: investigator},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
    course: {kind: training, from: {team: child_protection, role: investigator},
        to: {team: child_protection, role: detective}, per_intake_fte: 1, lead: 2 years}
""",
            ),
        ],
        [
            (
                "supply.pathways.desk.kind",
                "civilianisation",
                (
                    "Civilianisation turns an officer's post into one for police staff. Name a role with a "
                    "rank under `from` and a role with a grade under `to`, or write another kind."
                ),
            ),
            (
                "supply.pathways.back.to",
                "to",
                (
                    'Officers ("detective") hold office and police staff ("investigator") are employees: '
                    "nobody goes from one to the other by staying. Write a pathway of kind: civilianisation, "
                    "which changes the post and posts the officer elsewhere."
                ),
            ),
            (
                "supply.pathways.raised.to",
                "to",
                (
                    'Police staff ("investigator") are employees and officers ("supervisor") hold office: '
                    "nobody goes from one to the other by staying. Write it as recruitment, or as a pathway "
                    "of kind: training with the whole course as its `lead`."
                ),
            ),
            (
                "supply.moves.out.to",
                "to",
                (
                    'Officers ("detective") hold office and police staff ("investigator") are employees: '
                    "nobody goes from one to the other by staying. Write a pathway of kind: civilianisation, "
                    "which changes the post and posts the officer elsewhere."
                ),
            ),
            (
                "supply.moves.into.to",
                "to",
                (
                    'Police staff ("investigator") are employees and officers ("detective") hold office: '
                    "nobody goes from one to the other by staying. Write it as recruitment, or as a pathway "
                    "of kind: training with the whole course as its `lead`."
                ),
            ),
        ],
    ),
    # Two years of a detective's 41,000 are 104 weeks, and so are two years of a supervisor's 49,000.
    (
        "check_voluntary_exits_keep_to_the_scheme",
        [
            added(
                "supply",
                """\
  exits:
    staff: {kind: voluntary_exit, from: {team: child_protection, role: investigator}, per_year_fte: 1}
    months: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 1,
        weeks_of_pay: [{value: 60}, {from: 2024-09, value: 90}]}
    pounds: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 1,
        pounds_each: 82000}
    enough: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 1,
        pounds_each: 61500}
    service:
      kind: voluntary_exit
      from: {team: child_protection, role: supervisor}
      per_year_fte: 1
      by_service: {short: {share: 0.5, pounds_each: 20000}, long: {share: 0.5, pounds_each: 98000}}
""",
            ),
        ],
        [
            (
                "supply.exits.staff.kind",
                "voluntary_exit",
                (
                    'The voluntary exit scheme is for police officers, and "investigator" is police staff. '
                    "Write kind: redundancy, which may be voluntary too."
                ),
            ),
            (
                "supply.exits.months.weeks_of_pay",
                "weeks_of_pay",
                (
                    "This pays 90 weeks of pay; the voluntary exit scheme of May 2018 pays 78 at the most (18"
                    " months). Write less, or say in a note what allows more."
                ),
            ),
            (
                "supply.exits.pounds.pounds_each",
                "82000",
                (
                    "This pays 104 weeks of pay; the voluntary exit scheme of May 2018 pays 78 at the most "
                    "(18 months). Write less, or say in a note what allows more."
                ),
            ),
            (
                "supply.exits.service.by_service",
                "by_service",
                (
                    "This pays 104 weeks of pay; the voluntary exit scheme of May 2018 pays 78 at the most "
                    "(18 months). Write less, or say in a note what allows more."
                ),
            ),
        ],
    ),
    # No more than the 18 posts, 20 heads at 0.9 FTE each, and a fifth of the 5 posts of the other team: 21 people.
    (
        "check_redundancies_are_consulted_on",
        [
            (
                "investigator: {approved_fte: 6,  strength_fte: 5,",
                "investigator: {approved_fte: 18, strength_fte: 15, fte_per_head: 0.9,",
            ),
            added(
                "supply",
                """\
  exits:
    desk: {kind: redundancy, from: {team: child_protection, role: investigator}, per_month_fte: 2,
        consultation: 20 days}
    desk_da: {kind: redundancy, from: {team: domestic_abuse, role: investigator},
        per_year_share: {share: 0.2, of: origin}, consultation: 30 days}
""",
            ),
        ],
        [
            (
                "supply.exits.desk.kind",
                "redundancy",
                RECRUITED,
            ),
            (
                "supply.exits.desk.consultation",
                "20 days",
                (
                    "About 21 members of police staff may be made redundant in a year, and employers usually "
                    "consult for at least 30 days then; here they consult for 20. Write `consultation: 30 "
                    "days`, or ask the force's lawyers what is due."
                ),
            ),
            (
                "supply.exits.desk_da.kind",
                "redundancy",
                RECRUITED,
            ),
        ],
    ),
    (
        "check_redundancies_are_consulted_on",
        [
            (
                "investigator: {approved_fte: 6,  strength_fte: 5,",
                "investigator: {approved_fte: 150, strength_fte: 150,",
            ),
            added(
                "supply",
                """\
  exits:
    desk: {kind: redundancy, from: {team: child_protection, role: investigator}, per_year_fte: 100,
        consultation: 1 month}
""",
            ),
        ],
        [
            (
                "supply.exits.desk.kind",
                "redundancy",
                RECRUITED,
            ),
            (
                "supply.exits.desk.consultation",
                "1 month",
                (
                    "About 100 members of police staff may be made redundant in a year, and employers usually"
                    " consult for at least 45 days then; here they consult for 30. Write `consultation: 45 "
                    "days`, or ask the force's lawyers what is due."
                ),
            ),
        ],
    ),
    (
        "check_officer_numbers",
        [
            *INSPECTORS,
            added("structure", "  removed_ranks: {inspector: {frozen_from: 2024-06}}\n"),
            (
                "\nsources:\n",
                """\

officer_numbers:
  census: [2024-09-30, 2025-04, 2024-09-30]
  opening_heads: 1500
  grant_at_risk:
    - {missing_heads: 10, pounds: 400000}
    - {missing_heads: 5, pounds: 800000}
    - {missing_heads: 20, pounds: 900000}
  replacement_role: inspector

sources:
""",
            ),
        ],
        [
            (
                "officer_numbers.census[1]",
                "2025-04",
                "2025-04-01 is outside the plan, 2024-04-01 to 2025-03-31. Write a day in the plan.",
            ),
            (
                "officer_numbers.census[2]",
                "2024-09-30",
                "The census on 2024-09-30 stands here twice. Keep one of them.",
            ),
            (
                "officer_numbers.grant_at_risk",
                "grant_at_risk",
                ("Grant is at risk when officers are missing from a target, and there is none. Add `target_heads`."),
            ),
            (
                "officer_numbers.grant_at_risk[1]",
                "missing_heads",
                (
                    "Steps rise: each begins with more officers missing than the one before, and puts in "
                    "total no less grant at risk. Put them in order."
                ),
            ),
            (
                "officer_numbers.replacement_role",
                "inspector",
                'The rank "inspector" is removed, so nobody is recruited into it. Name another role.',
            ),
        ],
    ),
    (
        "check_officer_numbers",
        [
            (
                "\nsources:\n",
                """\

officer_numbers: {target_heads: 1500, replacement_role: investigator}

sources:
""",
            ),
        ],
        [
            (
                "officer_numbers.target_heads",
                "1500",
                "Whether the target is met cannot be told without the officers of today. Add `opening_heads`.",
            ),
            (
                "officer_numbers.replacement_role",
                "investigator",
                '"investigator" is police staff, who do not count as officers. Name a role with a rank.',
            ),
        ],
    ),
    # 20 + 4 and 15 / 0.5 + 3 heads of detectives and supervisors are 57; a detective in training makes 58.
    *[
        (
            "check_officer_numbers",
            [
                ("      approved_fte: 18\n", "      approved_fte: 18\n      fte_per_head: 0.5\n"),
                added(
                    "supply",
                    """\
  pathways:
    course: {kind: training, from: {team: child_protection, role: detective},
        to: {team: domestic_abuse, role: detective}, per_intake_fte: 1, lead: 3 months,
        already_started: [{on: 2024-02-01, fte: 1}]}
""",
                ),
                ("\nsources:\n", f"\nofficer_numbers: {{opening_heads: {heads}}}\n\nsources:\n"),
            ],
            [
                (
                    "officer_numbers.opening_heads",
                    heads,
                    (
                        "The whole force cannot have 57.9 officers when these teams alone have 58.0. Count every "
                        "officer of the force, or correct `strength_fte` or `fte_per_head`."
                    ),
                ),
            ]
            * problems,
        )
        for heads, problems in (("57.9", 1), ("58", 0))
    ],
]
