"""A row asked for in all and of one kind of its money in the same message: 财政拨款列支多少，全口径又是多少."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files, marks, says_any
from intents.outcomes import Understood
from knowledge import FactBase, Op, PaperIndex, Query, Subject, answer, standard_name

_SIDES = frozenset({"revenue", "expenditure"})


def asks_in_full(clause: str) -> bool:
    """Return whether a clause asks for nothing but what it is in all.

    >>> asks_in_full("全口径又是多少"), asks_in_full("三公一共多少")
    (True, False)
    """
    return says_any(clause, "in_full") and bool(_asking().fullmatch(clause))


@made_of_files
@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    words = "|".join(alternatives(name) for name in ("in_full", "asking_again"))
    return re.compile(rf"(?:{words})+")


def all_of_last(clause: str, queries: list[Query], base: FactBase) -> Understood | None:
    """Return the row asked for last in all, where only a kind of its money was: 财政拨款列支多少，全口径又是多少."""
    if (
        not asks_in_full(clause)
        or not queries
        or queries[-1].op is not Op.LOOKUP
        or len(queries[-1].subjects) != 1
    ):
        return None
    (row,) = queries[-1].subjects
    rest = row.terms - marks("kinds_of_money") - marks("kinds_of_spending") - _SIDES
    if rest == row.terms or not (rest or row.codes or row.one_of):
        return None
    name = "".join(map(standard_name, sorted(rest))) or row.name
    whole = row.model_copy(update={"terms": rest, "name": name})
    asked = queries[-1].model_copy(update={"subjects": (whole,)})
    return Understood((asked,)) if answer(asked, base).found else None


def kind_of_row(row: Subject, kind: Subject, index: PaperIndex) -> Subject | None:
    """Return a kind of money or of spending as that of the row named before, where a word says so: 财政拨款列支多少."""
    kinds = marks("kinds_of_money") | marks("kinds_of_spending")
    named = bool(row.codes) or any(t.startswith("label:") for t in row.terms | row.one_of)
    if not named or row.terms & kinds or not kind.terms or not kind.terms <= kinds:
        return None
    both = row.model_copy(
        update={"terms": row.terms | kind.terms, "name": f"{row.name}{kind.name}"}
    )
    return both if index.tells_of(both) else None
