"""The lines above and below a grid: its number, title, unit, entity, and its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.document import Paragraph
from knowledge.forms import form_of
from knowledge.tables.words import close_up, words
from knowledge.terms import label_terms, squash, terms

_END = re.compile(r"[。；;，,]$")
_LONGEST_TITLE = 60
_UNIT_END = "元"
_RUN_OVER = 3
"""Characters of a title's end that may stand on a line of their own."""


@dataclass(slots=True)
class Caption:
    """What the lines above a grid say about it."""

    number: str | None = None
    title: str | None = None
    unit: str | None = None
    entity: str | None = None
    fields: list[tuple[str, str, Paragraph]] = field(default_factory=list)
    """Label, value and line of what else is filled in above it (申报日期：…)."""
    used: int = 0
    """How many of the paragraphs belong to it, from the last one back."""
    skip: bool = False
    """Whether the next line up is the title's beginning and taken already."""


def caption_of(paragraphs: Sequence[Paragraph]) -> Caption:
    """Given the paragraphs before a grid, return what their last ones say about it.

    >>> from knowledge.document import Place
    >>> lines = ["附表 4-7", "“三公”经费支出表", "部门：某局", "单位：万元"]
    >>> found = caption_of([Paragraph(line, Place(line=n)) for n, line in enumerate(lines, 1)])
    >>> found.number, found.title, found.unit, found.entity, found.used
    ('附表4-7', '“三公”经费支出表', '万元', '某局', 4)
    """
    caption = Caption()
    for position in range(len(paragraphs) - 1, -1, -1):
        above = paragraphs[position - 1].text if position else ""
        if not _take(caption, paragraphs[position], above):
            break
        if not re.fullmatch(words().caption.aside, squash(paragraphs[position].text)):
            caption.used = len(paragraphs) - position
    if caption.title is None and caption.number is None and caption.unit is None:
        return Caption()
    return caption


def notes_of(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Given the paragraphs after a grid, return the notes that it begins with (说明：…; 注：1.…, 2.…)."""
    notes: list[Paragraph] = []
    for paragraph in paragraphs:
        squashed = squash(paragraph.text)
        if is_note(paragraph.text) or (
            notes and re.fullmatch(words().caption.more_notes, squashed)
        ):
            notes.append(paragraph)
        else:
            break
    return tuple(notes)


def leads(texts: Sequence[str], *, alone: bool) -> bool:
    """Whether a grid's row belongs to its caption: blank, a title of full width, number, entity or unit.

    >>> (
    ...     leads(("收支总表（预算表1）", ""), alone=True),
    ...     leads(("预算单位：某局", "单位：万元"), alone=False),
    ... )
    (True, True)
    >>> leads(("科目编码", "科目名称"), alone=False)
    False
    """
    own = [text for text in texts if text]
    if alone and own:
        named = form_of(own[0]) is not None or bool(re.search(r"表(?:\(.*\))?$", squash(own[0])))
        return (named and _take_title(Caption(), own[0])) or _is_beside_title(own[0])
    return all(_is_beside_title(text) for text in own)


def is_strip(texts: Sequence[str]) -> bool:
    """Whether all that a grid holds is a caption: 510 某局 | 预算年度：2025 | 金额单位：万元, drawn as a table.

    >>> (
    ...     is_strip(("510 某县某局", "预算年度：2025", "金额单位：万元")),
    ...     is_strip(("科目编码", "合计")),
    ... )
    (True, False)
    """
    own = [text for text in texts if text.strip()]
    aside, code = words().caption.aside, words().caption.entity_by_code
    named = [text for text in own if not re.fullmatch(rf"{aside}|{code}", squash(text))]
    return bool(named or len(own) > 1) and all(_is_beside_title(text) for text in named)


def is_note(text: str) -> bool:
    """Whether a line is a table's note.

    >>> is_note("说明：2026 年没有政府性基金预算支出安排。"), is_note("二、收入预算")
    (True, False)
    """
    return bool(re.fullmatch(words().caption.note, squash(text), re.DOTALL))


def unit_in(title: str | None) -> str | None:
    """Return the unit that a title names in brackets.

    >>> unit_in("总体资金情况（万元）"), unit_in("收支总表")
    ('万元', None)
    """
    found = re.search(words().caption.unit_in_title, squash(title or ""))
    return found.group(1) if found else None


def same_title(first: str | None, second: str | None) -> bool:
    """Whether two titles are one table's (续表 and blanks do not count)."""
    if not first or not second:
        return False
    return _without_continued(first) == _without_continued(second)


def _without_continued(title: str) -> str:
    return re.sub(words().caption.continued + "$", "", squash(title))


def _take(caption: Caption, paragraph: Paragraph, above: str) -> bool:
    """Take what a line says into the caption; False where it does not belong to it."""
    text = paragraph.text
    squashed = squash(text)
    if caption.skip:
        caption.skip = False
        return True
    if re.fullmatch(words().caption.aside, squashed) or same_title(caption.title, text):
        return True
    if caption.title is not None:
        return caption.number is None and _take_number(caption, squashed)
    # 单位：万, whose 元 has run over the line
    ran_over_unit = squashed == _UNIT_END and re.search(words().caption.unit, squash(above))
    beside = _take_unit_and_entity(caption, text) or _take_number(caption, squashed)
    if ran_over_unit or beside or _take_over_unit(caption, text):
        return True
    ran_over = len(squashed) <= _RUN_OVER and form_of(above + text) is not None
    whole = above + text if ran_over else text
    if _take_title(caption, whole):
        caption.skip = whole != text
        return True
    if _entity_in(above) is not None and len(squashed) < _LONGEST_TITLE:
        caption.entity = close_up(text) + (caption.entity or "")
        return True
    return _take_field(caption, text, paragraph)


def _take_unit_and_entity(caption: Caption, text: str) -> bool:
    squashed = squash(text)
    unit = re.search(words().caption.unit, squashed)
    rest = squashed[: unit.start()] if unit else squashed
    entity = _entity_in(text)
    if unit:
        caption.unit = caption.unit or _whole_unit(unit.group(1))
    if entity is not None:
        caption.entity = (entity + (caption.entity or "")) or None
    elif unit and rest:
        _take_title(caption, rest)
    return bool(unit) or entity is not None


def _take_over_unit(caption: Caption, text: str) -> bool:
    """Take what only its place over the unit or the entity shows to be the entity, or the title."""
    squashed = squash(text)
    if (
        caption.unit
        and not caption.entity
        and re.fullmatch(words().caption.entity_by_code, squashed)
    ):
        caption.entity = close_up(text)
        return True
    if (caption.unit or caption.entity) and re.fullmatch(words().caption.title_over_unit, squashed):
        caption.title = close_up(text)
        return True
    return False


def _whole_unit(unit: str) -> str:
    """Return the unit; 万 whose 元 has run over the line is 万元."""
    return unit if unit.endswith("元") else unit + "元"


def _is_beside_title(text: str) -> bool:
    """Whether a text is a number, an entity or a unit."""
    caption = Caption()
    return _take_unit_and_entity(caption, text) or _take_number(caption, squash(text))


def _entity_in(text: str) -> str | None:
    """Return the 部门 or 单位 that a line names, as printed; None where it names none."""
    squashed = squash(text)
    unit = re.search(words().caption.unit, squashed)
    bare = squashed[: unit.start()] if unit else squashed
    if not re.fullmatch(words().caption.entity, bare):
        return None
    value = re.split("[：:]", text, maxsplit=1)[1]
    value = re.split(r"\s+(?=[\u4e00-\u9fff]{2,6}[：:])", value, maxsplit=1)[0]
    return close_up(re.split(r"(?:金额|货币)?\s*单\s*位\s*[：:]", value, maxsplit=1)[0])


def _take_number(caption: Caption, squashed: str) -> bool:
    if caption.number is None and re.fullmatch(rf"\(?(?:{words().caption.number})\)?", squashed):
        caption.number = squashed.strip("()")
        return True
    return False


def _take_title(caption: Caption, text: str) -> bool:
    """Take a title, with the number or unit that may stand beside it (表1：…, …(预算表1), …(万元))."""
    squashed = squash(text)
    if len(squashed) > _LONGEST_TITLE or _END.search(squashed):
        return False
    number = rf"(?P<number>{words().caption.number})"
    before = re.match(rf"{number}(?:[::.、\-]+|(?=[^\d.:\-]))", squashed)
    after = re.search(rf"\({number}\)$", squashed)
    found = before or after
    bare = squashed[before.end() :] if before else squashed[: after.start()] if after else squashed
    if not _is_title(bare):
        return False
    bare, whole = _last_title(bare), bare
    if found and caption.number is None:
        caption.number = found["number"]
    caption.unit = caption.unit or unit_in(squashed)
    uncut = found is None and bare == whole
    caption.title = close_up(text) if uncut else _printed_part(text, bare)
    return True


def _printed_part(text: str, bare: str) -> str:
    """Return the part of the printed text that squashes to `bare`."""
    for start in range(len(text)):
        for end in range(len(text), start, -1):
            if squash(text[start:end]) == bare:
                return close_up(text[start:end])
    return bare


def _last_title(squashed: str) -> str:
    """Return the form's own title where another title's line runs into it (2026年部门预算表收支总表)."""
    tails = (squashed[match.end() :] for match in re.finditer("表", squashed))
    return next((tail for tail in tails if tail and form_of(tail) is not None), squashed)


def _is_title(squashed: str) -> bool:
    return form_of(squashed) is not None or bool(re.fullmatch(words().caption.title_ends, squashed))


def _take_field(caption: Caption, text: str, paragraph: Paragraph) -> bool:
    """Take a filled-in line whose label is a known term (申报日期：…)."""
    label, sign, value = re.sub("：", ":", text).partition(":")
    known = [term for term in label_terms(label) if term in terms()]
    if not sign or not value.strip() or not known:
        return False
    caption.fields.append((close_up(label), close_up(value), paragraph))
    return True
