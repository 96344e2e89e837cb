"""Documents read back: the text of each block, in order, with nothing of the library that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx.oxml import parse_xml
from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_part(document: bytes, name: str) -> Any:
    """A part of a Word document as XML."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return parse_xml(parts.read(name))


def word_parts(document: bytes, beginning: str) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return {
            name: parse_xml(parts.read(name))
            for name in parts.namelist()
            if name.startswith(beginning) and name.endswith(".xml")
        }


def text_of(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def word_body(document: bytes) -> list[Any]:
    """Paragraphs and tables in order."""
    body = word_part(document, "word/document.xml").find(f"{W}body")
    assert body is not None
    return [each for each in body if each.tag in (f"{W}p", f"{W}tbl")]


def word_texts(document: bytes) -> list[str]:
    """The text of each paragraph, and of each cell of tables, where there is any."""
    found = []
    for element in word_body(document):
        if element.tag == f"{W}p":
            found.append(text_of(element))
        else:
            found += [text_of(cell) for cell in element.iter(f"{W}tc")]
    return [text for text in found if text]


def word_tables(document: bytes) -> list[Any]:
    return [each for each in word_body(document) if each.tag == f"{W}tbl"]


def bare(text: str) -> str:
    """Text without blanks, and without places at which a line may break."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


def pdf_text(document: bytes) -> str:
    """All text of a PDF, bare."""
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages))


def pdf_elements(document: bytes) -> list[dict[str, Any]]:
    """Every element of a PDF's structure."""
    root = PdfReader(io.BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]
    found: list[dict[str, Any]] = []
    waiting = [root]
    while waiting:
        element = waiting.pop().get_object()
        if not hasattr(element, "get"):
            continue
        if "/S" in element:
            found.append(element)
        kids = element.get("/K", [])
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        waiting += [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]
    return found
