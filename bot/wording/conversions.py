"""The headline figure in the unit of money that it was asked in: 换成元, 精确到元."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bot.wording.phrases import say
from bot.wording.worded import Worded
from knowledge import MONEY_UNITS, Amount, Answer, convert


def add_conversion(given: Answer, out: Worded) -> None:
    """Add the first figure in the unit wanted, to the last digit that is printed, where one is wanted."""
    unit = given.query.shown_in
    first = out.facts[0] if out.facts else None
    if unit is None or first is None or first.value is None or first.unit not in MONEY_UNITS:
        return
    try:
        printed = Decimal(first.value)
    except InvalidOperation:
        return
    amount = convert(Amount(printed, first.unit), unit)
    line = say(
        "line.converted",
        printed=f"{printed:,f}",
        unit=first.unit,
        value=f"{_plain(amount.value)}",
        wanted=unit,
    )
    out.lines.insert(0, line)


def _plain(value: Decimal) -> str:
    """Return a number with separators and no zeros at its end that tell nothing."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
