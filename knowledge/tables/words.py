"""The layout's vocabulary (words.toml), and how printed words are brought together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from knowledge.terms import plain_label, squash, unnamed_part

_WIDE = r"[^\x00-\x7f]"
_BLANK_INSIDE = re.compile(rf"(?<={_WIDE}) (?={_WIDE})|(?<=[()]) (?={_WIDE})|(?<={_WIDE}) (?=[()])")
_MARKUP = re.compile(r"<(?:/?p|br\s*/?)>", re.IGNORECASE)


class _Set(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]


class _Caption(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str
    unit_in_title: str
    entity: str
    number: str
    aside: str
    note: str
    more_notes: str
    entity_by_code: str
    title_over_unit: str
    title_ends: str
    continued: str


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    label_heads: tuple[str, ...]
    title_heads: tuple[str, ...]
    code_heads: tuple[str, ...]
    unit_heads: tuple[str, ...]
    code_levels: tuple[str, ...]
    ordinal_heads: tuple[str, ...]
    side_heads: tuple[str, ...]
    second_heads: tuple[str, ...]
    project_heads: tuple[str, ...]
    sort_heads: tuple[str, ...]
    subject_heads: tuple[str, ...]
    time_heads: tuple[str, ...]
    ordinal_rows: tuple[str, ...]
    totals: tuple[str, ...]
    heads: tuple[_Set, ...]
    groups: tuple[_Set, ...]
    caption: _Caption


def close_up(text: str) -> str:
    """Given printed words, return them without the blanks inside words and without leftover markup.

    >>> (
    ...     close_up("政 府 性 基 金 预 算"),
    ...     close_up("4000 通"),
    ...     close_up("<p>1. 负责登记；</p> <p>2. 核发</p>"),
    ... )
    ('政府性基金预算', '4000 通', '1. 负责登记； 2. 核发')
    """
    words = (_MARKUP.sub(" ", text) if "<" in text else text).split()
    return _BLANK_INSIDE.sub("", " ".join(words)) if len(words) > 1 else "".join(words)


def unnumbered(label: str) -> str:
    """Given a printed label, return it without its numbering, otherwise as printed.

    >>> (
    ...     unnumbered("一、“三公”经费"),
    ...     unnumbered("其中：（1）公务用车购置费"),
    ...     unnumbered("12 月 31 日"),
    ... )
    ('“三公”经费', '公务用车购置费', '12 月 31 日')
    """
    plain = plain_label(label)
    for start in range(len(label)):
        if squash(label[start:]) == plain and not label[start].isspace():
            return label[start:]
    return label


def is_label_head(text: str) -> bool:
    """Whether a column's innermost head says that it holds labels or codes.

    >>> [is_label_head(text) for text in ("项 目", "科目编码", "预算数", "项目支出")]
    [True, True, False, False]
    """
    return _fits("label_heads", text)


def may_be_title(text: str) -> bool:
    """Whether the first of a row of heads may be the sub-table's title, and no head itself.

    >>> may_be_title("年度绩效目标"), may_be_title("绩效指标"), may_be_title("项目名称")
    (True, True, False)
    """
    return bool(text) and (_fits("title_heads", text) or not is_label_head(text))


def is_code_head(text: str) -> bool:
    """Whether a column's innermost head says that it holds codes."""
    return _fits("code_heads", text)


def is_unit_head(text: str) -> bool:
    """Whether a column's innermost head says that it holds the codes of units.

    >>> is_unit_head("单位代码"), is_unit_head("科目编码")
    (True, False)
    """
    return _fits("unit_heads", text)


def is_time_head(text: str) -> bool:
    """Whether a head says up to when what stands under it is paid.

    >>> is_time_head("10月底"), is_time_head("3个月")
    (True, False)
    """
    return _fits("time_heads", text)


def is_next_level(before: Sequence[str], head: Sequence[str]) -> bool:
    """Whether two heads side by side are of one code's levels (类 and 款, 款 and 项), with no head above them.

    >>> is_next_level(("类",), ("款",)), is_next_level(("款",), ("类",)), is_next_level((), ("款",))
    (True, False, False)
    """
    levels = words().code_levels
    pair = (squash("".join(before)), squash("".join(head)))
    return pair in {(one, other) for one, other in pairwise(levels)}


def is_ordinal_head(text: str) -> bool:
    """Whether a column's innermost head says that it counts the rows."""
    return _fits("ordinal_heads", text)


def is_side_head(text: str) -> bool:
    """Whether a column's innermost head names a side of the accounts (收入, 支出)."""
    return _fits("side_heads", text)


def is_second_head(text: str) -> bool:
    """Whether a column files the row a second time, beside what it is called by.

    >>> (
    ...     is_second_head("政府预算支出经济分类科目名称"),
    ...     is_second_head("部门预算支出经济分类科目名称"),
    ... )
    (True, False)
    """
    return _fits("second_heads", text)


def is_project_head(text: str) -> bool:
    """Whether a column holds the names of projects."""
    return _fits("project_heads", text)


def is_sort_head(text: str) -> bool:
    """Whether a column says of what sort projects are."""
    return _fits("sort_heads", text)


def is_subject_head(text: str) -> bool:
    """Whether a column holds functional or economic subjects: behind a project's name they only file it.

    >>> is_project_head("项目名称"), is_subject_head("功能科目"), is_subject_head("科目名称")
    (True, True, False)
    """
    return _fits("subject_heads", text)


def begins_ordinal_row(text: str) -> bool:
    """Whether a cell says that its row numbers the columns (栏次, **)."""
    return _fits("ordinal_rows", text)


def is_total_label(text: str) -> bool:
    """Whether a row's label says that it adds up others.

    >>> [
    ...     is_total_label(text)
    ...     for text in ("合 计", "收 入 总 计", "本年支出合计", "总计：", "人员类合计", "设计")
    ... ]
    [True, True, True, True, True, False]
    """
    plain = plain_label(text).rstrip(":：")
    if _fits("totals", plain):
        return True
    return bool(re.fullmatch(rf"(.+)(?:{'|'.join(words().totals)})", plain)) and not unnamed_part(
        plain
    )


def head_words(texts: tuple[str, ...]) -> int:
    """Return how many of a row's cells are heads of one kind of sub-table (一级指标 | 二级指标 | …)."""
    squashed = {re.sub(r"\(.*?\)", "", squash(text)) for text in texts if text}
    return max(len(squashed & set(group.words)) for group in words().heads)


def whole_group(first: str, second: str) -> str | None:
    """Given two pieces of a column of groups, return the word they make together.

    >>> whole_group("产出", "指标")
    '产出指标'
    """
    joined = squash(first) + squash(second)
    known = {word for group in words().groups for word in group.words}
    return joined if first and second and joined in known else None


@lru_cache(maxsize=1)
def words() -> _Words:
    """Return the layout's vocabulary, validated."""
    data = resources.files("knowledge").joinpath("tables/words.toml").read_text(encoding="utf-8")
    return _Words.model_validate(tomllib.loads(data))


@lru_cache(maxsize=16)
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in getattr(words(), kind)))


def _fits(kind: str, text: str) -> bool:
    return bool(_pattern(kind).fullmatch(squash(text)))
