"""The department called by a short form of its name (社保处 for 社会保险管理处)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from intents.lexicon import lexicon, marks
from intents.mentions.model import How, Mention, Sort
from intents.mentions.vocabulary import Vocabulary
from intents.sounds import sound_of
from intents.tokens import frequency

_MOST = 24
_UNITS = ("member_units",)
_OF_HEAD = ("agency_operating",)
_LOOSE = frozenset({Sort.RESIDUE, Sort.FILLER, Sort.HERE})
_NAMING = frozenset({Sort.LABEL, Sort.TOPIC, Sort.DEPARTMENT})


def with_department(mentions: list[Mention], text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with a run of words that is short for the department's name as one mention of it."""
    found: list[Mention] = []
    position = 0
    while position < len(mentions):
        end = _short_form_end(mentions, position, text, vocabulary)
        if end is None:
            found.append(mentions[position])
            position += 1
            continue
        first, last = mentions[position], mentions[end - 1]
        found.append(Mention(first.start, last.end, Sort.DEPARTMENT, text[first.start : last.end]))
        position = end
    return found


def is_short_for(name: str, department: str) -> bool:
    """Return whether a name is a piece of the department's, or its characters in order up to the head.

    >>> (
    ...     is_short_for("社保处", "武汉经济技术开发区社会保险管理处"),
    ...     is_short_for("教育局", "社会保险管理处"),
    ... )
    (True, False)
    >>> is_short_for("武汉市人力资源和社会保障局", "武汉市人力资源和社会保障局社会保险管理处")
    False
    >>> is_short_for("青山城管委", "云川市青山区城市管理委员会")
    True
    >>> is_short_for("万里街道", "上海市普陀区人民政府万里街道办事处")
    True
    >>> is_short_for("仓山环保局", "福州市仓山生态环境局"), is_short_for("环保局", "仓山区教育局")
    (True, False)
    """
    return any(
        _is_piece_of(called, full)
        for called in (name, _as_named_now(name, department))
        for full in (department, _with_short_head(called, department))
    )


def _with_short_head(name: str, department: str) -> str:
    """Return a department's name with its head as short as it is called by: 某委 for 某委员会."""
    long = next((h for h in marks("long_heads") if department.endswith(h)), "")
    return department[: -len(long) + 1] if long and name[-1:] == long[0] else department


def _is_piece_of(name: str, department: str) -> bool:
    if len(name) >= 2 and name in department:
        # a piece that is an organisation of its own (…局 before …管理处) is the one above, not this one
        return name[-1] not in marks("own_heads") or department.endswith(name)
    if len(name) < 3 or name[-1] not in marks("heads") or not department.endswith(name[-1]):
        return False
    position = -1
    for character in name:
        position = department.find(character, position + 1)
        if position < 0:
            return False
    return True


def _as_named_now(name: str, department: str) -> str:
    """Return a short name with the old name of the department's field as it is now: 环保局 is 生态环境局."""
    for field in lexicon().fields if name[-1:] in marks("heads") else ():
        if field.name in department and department.endswith(name[-1]):
            for said in field.said:
                if said in name and field.name not in name and said not in department:
                    return name.replace(said, field.name)
    return name


def with_field(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with words for the department's own field (社保) taken as pointing at it.

    Only beside something that is asked about: by itself the field is not the department's budget.
    """
    if not any(m.sort in {Sort.CONCEPT, Sort.LABEL} for m in mentions):
        return mentions
    return [
        replace(m, sort=Sort.HERE, blocks=False)
        if m.sort is Sort.RESIDUE and m.blocks and _is_field(m.text, vocabulary.department)
        else m
        for m in mentions
    ]


def with_own_level(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with the department's head alone (局本级) told apart from all its units together.

    Where the paper tells of other units too, the head is the row of its name, or nothing that can be placed. What
    only a head has, as 机关运行经费, is told of it.
    """
    if not any(_is_own_level(m) for m in mentions) or vocabulary.is_of_one_unit:
        return mentions
    own = vocabulary.own_level
    of_head = any(m.concepts == _OF_HEAD for m in mentions)
    return [
        m
        if not _is_own_level(m)
        else replace(m, sort=Sort.HERE)
        if of_head
        else replace(m, sort=Sort.LABEL, labels=own.labels, codes=own.codes)
        if own.labels
        else replace(m, sort=Sort.BLOCKING)
        for m in mentions
    ]


def with_whole_department(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with a row named as the department taken as pointing at it, all its units together.

    It is a row only beside another unit that is named, to which it is set (某局和服务中心各多少). Beside a unit that
    is named, the words for units in general (下属单位) point at it, too; behind the department itself (局里和下属单位)
    they point at all of it where something else is asked about.
    """
    named = any(_is_unit(m) for m in mentions)
    beside = any(_is_unit(m) and not _is_whole(m, vocabulary) for m in mentions)
    return [
        replace(m, sort=Sort.DEPARTMENT, labels=())
        if (vocabulary.is_of_one_unit or not beside) and _is_whole(m, vocabulary)
        else replace(m, sort=Sort.FILLER, concepts=())
        if m.concepts == _UNITS and (named or _joins_department(mentions, i))
        else m
        for i, m in enumerate(mentions)
    ]


def _joins_department(mentions: list[Mention], position: int) -> bool:
    """Return whether words for units stand behind the department and a word that joins, beside what is asked about."""
    before = mentions[max(0, position - 2) : position]
    joined = [m.sort for m in before] in ([Sort.HERE, Sort.FILLER], [Sort.DEPARTMENT, Sort.FILLER])
    others = any(m.sort in {Sort.CONCEPT, Sort.LABEL} and m.concepts != _UNITS for m in mentions)
    return joined and before[-1].text in marks("joins") and others


def with_namesake(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with a label that is also the tail of the department's name taken as pointing at it.

    A court's paper prints a class of subjects 法院: 法院一年电费, 山城区法院安排多少钱 speak of the court. What speaks
    of the subject (法院支出, 法院（项）, 法院这个科目) leaves it one.

    Before 局本级 a piece of the name (公安) is of it, too.
    """
    found = list(mentions)
    for i, (mention, behind) in enumerate(zip(mentions, [*mentions[1:], None], strict=True)):
        if mention.sort is not Sort.LABEL or mention.how is not How.SAID:
            continue
        if [m.text for m in mentions[i + 1 : i + 4]] in _levels_in_brackets():
            continue
        named = i > 0 and mentions[i - 1].sort is Sort.DEPARTMENT
        if _is_tail(mention.text, vocabulary) and (named or not _of_subject(mentions, behind)):
            found[i] = replace(mention, sort=Sort.DEPARTMENT, labels=())
        elif (
            behind and _is_own_level(behind) and _is_tail(mention.text + behind.text[0], vocabulary)
        ):
            found[i] = replace(mention, sort=Sort.FILLER, labels=())
    return found


def _levels_in_brackets() -> list[list[str]]:
    """Return what behind a name says that it is a subject's: (类), (款), (项), piece by piece."""
    return [["(", level, ")"] for level in marks("subject_levels")]


def _is_tail(name: str, vocabulary: Vocabulary) -> bool:
    """Return whether a name is the end of the department's and headed as an office is."""
    own = vocabulary.department.split("(")[0]
    return own.endswith(name) and name[-1] in marks("heads")


def _of_subject(mentions: list[Mention], behind: Mention | None) -> bool:
    """Return whether a question speaks of a subject of spending: by a code, or the words for one around it.

    A name by itself (档案馆呢) goes on from the subject that was asked about.
    """
    alone = sum(m.sort not in {Sort.FILLER, Sort.MARK} for m in mentions) == 1
    return (
        alone
        or (behind is not None and behind.text in marks("spent_under"))
        or any(m.sort is Sort.CODE for m in mentions)
        or any(word in m.text for m in mentions for word in marks("subject_said"))
    )


def _is_whole(mention: Mention, vocabulary: Vocabulary) -> bool:
    """Return whether a mention is of the row that is called as the department is."""
    own = vocabulary.department.split("(")[0]
    return mention.sort is Sort.LABEL and mention.labels == (f"label:{own}",)


def _is_unit(mention: Mention) -> bool:
    return (
        mention.sort is Sort.LABEL
        and mention.text.endswith(tuple(marks("units")))
        and all(term.rstrip(")").endswith(tuple(marks("units"))) for term in mention.labels)
    )


def _is_own_level(mention: Mention) -> bool:
    return mention.sort in {Sort.HERE, Sort.DEPARTMENT} and mention.text in marks("own_level")


def _is_field(word: str, department: str) -> bool:
    """Return whether a word is made of the first characters of the department's words, in order.

    >>> (
    ...     _is_field("社保", "武汉经济技术开发区社会保险管理处"),
    ...     _is_field("经理", "经济技术开发区管理处"),
    ... )
    (True, False)
    """
    first = _first_characters(department)
    position = -1
    for character in word:
        position = first.find(character, position + 1)
        if position < 0:
            return False
    return len(word) == 2


@lru_cache(maxsize=256)
def _first_characters(department: str) -> str:
    """Return the characters of a department's name that a word of two characters begins with."""
    return "".join(
        department[i] for i in range(len(department) - 1) if frequency(department[i : i + 2]) > 0
    )


def _sounds_short_for(name: str, department: str) -> bool:
    """Return whether a short name was typed by its sound (信仿局 for 信访局).

    Where its head too is another character (审计距), all the others must be the department's own.
    """
    head = department[-1:]
    if len(name) < 3 or head not in marks("heads") or sound_of(name[-1]) != sound_of(head):
        return False
    position = -1
    for character in name:
        wanted = sound_of(character)
        if name[-1] != head and character is not name[-1] and character not in department:
            return False
        position = next(
            (i for i in range(position + 1, len(department)) if sound_of(department[i]) == wanted),
            -1,
        )
        if position < 0:
            return False
    return True


def _short_form_end(
    mentions: list[Mention], start: int, text: str, vocabulary: Vocabulary
) -> int | None:
    """Return the index behind the longest run from `start` that is short for the department; None where none is."""
    if mentions[start].sort not in {*_LOOSE, *_NAMING}:
        return None
    best = None
    for end in range(start + 1, min(len(mentions), start + 6) + 1):
        run = mentions[start:end]
        if any(m.sort not in {*_LOOSE, *_NAMING} for m in run):
            break
        if run[-1].sort not in _LOOSE or (
            any(m.sort in _NAMING for m in run) and run[-1].text not in marks("heads")
        ):
            continue  # 安监局: what else 安监 may be short for, the head behind it says that it is the office
        name = text[run[0].start : run[-1].end]
        if len(name) > _MOST:
            break
        if any(m.sort is Sort.RESIDUE for m in run) and (
            is_short_for(name, vocabulary.department)
            or _sounds_short_for(name, vocabulary.department)
        ):
            best = end
    return best
