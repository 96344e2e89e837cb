"""From a file to text, refusing what is not a text file before it costs time or memory."""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Mark, Problem, UsageError

LARGEST_FILE = 10_000_000
"""Files above this size are refused unread [bytes]."""

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file and its lines."""

    file: str
    """The file's name as it is shown."""
    text: str
    lines: tuple[str, ...]

    def mark(self, line: int, column: int, width: int = 1) -> Mark:
        """A place in it; line and column count from 1."""
        shown = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.file, line, column, max(width, 1), shown)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, ended as YAML ends them."""
    return tuple(_LINE_END.split(text))


def read_text(path: Path, shown: str) -> Text | Problem:
    """The text of a file, or what keeps it from being one.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UsageError(f"{shown} is a folder, not a file. Name the file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise UsageError(f"{shown} is not an ordinary file. Save the text as a file and name that.")
        if about.st_size > LARGEST_FILE:
            return _problem(
                shown,
                f"The file has {about.st_size / 1e6:,.0f} MB; no more than "
                f"{LARGEST_FILE / 1e6:,.0f} MB are read. Is it the right file?",
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no file {shown}. Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{shown} cannot be read: {reason}.") from None
    return _decode(raw, shown)


def _decode(raw: bytes, shown: str) -> Text | Problem:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _problem(shown, "The file is saved as UTF-16 text. Save it as UTF-8.")
    if b"\0" in raw:
        return _problem(shown, "This is not a text file: it contains zero bytes. Name the scenario's YAML file.")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        around = Text(shown, "", split_lines(raw.decode("utf-8", errors="replace")))
        return Problem(
            "",
            f"The byte {raw[error.start]:#04x} is not UTF-8 text; signs like £ or – may have been saved in "
            "a Windows encoding. Save the file as UTF-8.",
            _end_of(before, around),
        )
    whole = Text(shown, text, split_lines(text))
    control = _CONTROL.search(text)
    if control:
        return Problem(
            "",
            f"There is a control character (U+{ord(control[0]):04X}) here. Delete it.",
            _end_of(text[: control.start()], whole),
        )
    return whole


def _end_of(before: str, text: Text) -> Mark:
    lines = split_lines(before)
    return text.mark(len(lines), len(lines[-1]) + 1)


def _problem(shown: str, message: str) -> Problem:
    return Problem("", message, Mark(shown, 1, 1))
