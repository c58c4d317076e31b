"""A paragraph → its heading style: how it is numbered, or that it is no heading."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from knowledge.extract.prose.figures import figures_in
from knowledge.extract.prose.folded import fold

LENGTH = 60
"""A heading is no longer than this many characters."""
SENTENCE_END = "。！？；"
_STOPPED = 12
"""A heading that ends as a sentence does (（一）职能职责。) is no longer than this, and ends with a known name."""
_NUMERAL = "一二三四五六七八九十廿百"
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{_NUMERAL}\d]+)(?:部分|章|篇)[:、.]?")),
    ("han", re.compile(rf"([{_NUMERAL}]{{1,4}})[、.]")),
    ("han-bracket", re.compile(rf"\(([{_NUMERAL}]{{1,4}})\)[、.]?")),
    ("digit", re.compile(r"(\d{1,2})[、.](?!\d(?!\d{3}年))")),
    ("digit-bracket", re.compile(r"\((\d{1,2})\)[、.]?")),
)
"""The ways of numbering a heading, matched against folded text."""
_DOCUMENT_TITLE = re.compile(r"(?=.*\d{4}年).*(?:预算|决算)(?:公开)?(?:文件)?$")


class OutlineWords(BaseModel):
    """The words of sections.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    official_number: str
    filled_in: str
    noise: tuple[str, ...]
    table_parts: tuple[str, ...]
    entry_ends: tuple[str, ...]
    plain_headings: tuple[str, ...]
    stopped_headings: tuple[str, ...]
    item_name: re.Pattern[str]
    reason_alone: re.Pattern[str]
    tells_change: re.Pattern[str]


@lru_cache(maxsize=2048)
def heading_style(text: str) -> tuple[str, int] | None:
    """Given a paragraph, return its heading's style and number; None for a paragraph that is no heading.

    >>> heading_style("第三部分 2026年部门预算情况说明")
    ('part', 3)
    >>> heading_style("（二）政府采购预算情况")
    ('han-bracket', 2)
    >>> heading_style("一、2026年收入预算186万元。") is None
    True
    """
    folded = fold(text).text
    for style, pattern in STYLES:
        match = pattern.match(folded)
        if match:
            rest = _without_stop(folded[match.end() :])
            return (style, number_of(match.group(1))) if _names_a_section(rest) else None
    return _plain_style(folded)


@lru_cache(maxsize=1)
def outline_words() -> OutlineWords:
    """Return the words by which headings and the contents page are read."""
    text = resources.files("knowledge.extract").joinpath("sections.toml").read_text("utf-8")
    return OutlineWords.model_validate(tomllib.loads(text))


def number_of(numeral: str) -> int:
    """Return a Chinese or Arabic numeral up to 99 as a number.

    >>> number_of("十二"), number_of("廿一"), number_of("7")
    (12, 21, 7)
    """
    if numeral.isdigit():
        return int(numeral)
    digits = "零一二三四五六七八九"
    text = numeral.replace("廿", "二十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return digits.find(text[-1])
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(ones) if ones else 0)


def _without_stop(rest: str) -> str:
    """Return a numbered title without the full stop that some papers print behind it: （四）预算绩效管理情况。"""
    bare = rest.removesuffix("。")
    return bare if bare.endswith(outline_words().stopped_headings) else rest


def _names_a_section(rest: str) -> bool:
    """Whether the words after a number are a title: short, no sentence, no figure."""
    if len(rest) <= _STOPPED and rest.endswith("。"):
        return rest[:-1].endswith(outline_words().plain_headings)
    if not rest or len(rest) > LENGTH or any(stop in rest for stop in SENTENCE_END):
        return False
    if ":" in rest.rstrip(":") or rest.count("，") > 1:
        return False
    return not figures_in(rest)


def _plain_style(folded: str) -> tuple[str, int] | None:
    """A heading without a number: known by its last words, or the disclosure's own title."""
    if len(folded) > LENGTH or re.search(r"[，。；:！？]", folded):
        return None
    if folded.endswith(outline_words().plain_headings):
        return "plain", 0
    return ("title", 0) if _DOCUMENT_TITLE.match(folded) else None
