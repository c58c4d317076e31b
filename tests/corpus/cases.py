"""What the TOML files of this folder may hold, and how they are read; a fault in them is told with its file."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.reply import Reply, ReplyFact, Status
from intents.rules import rules

FOLDER = Path(__file__).parent
RESERVED = frozenset(
    {
        "several",
        "order",
        "refusals",
        "conversations",
        "known_failures",
        "mended",
        "variants",
        "qualifiers",
        "reckoned",
    }
)
"""Files that are no rule's."""
_M = TypeVar("_M", bound=BaseModel)
_SCALE = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class _Case(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Case):
    """What an answer must say; only what is given is looked at."""

    value: str | None = None
    """The headline fact's value, as a plain decimal or in words; amounts compare across 元 and 万元."""
    unit: str | None = None
    year: int | None = None
    state: Literal["value", "zero", "none_arranged", "blank"] | None = None
    derived: bool | None = None
    entity: str | None = None
    """Whose figure it is; several joined by 、."""
    holds: tuple[str, ...] = ()
    """Words that the text, the notices or the quotes must hold, each of them."""
    lacks: tuple[str, ...] = ()
    """Words that none of them may hold."""

    def faults(self, reply: Reply) -> list[str]:
        """Return in what a reply differs from what it must say."""
        found = (
            []
            if self._is_of_words()
            else _fact_faults(self, reply.facts[0] if reply.facts else None)
        )
        told = "\n".join((reply.text, *reply.notices, *(c.quote for c in reply.citations)))
        found += [f"没有说“{word}”" for word in self.holds if word not in told]
        return found + [f"说了“{word}”" for word in self.lacks if word in told]

    def _is_of_words(self) -> bool:
        told = (self.value, self.unit, self.year, self.state, self.derived, self.entity)
        return told == (None,) * 6


class Group(_Case):
    """One question in many words."""

    name: str
    op: str | None = None
    """The operation; the file's where none is given."""
    subjects: tuple[str, ...] = ()
    """Each subject's terms, labels and codes joined by +, alternatives by |."""
    years: tuple[int, ...] = ()
    """The years asked about; the fiscal year goes without saying."""
    tables: tuple[str, ...] = ()
    kind: str | None = None
    unit: str | None = None
    direction: str | None = None
    per: str | None = None
    largest: bool | None = None
    percent: bool | None = None
    number: str | None = None
    words: tuple[str, ...] | None = None
    answer: Said
    say: tuple[str, ...] = Field(min_length=1)


class RuleFile(_Case):
    """The questions of one rule."""

    op: str
    group: tuple[Group, ...] = Field(min_length=1)


class Phrase(_Case):
    """One way of saying a group's question."""

    rule: str
    group: Group
    text: str
    about: str = "budget"
    """What sort of paper is asked."""


class Refusals(_Case):
    """Questions of one kind that are not answered."""

    kind: str
    status: tuple[Status, ...]
    holds: tuple[str, ...] = ()
    """Words that the refusal must hold."""
    say: tuple[str, ...] = Field(min_length=1)


class RefusalFile(_Case):
    refusals: tuple[Refusals, ...] = Field(min_length=1)


class Turn(_Case):
    """One message of a conversation and what must come of it."""

    ask: str | None = None
    pick: int | None = Field(default=None, ge=1)
    """Instead of words of its own: the text of that option of the reply before, counted from 1."""
    status: Status = "answered"
    said: Said = Said()
    assumed: str = ""
    """Words that the reply must say were taken for granted."""
    options: int | None = None
    """How many options must be offered."""


class Talk(_Case):
    """One conversation."""

    name: str
    turn: tuple[Turn, ...] = Field(min_length=2)


class TalkFile(_Case):
    talk: tuple[Talk, ...]


class Failure(_Case):
    """A question that goes wrong, or once did."""

    ask: tuple[str, ...] = Field(min_length=1)
    """The messages of a conversation; the last one's reply counts."""
    now: str
    """What comes today, or came before it was mended; for people."""
    status: tuple[Status, ...]
    said: Said = Said()
    rule: str | None = None
    """The rule that should have read it."""
    distinct: bool = False
    """Whether it is that the options must differ."""
    next_step: bool = False
    """Whether it is that a next step must be offered."""


class FailureFile(_Case):
    failure: tuple[Failure, ...] = ()


class OrderFile(_Case):
    """Which rules may read a phrase too, because they are less particular than the one that wins."""

    before: dict[str, tuple[str, ...]]


class VariantFile(_Case):
    """Ways of asking the same thing that must not change the figure."""

    prefix: tuple[str, ...]
    suffix: tuple[str, ...]
    kept: dict[str, float]
    """The share of changed questions that must still be answered, by the change; `fewest` for all others."""


class ReckonedFile(_Case):
    """Wordings of one reckoning over two things, `{a}` the smaller and `{b}` the larger, by what is reckoned."""

    sum: tuple[str, ...]
    difference: tuple[str, ...]
    largest: tuple[str, ...]
    share: tuple[str, ...]
    remainder: tuple[str, ...]

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the wordings of one kind of reckoning."""
        return tuple(getattr(self, kind))


class QualifierFile(_Case):
    """Templates that narrow a thing `{x}` to something else, by the kind of word that narrows it."""

    part: tuple[str, ...]
    purpose: tuple[str, ...]
    without: tuple[str, ...]
    time: tuple[str, ...]
    state: tuple[str, ...]
    measure: tuple[str, ...]
    elsewhere: tuple[str, ...]

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds, each with its templates."""
        return {name: getattr(self, name) for name in type(self).model_fields}


def read(name: str, model: type[_M]) -> _M:
    """Given a file's stem and its model, return what it holds; a fault names the file."""
    path = FOLDER / f"{name}.toml"
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"tests/corpus/{path.name} 写法有误：{error}") from error


@lru_cache(maxsize=1)
def rule_files() -> dict[str, RuleFile]:
    """Return the rules' files by the rule's name."""
    names = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in RESERVED)
    return {name: read(name, RuleFile) for name in names}


@lru_cache(maxsize=1)
def known_failures() -> frozenset[str]:
    """Return the single questions that are known to go wrong: other tests leave them alone until they are mended."""
    return frozenset(
        f.ask[0] for f in read("known_failures", FailureFile).failure if len(f.ask) == 1
    )


def about_of(rule: str) -> str:
    """Return what sort of paper a rule's phrases ask."""
    return next((r.about for r in rules() if r.name == rule), "budget")


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Return every phrase of the rules' files that is not known to go wrong, in order."""
    return tuple(
        Phrase(rule=name, group=group, text=text, about=about_of(name))
        for name, file in rule_files().items()
        for group in file.group
        for text in group.say
        if text not in known_failures()
    )


def same_amount(
    left: str | None, left_unit: str | None, right: str | None, right_unit: str | None
) -> bool:
    """Return whether two values are the same amount, or the same words.

    >>> same_amount("186.00", "万元", "1860000", "元"), same_amount("95", "%", "95.1", "%")
    (True, False)
    """
    if left is None or right is None:
        return left is right
    try:
        a, b = Decimal(left), Decimal(right)
    except ArithmeticError:
        return "".join(left.split()) == "".join(right.split())
    if left_unit in _SCALE and right_unit in _SCALE:
        return a * _SCALE[left_unit] == b * _SCALE[right_unit]
    return a == b and left_unit == right_unit


def _fact_faults(wanted: Said, fact: ReplyFact | None) -> list[str]:
    if fact is None:
        return ["没有给出任何数据"]
    faults = []
    empty = wanted.value is None and wanted.state in {"blank", "none_arranged"}
    if (wanted.value is not None or empty) and not same_amount(
        wanted.value, wanted.unit or fact.unit, fact.value, fact.unit
    ):
        faults.append(
            f"应为 {wanted.value} {wanted.unit or ''}，却是 {fact.value} {fact.unit or ''}"
        )
    for name in ("year", "state", "derived", "entity"):
        expected, given = getattr(wanted, name), getattr(fact, name)
        if expected is not None and expected != given:
            faults.append(f"{name} 应为 {expected}，却是 {given}")
    return faults
