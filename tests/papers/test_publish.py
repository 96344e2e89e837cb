"""A published paper gives no small number of people or cases away, by itself or through others."""

from __future__ import annotations

import re

from planner.papers import Paper, Subject, paper_of, published_paper_of
from planner.papers.paper import Bullets, Figure, Paragraph, Section, Table
from planner.papers.paper import Paper as APaper
from planner.papers.publish import HIDDEN, published

HEAD = ("", "before", "after")


def people(rows: tuple[tuple[str, ...], ...], caption: str = "People", totals: tuple[int, ...] = ()) -> Table:
    return Table(caption, HEAD, rows, "People.", totals=totals, counts=(1, 2))


def publish(*blocks: Table | Paragraph | Bullets) -> tuple[Table | Paragraph | Bullets | Figure, ...]:
    paper = APaper("OFFICIAL", "T", "2019", "t", "run", "1", (Section("S", 1, blocks),))
    return published(paper).sections[0].blocks


def shown(table: object) -> dict[str, tuple[str, ...]]:
    assert isinstance(table, Table)
    return {row[0]: row[1:] for row in table.rows}


def test_a_row_with_a_small_number_loses_all_its_figures() -> None:
    (table,) = publish(people((("A", "4.0", "12.0"), ("B", "6.0", "7.0"), ("C", "0.0", "9.0"))))
    assert shown(table) == {"A": (HIDDEN, HIDDEN), "B": ("6.0", "7.0"), "C": ("0.0", "9.0")}


def test_a_total_gives_nothing_away() -> None:
    # A = 30 - 20 - 7 without the second row that is hidden: the one with the fewest.
    rows = (("A", "3.0", "3.0"), ("B", "7.0", "7.0"), ("C", "20.0", "20.0"), ("All", "30.0", "30.0"))
    (table,) = publish(people(rows, totals=(3,)))
    assert shown(table) == {
        "A": (HIDDEN, HIDDEN),
        "B": (HIDDEN, HIDDEN),
        "C": ("20.0", "20.0"),
        "All": ("30.0", "30.0"),
    }


def test_what_is_hidden_in_one_table_is_hidden_in_every_other() -> None:
    one = people((("A", "3.0", "8.0"), ("B", "9.0", "9.0")))
    other = people((("A", "50", "60"), ("B", "70", "80")), "Cases")
    first, second = publish(one, other)
    assert shown(first)["A"] == shown(second)["A"] == (HIDDEN, HIDDEN)
    assert shown(second)["B"] == ("70", "80")


def test_what_follows_from_another_table_is_hidden_there_as_well() -> None:
    # A is small in the first table; the total of the second would give it away, so B goes too, and in both.
    one = people((("A", "3.0", "8.0"), ("B", "9.0", "9.0"), ("C", "90.0", "90.0")))
    rows = (("A", "6.0", "6.0"), ("B", "9.0", "9.0"), ("C", "90.0", "90.0"), ("All", "105.0", "105.0"))
    first, second = publish(one, people(rows, "Others", totals=(3,)))
    assert shown(first)["B"] == shown(second)["B"] == (HIDDEN, HIDDEN)
    assert shown(second)["All"] == ("105.0", "105.0")


def test_small_numbers_in_sentences_are_said_as_few_and_others_stay() -> None:
    said = Paragraph(
        "Brings in 3.3 FTE (5.7 before), 16.4 stay, 98.5 % covered, 3 cases and 13 cases, £4.5m, 2.6 hours."
    )
    (told,) = publish(said)
    assert isinstance(told, Paragraph)
    assert told.text == (
        "Brings in fewer than 5 FTE (5.7 before), 16.4 stay, 98.5 % covered, fewer than 5 cases and 13 cases, £4.5m,"
        " 2.6 hours."
    )


def small_people(paper: Paper) -> list[str]:
    """Cells and words of a paper that tell of less than five people or cases."""
    found = []
    for block in paper.blocks:
        if isinstance(block, Table) and block.counts:
            cells = [row[column] for row in block.rows for column in block.counts]
            found += [
                cell
                for cell in cells
                if re.fullmatch(r"<?[0-4](?:\.\d)?(?: FTE)?", cell) and float(cell.strip("<").split()[0])
            ]
        elif isinstance(block, Paragraph | Bullets):
            items = block.items if isinstance(block, Bullets) else (block,)
            found += [
                match
                for item in items
                for match in re.findall(r"(?<![\d.,(])[0-4]\.\d[\s\xa0](?:FTE|heads|leaders)", item.text)
            ]
    return found


def test_the_published_paper_of_2019_has_its_marking_and_no_small_number(subject: Subject, paper: Paper) -> None:
    public = published_paper_of(subject)
    assert public.marking == "OFFICIAL – for publication"
    assert public.name == "2019-for-publication"
    assert small_people(paper)
    assert small_people(public) == []
    headings = " ".join(section.heading for section in public.sections)
    assert "Posts by rank" not in headings
    assert "Annex" not in headings
    assert {block.chart.name for block in public.blocks if isinstance(block, Figure)} == {"coverage", "over_time"}


def test_the_published_paper_refers_to_no_part_that_is_left_out(subject: Subject) -> None:
    public = published_paper_of(subject)
    said = " ".join(public.texts())
    for part in ("Actions and their dates", "annex"):
        assert part not in said


def test_no_hidden_row_of_2019_follows_from_a_total(subject: Subject) -> None:
    for block in published_paper_of(subject).blocks:
        if isinstance(block, Table) and block.totals and block.counts:
            hidden = [row for n, row in enumerate(block.rows) if n not in block.totals and HIDDEN in row]
            assert len(hidden) != 1, block.caption


def test_the_whole_paper_hides_nothing(subject: Subject) -> None:
    assert HIDDEN not in " ".join(paper_of(subject).texts())
