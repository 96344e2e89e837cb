"""Text and tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def safe(text: str) -> str:
    """Text that stays one cell, and no markup, in Markdown."""
    for sign in ("\\", "|", "<", ">", "*", "_", "`", "[", "]", "#"):
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())


def table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[int] = (0,)) -> Iterator[str]:
    """A table; all columns but the texts end at the right."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join("---" if column in texts else "--:" for column in range(len(head))) + "|"
    for row in rows:
        yield "| " + " | ".join(safe(cell) if column in texts else cell for column, cell in enumerate(row)) + " |"
    yield ""
