"""What a cell's text is worth: its kind, value, unit and state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.amounts import MONEY_UNITS, CellValue, read_cell
from knowledge.extract.heads import cues
from knowledge.facts import Aspect, Kind, State

_EQUAL = ("=", "＝")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a cell before its text is looked at."""

    kind: Kind
    """What the heads and terms say that it holds."""
    unit: str | None
    """The unit of a plain number in it."""
    aspect: Aspect = Aspect.AMOUNT


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell is worth."""

    kind: Kind
    value: Decimal | str | None
    unit: str | None
    state: State
    printed: str

    def none_arranged(self) -> Value:
        """Return the same value, which the source says is none arranged."""
        return replace(self, state=State.NONE_ARRANGED)


def value_of(text: str, setting: Setting) -> Value:
    """Given a cell's text and its setting, return what it is worth.

    >>> money = Setting(Kind.MONEY, "万元")
    >>> (
    ...     value_of("186.00", money).unit,
    ...     value_of("", money).state.value,
    ...     value_of("0.00", money).state.value,
    ... )
    ('万元', 'blank', 'zero')
    >>> target = Setting(Kind.WORDS, None, Aspect.TARGET)
    >>> (
    ...     value_of("4000 通", target).kind.value,
    ...     value_of("90%以上", target).value,
    ...     value_of("合格", target).kind.value,
    ... )
    ('count', '90%以上', 'words')
    >>> value_of("≥8人", target).kind.value, value_of("≥8人", target).value
    ('people', '≥8人')
    """
    read = read_cell(text)
    if read.reading in ("blank", "dash"):
        return Value(setting.kind, None, setting.unit, State.BLANK, read.printed)
    if read.reading == "none":
        words = setting.kind in (Kind.WORDS, Kind.DATE)
        value = read.printed if words else None
        return Value(
            setting.kind, value, None if words else setting.unit, State.NONE_ARRANGED, read.printed
        )
    if isinstance(read.value, Decimal):
        return _number(read, read.value, setting)
    kind = _kind_of_words(read, setting)
    unit = None if kind is Kind.WORDS else read.unit
    return Value(kind, read.printed, unit, State.VALUE, read.printed)


def with_bound(value: Value, sign: str, unit: str) -> Value:
    """Given a target's number and the sign and unit beside it, return the target as it is meant.

    >>> plain = Value(Kind.COUNT, Decimal(68), None, State.VALUE, "68")
    >>> with_bound(plain, "≥", "%").value, with_bound(plain, "＝", "天").unit
    ('≥68%', '天')
    >>> with_bound(Value(Kind.WORDS, "≥312", None, State.VALUE, "≥312"), "", "人").value
    '≥312人'
    """
    if not isinstance(value.value, Decimal):
        return _with_unit(value, unit) if unit and value.unit is None else value
    if value.unit is not None:
        bound = f"{sign}{value.printed}" if sign in cues().bounds else value.value
        return replace(value, value=bound)
    kind = _kind_of_unit(unit) if unit else value.kind
    if sign in cues().bounds:
        return replace(value, kind=kind, value=f"{sign}{value.printed}{unit}", unit=unit or None)
    return replace(value, kind=kind, unit=unit or None)


def _with_unit(value: Value, unit: str) -> Value:
    """Given a target printed with its sign, return it with the unit beside it; words stay as they are: ≥31200 | 人."""
    signed = str(value.value)
    number = read_cell(signed.lstrip("".join((*cues().bounds, *_EQUAL))))
    if not isinstance(number.value, Decimal) or number.unit is not None:
        return value
    told = number.value if signed.startswith(_EQUAL) else f"{signed}{unit}"
    return replace(value, kind=_kind_of_unit(unit), value=told, unit=unit)


def has_amounts(texts: Iterable[str]) -> bool:
    """Whether any of the texts is a number other than zero."""
    return any(isinstance(value := read_cell(text).value, Decimal) and value != 0 for text in texts)


def _number(read: CellValue, number: Decimal, setting: Setting) -> Value:
    """A number: of its own unit where one is printed in the cell, else of the setting's."""
    if setting.kind in (Kind.WORDS, Kind.DATE) and setting.aspect is Aspect.AMOUNT:
        return Value(setting.kind, read.printed, None, State.VALUE, read.printed)
    state = State.VALUE if number else State.ZERO
    if read.unit:
        return Value(_kind_of_unit(read.unit), number, read.unit, state, read.printed)
    kind = Kind.COUNT if setting.kind in (Kind.WORDS, Kind.DATE) else setting.kind
    return Value(kind, number, setting.unit, state, read.printed)


def _kind_of_unit(unit: str) -> Kind:
    if unit in MONEY_UNITS:
        return Kind.MONEY
    if unit in cues().percent_units:
        return Kind.PERCENT
    return Kind.PEOPLE if unit in cues().people_units else Kind.COUNT


def _kind_of_words(read: CellValue, setting: Setting) -> Kind:
    if setting.aspect is Aspect.TARGET_BASIS or setting.kind is Kind.DATE:
        return setting.kind
    if read.reading == "date":
        return Kind.DATE if setting.aspect is Aspect.TARGET else setting.kind
    if read.unit in cues().percent_units:
        return Kind.PERCENT
    counted = setting.aspect is Aspect.TARGET
    return _kind_of_unit(read.unit) if read.unit and counted else Kind.WORDS
