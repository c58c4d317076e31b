"""Contents page and tables → promises: what the contents page names, and what of it the body holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.document import Finding, Severity, Table
from knowledge.extract.contents import Entry
from knowledge.extract.headings import heading_style, outline_words
from knowledge.extract.sections import Outline
from knowledge.facts import Promise
from knowledge.forms import form_of
from knowledge.terms import plain_label, squash

_YEAR = re.compile(r"\d{4}年?度?")


def promises_in(
    outline: Outline, tables: Sequence[Table], department: str = ""
) -> tuple[tuple[Promise, ...], tuple[Finding, ...]]:
    """Given the outline and the tables, return what the contents page promises and what is lacking."""
    promises: list[Promise] = []
    findings: list[Finding] = []
    for entry in outline.contents:
        if re.search(outline_words().filled_in, entry.text):
            continue
        if _names_a_table(entry):
            if not _distinct_name(entry.text, department):
                continue
            table = _keeper(entry.text, tables)
            promises.append(Promise(_name(entry.text), entry.paragraph.place, table, entry.part))
            if table is None and tables:
                findings.append(_lacking("table_missing", entry))
        elif _distinct_name(entry.text, department) and not _stands_in_body(entry, outline):
            findings.append(_lacking("heading_missing", entry))
    return tuple(promises), tuple(findings)


@lru_cache(maxsize=8192)
def bare_name(text: str) -> str:
    """Return a table's or heading's name without what contents page and body write differently.

    >>> bare_name("一、部门收支总表") == bare_name("收支总体情况表")
    True
    >>> bare_name("五、一般公共预算支出表（分功能科目，分单位）")
    '一般公共支出'
    """
    name = plain_label(_prefix().sub("", squash(text)))
    name = re.sub(r"\([^()]*\)", "", _YEAR.sub("", name)).partition("·")[0]
    return _without_noise(name) or name


def _without_noise(name: str) -> str:
    for word in sorted(outline_words().noise, key=len, reverse=True):
        name = name.replace(word, "")
    return name


def _distinct_name(text: str, department: str) -> bool:
    """Whether an entry names something of its own; 部门预算表 is a heading over tables."""
    name = plain_label(_prefix().sub("", squash(text))).replace(squash(department), "")
    return bool(_without_noise(re.sub(r"第.{1,3}部分", "", _YEAR.sub("", name))))


def _names_a_table(entry: Entry) -> bool:
    style = heading_style(entry.text)
    if style and style[0] == "part":
        return False
    if any(word in squash(entry.part) for word in outline_words().table_parts):
        return True
    named = bool(style or entry.part or _prefix().match(squash(entry.text)))
    return named and bool(re.search(r"表(?:\([^()]*\))?$", squash(entry.text)))


def _keeper(text: str, tables: Sequence[Table]) -> int | None:
    """The index of the first table that has the promised form or name."""
    name = bare_name(text)
    form = form_of(_name(text))
    for table in tables:
        if table.title and bare_name(table.title) == name:
            return table.index
    for table in tables:
        if form is not None and table.form == form:
            return table.index
    return None


def _stands_in_body(entry: Entry, outline: Outline) -> bool:
    """Whether the body has a heading with this number in this part, or with this name anywhere."""
    style = heading_style(entry.text)
    name = bare_name(entry.text)
    part = bare_name(entry.part)
    for section in outline.sections:
        if not section.path:
            continue
        if bare_name(section.title) == name:
            return True
        is_part = style is not None and style[0] == "part"
        same_part = is_part or not entry.part or bare_name(section.path[0]) == part
        if style and same_part and heading_style(section.title) == style:
            return True
    return False


def _lacking(code: str, entry: Entry) -> Finding:
    values = (("name", _name(entry.text)), ("entry", entry.text))
    severity: Severity = "warning" if code == "table_missing" else "note"
    return Finding(code, severity, values, (entry.paragraph.place,), (entry.text,))


def _name(text: str) -> str:
    bare = re.sub(r"^(?:\([^()]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*", "", text)
    return re.sub(rf"^(?:附?表\s*\d{{1,2}}[:：]|{outline_words().official_number})\s*", "", bare)


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    """Return what finds a table's number, or 附件, before its name."""
    official = outline_words().official_number
    return re.compile(rf"^(?:附?表\d{{1,2}}(?:-\d+)?|附件(?=[:：])|{official})[:：.、]?")
