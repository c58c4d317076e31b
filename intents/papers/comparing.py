"""What a question asks over several papers, and what is left of it to ask of each: 谁的三公最多 → 三公多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intents.lexicon import says_any
from intents.papers.said import Named, without
from intents.papers.words import AcrossWords, paper_words
from knowledge import Op

_MANY = 99
_END = r"(?:一?些|一?点|了|吗|呢|啊|呀|吧|的)*[?？!！。.,，]*"
_ENDINGS = re.compile(r"[?？!！。.,，、:：;；呢吗啊呀吧嘛]+$")
_EDGES = re.compile(
    r"^(?:请问|那么|那|的|是|有|和|与|在|中|里|这|[、,，])+|(?:的|是|有|和|与|比|、|,|，)+$"
)


@dataclass(frozen=True)
class Comparison:
    """What is asked over papers."""

    op: Op
    core: str
    """What is asked of each, in words; empty where it is what was asked before."""
    largest: bool = True
    every: bool = False
    """Whether all departments at hand are meant."""
    these: int = 0
    """How many of the departments spoken of before are meant, the last ones; 0 for none of them."""


def comparison_in(text: str, named: Sequence[Named]) -> Comparison | None:
    """Given a folded question and the departments that it names, return what it asks over them; None where nothing."""
    words = paper_words().across
    if any(word in text for word in words.not_across):
        return None
    these = _first(words.these, text)
    every = _first(words.every, text.replace(these, "、", 1) if these else text)
    if len({n.organisations for n in named}) < 2 and not every and not these:
        return None
    spans = [(n.start, n.end) for n in named]
    compared = _compared(text, spans, words)
    rest = without(text, [*spans, *compared], "、")
    for word in (every, these):
        rest = rest.replace(word, "、", 1) if word else rest
    op, largest, rest = _operation(rest, bool(compared), words)
    rivals = _first(words.rivals, rest)
    if rivals:
        rest = rest.replace(rivals, "、", 1)
    return Comparison(op, _core(rest, words), largest, bool(every), _count_of(these))


def is_rivalry(text: str) -> bool:
    """Return whether a message asks which of those spoken of before it is: 谁多, 哪个少."""
    return _first(paper_words().across.rivals, text) != "" and bool(_bare(text))


def _count_of(word: str) -> int:
    """Return how many are meant by 这两家, 三个部门; many where no number is said."""
    if not word:
        return 0
    return next((n for c, n in (("两", 2), ("俩", 2), ("三", 3)) if c in word), _MANY)


def _operation(text: str, compared: bool, words: AcrossWords) -> tuple[Op, bool, str]:
    """Return the operation, whether the largest comes first, and the text without the words for it."""
    for group, op, largest in (
        (words.times, Op.RATIO, True),
        (words.difference, Op.CHANGE, True),
        (words.ordered_up, Op.EXTREME, False),
        (words.ordered, Op.EXTREME, not _first(words.least, text)),
        (words.most, Op.EXTREME, True),
        (words.least, Op.EXTREME, False),
        (words.total, Op.SUM, True),
    ):
        word = _first(group, text)
        if word:
            text = text.replace(word, "", 1)
            for again in (*words.ordered, *words.most, *words.least) if op is Op.EXTREME else ():
                text = text.replace(again, "", 1)
            return op, largest, text
    bare = _bare(text)
    if bare and (compared or _first(words.rivals, text)):
        op = Op.CHANGE if compared else Op.EXTREME
        return op, bare[1] in words.bare_more, text[: bare.start(1)]
    for word in words.each:
        text = text.replace(word, "", 1) if word in text else text
    return (Op.CHANGE if compared else Op.LOOKUP), True, text


def _bare(text: str) -> re.Match[str] | None:
    words = paper_words().across
    ends = "|".join((*words.bare_more, *words.bare_less))
    found = re.search(rf"({ends}){_END}$", text)
    return None if found and text[: found.end(1)].endswith("多少") else found


def _compared(
    text: str, spans: Sequence[tuple[int, int]], words: AcrossWords
) -> list[tuple[int, int]]:
    """Return where a word of comparison stands beside a department's name (甲局比乙局)."""
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    found: list[tuple[int, int]] = []
    for word in words.compared:
        for match in re.finditer(re.escape(word), text):
            start, end = match.span()
            beside = (
                end in starts or start in ends or (start - 1 in ends and text[start - 1] == "的")
            )
            if beside and all(e <= start or end <= s for s, e in found):
                found.append((start, end))
    return found


def _core(text: str, words: AcrossWords) -> str:
    """Return what is asked of each paper, as a question of one."""
    joined = "|".join(re.escape(j) for j in sorted(words.joins, key=len, reverse=True) if j != "、")
    text = re.sub(rf"、(?:(?:{joined}|的)*、)+", "、", f"、{text}")
    text = re.sub(rf"、(?:{joined}|的)+", "、", text).replace("、", "")
    previous = None
    while text != previous:
        previous, text = text, _EDGES.sub("", _ENDINGS.sub("", text))
    for core in paper_words().core:
        if text in core.left:
            return core.asks
        tail = next(
            (
                w
                for w in core.left
                if len(text) > 4 and re.fullmatch(rf"(?:19|20)\d\d年度?的?{w}", text)
            ),
            "",
        )
        if tail:
            return text[: len(text) - len(tail)] + core.asks
    asks = says_any(text, "asking_number")
    return text + ("" if asks or not text else "多少")


def _first(words: Sequence[str], text: str) -> str:
    """Return the longest of the words that a text holds."""
    return max((word for word in words if word in text), key=len, default="")
