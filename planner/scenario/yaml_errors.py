"""What the YAML parser means when it stops, in words for people who do not program."""

from __future__ import annotations

TAG = "Tags (words that begin with `!`) are not read. Write the value alone; put it in quotes if it is text."
"""What is said of a tag, whether the parser stumbles over it or not."""

DEEPEST = 40
"""Levels of sections inside each other."""
TOO_DEEP = f"Sections are nested more than {DEEPEST} levels deep here. Remove the outer brackets."
"""What is said of deeper ones, whether the parser gives up before or not."""

_BACKSLASH = "A backslash in \"…\" has a meaning of its own. Use '…' instead, or write \\\\ for a backslash."
_MEANINGS = (
    ("maximum nesting depth", TOO_DEEP),
    (
        "mapping values are not allowed",
        (
            "A colon stands here where no key can be. Put text that contains a colon in quotes, "
            "and begin the keys of one section in the same column."
        ),
    ),
    (
        "could not find expected ':'",
        "A colon is missing on the line before or here. Write `key: value`, with a space after the colon.",
    ),
    (
        "expected ',' or ']'",
        "A list that begins with [ does not end before this. Write the missing comma or the ].",
    ),
    (
        "expected ',' or '}'",
        "A section that begins with { does not end before this. Write the missing comma or the }.",
    ),
    ("found unexpected end of stream", "Quotes are opened but not closed. Write the missing quotation mark."),
    (
        "found unexpected document indicator",
        "Quotes are opened but not closed. Write the missing quotation mark.",
    ),
    (
        "expected '-' indicator",
        (
            "This line belongs to no item of the list above. Begin it with `- `, or move it to the column of"
            " its section."
        ),
    ),
    (
        "did not find expected key",
        (
            "This line fits no section above it. Begin keys of one section in the same column, "
            "and close quotes and brackets on the lines before."
        ),
    ),
    (
        "block sequence entries are not allowed",
        "A list item (`- `) cannot begin here. Begin it on a line of its own.",
    ),
    ("block mapping", "A key cannot begin here. Begin it on a line of its own."),
    (
        "unknown escape character",
        _BACKSLASH,
    ),
    ("invalid Unicode character", "This is not the number of a character. Write the character itself."),
    ("incompatible YAML document", "This names a version of YAML that is not read. Delete the line."),
    (
        "directive",
        "A line that begins with % is not read. Put text that begins with it in quotes.",
    ),
    ("expected version number", "A line that begins with % is not read. Delete it."),
    ("hexdecimal number", _BACKSLASH),
    ("expected comment or line break", "After | or > the text begins on the next line. Write it there."),
    ("unexpected ':'", "A colon stands where a value should be. Put text that contains a colon in quotes."),
    ("mapping keys are not allowed", "A question mark stands where a value should be. Put text in quotes."),
    (
        "expected <document start>",
        "Something follows the end of the document. Delete it, or delete the line `...` or `%…` before it.",
    ),
    (
        "did not find expected node content",
        ("A value is missing or a bracket is closed that was not opened. Write the value, or delete the bracket."),
    ),
)


def in_plain_words(problem: str, context: str, line: int, column: int, lines: tuple[str, ...]) -> tuple[str, int, int]:
    """The parser's complaint as a sentence with a remedy, and the place to show it at."""
    for at in (line, line - 1):
        shown = lines[at - 1] if 0 < at <= len(lines) else ""
        indent = shown[: len(shown) - len(shown.lstrip())]
        if "\t" in indent:
            return "A tab begins this line. Indent with spaces.", at, indent.index("\t") + 1
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if "cannot start any token" in problem and shown[column - 1 : column]:
        sign = shown[column - 1]
        if sign == "\t":
            return "A tab stands here. Write spaces.", line, column
        return f"Text that begins with {sign} must stand in quotes. Write it in quotes.", line, column
    if "tag" in problem or "tag" in context:
        return TAG, line, column
    if "anchor" in context or "alias" in context:
        return (
            "`&` and `*` begin the name of a repeated part. Put text that begins with them in quotes.",
            line,
            column,
        )
    for words, meaning in _MEANINGS:
        if words in problem:
            return meaning, line, column
    return (
        (f"This line cannot be read as YAML ({problem}). Check quotes, brackets and indentation here and above."),
        line,
        column,
    )
