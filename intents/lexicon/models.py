"""What an entry of the lexicon's files holds, one model a kind."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from knowledge import Kind, is_subject_code

_SHORTEST_WORD = 2
_NUMBER = "number"
"""The group of a concept's pattern that holds the number in its name."""


class EntryModel(BaseModel):
    """One entry of a file: nothing in it may be changed, and no key that is not known may stand in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Concept(EntryModel):
    """A thing of the field as people call it."""

    id: str
    aliases: tuple[str, ...]
    means: tuple[str, ...] = ()
    """The terms it stands for; empty where its id is the term."""
    patterns: tuple[re.Pattern[str], ...] = ()
    """What it is called with a number inside (单价100万元以上的设备); the paper must print the number."""
    forms: tuple[re.Pattern[str], ...] = ()
    """Ways of naming it that no list can hold (下面还挂着几家事业单位), as regular expressions on the folded text."""

    @field_validator("forms")
    @classmethod
    def _match_something(cls, forms: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
        return _matching_something(forms)

    @field_validator("patterns")
    @classmethod
    def _hold_a_number(cls, patterns: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
        for pattern in patterns:
            if _NUMBER not in pattern.groupindex:
                raise ValueError(f"{pattern.pattern} 里没有 (?P<{_NUMBER}>…)，不知道数在哪里")
        return _matching_something(patterns)

    @property
    def stands_for(self) -> frozenset[str]:
        """Return the terms of the paper side that the concept means."""
        return frozenset(self.means or (self.id,))


class Topic(EntryModel):
    """A thing of a department's money or staff that disclosures seldom hold."""

    id: str
    aliases: tuple[str, ...]


class LabelAliases(EntryModel):
    """What people call a label that many papers print."""

    name: str
    also: tuple[str, ...] = ()
    """The same label as other papers print it."""
    aliases: tuple[str, ...]


class SubjectWords(EntryModel):
    """What people say of a subject of the classifications, beside what its name prints."""

    code: str
    name: str
    words: tuple[str, ...]

    @field_validator("code")
    @classmethod
    def _is_a_code(cls, code: str) -> str:
        if not is_subject_code(code):
            raise ValueError(f"{code} 不是功能分类或经济分类的科目编码")
        return code

    @field_validator("words")
    @classmethod
    def _say_more_than_the_name(
        cls, words: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        name = info.data.get("name", "")
        idle = [w for w in words if len(w) < _SHORTEST_WORD or w in name or words.count(w) > 1]
        if idle:
            raise ValueError(f"{'、'.join(idle)}：只有一个字，或写了两次，或名称里已经有了；请删去")
        return words


class Joint(EntryModel):
    """Words for several things at once, and the things."""

    said: tuple[str, ...]
    of: tuple[str, ...]


class Either(EntryModel):
    """Words that mean several concepts."""

    aliases: tuple[str, ...]
    concepts: tuple[str, ...]


class Cue(EntryModel):
    """Words that tell what sort of answer is wanted."""

    op: str
    words: tuple[str, ...]
    kind: Kind | None = None
    unit: tuple[str, ...] = ()
    direction: Literal["up", "down"] | None = None
    patterns: tuple[re.Pattern[str], ...] = ()
    """Ways of asking that no list can hold (花没花, 排钱了没), as regular expressions on the folded text."""

    @field_validator("patterns")
    @classmethod
    def _match_something(cls, patterns: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
        return _matching_something(patterns)


class DepartmentKind(EntryModel):
    """What people call a department of one kind, told by the end of its name."""

    names: tuple[str, ...]
    words: tuple[str, ...]


class FieldWords(EntryModel):
    """What a field of the administration is called in the names of departments, and what people go on calling it."""

    name: str
    said: tuple[str, ...]


class Beyond(EntryModel):
    """Words that tell that a question is not about a budget disclosure."""

    kind: str
    words: tuple[str, ...]
    with_: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class RuleText(EntryModel):
    """What a rule asks, which cues it explains, and its examples."""

    name: str
    asks: str
    about: Literal["budget", "final_accounts"] = "budget"
    """What sort of paper its examples ask; the tests ask the shipped disclosure or a made one."""
    needs: tuple[str, ...] = ()
    """Cues of which one must be said; empty where the rule may read a question without any."""
    accounts: tuple[str, ...] = ()
    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def _matching_something(
    patterns: tuple[re.Pattern[str], ...],
) -> tuple[re.Pattern[str], ...]:
    for pattern in patterns:
        if pattern.search("") is not None:
            raise ValueError(f"{pattern.pattern} 连空的文字也匹配")
    return patterns
