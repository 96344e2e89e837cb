"""Cases for the checks of removed ranks."""

from __future__ import annotations

from check_cases.case import INSPECTORS, Case, added

CASES: list[Case] = [
    (
        "check_removed_ranks_are_held",
        [
            added(
                "structure",
                """\
  removed_ranks:
    inspectr: {frozen_from: 2024-06}
    superintendent: {frozen_from: 2024-06}
""",
            ),
            (
                "  - {name: sergeant,  title: Sergeant}\n",
                (
                    "  - {name: sergeant,  title: Sergeant}\n"
                    "  - {name: inspector, title: Inspector}\n"
                    "  - {name: superintendent, title: Superintendent}\n"
                ),
            ),
        ],
        [
            ("structure.removed_ranks.inspectr", "inspectr", 'There is no rank "inspectr". Did you mean "inspector"?'),
            (
                "structure.removed_ranks.superintendent",
                "superintendent",
                'No line of `establishment` has a role of the rank "superintendent": nothing changes.',
            ),
        ],
    ),
    # Nobody holds it and it has no posts; a rank with posts, or that somebody may still join, is held some day.
    *[
        (
            "check_removed_ranks_are_held",
            [
                *INSPECTORS,
                ("{approved_fte: 3, strength_fte: 3}\n    investigator:", f"{line}\n    investigator:"),
                added("structure", "  removed_ranks: {inspector: {frozen_from: 2024-06}}\n"),
            ],
            [
                (
                    "structure.removed_ranks.inspector",
                    "inspector",
                    (
                        'Nobody holds the rank "inspector" and it has no posts (`strength_fte` and `approved_fte` are '
                        "0): its removal moves nobody, saves nothing and costs nothing."
                    ),
                ),
            ]
            * found,
        )
        for line, found in (
            ("{approved_fte: 0, strength_fte: 0}", 1),
            ("{approved_fte: [{value: 0}, {from: 2024-05, value: 1}], strength_fte: 0}", 0),
            ("{approved_fte: 0, strength_fte: 0, supernumerary_fte: 1}", 0),
        )
    ],
    (
        "check_removed_ranks_have_time",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-01
      gone_by: {on: 2024-04-15}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.frozen_from",
                "2024-01",
                (
                    "2024-01-01 is before the first day of the plan, 2024-04-01: here the rank is frozen from"
                    " that day on, and `strength_fte` is what is left of it by then."
                ),
            ),
            (
                "structure.removed_ranks.inspector.gone_by.on",
                "2024-04-15",
                (
                    "No month that begins with the rank frozen ends by 2024-04-15: the first one ends on "
                    "2024-04-30. Write that day or a later one."
                ),
            ),
        ],
    ),
    (
        "check_removed_ranks_have_time",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      gone_by: {on: 2024-06}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.gone_by.on",
                "2024-06",
                "2024-06-01 is not after the day of the freeze, 2024-06-01. Write a later day.",
            ),
        ],
    ),
    (
        "check_removed_ranks_have_time",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06-15
      gone_by: {on: 2024-06-30}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.gone_by.on",
                "2024-06-30",
                (
                    "No month that begins with the rank frozen ends by 2024-06-30: the first one ends on "
                    "2024-07-31. Write that day or a later one."
                ),
            ),
        ],
    ),
    (
        "check_removed_ranks_have_time",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2027-01
      gone_by: {on: 2028-01, left_fte: 1}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.frozen_from",
                "2027-01",
                (
                    "2027-01-01 is after the end of the plan, so nothing changes in it. Write an earlier day,"
                    " or take the rank out of `removed_ranks`."
                ),
            ),
            (
                "structure.removed_ranks.inspector.gone_by.on",
                "2028-01",
                (
                    "2028-01-01 is after the end of the plan, so the plan cannot tell. Plan a longer time, "
                    "write an earlier day, or take `gone_by` out to let natural wastage do it."
                ),
            ),
        ],
    ),
    (
        "check_ways_out_of_removed_ranks",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      exits:
        sergeants: {kind: voluntary_exit, from: {team: child_protection, role: supervisor}, per_year_fte: 1}
        desk: {kind: redundancy, from: {team: child_protection, role: investigator}, per_year_fte: 1}
      pathways:
        detectives: {kind: reversion, from: {team: child_protection, role: supervisor},
            to: {team: child_protection, role: detective}, per_intake_fte: 1}
        acting: {kind: temporary_promotion, from: {team: child_protection, role: supervisor},
            to: {team: child_protection, role: inspector}, per_intake_fte: 1, length: 1 year}
        right: {kind: reversion, from: {team: child_protection, role: inspector},
            to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.exits.sergeants.from",
                "from",
                (
                    '"supervisor" is not a role of the rank "inspector", so this is no way out of it. Name '
                    "one of its roles, or write this under `supply.exits`."
                ),
            ),
            (
                "structure.removed_ranks.inspector.exits.desk.kind",
                "redundancy",
                (
                    "A rank is left by voluntary exit or by a post elsewhere, never by redundancy. Write "
                    "kind: voluntary_exit or posting_out."
                ),
            ),
            (
                "structure.removed_ranks.inspector.exits.desk.from",
                "from",
                (
                    '"investigator" is not a role of the rank "inspector", so this is no way out of it. Name '
                    "one of its roles, or write this under `supply.exits`."
                ),
            ),
            (
                "structure.removed_ranks.inspector.pathways.detectives.from",
                "from",
                (
                    '"supervisor" is not a role of the rank "inspector", so this is no way out of it. Name '
                    "one of its roles, or write this under `supply.pathways`."
                ),
            ),
            (
                "structure.removed_ranks.inspector.pathways.acting.kind",
                "temporary_promotion",
                (
                    "A removed rank is left by promotion or by voluntary reversion, not by temporary "
                    "promotion. Write one of these kinds."
                ),
            ),
            (
                "structure.removed_ranks.inspector.pathways.acting.from",
                "from",
                (
                    '"supervisor" is not a role of the rank "inspector", so this is no way out of it. Name '
                    "one of its roles, or write this under `supply.pathways`."
                ),
            ),
            (
                "structure.removed_ranks.inspector.pathways.acting.to",
                "to",
                'Nobody can stay in the rank "inspector", which is removed. Name a role of a rank that stays.',
            ),
        ],
    ),
    (
        "check_nobody_joins_a_removed_rank",
        [
            *INSPECTORS,
            (
                "  moves:\n",
                (
                    "  moves:\n"
                    "    inspectors: {from: {team: child_protection, role: inspector}, to: {team: "
                    "domestic_abuse, role: inspector}, per_month_fte: 1}\n"
                ),
            ),
            (
                "    supervisor:   {approved_fte: 3, strength_fte: 3}\n",
                (
                    "    supervisor:   {approved_fte: 3, strength_fte: 3}\n"
                    "    inspector:    {approved_fte: 1, strength_fte: 1}\n"
                ),
            ),
            added(
                "supply",
                """\
  known_joiners:
    board: {team: child_protection, role: inspector, on: 2024-06, fte: 1}
    before: {team: child_protection, role: inspector, on: 2024-05-31, fte: 1}
  pathways:
    board_of_march:
      kind: promotion
      from: {team: child_protection, role: supervisor}
      to: {team: child_protection, role: inspector}
      per_intake_fte: 1
      intakes: [2024-05]
      lead: 4 weeks
      already_started: [{on: 2024-03-20, fte: 1}]
    board_of_may:
      kind: promotion
      from: {team: child_protection, role: supervisor}
      to: {team: child_protection, role: inspector}
      per_intake_fte: 1
      intakes: [2024-05]
      lead: 1 month
    long_course:
      kind: promotion
      from: {team: child_protection, role: supervisor}
      to: {team: child_protection, role: inspector}
      per_intake_fte: 1
      lead: 3 months
      already_started: [{on: 2024-03-20, fte: 1}]
""",
            ),
            added("structure", "  removed_ranks: {inspector: {frozen_from: 2024-06}}\n"),
        ],
        [
            (
                "supply.known_joiners.board.on",
                "2024-06",
                (
                    'These people would join on 2024-06-01, but nobody joins the rank "inspector" from '
                    "2024-06-01 on. Take the entry out, or freeze the rank later."
                ),
            ),
            (
                "supply.pathways.long_course.already_started[0].on",
                "2024-03-20",
                (
                    'These people would join on 2024-06-20, but nobody joins the rank "inspector" from '
                    "2024-06-01 on. Take the entry out, or freeze the rank later."
                ),
            ),
            (
                "structure.removed_ranks.inspector.frozen_from",
                "2024-06",
                (
                    "From 2024-06-01 on nobody joins this rank, so these ways into it are closed: "
                    "board_of_may, long_course, inspectors."
                ),
            ),
        ],
    ),
    (
        "check_duties_of_removed_ranks",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      duties:
        - {team: child_protection, role: supervisor, share: [{value: 0.5}, {from: 2024-09, value: 0.8}],
              hours_factor: 1.2}
        - {team: domestic_abuse, role: supervisor, share: 0.3}
        - {team: child_protection, role: inspector, share: 0}
        - {team: child_protection, role: detective, share: 0, hours_factor: 0}
""",
            ),
            (
                "        roles: {supervisor: 1}\n        may_be_missed: true",
                "        roles: {inspector: 1}\n        may_be_missed: true",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.duties",
                "duties",
                (
                    'The shares of those who take over "section_47.oversight" add up to 1.1, more than all of'
                    " it. Correct the shares."
                ),
            ),
            (
                "structure.removed_ranks.inspector.duties",
                "duties",
                (
                    "Of these tasks only 0.8 is taken over: section_47.oversight. When the holders of the "
                    "rank have left, the rest stays undone and is counted as a gap."
                ),
            ),
            (
                "structure.removed_ranks.inspector.duties[1].hours_factor",
                "team",
                ('The role "supervisor" stands here twice, with another `hours_factor` each time. Write the same one.'),
            ),
            (
                "structure.removed_ranks.inspector.duties[2].role",
                "inspector",
                ('The rank "inspector" is removed, so this role cannot take anything over. Name a role that stays.'),
            ),
            (
                "structure.removed_ranks.inspector.duties[3].hours_factor",
                "0",
                (
                    "Work that takes no hours cannot be planned. Write how many hours this role needs for an "
                    "hour of the rank."
                ),
            ),
        ],
    ),
    (
        "check_duties_of_removed_ranks",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      duties:
        - {team: child_protection, role: supervisor, share: 1}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.duties",
                "duties",
                (
                    'No task of `demand` is done by holders of the rank "inspector" in their team: nothing is'
                    " taken over."
                ),
            ),
        ],
    ),
    (
        "check_work_of_removed_ranks_goes_on",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
""",
            ),
            (
                "        roles: {supervisor: 1}\n        may_be_missed: true",
                "        roles: {inspector: 1}\n        may_be_missed: true",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector",
                "inspector",
                (
                    "When the holders of this rank have left, nobody does these tasks: section_47.oversight. "
                    "Say in `duties` who takes them over; what nobody does is counted as a gap."
                ),
            ),
        ],
    ),
    (
        "check_work_of_removed_ranks_goes_on",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      duties:
        - {team: child_protection, role: supervisor, share: 0.3}
        - {team: child_protection, role: detective, share: 0.4}
""",
            ),
            (
                "        roles: {supervisor: 1}\n        may_be_missed: true",
                "        roles: {inspector: 1}\n        may_be_missed: true",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.duties",
                "duties",
                (
                    "Of these tasks only 0.7 is taken over: section_47.oversight. When the holders of the "
                    "rank have left, the rest stays undone and is counted as a gap."
                ),
            ),
        ],
    ),
    (
        "check_successors_of_removed_ranks",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      supervision:
        - {group: child_protection, team: child_protection, role: detective, span: 7}
        - {group: child_protection, team: child_protection, role: inspector, span: 7}
        - {group: domestic_abuses, team: child_protection, role: supervisor, span: 0}
        - {group: domestic_abuse, team: child_protection, role: supervisor, span: 6}
        - {group: domestic_abuse, team: child_protection, role: supervisor, span: 6}
        - {group: domestic_abuse, team: child_protection, role: supervisor, span: 8}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.supervision[0]",
                "group",
                (
                    '"detective" of the team "child_protection" would lead themselves. Name somebody else, or'
                    " take them out of `led` of child_protection."
                ),
            ),
            (
                "structure.removed_ranks.inspector.supervision[1].role",
                "inspector",
                (
                    'The rank "inspector" is removed, so this role cannot lead in the place of another. Name '
                    "a role that stays."
                ),
            ),
            (
                "structure.removed_ranks.inspector.supervision[2].group",
                "domestic_abuses",
                'There is no group "domestic_abuses". Did you mean "domestic_abuse"?',
            ),
            (
                "structure.removed_ranks.inspector.supervision[2].span",
                "0",
                "A span of 0 leads nobody. Write how many people one leader can lead.",
            ),
            (
                "structure.removed_ranks.inspector.supervision[5]",
                "group",
                (
                    '"supervisor" leads domestic_abuse by `structure.removed_ranks.inspector.supervision[3]` '
                    "already, with another span or share. Write the same ones, or keep one of the two."
                ),
            ),
        ],
    ),
    (
        "check_groups_of_removed_ranks_are_led",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
""",
            ),
            (
                "        - {team: child_protection, role: supervisor, span: 7}\n",
                "        - {team: child_protection, role: inspector, span: 7}\n",
            ),
        ],
        [
            (
                "structure.supervision.child_protection",
                "child_protection",
                (
                    "Only holders of a removed rank (inspector) lead this group, so it is led by nobody when "
                    "they have left. Say under `supervision` of the removed rank who leads it then."
                ),
            ),
        ],
    ),
    # The reversion of another rank, and that of the removed rank from which nobody returns, are as they may be.
    (
        "check_nobody_returns_where_a_post_came_back",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      comes_back: [{team: child_protection, role: supervisor, share: 0.4}]
""",
            ),
            added(
                "supply",
                """\
  pathways:
    back_down: {kind: reversion, from: {team: child_protection, role: inspector}, lead: 1 month, return_share: 0.1,
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
    for_good: {kind: reversion, from: {team: child_protection, role: inspector}, lead: 1 month,
        to: {team: child_protection, role: supervisor}, per_intake_fte: 1}
    others: {kind: reversion, from: {team: child_protection, role: supervisor}, lead: 1 month, return_share: 0.1,
        to: {team: child_protection, role: detective}, per_intake_fte: 1}
""",
            ),
        ],
        [
            (
                "supply.pathways.back_down.return_share",
                "0.1",
                (
                    'Those who do not pass would go back to a rank that is removed, and a post of the rank "inspector"'
                    " has come back for them already (`comes_back`). Write 0, or leave `comes_back` out."
                ),
            )
        ],
    ),
    (
        "check_posts_come_back_elsewhere",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      comes_back:
        - {team: child_protection, role: supervisor, share: [{value: 0.4}, {from: 2024-10, value: 0.9}],
              from_team: domestic_abuse}
        - {team: child_protection, role: inspector, share: 0.2, from_team: respons}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.comes_back",
                "comes_back",
                ("1.1 posts would come back for each holder who leaves, more than were vacated. Correct the shares."),
            ),
            (
                "structure.removed_ranks.inspector.comes_back[0].from_team",
                "domestic_abuse",
                (
                    'The team "domestic_abuse" is planned here, and who comes from it would have to move. '
                    "Name an out-of-scope team, or leave the key out."
                ),
            ),
            (
                "structure.removed_ranks.inspector.comes_back[1].role",
                "inspector",
                'The rank "inspector" is removed, so no post can come back in it. Name a role that stays.',
            ),
            (
                "structure.removed_ranks.inspector.comes_back[1].from_team",
                "respons",
                'There is no team "respons". Did you mean "response"?',
            ),
        ],
    ),
    (
        "check_lines_of_people_are_linked",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      duties:
        - {team: domestic_abuse, role: investigators, share: 0}
      supervision:
        - {group: child_protection, team: response, role: supervisor, span: 7}
      comes_back:
        - {team: domestic_abuses, role: supervisor, share: 0.2}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.duties",
                "duties",
                (
                    'No task of `demand` is done by holders of the rank "inspector" in their team: nothing is'
                    " taken over."
                ),
            ),
            (
                "structure.removed_ranks.inspector.duties[0].role",
                "investigators",
                'There is no role "investigators". Did you mean "investigator"?',
            ),
            (
                "structure.removed_ranks.inspector.supervision[0].team",
                "response",
                'The team "response" is out of scope: this plan does not staff it. Name a planned team.',
            ),
            (
                "structure.removed_ranks.inspector.comes_back[0].team",
                "domestic_abuses",
                'There is no team "domestic_abuses". Did you mean "domestic_abuse"?',
            ),
        ],
    ),
    # Inspectors leave by a rate of their rank and nobody joins them: that is meant, and only their number is small.
    (
        "check_small_lines",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      leave: {value: 0.3, per: year}
""",
            ),
            (
                "{approved_fte: 3, strength_fte: 3}\n    investigator: {approved_fte: 6,",
                "{approved_fte: 2, strength_fte: 2}\n    investigator: {approved_fte: 6,",
            ),
        ],
        [
            (
                "establishment",
                "establishment",
                (
                    "These lines have fewer than 3 FTE and lose people at a rate, so the plan shows fractions"
                    " of a person: child_protection.inspector. Read them as expectations."
                ),
            ),
        ],
    ),
    # The eve of the plan is its opening; the run-out of twelve months ends on 31 March 2026.
    (
        "check_records_of_removed_ranks",
        [
            *INSPECTORS,
            added(
                "structure",
                """\
  removed_ranks:
    inspector:
      frozen_from: 2024-06
      record:
        - {on: 2024-03-30, fte: 3}
        - {on: 2024-03-31, fte: 3}
        - {on: 2024-09-30, fte: 4}
        - {on: 2024-09-30, fte: 2}
        - {on: 2024-12-31, fte: {value: 3.5, note: a regrading}}
        - {on: 2026-03-31, fte: 1}
        - {on: 2026-04-01, fte: 1}
""",
            ),
        ],
        [
            (
                "structure.removed_ranks.inspector.record[0].on",
                "2024-03-30",
                (
                    "2024-03-30 is before the plan begins on 2024-04-01, so nothing was expected for that day. Write "
                    "the strength of the eve as `strength_fte`, or begin the plan earlier."
                ),
            ),
            (
                "structure.removed_ranks.inspector.record[2].fte",
                "4",
                (
                    "4 FTE are more than the 3 FTE of the opening, and nobody joins a rank that is frozen. Correct the "
                    "record or `strength_fte`, or say in a note how they came."
                ),
            ),
            (
                "structure.removed_ranks.inspector.record[3].on",
                "2024-09-30",
                "The record of 2024-09-30 stands here twice. Keep one of them.",
            ),
            (
                "structure.removed_ranks.inspector.record[6].on",
                "2026-04-01",
                (
                    "2026-04-01 is after the last day that is solved, 2026-03-31, so nothing is expected for that day. "
                    "Plan a longer time, or take the entry out."
                ),
            ),
        ],
    ),
]
