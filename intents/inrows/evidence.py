"""What a question wants of a row (an amount, a share, a bound, a number of things), and whether a row tells such."""

from __future__ import annotations

from collections.abc import Sequence

from intents.inrows.rows import Row
from intents.inrows.words import Said, is_end_of, is_general
from intents.lexicon import marks, says_any
from intents.mentions import Mention, duties_called, fold_synonyms
from intents.rules import View
from knowledge import Kind

_AMOUNTS = frozenset({"revenue", "expenditure", "budget_total", "accounts_total"})
_WANTING = (
    *("how_much", "least", "most", "above", "below"),
    *("percent", "if_enough", "how_many_things"),
)
_COUNTED = frozenset({Kind.COUNT, Kind.PEOPLE})
_UNITS_ALIKE = ("counted_times", "counted_heads", "counted_pieces")


def asks_money(view: View) -> bool:
    """Return whether an amount is asked for: an indicator of another kind is not what is meant (宣传经费)."""
    said = view.kind is Kind.MONEY or view.speaks_of_money() or view.concepts() & _AMOUNTS
    named = any(m.text in marks("money") for m in view.mentions)
    return bool(said) or named or says_any(view.text, "costs_asked")


def asks_people(view: View) -> bool:
    """Return whether it is people that are counted: 参保人数."""
    counted = any(word in view.text for word in marks("heads_counted"))
    return view.kind is Kind.PEOPLE or counted


def asks_bound(view: View) -> bool:
    """Return whether it is asked what is to be reached, or kept to: 至少几场, 指标值."""
    counted = view.kind in {*_COUNTED, Kind.PERCENT}
    return counted or view.has("least", "most", "percent") or says_any(view.text, "bounds_asked")


def asks_value(view: View) -> bool:
    """Return whether one value is asked for, and not who gets it or where to go for it."""
    wanted = view.has(*_WANTING) or view.kind is not None or says_any(view.text, "bounds_asked")
    return wanted and not says_any(view.text, "each_of_them")


def agrees(row: Row, view: View) -> bool:
    """Return whether a row tells the kind of thing that is asked for.

    A share answers only where a share, or what is to be reached, is spoken of: 发多少养老金 asks for no 准确率.
    """
    if tells_share(row):
        return says_any(view.text, "shares_asked") and not asks_money(view)
    if asks_money(view):
        # what a sheet allows a thing to cost at most is not what is spent on it
        bound = not row.is_target or asks_bound(view) or says_any(view.text, "bounds_of_costs")
        return Kind.MONEY in row.kinds and bound
    if asks_people(view):
        return not row.kinds or bool(row.kinds & _COUNTED)
    if view.unit and row.units:
        return any(_alike(view.unit, unit) for unit in row.units)
    return view.kind is None or not row.kinds or view.kind in row.kinds


def tells_share(row: Row) -> bool:
    """Return whether a row tells a share: a percentage, or an indicator called one."""
    named = not row.kinds and row.is_target and row.name.endswith(tuple(marks("share_ends")))
    return named or row.kinds == {Kind.PERCENT}


def _alike(asked: str, unit: str) -> bool:
    """Return whether two units count the same sort of thing: 回 and 次/年."""
    if unit.startswith(asked) or asked.startswith(unit):
        return True
    return any(
        asked in marks(group) and unit.split("/", maxsplit=1)[0] in marks(group)
        for group in _UNITS_ALIKE
    )


def accounts_for_all(row: Row, text: str, view: View, said: Sequence[Said]) -> bool:
    """Return whether a row accounts for all that nothing explained: a word left over makes another thing of it.

    税后工作经费 is not 工作经费, nor is 春节期间的.
    """
    text = f"{text}\n{fold_synonyms(chr(10).join(row.sheets.values()))}"
    return all(
        _is_accounted(m, row, text, said)
        or is_general(m.text)
        or is_end_of(m.start, m.end, view.text, text)
        for m in (*view.left_over(), *view.topics())
    )


def _is_accounted(mention: Mention, row: Row, text: str, said: Sequence[Said]) -> bool:
    return (
        mention.text in text
        or mention.text in row.units
        or mention.text in marks("beside_rows")
        or mention.text in marks("measures_of_rows")
        or any(form in text for form in duties_called(mention.text.removesuffix("的")))
        or any(w.held_by(text) for w in said if mention.start <= w.start < mention.end)
    )
