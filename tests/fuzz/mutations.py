"""The mistakes that people, editors, disks and ill will make in a file: each is one function."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

ODD_NUMBERS = (
    *("-1", "-0", "0", "+5", "5.", ".5", "1e3", "1e400", "-1e400", "1e-400", "9" * 400, "9" * 5000, "0.1" + "0" * 400),
    *(".nan", ".inf", "-.inf", "NaN", "inf", "Infinity", "1e12", "1.0001e12", "12 %", "12%", "1,340", "1.340,5"),
    *("1_340", "1 340", "1\u00a0340", "£5", "5 FTE", "0x1F", "0o17", "0b1", "010", "1:30", "1/2", "½", "１２"),
    *('"5"', "'5'", "five", "--5", "5-", "1.2.3", "~5", "1e", "e5", "1e+", "true", "[5]", "{value: 5}"),
    *("[{value: 5}]", "[{from: 2019-04, value: 5}]", "{value: 5, per: month}", "{value: 5, rnage: [4, 6]}"),
    *("{value: 5, range: [6, 7]}", "{value: 5, range: [5]}", "{value: 5, value: 6}", "{steps: [{value: 5}]}"),
)
ODD_DATES = (
    *("2019-02-30", "2019-13", "2019-00", "2019-4", "2019-04-1", "19-04", "0001-01", "9999-12", "1949-12", "2150-12"),
    *("2151-01", "2019/04", "04/2019", "2019-04-01T00:00:00", "2019-04-01 00:00", "2019", "20190401", "2019-W14-1"),
    *("'2019-04'", '"2019-04-15"', "today", "April 2019", "２０１９-04", "2019-04-", "-2019-04", "+2019-04", "null"),
)
ODD_VALUES = (
    *("null", "~", "", "[]", "{}", "''", '""', "[[[]]]", "{a: [1, {b: 2}]}", "[1, 2]", "- x", "?", ":", ": :", "x: y"),
    *("true", "false", "yes", "no", "on", "off", "True", "TRUE", "*x", "&x y", "&x", "!!int 3", "!!str 3", "!x y"),
    *("!!python/object/apply:os.getcwd []", "<<", "|", ">", "|\n  a\n  b", ">-\n  a", "#", "# x", "@x", "`x`", "%x"),
    *("\t", "'", '"', "'it''s'", '"\\x1b[31m"', '"\\0"', '"\\u202e"', '"a\\tb"', "\u2028", "\u202etxt", "日本", "é"),
    *("9999 years", "99999999999 months", "99 years", "0 days", "1.5 months", "-1 days", "3 fortnights", "1 month 2"),
    *("week", "day", "value", "steps", "from_", "name", "=1+1", "+1", "-x", "@SUM(A1)", "x" * 200_000, "a b c"),
    *("../x", "/etc/passwd", "C:\\x", "con", "__class__", "model_fields", "estimate", "constable", "redundancy"),
)
ODD_SIGNS = (
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u00ad",
    "\x1b",
    "\x07",
    "\x7f",
    "\x85",
    "\u2028",
    "\0",
    "\t",
    "\f",
)

_NUMBER = re.compile(rb"(?<![\w.\-])-?\d+(?:\.\d+)?(?![\w.\-])")
_DATE = re.compile(rb"\b\d{4}-\d{2}(?:-\d{2})?\b")
_KEY = re.compile(rb"(?<![A-Za-z_0-9])([A-Za-z_][A-Za-z_0-9]*+)(?=:(?:\s|$))", re.MULTILINE)
"""A whole key, taken at once: a file of a million letters in a row would otherwise be gone through for each of them."""
_VALUE = re.compile(rb"(?<=: )[^\s,{}\[\]#][^,{}\[\]#\n]*")
_TOKEN = re.compile(rb"[A-Za-z0-9_.\-]+")


def _put(raw: bytes, found: re.Match[bytes] | None, text: str | bytes) -> bytes:
    if found is None:
        return raw
    return raw[: found.start()] + (text.encode() if isinstance(text, str) else text) + raw[found.end() :]


def _any(pattern: re.Pattern[bytes], raw: bytes, chance: random.Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(raw))
    return chance.choice(found) if found else None


def byte_changed(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def sign_lost(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + 1 :]


def cut_off(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(1, len(raw))]


def odd_sign(raw: bytes, chance: random.Random) -> bytes:
    at = chance.choice((0, chance.randrange(len(raw))))
    return raw[:at] + chance.choice(ODD_SIGNS).encode() + raw[at:]


def line_lost(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def section_lost(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    first = chance.randrange(len(lines))
    del lines[first : first + chance.randint(2, 40)]
    return b"\n".join(lines)


def line_doubled(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"\n".join(lines)


def lines_swapped(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def line_set_in_or_out(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    lines[at] = chance.choice((b" " + line, b"  " + line, b"\t" + line, line[1:], line[2:], line.lstrip(b" ")))
    return b"\n".join(lines)


def tabs_for_spaces(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] = lines[at].replace(b"  ", b"\t", chance.randint(1, 3))
    return b"\n".join(lines)


def line_ends(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r", "\x85".encode(), "\u2028".encode(), b"\n\n")))


def another_encoding(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", errors="replace")
    return text.encode(chance.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")), "replace")


def token_lost(raw: bytes, chance: random.Random) -> bytes:
    return _put(raw, _any(_TOKEN, raw, chance), b"")


def token_doubled(raw: bytes, chance: random.Random) -> bytes:
    found = _any(_TOKEN, raw, chance)
    return _put(raw, found, chance.choice((b" ", b"", b", ", b": ")).join([found[0], found[0]]) if found else b"")


def token_of_elsewhere(raw: bytes, chance: random.Random) -> bytes:
    other = _any(_TOKEN, raw, chance)
    return _put(raw, _any(_TOKEN, raw, chance), other[0] if other else b"")


def tokens_swapped(raw: bytes, chance: random.Random) -> bytes:
    found = sorted(filter(None, (_any(_TOKEN, raw, chance) for _ in range(2))), key=re.Match.start)
    if len(found) < 2 or found[0].start() == found[1].start():
        return raw
    one, other = found
    return _put(_put(raw, other, one[0]), one, other[0])


def odd_number(raw: bytes, chance: random.Random) -> bytes:
    return _put(raw, _any(_NUMBER, raw, chance), chance.choice(ODD_NUMBERS))


def another_number(raw: bytes, chance: random.Random) -> bytes:
    found = _any(_NUMBER, raw, chance)
    if found is None:
        return raw
    value = float(found[0]) * chance.choice((-1, 0, 1e-9, 0.1, 0.5, 1.0000001, 2, 10, 100, 1e6, 1e9))
    return _put(raw, found, f"{value:g}")


def odd_date(raw: bytes, chance: random.Random) -> bytes:
    return _put(raw, _any(_DATE, raw, chance), chance.choice(ODD_DATES))


def another_date(raw: bytes, chance: random.Random) -> bytes:
    found = _any(_DATE, raw, chance)
    if found is None:
        return raw
    year, month, *day = map(int, found[0].split(b"-"))
    year += chance.choice((-100, -20, -1, 0, 0, 1, 2, 20, 100))
    month = chance.choice((month, month % 12 + 1, (month + 6) % 12 + 1))
    return _put(raw, found, f"{year}-{month:02}" + (f"-{chance.choice((*day, 1, 15, 28, 31)):02}" if day else ""))


def odd_value(raw: bytes, chance: random.Random) -> bytes:
    return _put(raw, _any(_VALUE, raw, chance), chance.choice((*ODD_VALUES, *ODD_NUMBERS)))


def value_of_elsewhere(raw: bytes, chance: random.Random) -> bytes:
    other = _any(_VALUE, raw, chance)
    return _put(raw, _any(_VALUE, raw, chance), other[0] if other else b"")


def value_in_quotes(raw: bytes, chance: random.Random) -> bytes:
    found = _any(_VALUE, raw, chance)
    quote = chance.choice((b'"', b"'"))
    return _put(raw, found, quote + found[0].strip(b"\"' ") + quote if found else b"")


def key_misspelt(raw: bytes, chance: random.Random) -> bytes:
    found = _any(_KEY, raw, chance)
    if found is None:
        return raw
    key, at = found[0], chance.randrange(len(found[0]))
    forms = (key[:at] + key[at + 1 :], key + b"_", key.upper(), key[:at] + b"x" + key[at:], b" " + key, key + b" ")
    forms = (*forms, b"_" + key, key.replace(b"_", b"-"), key[:at] + key[at : at + 1] * 2 + key[at + 1 :])
    return _put(raw, found, chance.choice(forms))


def key_of_elsewhere(raw: bytes, chance: random.Random) -> bytes:
    other = _any(_KEY, raw, chance)
    return _put(raw, _any(_KEY, raw, chance), other[0] if other else b"")


def odd_key(raw: bytes, chance: random.Random) -> bytes:
    return _put(raw, _any(_KEY, raw, chance), chance.choice((*ODD_VALUES, *ODD_NUMBERS)))


def key_put_in(raw: bytes, chance: random.Random) -> bytes:
    """An unknown key, or a known one of elsewhere, beside another."""
    found, other = _any(_KEY, raw, chance), _any(_KEY, raw, chance)
    if found is None or other is None:
        return raw
    key = chance.choice((b"unknown", b"note", other[0], found[0], b"steps", b"stated", b"extends", b"delete", b"<<"))
    line_start = raw.rfind(b"\n", 0, found.start()) + 1
    before = raw[line_start : found.start()]
    new = key + b": " + chance.choice((b"1", b"x", b"null", b"true", b"{}"))
    return _put(raw, found, new + (b"\n" + before if not before.strip() else b", ") + found[0])


def part_repeated(raw: bytes, chance: random.Random) -> bytes:
    """One value named with & and another replaced by *, in either order; sometimes without the name."""
    values = list(_VALUE.finditer(raw))
    if len(values) < 2:
        return raw
    one, other = sorted(chance.sample(values, 2), key=re.Match.start)
    if chance.random() < 0.2:
        one, other = other, one
    spoilt = sorted(((one, b"&x " + one[0]), (other, b"*x")), key=lambda each: -each[0].start())
    for found, text in spoilt:
        raw = _put(raw, found, text)
    return raw


def section_repeated(raw: bytes, chance: random.Random) -> bytes:
    """A section named with & and repeated elsewhere by *, or merged by <<."""
    heads = list(re.finditer(rb"(?m)(?<=:)[ ]*(?=\n)", raw))
    if not heads:
        return raw
    head, value = chance.choice(heads), _any(_VALUE, raw, chance)
    use = chance.choice((b"*x", b"{<<: *x}", b"{<<: [*x, *x]}", b"[*x, *x]"))
    if value is None or head.start() > value.start():
        return _put(raw, head, b" &x")
    return _put(_put(raw, value, use), head, b" &x")


def deep_nesting(raw: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((5, 39, 41, 500, 20_000))
    begin, end = chance.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")))
    return _put(raw, _any(_VALUE, raw, chance), begin * depth + "1" + end * depth)


def explosion(raw: bytes, chance: random.Random) -> bytes:
    """A few lines that mean thousands of millions of values."""
    width, rows = chance.choice(((10, 10), (2, 60), (100, 5)))
    lines = ["l0: &l0 [" + ", ".join(["x"] * width) + "]"]
    lines += [f"l{row}: &l{row} [" + ", ".join([f"*l{row - 1}"] * width) + "]" for row in range(1, rows)]
    if chance.random() < 0.5:
        lines = ["l0: &l0 {" + ", ".join(f"k{number}: x" for number in range(width)) + "}"]
        lines += [
            f"l{row}: &l{row} {{" + ", ".join(f"k{number}: *l{row - 1}" for number in range(width)) + "}"
            for row in range(1, rows)
        ]
    text = ("\n".join(lines) + "\n").encode()
    return text + raw if chance.random() < 0.5 else raw + b"\n" + text


def very_much(raw: bytes, chance: random.Random) -> bytes:
    """One part of the file a thousand times and more."""
    match chance.randrange(5):
        case 0:
            return _put(raw, _any(_VALUE, raw, chance), "x" * chance.choice((10_000, 1_000_000)))
        case 1:
            return _put(raw, _any(_NUMBER, raw, chance), "[" + "1, " * chance.choice((1_000, 100_000)) + "1]")
        case 2:
            return raw + b"\n" + b"".join(b"k%d: 1\n" % number for number in range(chance.choice((2_000, 60_000))))
        case 3:
            return raw + b"\n" + b"#" * 1_000_000
        case _:
            lines = raw.split(b"\n")
            at = chance.randrange(len(lines))
            return b"\n".join([*lines[:at], *[lines[at]] * chance.choice((1_000, 20_000)), *lines[at:]])


def yaml_odds(raw: bytes, chance: random.Random) -> bytes:
    """What YAML knows and no scenario needs: directives, documents, tags, complex keys, blocks."""
    odd = ("---", "...", "%YAML 1.1\n---", "%TAG ! x\n---", "? a\n: b", "? [a, b]\n: c", "!!set {a, b}", "--- |", "- a")
    odd = (
        *odd,
        "<<: {a: 1}",
        "'",
        '"',
        "{",
        "[",
        "}",
        "]",
        ",",
        "|",
        "a: |2\n   b",
        "&a",
        "*a",
        "&a [*a]",
        "a: &a {b: *a}",
    )
    lines = raw.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(odd).encode())
    return b"\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (
    byte_changed,
    sign_lost,
    cut_off,
    odd_sign,
    line_lost,
    section_lost,
    line_doubled,
    lines_swapped,
    line_set_in_or_out,
    tabs_for_spaces,
    line_ends,
    another_encoding,
    token_lost,
    token_doubled,
    token_of_elsewhere,
    tokens_swapped,
    odd_number,
    another_number,
    odd_date,
    another_date,
    odd_value,
    value_of_elsewhere,
    value_in_quotes,
    key_misspelt,
    key_of_elsewhere,
    odd_key,
    key_put_in,
    part_repeated,
    section_repeated,
    deep_nesting,
    explosion,
    very_much,
    yaml_odds,
)
"""Every kind of mistake; each takes and gives the bytes of a file."""
