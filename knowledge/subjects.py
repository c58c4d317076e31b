"""The national subject codes (支出功能分类, 部门 and 政府支出经济分类) as data: subjects.tsv.

They name a code that is printed without a name, complete a code of which only the end is printed, and
know what a code was called in other years. What a paper itself prints always wins.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from knowledge.terms import plain_label

_COUNTED = re.compile(r"(.+)\((\d+)\)")
_SPENDING = "支出"
_CODE = re.compile(r"(?:2[0-3]\d|[35]\d\d)(?:\d\d){0,2}")


_ECONOMIC = ("3", "5")
"""How codes of the economic classifications begin."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a classification."""

    classification: str
    """functional, department-economic or government-economic."""
    code: str
    level: int
    """1 类, 2 款, 3 项."""
    name: str
    papers: int
    """In how many papers code and name were printed together."""
    others: tuple[str, ...] = ()
    """What else was printed for the code: older names, other brackets."""


def is_subject_code(code: str) -> bool:
    """Whether a code is written as one of a functional (201–234) or economic (301–399, 501–599) subject.

    >>> [is_subject_code(code) for code in ("2080109", "30101", "301001", "301001001")]
    [True, True, False, False]
    """
    return bool(_CODE.fullmatch(code))


def subject(code: str) -> Subject | None:
    """Given a whole code, return its subject; None for codes of units, projects and anything unknown.

    A name seen in one paper alone may be a piece of a name: it is not known.

    >>> found = subject("2080501")
    >>> found.name, found.level
    ('行政单位离退休', 3)
    >>> subject("125001") is None
    True
    """
    found = _subjects().get(code)
    return found if found and found.papers > 1 else None


def wholes(code: str) -> tuple[Subject, ...]:
    """Given a whole code, return the subjects that it is a part of, outermost first.

    >>> [whole.name for whole in wholes("2080501")]
    ['社会保障和就业支出', '行政事业单位养老支出']
    """
    heads = (code[:length] for length in range(3, len(code), 2))
    return tuple(found for head in heads if (found := subject(head)))


def classes_of(classification: str) -> dict[str, str]:
    """Return the outermost subjects (类) of a classification, their names by code.

    >>> classes_of("department-economic")["301"]
    '工资福利支出'
    """
    return {
        one.code: one.name
        for one in _subjects().values()
        if one.classification == classification and one.level == 1 and one.papers > 1
    }


def whole_code(name: str, end: str) -> str | None:
    """Given a subject's name and the end of its code, return the whole code where only one fits.

    >>> whole_code("机关事业单位基本养老保险缴费支出", "05")
    '2080505'
    >>> whole_code("行政运行", "01") is None
    True
    """
    found = [code for code in _codes().get(plain_label(name), ()) if code.endswith(end)]
    return found[0] if len(found) == 1 else None


def is_subject_name(name: str) -> bool:
    """Whether a label is a subject's whole name, now or in another year.

    >>> is_subject_name("机关事业单位基本养老保险缴费支出"), is_subject_name("机关事业单位基本养老")
    (True, False)
    """
    return plain_label(name) in _codes()


def is_economic_name(name: str) -> bool:
    """Whether a label is the whole name of a subject of the economic classification: what money is paid for.

    >>> is_economic_name("住房公积金"), is_economic_name("老年福利")
    (True, False)
    """
    return any(code.startswith(_ECONOMIC) for code in _codes().get(plain_label(name), ()))


def codes_named(name: str) -> tuple[str, ...]:
    """Given a label, return the codes of the subjects that go or went by it.

    >>> codes_named("机关商品和服务支出"), codes_named("手指")
    (('502',), ())
    """
    return _codes().get(plain_label(name), ())


def subject_names() -> tuple[str, ...]:
    """Return the names of all subjects, now and in other years.

    >>> "住房公积金" in subject_names(), "手指" in subject_names()
    (True, False)
    """
    return tuple(_codes())


def is_name_of(name: str, code: str) -> bool | None:
    """Whether a printed name is one that the code has or had; None where the code is not known well.

    A name that only lacks its end or the word 支出 is the code's.

    >>> is_name_of("行政事业单位离退休", "20805"), is_name_of("物业管理费", "30208")
    (True, False)
    """
    known = subject(code)
    if known is None or known.papers < _WELL_KNOWN:
        return None
    plain = _bare(name)
    return any(_alike(plain, _bare(one)) for one in (known.name, *known.others))


_WELL_KNOWN = 3
"""Papers in which a pair of code and name must have been printed before another name is worth a word."""


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and (short in long or set(short) == set(long))


def _bare(name: str) -> str:
    return re.sub(r"[()、和及与,]", "", plain_label(name)).removesuffix(_SPENDING)


@lru_cache(maxsize=1)
def _subjects() -> dict[str, Subject]:
    """Return the subjects by code; the first digit tells the classification (2, 3, 5)."""
    text = resources.files("knowledge").joinpath("subjects.tsv").read_text(encoding="utf-8")
    found = {}
    for line in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        others = tuple(
            match[1]
            for one in (line["other_names"] or "").split("; ")
            if (match := _COUNTED.fullmatch(one)) and int(match[2]) > 1
        )
        found[line["code"]] = Subject(
            line["classification"],
            line["code"],
            int(line["level"]),
            line["name"],
            int(line["papers"]),
            others,
        )
    return found


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in _subjects().values():
        for name in {plain_label(one.name), *map(plain_label, one.others)}:
            found[name].append(one.code)
    return {name: tuple(codes) for name, codes in found.items()}
