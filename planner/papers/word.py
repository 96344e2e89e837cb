"""A paper as a Word document: heading styles, captions by fields, repeated heads, alternative text, page X of Y."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from planner.errors import UsageError
from planner.papers.columns import LANDSCAPE_CM, PORTRAIT_CM, lies_on_its_side, widths
from planner.papers.paper import Block, Bullets, Figure, Paper, Paragraph, Section, Table

LANGUAGE = "en-GB"
FONT = "Arial"
SMALL_HALF_POINTS = 16
"""Text in tables [half points]."""
SHORT_TABLE = 16
"""Rows of a table that is kept together on one page."""
DARK, SHADE = RGBColor(0x12, 0x43, 0x6D), "E7ECF2"
TWIPS_PER_CM = 1440 / 2.54
NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file, so that the same paper has the same bytes."""


def word(paper: Paper, reference: Path | None = None) -> bytes:
    """The paper as a .docx file.

    Args:
        paper: What it says.
        reference: A document whose styles, page and margins are taken: the house style.

    Raises:
        UsageError: The reference is no Word document.
    """
    document = _begin(reference)
    writer = _Writer(document, has_house_style=reference is not None)
    writer.properties(paper)
    writer.head_and_foot(paper)
    writer.paragraph(paper.title, "Title")
    if paper.span:
        writer.paragraph(paper.span, "Subtitle")
    for section in paper.sections:
        turned = writer.turn(lies_on_its_side(section))
        writer.heading(section, new_page=section.new_page and not turned)
        for block in section.blocks:
            writer.block(block)
    return _same_bytes(document)


def _begin(reference: Path | None) -> WordDocument:
    if reference is None:
        document = Document()
        _plain_style(document)
        return document
    try:
        document = Document(str(reference))
    except (PackageNotFoundError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(f"{reference} is no Word document (.docx), so its style cannot be taken.") from error
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return document


def _plain_style(document: WordDocument) -> None:
    """A sober house style where the force gives none."""
    for name, points in (("Normal", 10.5), ("Title", 20), ("Subtitle", 12), ("Heading 1", 14), ("Heading 2", 11.5)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = FONT, Pt(points)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:hAnsi"), FONT)
        fonts.set(qn("w:cs"), FONT)
        if name != "Normal":
            style.font.color.rgb, style.font.italic = DARK, False
            style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_after = Pt(5)
    title = document.styles["Title"].element.get_or_add_pPr()
    for line in title.findall(qn("w:pBdr")):
        title.remove(line)
    caption = document.styles["Caption"]
    assert isinstance(caption, ParagraphStyle)
    caption.font.name, caption.font.size, caption.font.bold, caption.font.color.rgb = FONT, Pt(9.5), True, DARK
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(3)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.0)


class _Writer:
    """Writes block after block to the end of a document."""

    def __init__(self, document: WordDocument, *, has_house_style: bool) -> None:
        self._document = document
        self._styles = {style.name for style in document.styles}
        self._on_its_side = False
        self._numbers = {"Table": 0, "Figure": 0}
        self._has_house_style = has_house_style

    # ------------------------------------------------------------ the document
    def properties(self, paper: Paper) -> None:
        core = self._document.core_properties
        core.title, core.subject, core.language = paper.title, paper.footing, LANGUAGE
        core.author = core.last_modified_by = core.comments = core.keywords = ""
        core.category = paper.marking
        for tag in ("dcterms:created", "dcterms:modified"):
            for element in core._element.findall(qn(tag)):  # noqa: SLF001  (the library cannot leave a date out)
                core._element.remove(element)  # noqa: SLF001
        defaults = self._document.styles.element.find(qn("w:docDefaults"))
        for language in [] if defaults is None else defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)

    def head_and_foot(self, paper: Paper) -> None:
        page = self._document.sections[0]
        page.different_first_page_header_footer = False
        head = self._cleared(page.header)
        head.append(parse_xml(_centred(_run(paper.marking, bold=True))))
        number = (
            f"{_run(f'{paper.marking} · {paper.footing} · Page ')}{_field('PAGE')}{_run(' of ')}{_field('NUMPAGES')}"
        )
        self._cleared(page.footer).append(parse_xml(_centred(number)))

    def _cleared(self, part: Any) -> Any:
        """A header or footer without what was in it, unless it is the force's own."""
        part.is_linked_to_previous = False
        element = part._element  # noqa: SLF001
        if not self._has_house_style:
            for child in list(element):
                element.remove(child)
        return element

    def turn(self, on_its_side: bool) -> bool:
        """Begin a page on its side, or an upright one, where the last one is not so; whether a page was begun."""
        if on_its_side == self._on_its_side:
            return False
        page = self._document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = page.page_height, page.page_width
        self._on_its_side = on_its_side
        return True

    @property
    def _width_cm(self) -> float:
        page = self._document.sections[-1]
        if page.page_width is None or page.left_margin is None or page.right_margin is None:
            return LANDSCAPE_CM if self._on_its_side else PORTRAIT_CM
        return (page.page_width - page.left_margin - page.right_margin) / Cm(1)

    # ------------------------------------------------------------ blocks
    def block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._append(_paragraph_xml(block, self._style("Normal")))
        elif isinstance(block, Bullets):
            for item in block.items:
                self._append(_paragraph_xml(item, self._style("List Bullet")))
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._figure(block)

    def heading(self, section: Section, *, new_page: bool) -> None:
        look = "<w:keepNext/>" + ("<w:pageBreakBefore/>" if new_page else "")
        self._append(_in_paragraph(_run(section.heading), self._style(f"Heading {section.level}"), look))

    def paragraph(self, text: str, style: str) -> None:
        self._append(_paragraph_xml(Paragraph(text), self._style(style)))

    def _table(self, table: Table) -> None:
        self._caption("Table", table.caption)
        self._append(_table_xml(table, widths(table, self._width_cm)))
        self._append(
            f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="exact"/></w:pPr>'
            "</w:p>"
        )

    def _figure(self, figure: Figure) -> None:
        self._caption("Figure", figure.caption)
        self._document.add_picture(io.BytesIO(figure.chart.png), width=Cm(min(16.0, self._width_cm)))
        drawn = list(self._document.element.body.iter(qn("wp:docPr")))[-1]
        drawn.set("name", f"Figure {self._numbers['Figure']}")
        drawn.set("title", figure.caption)
        drawn.set("descr", figure.text)

    def _caption(self, kind: str, text: str) -> None:
        self._numbers[kind] += 1
        field = _field(f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        self._append(
            _in_paragraph(f"{_run(f'{kind} ')}{field}{_run(f': {text}')}", self._style("Caption"), "<w:keepNext/>")
        )

    def _style(self, name: str) -> str:
        """The id of a style; that of the text where the house style has none of the name."""
        known = name if name in self._styles else "Normal"
        return str(self._document.styles[known].style_id)

    def _append(self, xml: str) -> None:
        body = self._document.element.body
        body.insert(len(body) - 1, parse_xml(xml))


# ---------------------------------------------------------------- pieces of WordprocessingML
def _run(text: str, *, bold: bool = False, half_points: int = 0) -> str:
    """Text as it is; whatever it holds stays text."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{half_points}"/>' if half_points else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(instruction: str, shown: str = "1") -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def _in_paragraph(runs: str, style: str, look: str = "") -> str:
    return f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={quoteattr(style)}/>{look}</w:pPr>{runs}</w:p>"


def _centred(runs: str) -> str:
    return f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def _paragraph_xml(block: Paragraph, style: str) -> str:
    head = _run(f"{block.head} " if block.text else block.head, bold=True) if block.head else ""
    return _in_paragraph(head + (_run(block.text) if block.text else ""), style)


def _table_xml(table: Table, widths_cm: Sequence[float]) -> str:
    """A table with a head that is repeated on every page, and its summary as alternative text."""
    twips = [round(each * TWIPS_PER_CM) for each in widths_cm]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, "12436D"), ("bottom", 8, "12436D"), ("insideH", 4, "BFBFBF"))
    )
    about = (
        f'<w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(table.caption)}/><w:tblDescription w:val={quoteattr(table.text)}/></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in twips)
    together = len(table.rows) <= SHORT_TABLE
    rows = [_row_xml(table, table.head, twips, is_head=True, bold=True, keep=True)]
    rows += [
        _row_xml(table, row, twips, bold=number in table.totals, keep=together and number < len(table.rows) - 1)
        for number, row in enumerate(table.rows)
    ]
    return f"<w:tbl {nsdecls('w')}>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row_xml(
    table: Table, row: Iterable[str], twips: Sequence[int], *, bold: bool, keep: bool, is_head: bool = False
) -> str:
    look = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "") + "</w:trPr>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if is_head else ""
    cells = []
    for number, (text, width) in enumerate(zip(row, twips, strict=True)):
        side = "left" if number in table.texts else "right"
        paragraph = (
            f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}"
            '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
            f'<w:jc w:val="{side}"/><w:rPr><w:sz w:val="{SMALL_HALF_POINTS}"/></w:rPr></w:pPr>'
            f"{_run(text, bold=bold, half_points=SMALL_HALF_POINTS)}</w:p>"
        )
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph}</w:tc>')
    return f"<w:tr>{look}{''.join(cells)}</w:tr>"


def _same_bytes(document: WordDocument) -> bytes:
    """The document as a file whose bytes say nothing of when it was written."""
    written, told = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return told.getvalue()
