"""Codes, table numbers, amounts and percentages: taken out of a question before any word is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from intents.lexicon import Cue, lexicon, made_of_files, marks
from intents.mentions.common import Word
from intents.mentions.members import members_in
from intents.mentions.model import Mention, Sort
from intents.mentions.ranks import ranks_in
from intents.mentions.vocabulary import Vocabulary, number_key
from intents.numerals import chinese_integer
from intents.periods import YearMention, years_in

_TABLE = re.compile(
    r"(?:附表|公开表|公开|预算表|预算|决算|(?<![总况算出入细目支])表)(\d{1,2}(?:-\d{1,2}(?:\.\d{1,2})?)?)(?:号?表|号)?|(?<![\d-])(\d{1,2}-\d{1,2}(?:\.\d{1,2})?)(?![\d年-])(?:号?表|号)?|(?:公开|预算|财决)?(0\d)号?表|第([一二三四五六七八九十\d]{1,3})张表|(?<![总况算出入细目支章分])(?:附|公开)?表([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?![年月类级款个张万亿般]|项(?!目)|[一二三四五六七八九十](?!般))"
)
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"(?<!年)(?<!\d)\d{1,2}月\d{1,2}[日号]")
_AMOUNT = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[多几来]?(亿元|亿|千万|百万|万元|万块|万|千元|元|块)?(%|个百分点|人(?!员|均|头|工)|名|辆|台|个|通|项(?![下级])|次)?"
)
_CHINESE_AMOUNT = re.compile(r"([一二三四五六七八九十百两]{1,4})个?多?(百万|千万|亿|万)元?")
_CODE = re.compile(r"[0-9][0-9a-z ]{1,24}[0-9a-z]|\d{2,}")
_BEHIND_AMOUNTS = frozenset("万元%人.月日年号名个辆台位家项户次")
"""Behind a short number one of these makes an amount, a count or a date of it, and no code."""
_UNDER = ("项下", "项级")
"""But these speak of what stands under a code: 303项下."""
_PARTED_CODE = re.compile(r"(?<![\d.])(\d{3})[-./类](\d{2})(?:[-./款](\d{2})项?)?(?![\d.])")
"""208-05-06: a subject's code with its levels apart."""
_SCALES = {
    "亿元": ("亿元", 1),
    "亿": ("亿元", 1),
    "千万": ("万元", 1000),
    "百万": ("万元", 100),
    "万元": ("万元", 1),
    "万块": ("万元", 1),
    "万": ("万元", 1),
    "千元": ("千元", 1),
    "元": ("元", 1),
    "块": ("元", 1),
}
_PART_OF_YEAR = re.compile(
    r"[上下前后头]半年|半年|(?<!每)[本这上下当头前近]一?[一二三四五六七八九十\d]{0,2}个?(?:季度?|月(?!均)|周|星期|旬)|(?<![每一二三四五六七八九十\d])(?!一|1个)[一二三四五六七八九十\d]{1,2}个月|今天|昨天|今日|至今|迄今|(?:第?[一二三四1-4])季度|[一二三四]季|\d{1,2}月?[-~至到]\d{1,2}月份?|(?<![\d年])\d{1,2}月份|(?:[一二三四五六七八九十]|十[一二])月份|截至目前|截止目前|到目前"
)
"""A budget is for a whole year; what was spent in a part of it, it does not hold."""
_MAY_BE_PART = re.compile("半年|[季月周旬昨]|星期|今[天日]|[至迄]今|目前")
"""None is told without one of these."""
_DESCRIBED = re.compile(
    r"管[\u4e00-\u9fff]{1,8}?的?(?:那个|这个|那家)(?:局|委|办|处|所|中心|部门|单位|机关|机构)"
)
"""管佛山地铁的那个局: the department itself, told by what it does."""
_NTH_ROW = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[行列栏格]|[一二三四五六七八九十\d]{2,}年(?:以|之)?前"
)
"""Places that are not told by number, and years farther back than any disclosure."""
_PLAN = re.compile(r"十[一二三四五六]五(?:时期|期间|规划)?")
"""A plan of five years is no year of a budget; a name that holds one is put together later."""
_REACH = 8
_LONGER = 4
_NUMBERED = 4
"""A paper that prints so many numbers of tables numbers them."""
_SURE_CODE = 5
"""A known code this long is a code wherever it stands."""
_WHETHER = re.compile(r"([\u4e00-\u9fff])不(?=\1)")
"""买不买, 有不有: whether."""
_EITHER_WAY = re.compile(
    r"是?([\u4e00-\u9fff]{1,2})了?(?:还是|或者|或是|要么)([\u4e00-\u9fff]{1,2})了(?![\u4e00-\u9fff]{0,2}多少)"
)
"""紧了还是松了, 好了还是坏了: which way it went."""
_OR = re.compile("还是|或者|或是|要么")
_FINAL_NOT = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![有安要花买用排])(?:不|没|否)(?=[啊呀呢嘛哦的]?(?:[?？!,，。]|$))"
)
"""买新公车不, 排钱了没: whether."""
_COUNTED = re.compile(r"([一二两三四五六七八九十百]{1,4})(辆|台|名|人(?!员|均|头|工))")
_UNITS = {"%": "%", "个百分点": "%", "名": "人"}


def spans_in(text: str, vocabulary: Vocabulary, fiscal_year: int) -> list[Mention]:
    """Return the codes, table numbers, years and amounts in a folded question, left to right."""
    free = _without_named_days(text, vocabulary)
    found: list[Mention] = []
    for mention in _candidates(text, vocabulary, fiscal_year):
        if all(free[mention.start : mention.end]):
            found.append(mention)
            free[mention.start : mention.end] = [False] * (mention.end - mention.start)
    return sorted(found, key=lambda mention: mention.start)


def _candidates(text: str, vocabulary: Vocabulary, fiscal_year: int) -> Iterator[Mention]:
    """Yield what may be taken out of a question, the surest first."""
    numbered = bool(_DIGIT.search(text))
    codes = _codes(text, vocabulary) if numbered else []
    yield from (
        m for m in codes if m.codes[0].lower() in vocabulary.codes and len(m.codes[0]) >= _SURE_CODE
    )
    for year in years_in(text, fiscal_year):
        if not (year.relative and _inside_word(text, year, vocabulary)):
            yield _year(text, year)
    yield from members_in(text, vocabulary.members, vocabulary.labels)
    yield from _named_with_number(text, vocabulary)
    yield from _named_by_form(text, vocabulary)
    yield from _patterned(text, vocabulary)
    yield from _tables(text, vocabulary)
    yield from codes
    yield from _amounts(text, vocabulary) if numbered else ()
    yield from _amounts_in_characters(text)


def _named_with_number(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield the things whose name holds a number (单价100万以上的设备), where the paper draws the line there, too.

    What is to be bought of them is another thing; so is what is above another line than the paper's.
    """
    for concept, pattern in _numbered_concepts():
        for match in pattern.finditer(text):
            said = match["number"]
            number = said if said.isdigit() else str(chinese_integer(said) or 100)
            bought = text[: match.start()].endswith(tuple(marks("buying")))
            if bought:
                continue
            if re.search(rf"{number}万元?(?:\(含\))?及?以上", vocabulary.text):
                yield Mention(*match.span(), Sort.CONCEPT, match[0], concepts=(concept,))
            else:
                yield Mention(*match.span(), Sort.TOPIC, match[0], topic="another_number")


@made_of_files
@lru_cache(maxsize=1)
def _numbered_concepts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the concepts whose name holds a number, by id, each with a pattern of it."""
    concepts = lexicon().concepts.values()
    return tuple((concept.id, pattern) for concept in concepts for pattern in concept.patterns)


def _named_by_form(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield the things that are named in one of many ways (底下还有啥单位), but for what begins a longer word."""
    for concept, pattern in _formed_concepts():
        for match in pattern.finditer(text):
            if _is_within_word(text, *match.span(), concept, vocabulary):
                continue
            yield Mention(*match.span(), Sort.CONCEPT, match[0], concepts=(concept,))


def _is_within_word(text: str, start: int, end: int, concept: str, vocabulary: Vocabulary) -> bool:
    """Return whether a span belongs to a longer word (新买新车), or is itself a word for something else."""
    word = vocabulary.words.get(text[start:end])
    if word is not None and concept not in word.concepts:
        return True
    before = (text[low:end] for low in range(max(0, start - _LONGER), start))
    longer = any(w in vocabulary.words for w in before)
    return longer or (word is None and _begins_word(text, start, end, vocabulary))


@made_of_files
@lru_cache(maxsize=1)
def _formed_concepts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    concepts = lexicon().concepts.values()
    return tuple((concept.id, pattern) for concept in concepts for pattern in concept.forms)


def _asked_by_pattern(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield what the patterns of the cues find, but for what begins a word of its own (有没有)."""
    for cue, pattern in _asking_patterns():
        for match in pattern.finditer(text):
            if not _begins_word(text, match.start(), match.end(), vocabulary):
                yield Mention(*match.span(), Sort.CUE, match[0], cues=(cue,))


@made_of_files
@lru_cache(maxsize=1)
def _asking_patterns() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    return tuple((cue, pattern) for cue in lexicon().cues for pattern in cue.patterns)


def _begins_word(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    return any(
        text[low:high] in vocabulary.words
        for low in range(max(0, start - _LONGER), start + 1)
        for high in range(end, min(len(text), end + _LONGER) + 1)
        if high - low > 1
    )


def _patterned(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Yield what is told by its form: parts of a year, nth rows, ranks, persons by name, whether and which way."""
    for match in _PART_OF_YEAR.finditer(text) if _MAY_BE_PART.search(text) else ():
        yield Mention(*match.span(), Sort.TOPIC, match[0], topic="part_of_year")
    for match in _DESCRIBED.finditer(text):
        yield Mention(*match.span(), Sort.HERE, match[0])
    for match in _NTH_ROW.finditer(text):
        yield Mention(*match.span(), Sort.BLOCKING, match[0])
    yield from (
        Mention(*match.span(), Sort.BLOCKING, match[0])
        for match in _PLAN.finditer(text)
        if match[0] not in vocabulary.text
    )
    yield from ranks_in(text)
    for match in _person().finditer(text):
        yield Mention(*match.span(), Sort.TOPIC, match[0], topic="personal")
    for match in _EITHER_WAY.finditer(text) if _OR.search(text) else ():
        if not vocabulary.words.get(match[0], Word()).names_something():
            yield Mention(
                *match.span(), Sort.CUE, match[0], cues=(Cue(op="change", words=(match[0],)),)
            )
    for match in _FINAL_NOT.finditer(text):
        yield Mention(
            *match.span(), Sort.CUE, match[0], cues=(Cue(op="exists", words=(match[0],)),)
        )
    for match in _WHETHER.finditer(text):
        if text[match.start() : match.start() + 3] not in vocabulary.words:
            yield Mention(match.start(), match.start() + 2, Sort.FILLER, match[0])
    yield from _asked_by_pattern(text, vocabulary)


@made_of_files
@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    """小王的, 李局长: somebody called by name."""
    surnames = "[" + "".join(sorted(marks("surnames"))) + "]"
    offices = "|".join(sorted(marks("offices")))
    return re.compile(rf"(?<![一-鿿])[小老]{surnames}(?=的|他|她|个人|$)|{surnames}(?:{offices})")


def _without_named_days(text: str, vocabulary: Vocabulary) -> list[bool]:
    """Return which characters are free: a date that is an indicator's name (12月31日) is left to the vocabulary."""
    free = [True] * len(text)
    for match in _DAY.finditer(text):
        if match[0] in vocabulary.words:
            free[match.start() : match.end()] = [False] * (match.end() - match.start())
    return free


def _inside_word(text: str, year: YearMention, vocabulary: Vocabulary) -> bool:
    """Return whether a relative year is only the beginning of a longer name (近两年收支金额, 本年收入)."""
    words = (
        vocabulary.words.get(text[start:end])
        for start in range(max(0, year.start - _REACH), year.start + 1)
        for end in range(year.end, min(len(text), year.end + _REACH) + 1)
        if end - start > year.end - year.start
    )
    return any(
        word is not None and (word.names_something() or word.is_header or bool(word.cues))
        for word in words
    )


def _codes(text: str, vocabulary: Vocabulary) -> list[Mention]:
    found = [
        Mention(*match.span(), Sort.CODE, match[0], codes=(code,))
        for match in _PARTED_CODE.finditer(text)
        if (code := "".join(part for part in match.groups() if part)) in vocabulary.codes
    ]
    for match in _CODE.finditer(text):
        code = match[0].replace(" ", "")
        if " " in match[0] and code not in vocabulary.codes:
            found += _codes_apart(match, vocabulary)
        elif code in vocabulary.codes and not (len(code) == 4 and code.startswith(("19", "20"))):
            after = text[match.end() : match.end() + 1]
            if (
                len(code) <= 3
                and after in _BEHIND_AMOUNTS
                and not text.startswith(_UNDER, match.end())
            ):
                continue
            found.append(Mention(*match.span(), Sort.CODE, match[0], codes=(code.upper(),)))
        elif (
            len(code) in {5, 6, 7}
            and code.isdigit()
            and text[match.end() : match.end() + 1] not in {"万", "元", ".", "%"}
        ):
            found.append(Mention(*match.span(), Sort.CODE, match[0], codes=(code,)))
    return found


def _codes_apart(match: re.Match[str], vocabulary: Vocabulary) -> list[Mention]:
    """Return the codes among words that stand apart (2 062001)."""
    found = []
    for part in re.finditer(r"[0-9a-z]+", match[0]):
        if part[0] in vocabulary.codes:
            start = match.start() + part.start()
            found.append(
                Mention(start, start + len(part[0]), Sort.CODE, part[0], codes=(part[0].upper(),))
            )
    return found


def _tables(text: str, vocabulary: Vocabulary) -> list[Mention]:
    found: list[Mention] = []
    if "表" not in text and not _DIGIT.search(text):
        return found
    for match in _TABLE.finditer(text):
        printed = next(group for group in match.groups() if group)
        number = _ordinal(printed) if match[4] or match[5] else printed
        indexes = vocabulary.table_numbers.get(number_key(number), ())
        if not indexes and (match[1] or match[2]) and "-" in printed and "." not in printed:
            # 附表4-5 stands for 4-5.1 and 4-5.2 where only those are printed
            indexes = tuple(
                i
                for key, every in vocabulary.table_numbers.items()
                if key.startswith(f"{number_key(number)}.")
                for i in every
            )
        if indexes or match[1] is None or "表" in match[0]:
            if re.fullmatch(r"(?:预算|决算|公开)\d{1,2}", match[0]) and not indexes:
                continue
            sort = Sort.TABLE if indexes or not _are_numbered(vocabulary) else Sort.BLOCKING
            found.append(Mention(*match.span(), sort, match[0], tables=indexes))
    return found


def _are_numbered(vocabulary: Vocabulary) -> bool:
    """Return whether the paper numbers its tables: what goes by another number is none of them."""
    return len(vocabulary.table_numbers) >= _NUMBERED


def _ordinal(words: str) -> str:
    return words if words.isdigit() else str(chinese_integer(words))


def _year(text: str, year: YearMention) -> Mention:
    return Mention(
        year.start,
        year.end,
        Sort.YEAR,
        text[year.start : year.end],
        years=year.years,
        every_year=year.every,
        relative=year.relative,
    )


def _names_something(text: str, match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Return whether a number begins a longer name (3公经费)."""
    ends = range(match.end() + 1, min(len(text), match.start() + _REACH) + 1)
    words = (vocabulary.words.get(text[match.start() : end]) for end in ends)
    return any(word is not None and bool(word.concepts or word.labels) for word in words)


def _amounts(text: str, vocabulary: Vocabulary) -> list[Mention]:
    found = []
    for match in _AMOUNT.finditer(text):
        if _names_something(text, match, vocabulary):
            continue
        value = Decimal(match[1].replace(",", ""))
        unit, factor = _SCALES.get(match[2] or "", (None, 1))
        unit = unit or _UNITS.get(match[3] or "", match[3])
        found.append(
            Mention(*match.span(), Sort.NUMBER, match[0], number=value * factor, unit=unit)
        )
    return found


def _amounts_in_characters(text: str) -> Iterator[Mention]:
    """Yield the amounts and counts that are written in characters: 三百万, 两辆."""
    for match in _CHINESE_AMOUNT.finditer(text):
        unit, factor = _SCALES[match[2]]
        number = Decimal(chinese_integer(match[1]) * factor)
        yield Mention(*match.span(), Sort.NUMBER, match[0], number=number, unit=unit)
    for match in _COUNTED.finditer(text):
        if (
            text[max(0, match.start() - 1) : match.start()] not in {"第", "哪", "每", "这", "那"}
            and chinese_integer(match[1]) > 1
        ):
            number = Decimal(chinese_integer(match[1]))
            unit = _UNITS.get(match[2], match[2])
            yield Mention(*match.span(), Sort.NUMBER, match[0], number=number, unit=unit)
