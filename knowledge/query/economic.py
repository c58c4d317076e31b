"""What basic expenditure is spent on: the rows of the economic classification that add up to a figure.

人员经费 and 公用经费 are divided by it and by nothing else; which rows are a figure's own is known by their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from knowledge.base import PaperIndex
from knowledge.facts import Aspect, Fact, Kind
from knowledge.query.choosing import Found
from knowledge.query.find import find_whole
from knowledge.query.model import Query, Subject
from knowledge.query.rows import add_up, path_of
from knowledge.subjects import classes_of
from knowledge.terms import squash, standard_name

BASIC = frozenset({"basic", "personnel_funds", "public_use_funds"})
_FUNDS = frozenset({"general_budget", "fiscal_appropriation", "expenditure", "this_year"})
_OF_PEOPLE = ("301", "303")
"""The classes that 人员经费 is made up of; the others are 公用经费 (财政部《支出经济分类科目》)."""
_CLASS, _ITEM = 3, 5
"""How long a subject's code is at the level of 类, and at that of 款."""


def asks_economic(query: Query) -> bool:
    """Return whether a query is of what basic expenditure, or any by its economic subjects, is spent on."""
    if query.by is not None:
        return query.by == "economic"
    terms = query.subjects[0].terms if len(query.subjects) == 1 else frozenset[str]()
    return query.level != 3 and bool(terms & BASIC) and terms <= BASIC | _FUNDS


def economic_parts(query: Query, whole: Fact, index: PaperIndex) -> tuple[Fact, ...]:
    """Return the subjects of the level asked for, else the innermost, that add up to a figure; none where none do."""
    if not isinstance(whole.value, Decimal) or not asks_economic(query):
        return ()
    for rows in _columns(whole, index):
        items = [f for f in rows if _level(f, index) == 2]
        classes = [f for f in rows if _level(f, index) == 1]
        for kept in (rows, _of_side(rows, whole, index)):
            named = [f for f in items if f in kept]
            heads = [f for f in classes if f in kept]
            if not add_up(named, whole) and not add_up(heads, whole):
                continue
            wanted = heads if query.level == 1 else named
            # the same subject in two rows (机关, 对事业单位补助) is one figure that no row tells
            names = [_own_label(f, index) for f in wanted]
            return tuple(wanted) if len(set(names)) == len(names) else ()
    return ()


def basic_by_economic(query: Query, index: PaperIndex) -> tuple[Found, tuple[Fact, ...]] | None:
    """Return basic expenditure by its economic subjects, where no table divides all spending by them.

    Papers must print that table of basic expenditure alone (财政部《地方预决算公开操作规程》): the whole told is its.
    Classes come first; where none add up, the subjects of the level asked for.
    """
    basic = Subject(terms=frozenset({"basic"}), name=standard_name("basic"))
    year = query.years[0] if query.years else None
    for level in (query.level or 1, query.level):
        asked = query.model_copy(update={"subjects": (basic,), "level": level})
        whole = find_whole(basic, asked, index, year)
        parts = economic_parts(asked, whole.best, index) if whole else ()
        if whole and parts:
            return whole, parts
    return None


def _columns(whole: Fact, index: PaperIndex) -> Iterable[list[Fact]]:
    """Yield the figures of each column, or pair of halves, of the tables that list economic subjects."""
    for table in index.paper.tables:
        cells = [
            f
            for f in index.in_table(table.index)
            if f.row is not None
            and f.aspect is Aspect.AMOUNT
            and f.kind is Kind.MONEY
            and f.year == whole.year
            and f.phase is whole.phase
            and not table.rows[f.row].is_total
        ]
        if not any(_own_label(f, index) in _classes() for f in cells):
            continue
        columns = sorted({f.column or 0 for f in cells})
        for column in columns:
            yield [f for f in cells if f.column == column and f.value]
        if len({table.rows[f.row or 0].half for f in cells}) > 1:
            yield [f for f in cells if f.value]


def _of_side(rows: Sequence[Fact], whole: Fact, index: PaperIndex) -> list[Fact]:
    """Return the rows of the classes that are spent on people, or of all others, where the figure is one of the two."""
    if not whole.terms & (BASIC - {"basic"}):
        return []
    people = "personnel_funds" in whole.terms
    return [f for f in rows if (_class_of(f, index) in _people()) == people]


def _class_of(fact: Fact, index: PaperIndex) -> str:
    path = path_of(fact, index)
    return next((squash(label) for label in path if squash(label) in _classes()), "")


def _level(fact: Fact, index: PaperIndex) -> int:
    """Return 1 for 类, 2 for 款: by the code, else by what stands above."""
    code = next(iter(fact.codes), "")
    if code:
        return {_CLASS: 1, _ITEM: 2}.get(len(code), 0)
    path = path_of(fact, index)
    if len(path) == 1:
        return 1 if squash(path[0]) in _classes() else 0
    return 2 if _class_of(fact, index) else 0


def _own_label(fact: Fact, index: PaperIndex) -> str:
    return squash(path_of(fact, index)[-1])


@lru_cache(maxsize=1)
def _classes() -> frozenset[str]:
    return frozenset(map(squash, classes_of("department-economic").values()))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    names = classes_of("department-economic")
    return frozenset(squash(names[code]) for code in _OF_PEOPLE)
