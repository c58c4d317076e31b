"""Years as people name them → fiscal years, counted from the disclosure's own year.

The wall clock has no say: 今年 in a question about the 2026 budget is 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from intents.lexicon import checking_files, made_of_files
from intents.lexicon.files import read

_DIGITS = "〇零一二三四五六七八九"
_TEN = "十"
_YEAR_WORD = "年"
_PAIR = 2
_DIGIT = re.compile(r"\d")
_NUMERAL = {character: value for value, character in enumerate("一二三四五六七八九", start=1)} | {
    "〇": 0,
    "零": 0,
    "两": 2,
}
_YEAR = r"(?:(?:19|20)\d{2})"
_SHORT = r"(?:[12]\d|3\d)"
_SUFFIX = r"(?:年度|财年|年份|年底|年末|年初|年(?!前|级|限|龄|会|薪|金))"
_RANGE = re.compile(
    rf"(?:从|自|由)?({_YEAR}){_SUFFIX}?(?:至|到|-|~|—)({_YEAR}|{_SHORT}(?=年)){_SUFFIX}?(?:这?(?:三|3|四|4|五|5|几|两)年)?(?:间|期间|之间)?"
)
_FULL = re.compile(rf"(?<![\d.])({_YEAR})(?:{_SUFFIX}|(?=[^\d%.万元人]|$))")
_SHORT_YEAR = re.compile(rf"(?<![\d.])({_SHORT})(?:年度|年(?!前|级|限|龄|会|薪|金|来|间|内|里))")
_ROW = re.compile(rf"(?<![\d.])({_SHORT})[、, ]+({_SHORT})(?:[、, ]+({_SHORT}))?(?=三?两?个?年)")
_DATE = re.compile(rf"({_YEAR})年\d{{1,2}}月(?:\d{{1,2}}[日号])?(?:底|末)?")
_AGO = re.compile(
    r"(?<![\d一二两三四五六七八九十])([一二两三四五六七八九十]|10|[1-9])年(?:以|之)?前"
)
_CHINESE = re.compile(rf"(?:[一二][{_DIGITS}]{{3}}|[二三][{_DIGITS}])(?:年度|年(?!来|间|内|里|前))")


class _Relative(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    years: tuple[int, ...]
    words: tuple[str, ...]


class _Every(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: tuple[str, ...]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    whole: tuple[str, ...]
    meant: tuple[str, ...]
    relative: tuple[_Relative, ...]
    every: tuple[_Every, ...]


@dataclass(frozen=True, slots=True)
class YearMention:
    """Years named in a question and where."""

    start: int
    end: int
    years: tuple[int, ...]
    """Absolute fiscal years; empty where `every` is set."""
    relative: bool = False
    """Whether they were named relative to the fiscal year (去年)."""
    every: bool = False
    """All the years that the disclosure holds (历年)."""
    is_span: bool = False
    """From the first to the last of `years` (2024至2026)."""


def years_in(text: str, fiscal_year: int) -> list[YearMention]:
    """Given a folded question and the disclosure's fiscal year, return the years it names.

    >>> [m.years for m in years_in("去年比2024年多多少", 2026)]
    [(2025,), (2024,)]
    >>> [m.years for m in years_in("近三年变化", 2026)]
    [(2024, 2025, 2026)]
    >>> [m.years for m in years_in("2024至2026年哪年最少", 2026)]
    [(2024, 2025, 2026)]
    >>> [m.years for m in years_in("24 25 26三年", 2026)]
    [(2024, 2025, 2026), (2024, 2025, 2026)]
    >>> [m.years for m in years_in("截至2024年12月31日", 2026)]
    [(2024,)]
    >>> [m.years for m in years_in("比五年前少多少", 2026)]
    [(2021,)]
    >>> [m.years for m in years_in("去年一年花了多少,2024年全年呢", 2026)]
    [(2025,), (2024,)]
    >>> [m.years for m in years_in("去年一共花了多少?就是2026年决算", 2026)]
    [(2026,), (2026,)]
    >>> years_in("以前年度的结转", 2026)
    []
    >>> [m.years for m in years_in("二〇二五年", 2026)]
    [(2025,)]
    """
    found = _in_digits(text) if _DIGIT.search(text) else []
    if _YEAR_WORD in text:
        found += [YearMention(*m.span(), (_chinese_year(m[0]),)) for m in _CHINESE.finditer(text)]
        for match in _AGO.finditer(text):
            ago = int(match[1]) if match[1].isdigit() else _small_number(match[1])
            found.append(YearMention(*match.span(), (fiscal_year - ago,)))
    for match in _relative_pattern().finditer(text) if _any_relative().search(text) else ():
        if match[0] in _words().whole and any(m.end == match.start() for m in found):
            continue
        offsets = _relative_words()[match[0]]
        if offsets is None:
            found.append(YearMention(*match.span(), (), relative=True, every=True))
        else:
            found.append(
                YearMention(
                    *match.span(), tuple(fiscal_year + offset for offset in offsets), relative=True
                )
            )
    return _as_meant(_without_overlaps(found), text) if found else found


def _as_meant(found: list[YearMention], text: str) -> list[YearMention]:
    """Return the years with 去年 as the year that is said behind it to be meant: 去年花了多少?就是2026年决算."""
    told = [
        m for m in found if not m.relative and text[: m.start].endswith(_words().meant) and m.years
    ]
    if len(told) != 1 or len(found) != _PAIR:
        return found
    (year,) = told
    return [
        replace(m, years=year.years) if m.start < year.start and m.relative else m for m in found
    ]


def _in_digits(text: str) -> list[YearMention]:
    """Return the years that are written in digits, some of them told twice."""
    found: list[YearMention] = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), _full_year(match[2])
        if first < last <= first + 15:
            found.append(YearMention(*match.span(), tuple(range(first, last + 1)), is_span=True))
    found += [
        YearMention(*m.span(), tuple(sorted(_full_year(d) for d in m.groups() if d)))
        for m in _ROW.finditer(text)
    ]
    for pattern in (_DATE, _FULL, _SHORT_YEAR):
        found += [YearMention(*m.span(), (_full_year(m[1]),)) for m in pattern.finditer(text)]
    return found


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _small_number(words: str) -> int:
    """Return a Chinese numeral below 100.

    >>> _small_number("十"), _small_number("五"), _small_number("二十")
    (10, 5, 20)
    """
    tens, ten, ones = words.rpartition(_TEN)
    value = _NUMERAL.get(ones, 0)
    return value + (_NUMERAL.get(tens, 1) * 10 if ten else 0)


def _chinese_year(words: str) -> int:
    digits = "".join(str(_NUMERAL[c]) for c in words if c in _NUMERAL)
    return _full_year(digits)


def _without_overlaps(mentions: list[YearMention]) -> list[YearMention]:
    kept: list[YearMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


@checking_files
@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words.model_validate(read("periods.toml"))


@checking_files
@lru_cache(maxsize=1)
def _relative_words() -> dict[str, tuple[int, ...] | None]:
    words = _words()
    table: dict[str, tuple[int, ...] | None] = {
        w: entry.years for entry in words.relative for w in entry.words
    }
    table |= {word: None for entry in words.every for word in entry.words}
    return table


@made_of_files
@lru_cache(maxsize=1)
def _relative_pattern() -> re.Pattern[str]:
    return re.compile(f"(?<![哪每])(?<!以(?=前))(?:{_any_relative().pattern})")


@made_of_files
@lru_cache(maxsize=1)
def _any_relative() -> re.Pattern[str]:
    """Return what finds any word for a year: much sooner than where it is also looked at what stands before."""
    every = sorted(_relative_words(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, every)))
