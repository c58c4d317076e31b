"""The words before a figure → what it is about: label, terms, codes, year and phase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.extract.about import Identity
from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.roles import base_in
from knowledge.facts import Phase
from knowledge.terms import essence, label_terms, meant_by, plain_label, squash, terms, terms_in

_YEAR = re.compile(r"(?<!\d)(\d{4})(?:—\d{4})?年(?:度|初|末|底)?(?!\d{1,2}月)")
_DAY = re.compile(
    r"(?:截至|截止)?(?:到)?(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日|份|底|末)?|底|末|年底|年末)"
)
_CODE = re.compile(r"\((\d{3,7})\)|\[(\d{3,7})\]|(?<!\d)(\d{7})(?!\d)")
_CODED = re.compile(r"(?<!\d)\d{7}-?([\u4e00-\u9fff][\u4e00-\u9fff()、]*)$")
_LEVELS = re.compile(r"(.+?)\((类|款|项)\)")
_SUFFIX = r"(?:\((?:部门|单位|本级|机关|汇总)\))?"
_ARRANGED = re.compile(r"(.{2,20}?)安排的?(.{2,})$")
_ASIDE = re.compile(r"\((?:不?含[^()]*|以[^()]*为准|境内外)\)")
_EDGE = "，、:。；-—·"
_BARE_YEAR = re.compile(r"^(?:19|20)\d\d(?=[\u4e00-\u9fff])")
_PLACED = re.compile(r"[省市县区州旗盟](?=.{3,})")
_ABOVE = r"(?:[\u4e00-\u9fff]{1,6}[省市县区州旗盟]){0,3}"
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about."""

    label: str = ""
    terms: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    year: int | None = None
    phase: Phase | None = None
    as_of: str | None = None
    fact: str | None = None
    """The id of the fact that told it, once one has."""

    @property
    def is_empty(self) -> bool:
        """Whether its words name nothing."""
        return not self.terms


def subject_of(words: str, about: Identity) -> Subject:
    """Given the folded words before a figure, return what they name; empty where they name nothing.

    >>> who = Identity("d", "某局2026年部门预算", "某局", 2026)
    >>> sorted(subject_of("2026年某局项目支出", who).terms)
    ['project']
    >>> subject_of("社会保障和就业支出(类)社会保险经办机构(项)", who).label
    '社会保险经办机构'
    """
    base = base_in(words)
    timed = words[: base.start] + words[base.end :] if base else words
    codes = tuple(next(filter(None, groups)) for groups in _CODE.findall(words))
    coded = _CODED.search(words)
    bare = coded[1] if coded else _CODE.sub("", words)
    # A name that its code follows is whole: 用于教育事业的彩票公益金支出(2296004).
    freed = bare if codes and words.endswith(")") else _freed(bare, about)
    label, parents = _levels(freed)
    return Subject(
        label=label,
        terms=named_by(label),
        context=frozenset().union(*(named_by(parent) for parent in parents)),
        codes=codes,
        year=year_in(timed),
        phase=phase_in(timed),
        as_of=day_in(words),
    )


@lru_cache(maxsize=8192)
def named_by(label: str) -> frozenset[str]:
    """Return the terms of a label; 收支 names both sides.

    >>> sorted(named_by("收支总预算"))
    ['expenditure', 'grand_total', 'revenue']
    """
    plain = label
    both = _both().search(label)
    if both:
        plain = label[: both.start()] + label[both.end() :]
    found = label_terms(plain) if squash(plain) else frozenset()
    if not both:
        return _spent(_without_suffix(plain, _without_particle(plain, found)))
    if any(term.startswith("label:") for term in found):
        return label_terms(label)
    return found | {"revenue", "expenditure"}


def _spent(found: frozenset[str]) -> frozenset[str]:
    """公务接待费支出 is 公务接待费: what is spent by nature need not be called expenditure."""
    if found & frozenset(cues().subject.spending):
        return found - {"expenditure"}
    return found


def _without_suffix(label: str, found: frozenset[str]) -> frozenset[str]:
    """委托业务费财政拨款预算 is 委托业务费, of 财政拨款."""
    match = re.search(any_of(cues().subject.suffixes) + "$", plain_label(label))
    if is_plain_term(found) or not match or match.start() < 2:
        return found
    own = plain_label(label)[: match.start()]
    told = {named.term for named in terms_in(match.group())} - {"expenditure"}
    return label_terms(own) | told


def _without_particle(label: str, found: frozenset[str]) -> frozenset[str]:
    """财政拨款的机关运行经费, 一般公共预算安排委托业务费: the terms of both sides."""
    arranged = _ARRANGED.match(label)
    if not is_plain_term(found) and arranged and is_plain_term(label_terms(arranged[1])):
        return label_terms(arranged[1]) | label_terms(arranged[2])
    if is_plain_term(found) or "的" not in label:
        return found
    joined = label_terms(label.replace("的", ""))
    return joined if is_plain_term(joined) else found


def terms_told(words: str) -> frozenset[str]:
    """Return every known term that the words name, whatever else they say."""
    return essence(part for named in terms_in(words) for part in meant_by(named.term))


def year_in(words: str) -> int | None:
    """Return the last plausible year that the words name, dates left out."""
    years = [int(year) for year in _YEAR.findall(words) if 1990 <= int(year) <= 2099]
    return years[-1] if years else None


def day_in(words: str) -> str | None:
    """Return the day for which something is stated, as an ISO date (month or day where printed).

    >>> day_in("截至2024年12月31日")
    '2024-12-31'
    >>> day_in("2025年底")
    '2025-12-31'
    """
    match = _DAY.search(words)
    if not match:
        return None
    year, month, day = match.groups()
    if not month:
        return f"{year}-12-31"
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def phase_in(words: str) -> Phase | None:
    """Return whether the words say planned or spent; None where they do not."""
    rest = squash(words)
    for named in reversed(terms_in(words)):
        if named.term in {"general_budget", "government_fund", "state_capital"}:
            rest = rest[: named.start] + rest[named.end :]
    if re.search(any_of(cues().phase.final_accounts), rest):
        return Phase.FINAL_ACCOUNTS
    if re.search(any_of(cues().phase.budget), rest):
        return Phase.BUDGET
    return None


def is_plain_term(names: frozenset[str]) -> bool:
    """Whether these are known terms only, no label of the paper's own."""
    return bool(names) and all(name in terms() or ":" not in name for name in names)


def _levels(words: str) -> tuple[str, list[str]]:
    """Split 某某(类)某某(款)某某(项) into its last name and the names above it."""
    parts = [name for name, _ in _LEVELS.findall(words)]
    rest = _stripped(_LEVELS.sub("", words))
    if not parts:
        return _stripped(plain_label(words)), []
    names = [_stripped(plain_label(part)) for part in parts]
    if rest.startswith("支出") and not names[-1].endswith("支出"):
        names[-1] += "支出"
    # What follows the last (项) is a tail such as 年初预算, unless it names something of its own.
    if rest and named_by(rest) and not is_plain_term(named_by(rest)):
        names.append(plain_label(rest))
    return names[-1], names[:-1]


def _freed(words: str, about: Identity) -> str:
    """Take the publisher's name, years, dates and verbs off both ends."""
    text = plain_label(words)
    for name in _names_of(about.department):
        if name in text:
            text = re.sub(_ABOVE + re.escape(name) + _SUFFIX, "", text)
    text = _BARE_YEAR.sub("", _ASIDE.sub("", _YEAR.sub("", _DAY.sub("", text))))
    before = None
    while before != text:
        before = text
        text = _protect_back(_protect_front(_stripped(text)))
    return _known_part(text, about)


def _known_part(text: str, about: Identity) -> str:
    """固定资产账上共有机动车, 吴坑乡人民政府收入: the known term behind a verb or the publisher's short name."""
    if is_plain_term(named_by(text)):
        return text
    names = any_of(_short_names_of(about.department))
    # 某局机关运行经费 is no 运行经费 of its 机关: the name alone goes before it
    ends = ("", "(?:机关|本级)") if names != "(?:)" else ()
    own = [re.match(rf"{_ABOVE}{names}{_SUFFIX}{end}", text) for end in ends]
    for match in (*filter(None, own), *_owning().finditer(text)):
        rest = text[match.end() :]
        if rest and is_plain_term(named_by(rest)):
            return rest
    return text


def _stripped(text: str) -> str:
    """Take punctuation off both ends; a bracket stays where its other half is in the words."""
    bare = text.strip(_EDGE)
    while bare and bare[0] in "()" and bare.count("(") != bare.count(")"):
        bare = bare[1:].strip(_EDGE)
    while bare and bare[-1] in "()" and bare.count("(") != bare.count(")"):
        bare = bare[:-1]
    return bare


def _protect_front(text: str) -> str:
    match = _leading().match(text)
    if not match or text.startswith(cues().subject.kept) or _opens_with_term(text, match.end()):
        return text
    return text[match.end() :]


def _protect_back(text: str) -> str:
    match = _trailing().search(text)
    if not match:
        return text
    inside = any(n.end == len(squash(text)) and n.start < match.start() for n in terms_in(text))
    return text if inside else text[: match.start()]


def _opens_with_term(text: str, length: int) -> bool:
    """Whether a term begins here and is longer than the word that would be cut (单位资金)."""
    return any(named.start == 0 and named.end > length for named in terms_in(text))


@lru_cache(maxsize=64)
def _names_of(department: str) -> list[str]:
    full = squash(department)
    names = {full, full.removesuffix("本级"), full.removesuffix("(本级)"), full + "本级"}
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)


@lru_cache(maxsize=64)
def _short_names_of(department: str) -> list[str]:
    """The publisher's name and its ends behind the names of places (大竹县周家镇人民政府, 周家镇人民政府)."""
    full = squash(department).removesuffix("(本级)")
    ends = (full[match.end() :] for match in _PLACED.finditer(full))
    return [full, *(end for end in ends if len(end) >= _SHORTEST_NAME)]


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    words = cues().subject
    return re.compile(any_of((*words.selves, *words.leading)))


@lru_cache(maxsize=1)
def _owning() -> re.Pattern[str]:
    return re.compile(any_of(cues().subject.owning))


@lru_cache(maxsize=1)
def _trailing() -> re.Pattern[str]:
    return re.compile(any_of(cues().subject.trailing) + "$")


@lru_cache(maxsize=1)
def _both() -> re.Pattern[str]:
    return re.compile(any_of(cues().subject.both))
