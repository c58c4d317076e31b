"""A stored number and its number format → what the sheet shows.

Codes are stored as numbers (`6` shown as `06`), amounts with more places than shown, zeros that a format
shows as a dash or not at all: what is printed counts.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<other>.)',
    re.DOTALL,
)
_NUMBER = re.compile(r"(?:[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+),*")
_PLACE = re.compile(r"[0#?]")
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_PART = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_GENERAL_DIGITS = 11
_STORED_DIGITS = 15

Value = int | float | Decimal


def shown(value: object, number_format: str) -> str:
    """Return what a cell shows for its stored value.

    >>> (
    ...     shown(6, "00"),
    ...     shown(1234.5, "#,##0.00"),
    ...     shown(0, '#,##0.00;-#,##0.00;"-"'),
    ...     shown(0.104, "0.0%"),
    ... )
    ('06', '1,234.50', '-', '10.4%')
    >>> shown(0, "#,##0.00;-#,##0.00;;@"), shown(0.1 + 0.2, "General"), shown("无", "0.00")
    ('', '0.3', '无')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _date(value, number_format)
    if isinstance(value, int | float | Decimal):
        return _number(_stored(value), number_format)
    return str(value)


def _stored(value: Value) -> Decimal:
    """Return a number as the sheet holds it: to fifteen digits, free of binary noise."""
    return Decimal(f"{value:.{_STORED_DIGITS}g}") if isinstance(value, float) else Decimal(value)


def _number(value: Decimal, number_format: str) -> str:
    section, is_bare = _section(value, number_format)
    if section.strip().lower() in ("general", "@", "g/通用格式", "常规"):
        return _general(value)
    text = _laid_out(abs(value) if is_bare else value, section)
    return text if text is not None else _general(value)


def _section(value: Decimal, number_format: str) -> tuple[str, bool]:
    """Return the part of a format for a value, and whether that part shows the sign itself."""
    sections = _split(number_format)
    conditions = [
        _CONDITION.search("".join(re.findall(r"\[([<>=][^\]]*)\]", part))) for part in sections
    ]
    if any(conditions):
        for part, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition.group(1), Decimal(condition.group(2))):
                return part, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _split(number_format: str) -> list[str]:
    """Return a format's sections, parted by the semicolons outside of quotes."""
    sections = [""]
    for match in _TOKEN.finditer(number_format or "General"):
        if match.group() == ";":
            sections.append("")
        else:
            sections[-1] += match.group()
    return sections


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _laid_out(value: Decimal, section: str) -> str | None:
    """Return a value in one section of a format; None for formats that are not read (fractions, powers)."""
    plain, literals = _with_marks(section)
    if re.search(r"[/eE]", plain):
        return None
    spot = _NUMBER.search(plain)
    if not spot:
        return _restored(plain, literals).strip()
    scaled = value * (100 ** plain.count("%"))
    pattern = spot.group()
    while pattern.endswith(","):
        pattern, scaled = pattern[:-1], scaled / 1000
    if _PLACE.search(plain, spot.end()):
        return _restored(_parted(scaled, plain), literals).strip()
    figure = _figure(scaled, pattern)
    return _restored(plain[: spot.start()] + figure + plain[spot.end() :], literals).strip()


def _with_marks(section: str) -> tuple[str, list[str]]:
    """Return a section with its literal texts replaced by marks, so that they are not read as digits."""
    literals: list[str] = []
    plain = ""
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind in ("quoted", "escaped"):
            literals.append(match.group(kind))
            plain += "\0"
        elif kind == "bracket" and match.group("bracket").startswith("$"):
            literals.append(match.group("bracket")[1:].split("-")[0])
            plain += "\0"
        elif kind == "other":
            plain += match.group("other")
        elif kind == "space":
            plain += " "
    return plain, literals


def _restored(text: str, literals: list[str]) -> str:
    parts = text.split("\0")
    return "".join(part + literal for part, literal in zip(parts, [*literals, ""], strict=True))


def _figure(value: Decimal, pattern: str) -> str:
    """Return a number in a pattern such as `#,##0.00` or `000`."""
    whole, _, places = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
    digits, _, fraction = f"{abs(rounded):f}".partition(".")
    least = whole.replace(",", "").count("0")
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole:
        digits = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", digits)
    kept = places.rstrip("#?")
    while len(fraction) > len(kept) and fraction.endswith("0"):
        fraction = fraction[:-1]
    sign = "-" if rounded < 0 else ""
    return sign + digits + ("." + fraction if fraction else "")


def _parted(value: Decimal, plain: str) -> str:
    """Return a number in a pattern that parts its digits by a text: `0!.0,` shows 186000 as 18.6."""
    thousands = len(plain.rstrip("\0 ")) - len(plain.rstrip("\0 ,"))
    rounded = (value / 1000**thousands).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded)}".rjust(plain.count("0"), "0")
    places = [match.start() for match in _PLACE.finditer(plain)]
    text = list(
        plain.rstrip("\0 ").rstrip(",") + "\0" * plain.count("\0", len(plain.rstrip("\0 ")))
    )
    for place in reversed(places[1:]):
        text[place], digits = digits[-1:], digits[:-1]
    text[places[0]] = digits
    return ("-" if rounded < 0 else "") + "".join(text)


def _general(value: Decimal) -> str:
    """Return a number as a cell without a format shows it: at most eleven digits, no trailing zeros."""
    size = max(value.adjusted() + 1, 1) if value else 1
    places = max(0, _GENERAL_DIGITS - 1 - size)
    rounded = value if value == value.to_integral_value() else round(value, places)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """Return a date as its format shows it; where the format shows none, as 2026-01-30."""
    plain, literals = _with_marks(_split(number_format)[0])
    if isinstance(value, dt.time) or not _DATE.search(plain):
        return value.isoformat()
    if "h" in plain.lower():
        return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    day = value
    shown_parts = {"y": f"{day.year:04}", "m": str(day.month), "d": str(day.day), "s": ""}

    def part(match: re.Match[str]) -> str:
        text = shown_parts[match.group()[0].lower()]
        return (
            text[-2:]
            if match.group().lower() == "yy"
            else text.rjust(min(len(match.group()), 2), "0")
        )

    return _restored(_DATE_PART.sub(part, plain).replace("@", ""), literals).strip()
