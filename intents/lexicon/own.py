"""This installation's own words: what people here call a concept or a label, kept in a file beside the papers.

The file may be edited by hand; each word stands by itself, with who added it and when:

    [[alias]]
    word = "吃喝钱"
    concept = "official_reception"   # or label = "公务接待费（项目）"
    by = "小王"
    at = "2026-03-01"
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from intents.lexicon.files import OWN, LexiconError, file_title, line_of_entry, read
from knowledge import squash

_TABLE = "alias"
_HEADER = re.compile(r"(?m)^[ \t]*(?=\[\[)")


class OwnWord(BaseModel):
    """A word of the installation's own: what it means, who added it and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str = Field(min_length=1, max_length=40)
    concept: str = ""
    """The id of the concept that it means, or empty."""
    label: str = ""
    """The label that it means where a paper prints it, or empty."""
    by: str = ""
    at: str = ""

    @model_validator(mode="after")
    def _means_one_thing(self) -> Self:
        if bool(self.concept) == bool(self.label):
            raise ValueError("concept（概念）和 label（名目）要写一个，也只能写一个")
        return self

    @property
    def means(self) -> str:
        """The concept's id or the label."""
        return self.concept or self.label

    @property
    def folded(self) -> str:
        """The word as questions are compared with it."""
        return squash(self.word).lower()


def own_words() -> tuple[OwnWord, ...]:
    """Return the words of the installation's own file, as held; raise `LexiconError` where it is written wrongly."""
    return _words_in(read(OWN))


def words_in_text(text: str) -> tuple[OwnWord, ...]:
    r"""Given the text of such a file, return its words.

    >>> [each.concept for each in words_in_text('[[alias]]\nword = "吃喝钱"\nconcept = "meetings"')]
    ['meetings']
    """
    try:
        return _words_in(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            f"{file_title(OWN)}：写法有误（{error}）；请照文件开头的例子改。"
        ) from error


def with_word(text: str, word: OwnWord) -> str:
    """Given the text of such a file and a word, return the text with it at the end; what stands there stays.

    >>> print(with_word("", OwnWord(word="吃喝钱", concept="meetings")))
    [[alias]]
    word = "吃喝钱"
    concept = "meetings"
    <BLANKLINE>
    """
    told = word.model_dump(exclude_defaults=True)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items()]
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}[[{_TABLE}]]\n{''.join(lines)}"


def without_word(text: str, word: str) -> str:
    r"""Given the text of such a file, return it without a word; what else stands there stays.

    >>> without_word(
    ...     with_word("# 自己的词\n", OwnWord(word="吃喝钱", concept="meetings")), "吃喝钱"
    ... )
    '# 自己的词\n'
    """
    head, *blocks = _HEADER.split(text)
    wanted = squash(word).lower()
    kept = [b for b in blocks if all(each.folded != wanted for each in words_in_text(b))]
    left = (head + "".join(kept)).rstrip("\n")
    return f"{left}\n" if left else ""


def _words_in(tables: dict[str, object]) -> tuple[OwnWord, ...]:
    for odd in tables.keys() - {_TABLE}:
        raise LexiconError(f"{file_title(OWN)}：不认识 {odd}；这个文件里只有一条条 [[{_TABLE}]]。")
    listed = tables.get(_TABLE, [])
    found: dict[str, OwnWord] = {}
    for number, entry in enumerate(listed if isinstance(listed, list) else [listed], start=1):
        try:
            own = OwnWord.model_validate(entry)
        except ValidationError as error:
            fault = error.errors()[0]
            key = ".".join(map(str, fault["loc"]))
            raise LexiconError(f"{_place(number)}：{key} {fault['msg']}".rstrip()) from error
        if own.folded in found:
            raise LexiconError(f"{_place(number)}：“{own.word}”写了两次；请只留一处。")
        found[own.folded] = own
    return tuple(found.values())


def _place(number: int) -> str:
    line = line_of_entry(OWN, _TABLE, number)
    return f"{file_title(OWN)} 第 {number} 条（第 {line} 行）"
