"""Words → time: the year and the day that a sentence's figures are stated for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.reading import Reading
from knowledge.extract.prose.roles import base_in
from knowledge.extract.prose.subjects import Subject, day_in, year_in


def notice_time(reading: Reading, lead: str, clause: str) -> None:
    """Remember the year or day that the words before a figure name; a year compared with is none."""
    told = reading.told
    base = base_in(lead)
    rest = lead[: base.start] + lead[base.end :] if base else lead
    day, year = day_in(rest), year_in(rest)
    if day:
        told.as_of = day
    elif year:
        told.as_of = None
    told.year = year or told.year
    ago = None if base else _ago().search(clause)
    if ago:
        told.year = reading.about.year - _years_back(ago["ago"])


def dated(reading: Reading, subject: Subject) -> Subject:
    """Return a subject with the year, and the day, that the sentence gives it."""
    as_of = reading.told.as_of
    if as_of and subject.year is None:
        return replace(subject, as_of=as_of, year=int(as_of[:4]))
    return replace(subject, year=reading.told.year or subject.year or reading.about.year)


def end_time(reading: Reading, mark: Mark) -> None:
    """Forget the year at a full stop; the day too, where the next sentence speaks of what is to come."""
    told = reading.told
    told.year = None
    following = re.split(r"[。\n]", reading.text[mark.end :])[0]
    if any(word in following for word in cues().subject.plans):
        told.as_of = None


def _years_back(word: str) -> int:
    return next(group.years for group in cues().base.years_ago if word in group.words)


@lru_cache(maxsize=1)
def _ago() -> re.Pattern[str]:
    ago = any_of(word for group in cues().base.years_ago for word in group.words)
    return re.compile(rf"(?P<ago>{ago})(?:本?部门|本?单位)?{any_of(cues().base.stock)}")
