"""Document → whose it is: department, level, place, fiscal year, 预算 or 决算."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from knowledge.document import Document, Finding, Paragraph, Place, Table
from knowledge.extract.about import Identity
from knowledge.extract.prose.folded import fold
from knowledge.facts import Phase

_YEAR = re.compile(r"(?<!\d)(20\d\d)年?度?(?!\d|年|\.)")
_YEAR_OF = re.compile(r"(?<!\d)(?<![比较与同和])(20\d\d)年度?(?=[^，。；]{0,24}?(?:预算|决算))")
_YEAR_TOLD = re.compile(r"(?<!\d)(?<![比较与同和])(20\d\d)年度?(?=[^，。；]{0,24}?(?:收入|支出))")
_YEAR_FUNDED = re.compile(r"(?<!\d)(?<![比较与同和])(20\d\d)年度?(?=[^，。；]{0,24}?(?:经费|拨款))")
_YEAR_RATED = re.compile(r"自评[^，。；]{0,10}?(?<!\d)(20\d\d)年")
_RATED = "自评"
"""A project is rated by its own department when the year is over: such a form goes with the accounts."""
_PHASE = re.compile(r"(?P<level>部门|单位)?(?:综合)?(?:收支)?(?P<phase>预算|决算)")
_SENTENCE = re.compile(r"[，。；！？]")
_HEADING = re.compile(r"^(?:第.{1,3}部分|[一二三四五六七八九十]+、|\(|\d+[.、]|附?表)")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])"
)
_PART = re.compile(r"^第.{1,3}部分")
_COVER = 24
"""The cover is looked for in this many first lines."""
_MENTIONS = 3
"""Paragraphs that tell of money in a disclosure."""
_FIGURES = 3
"""Sums of money in few paragraphs that make them a part of one, where they are told in its own terms."""
_OWN_FIGURE = re.compile(
    r"(?:三公|基本支出|项目支出|财政拨款|(?:部门|单位|收入|支出|采购)(?:预算|决算)|预算拨款收入"
    r"|公务接待费|公务用车|因公出国|(?:事业|上级补助|专户管理资金)收入)[^，。；]{0,24}?\d(?:万|亿)?元"
)
_AGAINST_BUDGET = re.compile(
    r"支出[\d,.]+(?:万|亿)?元，(?:完成)?(?:年初|全年)预算|与年初预算数?(?:对比|相比)"
)
"""What was spent beside what had been planned for the same year: only accounts tell so."""
_TELLS_OF = re.compile(
    r"(?:^|[，。；、:)])(?:关于|纳入)?(?P<name>[\u4e00-\u9fff()]{5,30}?)(?=20\d\d年|概况|是|属|贯彻)"
)
_CODED = re.compile(r"\d{3,}-?(?P<name>[\u4e00-\u9fff()]{4,40})$")
"""920某县某局: the treasury's number before a unit's name, above its tables."""
_DOES_IT = re.compile(r"(?:项目)?(?:实施|承担|项目|申报)(?:单位|部门)")
"""Whose a project's form is, where it names the unit that carries it out beside the department above it."""
_NO_NAME = re.compile(r"[本我该其各由按经]|根据|按照|关于|纳入")


class NotADisclosure(Exception):
    """The document is neither a budget nor final accounts; its message says so in Chinese."""


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    organs: str
    fields: str
    place: str
    cities: tuple[str, ...]
    budgeted: str
    alone: str
    apart: str
    of_all: str
    noise: tuple[str, ...]


def identity_of(
    document: Document, tables: Sequence[Table], prose: Sequence[Paragraph]
) -> Identity:
    """Given a document and what was read of it, return whose disclosure it is.

    Raises `NotADisclosure` where nothing in it speaks of a budget or of final accounts.
    """
    lines = _lines(document, tables, prose)
    heads = _heads(tables)
    phase = _phase(lines) or _phase(heads) or _phase([fold(document.source.id).text])
    if phase is None and _titles(document):
        phase = Phase.FINAL_ACCOUNTS  # what was spent is told without a word for it
    year = _year(lines) or _year_in_heads(heads, phase) or _year_in_name(document.source.id)
    known = any(table.form for table in tables) or bool(_titles(document))
    if phase is None or year is None or not (known or _speaks_of_money(prose)):
        raise NotADisclosure(
            "这份文件里没有部门预算或决算的标题、年度和表，不像是预决算公开文件；请换一份公开文件再试。"
        )
    titles = [title for title in _titles(document) if str(year) in title]
    told = _department(document, titles, tables, prose)
    department = told or _named_by_file(fold(document.source.id).text) or document.source.id
    title = next((t for t in titles if department in t and _PHASE.search(t)), "")
    level = _level(title or "".join(titles[:1]), department)
    named = "单位" if level == "单位" else "部门"
    kind = "决算" if phase is Phase.FINAL_ACCOUNTS else "预算"
    return Identity(
        document=document.source.id,
        title=_as_printed(title or f"{department}{year}年{named}{kind}", document),
        department=_as_printed(department, document),
        year=year,
        phase=phase,
        place=place_of(department),
        level=level,
        is_named_by_file=not told,
    )


def _speaks_of_money(prose: Sequence[Paragraph]) -> bool:
    """Whether paragraphs tell of budgets or accounts in money; a mention in the news does not.

    A page out of a disclosure may hold one long paragraph only.
    """
    texts = [fold(paragraph.text).text for paragraph in prose]
    told = [t for t in texts if re.search(r"(?:预算|决算|支出|收入).{0,40}?\d(?:万|亿)?元", t)]
    if len(told) >= _MENTIONS:
        return True
    return sum(len(_OWN_FIGURE.findall(text)) for text in texts) >= _FIGURES


def place_of(department: str) -> str | None:
    """Return the province, city or district that a department's name begins with.

    >>> place_of("上海市普陀区财政局")
    '上海市普陀区'
    >>> place_of("国家信访局") is None
    True
    """
    match = re.match(_words().place, department)
    if match:
        return match["place"]
    return next((city for city in _words().cities if department.startswith(city)), None)


def name_findings(about: Identity) -> tuple[Finding, ...]:
    """Given whose paper it is, say so where the paper does not: whoever renames the file would rename it."""
    if not about.is_named_by_file:
        return ()
    return (Finding("named_by_file", "warning", (("name", about.department),)),)


def year_findings(about: Identity, lines: Iterable[tuple[str, Place]]) -> tuple[Finding, ...]:
    """Given headings and contents entries, return those that name another year than the disclosure's.

    A heading that names both years (与2025年相比) compares and is no misprint.
    """
    findings = []
    for text, place in lines:
        years = {int(year) for year in _YEAR_OF.findall(fold(text).text)}
        if years and about.year not in years:
            printed = "、".join(str(year) for year in sorted(years))
            values = (("printed", printed), ("year", str(about.year)))
            findings.append(Finding("other_year", "warning", values, (place,), (text.strip(),)))
    return tuple(findings)


# --- year and phase: the majority of headings, titles and sentences


def _lines(document: Document, tables: Sequence[Table], prose: Sequence[Paragraph]) -> list[str]:
    texts = [p.text for p in prose]
    texts += [table.title for table in tables if table.title]
    texts += [b.text for b in document.blocks[:_COVER] if isinstance(b, Paragraph)]
    return [*(fold(text).text for text in texts), *_titles(document)]


def _phase(lines: Sequence[str]) -> Phase | None:
    votes: Counter[Phase] = Counter()
    for line in lines:
        if _AGAINST_BUDGET.search(line):
            votes[Phase.FINAL_ACCOUNTS] += 3
        if len(line) > 60 or _is_of_both(line):
            continue
        weight = 3 if _YEAR.search(line) and not _SENTENCE.search(line) else 1
        if "决算" in line or (_RATED in line and "表" in line):
            votes[Phase.FINAL_ACCOUNTS] += weight
        elif _is_budgeted(line):
            votes[Phase.BUDGET] += weight
    if not votes:
        votes[Phase.FINAL_ACCOUNTS] = sum("决算" in line for line in lines)
        planned = [line for line in lines if "决算" not in line]
        votes[Phase.BUDGET] = sum(map(_is_budgeted, planned))
        votes = +votes
    if len(set(votes.values())) < len(votes):
        return _latest(lines)
    return votes.most_common(1)[0][0] if votes else None


def _is_of_both(line: str) -> bool:
    """Whether a line names this year's budget and another year's accounts: it says neither of the paper."""
    years = set(_YEAR.findall(line))
    return len(years) > 1 and "决算" in line and _is_budgeted(line)


def _is_budgeted(line: str) -> bool:
    return re.search(_words().budgeted, line) is not None


def _latest(lines: Sequence[str]) -> Phase | None:
    """2022年预算安排 beside 2021年决算情况: what the later year is told of is the paper's own."""
    told = [
        (int(year), line)
        for line in lines
        for year in _YEAR.findall(line)[:1]
        if _PHASE.search(line)
    ]
    if not told:
        return None
    return Phase.FINAL_ACCOUNTS if "决算" in max(told)[1] else Phase.BUDGET


def _year(lines: Sequence[str]) -> int | None:
    """The year that headings, titles and sentences name most; one that is compared with is none of theirs."""
    for pattern in (_YEAR_OF, _YEAR_TOLD, _YEAR_FUNDED, _YEAR_RATED):
        votes: Counter[int] = Counter()
        for line in lines:
            heading = len(line) < 80
            for year in pattern.findall(line)[: 1 if heading else None]:
                votes[int(year)] += 3 if heading else 1
        if votes:
            return max(votes, key=lambda year: (votes[year], year))
    return None


def _heads(tables: Sequence[Table]) -> list[str]:
    """The heads of the standard forms' columns: all that tells year and phase where tables come without a text."""
    paths = (column.path for table in tables if table.form for column in table.columns)
    return [fold(head).text for path in paths for head in path]


def _year_in_heads(heads: Sequence[str], phase: Phase | None) -> int | None:
    """The last year that heads give a budget, or final accounts (2026年预算数 beside 2025年执行数)."""
    word = "决算" if phase is Phase.FINAL_ACCOUNTS else "预算"
    years = [int(y) for head in heads if word in head for y in re.findall(r"(20\d\d)年", head)]
    return max(years, default=None)


# --- title and department


def _titles(document: Document) -> list[str]:
    """What the cover may be read as: its lines, and neighbouring lines together; plain titles first."""
    cover = list(_cover(document))
    joined = [
        "".join(cover[start:end])
        for length in (1, 2, 3)
        for start in range(len(cover))
        if (end := start + length) <= len(cover)
    ]
    told = [t for t in joined if _PHASE.search(t) or re.search(_words().alone, t)]
    titles = [t for t in told if _YEAR.search(t) and len(t) < 80]
    return sorted(titles, key=_rank)


def _cover(document: Document) -> Iterator[str]:
    for block in document.blocks[:_COVER]:
        if not isinstance(block, Paragraph):
            continue
        text = fold(block.text).text
        for noise in _words().noise:
            text = re.sub(noise, "", text)
        if re.fullmatch(r"目录|目次", text):
            return
        if text and len(text) < 60 and not _SENTENCE.search(text) and ":" not in text:
            yield text


def _rank(title: str) -> tuple[bool, bool, bool]:
    """Plain titles first: one that names an organ and ends with 预算 or 决算, no part's or table's heading."""
    plain = bool(re.search(r"(?:预算|决算)(?:信息)?(?:公开)?(?:文件|说明)?$", title))
    return (_HEADING.match(title) is not None or "表" in title, not _organ_in(title), not plain)


def _organ_in(title: str) -> str:
    """The name of the department or unit that a title holds, or an empty string."""
    bare = _YEAR.sub("|", title)
    bare = _NUMBERED.sub("", _PART.sub("", bare))
    for part in re.split(r"\|", _PHASE.sub("|", re.sub(_words().apart, "|", bare))):
        name = re.sub(r"^(?:[^\u4e00-\u9fff]+|关于|纳入)+", "", part.strip("《》、 -—·的"))
        if re.search(_words().organs, name) and len(name) > 3:
            return name
    return ""


def _department(
    document: Document, titles: Sequence[str], tables: Sequence[Table], prose: Sequence[Paragraph]
) -> str:
    """The title's organ, else the one named above the tables or in the sentences; an empty string without any."""
    votes = Counter(_entities(document, tables))
    told = Counter(_told_of(prose))
    name = _organ_in(titles[0]) if titles else ""
    if name:
        if name in votes:
            return name
        fuller = [e for e in votes if e.startswith(name) and not e.endswith("本级")]
        fuller += [e for e in told if e.endswith(name) and place_of(e) and not place_of(name)]
        return fuller[0] if fuller else name
    for named in (votes, told):
        if named:
            return named.most_common(1)[0][0]
    return next((place for title in titles if (place := _place_alone(title))), "")


def _place_alone(title: str) -> str:
    """沙泉区2019年度本级“三公”经费公开说明: the place that publishes for all its departments; else nothing."""
    bare = re.split(_words().apart, _PHASE.split(title)[0])[0]
    bare = re.sub(rf"{_words().of_all}|[^\u4e00-\u9fff]", "", _YEAR.sub("", bare))
    return bare if place_of(bare) == bare else ""


def _told_of(prose: Sequence[Paragraph]) -> Iterator[str]:
    """The organs of some place that sentences begin with: 某市某局2024年…, 某市某局是…."""
    for paragraph in prose:
        for match in _TELLS_OF.finditer(fold(paragraph.text).text):
            name = _PART.sub("", match["name"])
            if re.search(_words().organs, name) and place_of(name) and not _NO_NAME.match(name):
                yield name


def _named_by_file(name: str) -> str:
    """The organ that a part of a file's name is; a name that tells of the paper only is none's."""
    parts = [part for part in re.split(r"[\s_\-—]+", name) if part]
    found = next((organ for part in parts if (organ := _organ_in(part))), "")
    return found or _organ_in(name)


def _entities(document: Document, tables: Sequence[Table]) -> Iterator[str]:
    named = [table.entity for table in tables if table.entity]
    named += [
        c.text for t in tables for row, _, c in t.fields if _DOES_IT.match(fold(row.label).text)
    ]
    for block in document.blocks[:_COVER]:
        text = fold(block.text).text if isinstance(block, Paragraph) else ""
        match = re.match(_words().fields, text) or _CODED.match(text)
        if match:
            named.append(match["name"])
    for name in named:
        folded = re.sub(r"^[^\u4e00-\u9fff]+", "", fold(name).text)
        if re.search(_words().organs, folded):
            yield folded


def _as_printed(name: str, document: Document) -> str:
    """Full-width brackets again, where the document prints such."""
    wide = any("（" in block.text for block in document.blocks if isinstance(block, Paragraph))
    return name.replace("(", "（").replace(")", "）") if wide else name


def _year_in_name(name: str) -> int | None:
    """The last resort, for tables published apart from their text."""
    match = re.search(r"(?<!\d)(20\d\d)(?=年)", name)
    return int(match[1]) if match else None


def _level(title: str, department: str) -> str | None:
    if "本级" in title or department.endswith("本级"):
        return "本级"
    if "汇总" in title:
        return "汇总"
    match = _PHASE.search(title)
    return match["level"] if match else None


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = resources.files("knowledge.extract").joinpath("identity.toml").read_text("utf-8")
    return _Words.model_validate(tomllib.loads(text))
