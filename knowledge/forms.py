"""Which standard form a table is, and what its cells are about; names and meanings are forms.toml's."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.terms import squash, terms


class Form(BaseModel):
    """One standard form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    names: tuple[str, ...]
    """Titles without year, numbering, brackets and noise words; the first one is the standard name."""
    ends: tuple[str, ...] = ()
    """Whatever precedes them, titles that end so are this form's."""
    terms: tuple[str, ...] = ()
    """What every cell is about."""
    topic: tuple[str, ...] = ()
    """What cells are about whose heads and labels name nothing else."""
    unless: tuple[str, ...] = ()
    """Terms that, where the title names one, share the form with the topic: its bare totals hold both."""
    setting: tuple[str, ...] = ()
    """What labelled rows take for granted."""
    halves: tuple[tuple[str, ...], ...] = ()
    """The terms of each side-by-side half, from the left."""
    total: tuple[str, ...] = ()
    """What a bare total of the form is of, though nothing there says so (本年支出 in 支出决算表)."""
    words: dict[str, tuple[str, ...]] = {}
    """What a head or label means in this form and nowhere else."""
    layout: Literal["table", "stacked"] = "table"


class Sum(BaseModel):
    """Within the named forms, the amount of `whole` is the sum of those of `parts`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]


class Side(BaseModel):
    """One side of an equality between forms."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    terms: tuple[str, ...]


class Equal(BaseModel):
    """The amount of one form's terms is that of another's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: Side
    right: Side
    others: tuple[Side, ...] = ()
    """What the right side may be the same as instead (a total with what is carried over)."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    noise: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    owners: str
    form: tuple[Form, ...]
    sum: tuple[Sum, ...]
    equal: tuple[Equal, ...]


def form_of(title: str | None) -> str | None:
    """Given a table's title, return its form's id; None where no form is known by it.

    >>> (
    ...     form_of("2026年部门财务收支预算总表"),
    ...     form_of("收支总体情况表"),
    ...     form_of("国有资本经营预算支出"),
    ... )
    ('budget_totals', 'budget_totals', 'state_capital')
    >>> form_of("某某大学收支预算总表"), form_of("食堂收支明细账") is None
    ('budget_totals', True)
    """
    if not title:
        return None
    plain = plain_title(title)
    known = _by_name()
    if plain in known:
        return known[plain]
    ends = [name for name in known if plain.endswith(name)]
    name = max(ends, key=len, default="")
    owner = plain[: len(plain) - len(name)]
    if name and re.fullmatch(_file().owners, owner):
        return known[name]
    return next((one.id for one in _file().form if plain.endswith(one.ends or ("\n",))), None)


def plain_title(title: str) -> str:
    """Given a title, return it as the names of forms.toml are written.

    >>> plain_title("附表4-5.1 2026年市级部门一般公共预算支出情况表（分功能科目）")
    '一般公共支出表'
    """
    plain = re.sub(
        r"^附?表[\d一二三四五六七八九十]+(?:[-.]\d+)*?[:、.]?(?=(?:19|20)\d\d年|[^\d.\-年])",
        "",
        squash(title),
    )
    for noise in _file().noise:
        plain = re.sub(noise, "", plain)
    for printed, standard in _file().same:
        plain = plain.replace(printed, standard)
    return plain.rstrip(":.")


def forms() -> dict[str, Form]:
    """Return the standard forms by id."""
    return {form.id: form for form in _file().form}


def form(identifier: str | None) -> Form | None:
    """Return a form by its id, or None."""
    return forms().get(identifier) if identifier else None


def sums() -> tuple[Sum, ...]:
    """Return the sums that must hold within forms."""
    return _file().sum


def equals() -> tuple[Equal, ...]:
    """Return the amounts that must agree between forms."""
    return _file().equal


@lru_cache(maxsize=1)
def _file() -> _File:
    data = resources.files("knowledge").joinpath("forms.toml").read_text(encoding="utf-8")
    file = _File.model_validate(tomllib.loads(data))
    used = {term for one in file.form for term in (*one.terms, *one.topic, *one.setting)}
    if unknown := used - set(terms()):
        raise ValueError(
            f"forms.toml 用到了 terms.toml 里没有的概念：{'、'.join(sorted(unknown))}。"
        )
    return file


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Return plain title → form id; a title may belong to one form only."""
    names: dict[str, str] = {}
    for one in _file().form:
        for name in one.names:
            if names.setdefault(plain_title(name), one.id) != one.id:
                raise ValueError(
                    f"forms.toml: {name} 同时属于 {names[plain_title(name)]} 和 {one.id}；请只留一处。"
                )
    return names
