"""How a single figure, its label and its place are written."""

from __future__ import annotations

from decimal import Decimal

from bot.wording.phrases import say
from knowledge import Derived, Fact, Figure, Place, State, shown, squash, standard_name

_LARGE = Decimal(100_000)
_NUMERALS = "①②③④⑤⑥⑦⑧⑨⑩"


def label_of(fact: Fact) -> str:
    """Return what a fact is about, for people: its label, or its terms where the label is only a table's title."""
    title = fact.citation.place.table_title
    if fact.terms and (
        not fact.label
        or (title and squash(fact.label) in {squash(title), squash(title.split(" · ")[-1])})
    ):
        return (
            "".join(standard_name(term) for term in sorted(fact.terms, key=_flow_last))
            or fact.label
        )
    return fact.label.rstrip("：:")


def value_of(fact: Fact) -> str:
    """Return a fact's value with its unit, as printed; in 万元 too where it is a large sum in 元."""
    if fact.value is None:
        row = fact.citation.place.row
        if fact.state is State.NONE_ARRANGED and row in say("state.none_words").split("、"):
            return say("state.none_printed", words=row)  # a table's one row says that it has none
        return (
            say(f"state.{fact.state.value}")
            if fact.state is not State.VALUE
            else say("state.blank")
        )
    if isinstance(fact.value, str):
        return fact.value
    return _with_unit(fact.value, fact.unit)


def amount_of(value: Decimal, unit: str | None) -> str:
    """Return a bare amount with its unit, the sign dropped."""
    return _with_unit(abs(value), unit)


def figure_value(figure: Figure) -> str:
    """Return the value of a fact or of something computed."""
    return value_of(figure) if isinstance(figure, Fact) else _with_unit(figure.value, figure.unit)


def year_of(figure: Fact | Derived) -> str:
    """Return the year of a figure, in words."""
    return say("line.year", year=figure.year) if figure.year else ""


def state_note(fact: Fact) -> str:
    """Return what is to be said of a zero: that none is arranged, or that 0 is what is printed."""
    if fact.state is State.NONE_ARRANGED and fact.value is not None:
        return say("state.none_arranged")
    return ""


def place_of(place: Place) -> str:
    """Return where something stands, in one line: table, row and column, or section; page and line."""
    parts = []
    if place.table_title or place.table:
        parts.append(
            f"{place.table or ''}《{place.table_title}》" if place.table_title else str(place.table)
        )
        parts += [part for part in (place.row, place.column) if part]
    elif place.section:
        parts.append(place.section)
    if place.file:
        parts.append(say("line.file", file=place.file))
    if place.page:
        parts.append(say("line.page", page=place.page))
    if place.line:
        parts.append(say("line.line", line=place.line))
    return " · ".join(parts)


def circled(position: int) -> str:
    """Return the circled number of a citation, counted from 0."""
    return _NUMERALS[position] if position < len(_NUMERALS) else f"[{position + 1}]"


def _with_unit(value: Decimal, unit: str | None) -> str:
    number = f"{value:,f}" if abs(value) >= 10_000 else shown(value) if value < 0 else f"{value:f}"
    if unit == "%":
        return f"{number}%"
    text = f"{number} {unit}" if unit else number
    if unit == "元" and abs(value) >= _LARGE:
        text += say("line.yuan", value=f"{(value / 10_000).quantize(Decimal('0.01')):,f}")
    return text


def _flow_last(term: str) -> tuple[int, str]:
    return ({"revenue": 2, "expenditure": 2, "grand_total": 3, "this_year": 0}.get(term, 1), term)
