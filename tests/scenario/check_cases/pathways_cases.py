"""Cases for the checks of pathways and exits."""

from __future__ import annotations

from check_cases.case import INSPECTORS, RECRUITED, Case, added

CASES: list[Case] = [
    (
        "check_pathways_go_somewhere",
        [
            added(
                "supply",
                """\
  pathways:
    round: {kind: training, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
""",
            ),
        ],
        [
            ("supply.pathways.round.to", "to", "This pathway ends where it begins. Name another team or role."),
        ],
    ),
    (
        "check_pathways_fit_their_kind",
        [
            *INSPECTORS,
            added(
                "supply",
                """\
  pathways:
    back_up: {kind: reversion, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: inspector}, per_intake_fte: 1}
    back_across: {kind: reversion, from: {team: child_protection, role: supervisor},
        to: {team: domestic_abuse, role: supervisor}, per_intake_fte: 1}
    up: {kind: promotion, from: {team: child_protection, role: supervisor},
        to: {team: domestic_abuse, role: supervisor}, per_intake_fte: 1}
    course: {kind: training, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: inspector}, per_intake_fte: 1}
    right: {kind: promotion, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: inspector}, per_intake_fte: 1}
""",
            ),
        ],
        [
            (
                "supply.pathways.back_up.to",
                "to",
                (
                    'A reversion goes back to a lower rank, and "inspector" is not below "sergeant". Name a '
                    "role of a lower rank, or write kind: promotion."
                ),
            ),
            (
                "supply.pathways.back_across.to",
                "to",
                (
                    'A reversion goes back to a lower rank, and "sergeant" is not below "sergeant". Name a '
                    "role of a lower rank, or write this as one of the `moves`."
                ),
            ),
            (
                "supply.pathways.up.to",
                "to",
                (
                    'A promotion leads to a higher rank, and both roles have the rank "sergeant". Name a role'
                    " of a higher rank, or write this as training or as one of the `moves`."
                ),
            ),
            (
                "supply.pathways.course.to",
                "to",
                (
                    'Training raises nobody in rank, and "inspector" is above "sergeant". Write kind: '
                    "promotion; it can have the course's places, lead and cost."
                ),
            ),
        ],
    ),
    (
        "check_accreditations_are_trained_for",
        [
            (
                "    rank: sergeant\n    accreditations: [pip2]\n",
                "    rank: sergeant\n    accreditations: [pip2, scaidp]\n",
            ),
            added(
                "supply",
                """\
  pathways:
    acting: {kind: temporary_promotion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1, length: 6 months}
""",
            ),
        ],
        [
            (
                "supply.pathways.acting.to",
                "to",
                (
                    'Holders of "supervisor" have the accreditation scaidp, holders of "detective" need not, '
                    "and no temporary promotion gives it. Write a pathway of kind: training, or take only "
                    "those who have it already and say so in a note."
                ),
            ),
        ],
    ),
    (
        "check_accreditations_are_trained_for",
        [
            (
                "    title: Civilian investigator\n",
                "    title: Civilian investigator\n    accreditations: [interviewer]\n",
            ),
            (
                "  investigator:\n    title: Civilian investigator\n",
                (
                    "  clerk: {title: Clerk, grade: clerk, pay: {pounds_per_year: 25000}, hours: staff}\n"
                    "  investigator:\n"
                    "    title: Civilian investigator\n"
                ),
            ),
            (
                "    investigator: {approved_fte: 6,",
                "    clerk: {approved_fte: 2, strength_fte: 2}\n    investigator: {approved_fte: 6,",
            ),
            (
                "  moves:\n",
                (
                    "  moves:\n"
                    "    clerks: {from: {team: child_protection, role: clerk}, to: {team: child_protection, "
                    "role: investigator}, per_month_fte: 1}\n"
                ),
            ),
        ],
        [
            (
                "supply.moves.clerks.to",
                "to",
                (
                    'Holders of "investigator" have the accreditation interviewer, holders of "clerk" need '
                    "not, and no move gives it. Write a pathway of kind: training, or take only those who "
                    "have it already and say so in a note."
                ),
            ),
        ],
    ),
    (
        "check_posts_of_people_in_training_are_there",
        [
            added(
                "supply",
                """\
  pathways:
    turned: {kind: civilianisation, from: {team: child_protection, role: supervisor},
        to: {team: child_protection, role: investigator}, per_intake_fte: 1, lead: 2 months,
        already_started: [{on: 2024-03-15, fte: 4.5}]}
    kept: {kind: civilianisation, from: {team: child_protection, role: supervisor}, moves_post: false,
        to: {team: child_protection, role: investigator}, per_intake_fte: 1, lead: 2 months,
        already_started: [{on: 2024-03-15, fte: 0.5}]}
""",
            ),
        ],
        [
            (
                "supply.pathways.turned.already_started",
                "already_started",
                (
                    "These people take 4.5 posts along from supervisor in child_protection, which has 4. Correct "
                    "their number or `approved_fte`, or write moves_post: false."
                ),
            ),
        ],
    ),
    (
        "check_temporary_holders_are_in_post",
        [
            (
                "    supervisor:   {approved_fte: 4,  strength_fte: 4}\n",
                """\
    supervisor:
      approved_fte: 4
      strength_fte: 4
      temporary:
        detectives: {fte: 3, substantive: {team: child_protection, role: detective}}
        gone: {fte: 1.5, substantive: {team: child_protection, role: detective}, until: 2024-04-01}
        same: {fte: 0, substantive: {team: domestic_abuse, role: supervisor}}
""",
            ),
        ],
        [
            (
                "establishment.child_protection.supervisor.temporary",
                "temporary",
                ("4.5 FTE are temporary holders, but only 4 FTE are in post. Correct `temporary` or `strength_fte`."),
            ),
            (
                "establishment.child_protection.supervisor.temporary.gone.until",
                "2024-04-01",
                (
                    "2024-04-01 is not after the first day of the plan, 2024-04-01: these people have gone "
                    "back already. Count them in `strength_fte` of the role that is theirs and take the entry"
                    " out."
                ),
            ),
            (
                "establishment.child_protection.supervisor.temporary.same.substantive",
                "substantive",
                (
                    'Temporary holders of "supervisor" go back to a lower rank, and "sergeant" is not below '
                    '"sergeant". Name the role that is theirs.'
                ),
            ),
        ],
    ),
    (
        "check_exits_lead_out",
        [
            (
                "  response:         {title",
                "  headquarters: {title: Headquarters, out_of_scope: true}\n  response:         {title",
            ),
            added(
                "supply",
                """\
  exits:
    out: {kind: posting_out, from: {team: child_protection, role: detective}, to_team: headquarter,
        per_year_fte: 1}
    across: {kind: posting_out, from: {team: child_protection, role: detective},
        to_team: domestic_abuse, per_year_fte: 1}
    early: {kind: redundancy, from: {team: child_protection, role: investigator}, first_day: 2024-02,
        per_year_fte: 1}
    late: {kind: redundancy, from: {team: child_protection, role: investigator}, first_day: 2026-01,
        consultation: 45 days, notice: 3 months, per_year_fte: 1}
""",
            ),
        ],
        [
            ("supply.exits.out.to_team", "headquarter", 'There is no team "headquarter". Did you mean "headquarters"?'),
            (
                "supply.exits.across.to_team",
                "domestic_abuse",
                (
                    'The team "domestic_abuse" is planned here. Write this as one of the `moves`, or name an '
                    "out-of-scope team."
                ),
            ),
            ("supply.exits.early.kind", "redundancy", RECRUITED),
            (
                "supply.exits.early.first_day",
                "2024-02",
                (
                    "2024-02-01 is before the plan begins: consultation and notice count from its first day, "
                    "2024-04-01. If part of them is over, state what is left."
                ),
            ),
            (
                "supply.exits.late",
                "late",
                (
                    "With consultation and notice nobody can go before 2026-05-15, after the end of the plan,"
                    " so this has no effect."
                ),
            ),
            ("supply.exits.late.kind", "redundancy", RECRUITED),
        ],
    ),
    (
        "check_whole_flows_can_be_used",
        [
            (
                "per_intake_fte: 0.5, per_year_fte: 1}\n    promoted_da",
                "per_intake_fte: 0.5, per_year_fte: 1, whole: true}\n    promoted_da",
            ),
            ("      per_month_fte: 1\n", "      per_month_fte: 0.5\n      whole: true\n"),
            added(
                "supply",
                """\
  exits:
    leave: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_month_fte: 1,
        per_year_fte: 0.9, whole: true}
    enough: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_month_fte: 1,
        per_year_fte: 1, whole: true}
    none: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 0,
        whole: true}
""",
            ),
        ],
        [
            (
                "supply.exits.leave.per_year_fte",
                "0.9",
                (
                    "Only whole people count here, and this allows 0.9 in a financial year, so nobody ever "
                    "comes or goes by it. Allow at least 1, or do not ask for whole people here."
                ),
            ),
            (
                "supply.recruitment.promoted_cp.per_intake_fte",
                "0.5",
                (
                    "Only whole people count here, and this allows 0.5 in a month, so nobody ever comes or "
                    "goes by it. Allow at least 1, or do not ask for whole people here."
                ),
            ),
            (
                "supply.moves.detectives_to_da.per_month_fte",
                "0.5",
                (
                    "Only whole people count here, and this allows 0.5 in a month, so nobody ever comes or "
                    "goes by it. Allow at least 1, or do not ask for whole people here."
                ),
            ),
        ],
    ),
    (
        "check_whole_flows_can_be_used",
        [
            (
                "\nsources:\n",
                """\

whole_people: {everywhere: true}

sources:
""",
            ),
            (
                "per_intake_fte: 0.5, per_year_fte: 1}\n    promoted_da",
                "per_intake_fte: 1, per_year_fte: 1}\n    promoted_da",
            ),
        ],
        [
            (
                "supply.recruitment.promoted_da.per_intake_fte",
                "0.5",
                (
                    "Only whole people count here, and this allows 0.5 in a month, so nobody ever comes or "
                    "goes by it. Allow at least 1, or do not ask for whole people here."
                ),
            ),
        ],
    ),
    # Three intakes a quarter if none is stated: one and a half persons. Two of half a person make one, one does not.
    (
        "check_whole_flows_can_be_used",
        [
            ("step: month}", "step: quarter}"),
            (
                "    supervisor:   {approved_fte: 3, strength_fte: 3}\n",
                "    supervisor:   {approved_fte: 3, strength_fte: 3, whole: true}\n",
            ),
            (
                ("promoted_da: {team: domestic_abuse,   role: supervisor, from_team: response, per_intake_fte: 0.5,"),
                (
                    "twice: {team: domestic_abuse, role: supervisor, intakes: [2024-04, 2024-06, 2024-09], "
                    "per_intake_fte: 0.5}\n"
                    "    once: {team: domestic_abuse, role: supervisor, intakes: [2024-04, 2024-09], "
                    "per_intake_fte: 0.5}\n"
                    "    promoted_da: {team: domestic_abuse,   role: supervisor, from_team: response, "
                    "per_intake_fte: 0.5,"
                ),
            ),
        ],
        [
            (
                "supply.recruitment.once.per_intake_fte",
                "0.5",
                (
                    "Only whole people count here, and this allows 0.5 in a quarter, so nobody ever comes or "
                    "goes by it. Allow at least 1, or do not ask for whole people here."
                ),
            ),
        ],
    ),
    (
        "check_intakes_are_in_the_plan",
        [
            added(
                "supply",
                """\
  pathways:
    board: {kind: promotion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1, intakes: [2024-01, 2024-06,
            2024-06]}
""",
            ),
        ],
        [
            (
                "supply.pathways.board.intakes[0]",
                "2024-01",
                "The intake on 2024-01-01 is outside the plan, so it has no effect.",
            ),
            (
                "supply.pathways.board.intakes[2]",
                "2024-06",
                "The intake on 2024-06-01 stands here twice. Keep one; its places are `per_intake_fte`.",
            ),
        ],
    ),
    (
        "check_starts_before_the_plan",
        [
            added(
                "supply",
                """\
  pathways:
    course: {kind: training, from: {team: child_protection, role: detective},
        to: {team: domestic_abuse,
            role: detective}, per_intake_fte: 1, lead: 1 month, already_started: [{on: 2024-02,
                fte: 1}, {on: 2024-04, fte: 1}]}
""",
            ),
        ],
        [
            (
                "supply.pathways.course.already_started[0].on",
                "2024-02",
                (
                    "Who started on 2024-02-01 joined on 2024-03-01, before the plan begins. Count these "
                    "people in `strength_fte` and take the entry out."
                ),
            ),
            (
                "supply.pathways.course.already_started[1].on",
                "2024-04",
                ("2024-04-01 is not before the first day of the plan, 2024-04-01. Write it as one of the `intakes`."),
            ),
        ],
    ),
    (
        "check_flow_names_differ",
        [
            *INSPECTORS,
            added(
                "supply",
                """\
  pathways:
    promoted_cp: {kind: promotion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
  exits:
    leave: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 1}
""",
            ),
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      exits:
        leave: {kind: voluntary_exit, from: {team: child_protection, role: inspector}, per_year_fte: 1}
""",
            ),
        ],
        [
            (
                "supply.pathways.promoted_cp",
                "promoted_cp",
                'The name "promoted_cp" is taken by `supply.recruitment.promoted_cp`. Write another name.',
            ),
            (
                "structure.removed_ranks.inspector.exits.leave",
                "leave",
                'The name "leave" is taken by `supply.exits.leave`. Write another name.',
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [
            added(
                "supply",
                """\
  pathways:
    course:
      kind: training
      from: {team: response, role: detective}
      to: {team: child_protection, role: detectiv}
      per_intake_fte: 1
      tutor: {team: domestic_abuses, role: detective, hours_per_month: 4}
  exits:
    leave: {kind: voluntary_exit, from: {team: child_protection, role: detectives}, per_year_fte: 1}
""",
            ),
            (
                "      unavailable:                           # away",
                (
                    "      temporary: {acting: {fte: 1, substantive: {team: response, role: detective}}}\n"
                    "      unavailable:                           # away"
                ),
            ),
        ],
        [
            (
                "establishment.domestic_abuse.detective.temporary.acting.substantive",
                "substantive",
                (
                    'Temporary holders of "detective" go back to a lower rank, and "constable" is not below '
                    '"constable". Name the role that is theirs.'
                ),
            ),
            (
                "establishment.domestic_abuse.detective.temporary.acting.substantive.team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            (
                "supply.pathways.course.from.team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            ("supply.pathways.course.to.role", "detectiv", 'There is no role "detectiv". Did you mean "detective"?'),
            (
                "supply.pathways.course.tutor.team",
                "domestic_abuses",
                'There is no team "domestic_abuses". Did you mean "domestic_abuse"?',
            ),
            ("supply.exits.leave.from.role", "detectives", 'There is no role "detectives". Did you mean "detective"?'),
        ],
    ),
    # A pathway is a way in like any other: only the supervisors who lost theirs shrink.
    (
        "check_leavers_are_replaced",
        [
            (
                (
                    "    promoted_da: {team: domestic_abuse,   role: supervisor, from_team: response, "
                    "per_intake_fte: 0.5, per_year_fte: 1}\n"
                ),
                "",
            ),
            (
                (
                    "    promoted_cp: {team: child_protection, role: supervisor, from_team: response, "
                    "per_intake_fte: 0.5, per_year_fte: 1}\n"
                ),
                "",
            ),
            added(
                "supply",
                """\
  pathways:
    board: {kind: promotion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
""",
            ),
        ],
        [
            (
                "supply",
                "supply",
                (
                    "People leave these lines and nobody can join them, so they only shrink: "
                    "domestic_abuse.supervisor. If that is not meant, add recruitment, moves or pathways."
                ),
            ),
        ],
    ),
    (
        "check_funding_is_known",
        [
            (
                "pounds_per_year: 4500000,",
                "pounds_per_year: 4500000, funding: [learning, leaving, lending], kinds: [pathways, exits],",
            ),
            added(
                "supply",
                """\
  pathways:
    board: {kind: promotion, from: {team: child_protection, role: detective},
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1, funding: learning}
  exits:
    leave: {kind: voluntary_exit, from: {team: child_protection, role: detective}, per_year_fte: 1,
        funding: leaving}
""",
            ),
        ],
        [
            (
                "budget.limits.all.funding[2]",
                "lending",
                'There is no funding source "lending". Did you mean "learning"?',
            ),
        ],
    ),
]
