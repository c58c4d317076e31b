"""The field's terms as data: which of them a printed label or clause names.

The names come from terms.toml. Labels are compared squashed: width folded, blanks and quotation marks
gone, so that “三公”经费 and 三 公 经 费 are one name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

_GONE = re.compile(r"[\s\u200b-\u200f\ufeff“”‘’\"'「」『』《》〈〉]+")
_BRACKETS = str.maketrans({"（": "(", "）": ")", "〔": "(", "〕": ")", "【": "(", "】": ")"})
_NUMBERING = re.compile(
    r"^(?:其中[:：]?)?(?:[一二三四五六七八九十廿卅]{1,4}[、.．]|\([一二三四五六七八九十廿卅]{1,4}\)|\(\d{1,2}\)|\d{1,2}[、.．](?!\d)|[①-⑳]|指标\d{1,2}[:：](?=.))+"
)


class Term(BaseModel):
    """One concept of the field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    names: tuple[str, ...]
    """Printed names, squashed; the first one is the standard name."""
    kind: str = "money"
    parent: str | None = None
    means: tuple[str, ...] = ()
    """The terms that the name stands for together; empty where it stands for itself."""
    lean: float = Field(default=1.0, ge=0, le=1)
    """What a fact's unasked-for term costs a reading."""
    unit: tuple[str, ...] = ()
    heads: str | None = None
    """The term of its figure where that counts people: 国内公务接待4批次、36人次."""
    told_by: tuple[tuple[str, ...], ...] = ()
    """Words by which a sentence tells of it where no heading names it, one group a side of it."""
    nearest: tuple[str, ...] = ()
    """The terms of the wider part that tells of it where the paper has none of its own."""


class Neutral(BaseModel):
    """Printed words that tell nothing by themselves (合计, 预算数)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    term: tuple[Term, ...]
    neutral: tuple[Neutral, ...]


class Named(NamedTuple):
    """A term's name found in a squashed text."""

    start: int
    end: int
    term: str


@lru_cache(maxsize=20_000)
def squash(text: str) -> str:
    """Return `text` with width and brackets folded, blanks and quotation marks removed.

    >>> squash("“ 三 公 ”经费（境）")
    '三公经费(境)'
    """
    return _GONE.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


def plain_label(text: str) -> str:
    """Return a printed label squashed, without its leading numbering and a bracket whose rest was cut off.

    >>> plain_label("（廿一）灾害防治及应急管理支出")
    '灾害防治及应急管理支出'
    >>> plain_label("其中：3.国有资本经营预算"), plain_label("指标2：群众满意度")
    ('国有资本经营预算', '群众满意度')
    >>> plain_label("因公出国（")
    '因公出国'
    """
    return _NUMBERING.sub("", squash(text)).rstrip("(")


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Return the terms by id, as terms.toml lists them."""
    return {term.id: term for term in _file().term}


def neutral_names() -> frozenset[str]:
    """Return the printed words that tell nothing by themselves (合计, 预算数)."""
    return frozenset(squash(name) for group in _file().neutral for name in group.names)


def joint_name(named: frozenset[str]) -> str:
    """Return the name that several terms have together; an empty string where they have none.

    >>> joint_name(frozenset({"procurement", "goods"})), joint_name(frozenset({"reception"}))
    ('政府采购货物预算', '')
    """
    return _joint_names().get(named, "") if len(named) > 1 else ""


@lru_cache(maxsize=1)
def _joint_names() -> dict[frozenset[str], str]:
    every = reversed([term for term in terms().values() if len(term.means) > 1])
    return {frozenset(term.means): term.names[0] for term in every}


def standard_name(term: str) -> str:
    """Return the name that people know a term by; a label's own words for `label:…`.

    >>> standard_name("reception")
    '公务接待费'
    >>> standard_name("label:参保人持卡率")
    '参保人持卡率'
    """
    if term.startswith("label:"):
        return term[len("label:") :]
    found = terms().get(term)
    return found.names[0] if found else _named_by_its_pair().get(term, term)


@lru_cache(maxsize=1)
def _named_by_its_pair() -> dict[str, str]:
    """Return the names of terms that papers print only together with another: goods as 政府采购货物预算."""
    pairs = [t for t in reversed(terms().values()) if len(t.means) == 2]
    return {t.means[-1]: t.names[0] for t in pairs if t.means[-1] not in terms()}


def terms_in(text: str) -> list[Named]:
    """Return the terms that a printed text names, leftmost and longest first, none inside another.

    >>> [n.term for n in terms_in("一般公共预算拨款收入")]
    ['general_budget', 'revenue']
    >>> [n.term for n in terms_in("“三公”经费合计")]
    ['three_public']
    """
    names = _names()
    return [
        Named(match.start(), match.end(), term)
        for match in _pattern().finditer(squash(text))
        if (term := names.get(match.group())) is not None
    ]


def unnamed_part(text: str) -> str:
    """Return what is left of a label when terms and neutral words are taken out, numbering gone.

    >>> unnamed_part("一、一般公共预算拨款收入")
    ''
    >>> unnamed_part("参保人持卡率")
    '参保人持卡率'
    """
    return re.sub(r"[()、,:;。.\-—/]", "", _pattern().sub("", plain_label(text)))


def meant_by(term: str) -> frozenset[str]:
    """Return the terms that a term's name stands for: itself, unless terms.toml says otherwise.

    >>> sorted(meant_by("procurement_works"))
    ['procurement', 'works']
    """
    found = terms().get(term)
    return frozenset(found.means) if found and found.means else frozenset({term})


@lru_cache(maxsize=8192)
def ancestors(term: str) -> frozenset[str]:
    """Return the wholes that a term is a part of, however far up.

    >>> sorted(ancestors("personnel_funds"))
    ['basic', 'expenditure']
    """
    found: set[str] = set()
    current = terms().get(term)
    while current and current.parent and current.parent not in found:
        found.add(current.parent)
        current = terms().get(current.parent)
    return frozenset(found)


@lru_cache(maxsize=8192)
def parts_below(whole: str) -> frozenset[str]:
    """Return the terms that are parts of a whole, however far down.

    >>> sorted(parts_below("vehicle"))
    ['vehicle_purchase', 'vehicle_running']
    """
    return frozenset(term for term in terms() if whole in ancestors(term))


def essence(named: Iterable[str]) -> frozenset[str]:
    """Return the terms without those that another one implies.

    >>> sorted(essence({"expenditure", "basic", "personnel_funds"}))
    ['personnel_funds']
    """
    every = frozenset(named)
    if len(every) < 2:
        return every
    implied = frozenset().union(*(ancestors(term) for term in every))
    return every - implied


@lru_cache(maxsize=8192)
def label_terms(label: str) -> frozenset[str]:
    """Return what a printed row or column label is about.

    Known terms where they explain the whole label, else the label itself as `label:…`; nothing where
    the label is neutral (合计).

    >>> sorted(label_terms("一、一般公共预算拨款收入"))
    ['general_budget', 'revenue']
    >>> sorted(label_terms("七、社会保障和就业支出"))
    ['label:社会保障和就业支出']
    >>> sorted(label_terms("小 计"))
    []
    """
    if unnamed_part(label):
        return frozenset({f"label:{plain_label(label)}"})
    return essence(part for named in terms_in(label) for part in meant_by(named.term))


@lru_cache(maxsize=1)
def _file() -> _File:
    data = resources.files("knowledge").joinpath("terms.toml").read_text(encoding="utf-8")
    return _File.model_validate(tomllib.loads(data))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return squashed printed name → term id; a name may belong to one term only."""
    names: dict[str, str] = {}
    for term in _file().term:
        for name in term.names:
            if names.setdefault(squash(name), term.id) != term.id:
                raise ValueError(
                    f"terms.toml: {name} 同时属于 {names[squash(name)]} 和 {term.id}；请只留一处。"
                )
    return names


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    every = sorted(set(_names()) | neutral_names(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, every)))


def in_heads(named: frozenset[str]) -> frozenset[str]:
    """Return the terms of a figure that counts people: those of the times it counts beside them give way.

    >>> sorted(in_heads(frozenset({"reception_batches", "three_public"})))
    ['reception_people', 'three_public']
    """
    known = terms()
    return frozenset((known[t].heads or t) if t in known else t for t in named)
