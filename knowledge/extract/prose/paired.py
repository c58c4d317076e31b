"""甲和乙分别为1万元、2万元: which of the names before 分别 a figure behind it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.extract.prose.cues import any_of, cues
from knowledge.subjects import is_subject_name
from knowledge.terms import label_terms

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_JOINT = re.compile(r"[、和与及]")
_STOP = "。！？；\n"
_YEAR = re.compile(r"\d{4}年度?")
_MOST = 4
"""Names that are told apart; more of them make a table, not a sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Names and the figures told of them, in the same order."""

    names: tuple[str, ...]
    start: int
    """Where the first figure stands."""
    figures: tuple[int, ...]
    """Where each of them stands."""
    stop: int
    """Where the sentence ends."""


@lru_cache(maxsize=64)
def pairs_in(text: str) -> tuple[Pair, ...]:
    """Given folded text, return the names and figures that it lists side by side.

    >>> [pair.names for pair in pairs_in("公务接待费和培训费分别为1.20万元和3.40万元。")]
    [('公务接待费', '培训费')]
    >>> [pair.names for pair in pairs_in("收、支总计各增加5万元。")]
    []
    """
    found: list[Pair] = []
    for match in _each().finditer(text) if lists_figures(text) else ():
        stop = min((p for sign in _STOP if (p := text.find(sign, match.end())) >= 0), default=-1)
        stop = len(text) if stop < 0 else stop
        figures = tuple(f.start() for f in re.finditer(NUMBER, match["list"]))
        places = tuple(match.start("list") + start for start in figures)
        names = _names(text[: match.start()], len(places))
        alone = text[match.start() - 1 : match.start()] == "，"
        if alone and found and found[-1].stop == stop:
            names = found[-1].names if len(found[-1].names) == len(places) else ()
        if names:
            found.append(Pair(names, places[0], places, stop))
    return tuple(found)


def name_of(text: str, start: int) -> str | None:
    """Return the name that the figure at a place is of; an empty text where a list of several leaves it open.

    None where no such list stands before it in its sentence.

    >>> told = "公务接待费和培训费分别为1.20万元和3.40万元，比上年减少5%。"
    >>> name_of(told, told.index("1.20")), name_of(told, told.index("3.40"))
    ('公务接待费', '培训费')
    >>> name_of(told, told.index("5%")), name_of("公务接待费1万元。", 5)
    ('', None)
    """
    before = [pair for pair in pairs_in(text) if pair.start <= start < pair.stop]
    if not before:
        return None
    if start in before[-1].figures:
        return before[-1].names[before[-1].figures.index(start)]
    return ""


def _names(before: str, count: int) -> tuple[str, ...]:
    """Return so many names at the end of the words before 分别; none where they do not come to so many."""
    clause = re.split(r"[，:。；！？\n]", before)[-1]
    pieces = _JOINT.split(clause)
    listed = clause.split("、")
    if not clause or not 1 < count <= _MOST or not count <= len(pieces) <= _MOST + 2:
        return ()
    signs = _JOINT.findall(clause)
    ways = [_shared(names) for names in _groups(pieces, signs, count)]
    known = [names for names in ways if all(map(is_known, names))]
    if known or len(pieces) == count:
        return known[0] if known else ways[0]
    return _shared(tuple(listed)) if len(listed) == count else ()


def _groups(pieces: Sequence[str], signs: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way of joining neighbouring pieces again to so many names."""
    if count == 1:
        whole = pieces[0] + "".join(
            sign + piece for sign, piece in zip(signs, pieces[1:], strict=True)
        )
        yield (whole,)
        return
    for size in range(1, len(pieces) - count + 2):
        (first,) = next(_groups(pieces[:size], signs[: size - 1], 1))
        for rest in _groups(pieces[size:], signs[size:], count - 1):
            yield (first, *rest)


def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give each name what is printed once for all: the year or 本年 before the first, 总计 behind the last."""
    sides = cues().paired.sides
    whole = [_side().sub(lambda side: sides[side.group()], name) for name in names]
    bare = [_YEAR.sub("", name) for name in whole]
    if all(_YEAR.fullmatch(name) for name in whole[:-1]) and bare[-1]:
        return (*(f"{name}{bare[-1]}" for name in whole[:-1]), whole[-1])
    if all(_YEAR.fullmatch(name) for name in whole[1:]):
        return (whole[0], *(f"{name}{bare[0]}" for name in whole[1:]))
    year = _YEAR.search(whole[0])
    head = (year.group() if year else "") + ("本年" if "本年" in whole[0] else "")
    tail = re.search(cues().paired.tails, whole[-1])
    end = tail.group() if tail else ""
    return tuple(
        (name if n == 0 or name.startswith(head) else head + name)
        + ("" if name.endswith(end) else end)
        for n, name in enumerate(whole)
    )


def is_known(name: str) -> bool:
    """Whether words are the name of a concept or of a subject.

    >>> is_known("公务接待费预算"), is_known("商品和服务支出"), is_known("和服务支出")
    (True, True, False)
    """
    bare = re.sub(cues().paired.tails, "", _YEAR.sub("", name))
    known = any(not term.startswith("label:") for term in label_terms(bare))
    return known or is_subject_name(bare) or is_subject_name(bare.removesuffix("支出"))


def lists_figures(text: str) -> bool:
    """Whether a text may set names and their figures side by side.

    >>> lists_figures("甲和乙分别为1万元、2万元"), lists_figures("甲为1万元")
    (True, False)
    """
    return any(word in text for word in cues().paired.each)


@lru_cache(maxsize=1)
def _side() -> re.Pattern[str]:
    """A side cut short at the head of a name: 收、支总计, 2026年收."""
    cut = "|".join(
        f"{short}(?!{full[len(short) :]})" for short, full in cues().paired.sides.items()
    )
    return re.compile(rf"(?:^|(?<=年)|(?<=年度)|(?<=本年))(?:{cut})")


@lru_cache(maxsize=1)
def _each() -> re.Pattern[str]:
    """分别 or 各, and the figures behind it: 分别比上年减少1万元和增加2万元."""
    own = cues().units
    units = any_of((*own.money, *own.percent, *own.people, *own.count))
    words = r"[\u4e00-\u9fff]{0,8}"
    figure = rf"{NUMBER}(?:{units})?"
    return re.compile(
        rf"{any_of(cues().paired.each)}{words}(?:\d{{4}}年{words})?"
        rf"(?P<list>{figure}(?:(?:[、,和与及]{words}|，){figure})+)"
    )
