"""其中, brackets and semicolons → which amount is a part of which."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.extract.prose.cues import cues
from knowledge.extract.prose.dating import end_time
from knowledge.extract.prose.figures import Figure
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.naming import remember_item
from knowledge.extract.prose.people_told import are_other_people
from knowledge.extract.prose.reading import Frame, Reading
from knowledge.extract.prose.subjects import Subject, is_plain_term
from knowledge.facts import Aspect, Kind
from knowledge.terms import ancestors, squash

_KEPT, _TO_BUY = "official_vehicles", "vehicles_to_buy"
_VEHICLES = frozenset({_KEPT, _TO_BUY})
_EQUIPMENT, _EQUIPMENT_TO_BUY = "large_equipment", "equipment_to_buy"


def open_bracket(reading: Reading, mark: Mark) -> None:
    """Begin a bracket: what is in it belongs to what was told last."""
    if reading.told.current:
        reading.told.frames.append(Frame(reading.told.current, bracket=True))
    reading.told.edge = mark.end


def close_bracket(reading: Reading, mark: Mark) -> None:
    """End a bracket: the sentence goes on about what stood before it."""
    frames = reading.told.frames
    while frames:
        frame = frames.pop()
        reading.told.current = frame.parent
        if frame.bracket:
            break
    reading.told.edge = mark.end


def begin_parts(reading: Reading, mark: Mark, *, is_list: bool = False) -> None:
    """Begin the parts of what was told last (其中, or a colon behind an amount)."""
    told = reading.told
    if told.current and told.current.fact and mark.end > told.aside:
        changed = told.changed if told.in_sentence else None
        told.frames.append(
            Frame(
                told.current,
                is_list=is_list,
                whole=told.last,
                before=tuple(told.amounts),
                changed=changed is not None and changed.terms == told.current.terms,
            )
        )
    told.edge = mark.end


def begin_list(reading: Reading, mark: Mark) -> None:
    """Begin the parts that follow a colon."""
    begin_parts(reading, mark, is_list=True)


def end_clause(reading: Reading, mark: Mark) -> None:
    """Pass a semicolon: it ends a list, and parts within parts."""
    told = reading.told
    frames = told.frames
    if frames and not frames[-1].bracket and (len(frames) > 1 or frames[-1].is_list):
        told.current = frames.pop().parent
    if not frames:
        told.in_sentence = False
    told.new_item, told.involving = True, frozenset()
    told.edge = mark.end


def end_sentence(reading: Reading, mark: Mark) -> None:
    """Pass a full stop: it ends all parts; the next sentence goes on about their whole."""
    told = reading.told
    if told.frames:
        told.current = told.frames[0].parent
    told.frames.clear()
    remember_item(reading, reading.lead(mark))
    told.base, told.in_sentence, told.in_change = None, False, False
    told.completing, told.lost, told.involving = False, False, frozenset()
    told.amounts.clear()
    end_time(reading, mark)
    told.edge = mark.end


def leave_unless_part(reading: Reading, subject: Subject, figure: Figure) -> None:
    """End the parts where what follows cannot be one: the other side, another unit, or more than is left."""
    frames = reading.told.frames
    while frames and not frames[-1].bracket:
        frame = frames[-1]
        kind = frame.whole.kind if frame.whole else None
        apart = reading.told.new_item and kind is not figure.kind
        if not (
            apart
            or _is_other_side(frame.parent.terms, subject.terms)
            or are_other_people(frame.parent.terms, subject.terms, anew=reading.told.new_item)
            or (_is_counted_apart(frame, figure) and is_plain_term(subject.terms))
            or _exceeds(frame, figure)
        ):
            return
        frames.pop()


def as_part(subject: Subject, parent: Subject) -> Subject:
    """Return a part's subject with what it is a part of: 货物 of 政府采购; a part of 在职 stays 在职."""
    people = parent.terms & frozenset(cues().subject.people)
    terms = _meant_within(subject.terms, parent.terms)
    if terms & _VEHICLES and parent.terms & _VEHICLES:
        terms = frozenset(
            {f"label:{squash(subject.label)}"}
        )  # 车辆5辆，其中一般公务用车0辆: a kind of them
    implied = parent.terms | parent.context
    apart = frozenset(cues().subject.people_apart)
    if terms & apart:
        implied -= apart - frozenset().union(*map(ancestors, terms))
    else:
        terms |= people or parent.terms - {"grand_total"}
    return replace(
        subject,
        terms=terms,
        context=subject.context | implied - terms,
        year=subject.year or parent.year,
        as_of=subject.as_of or parent.as_of,
        phase=subject.phase or parent.phase,
    )


def as_bought(reading: Reading, subject: Subject) -> Subject:
    """Return equipment as what is to be bought where a sentence goes on about what is: 购置车辆0辆。…设备0台.

    Where the paragraph told of the vehicles there are first, the equipment there is must have been told too.
    """
    before = reading.told.current
    bought = before is not None and _TO_BUY in before.terms | before.context
    if _EQUIPMENT not in subject.terms or not bought or subject.as_of:
        return subject
    told = [f.terms for f in reading.make.facts if f.aspect is Aspect.AMOUNT]
    if any(_KEPT in t for t in told) and not any(_EQUIPMENT in t for t in told):
        return subject
    return replace(subject, terms=subject.terms - {_EQUIPMENT} | {_EQUIPMENT_TO_BUY})


def whole_of(frame: Frame, figure: Figure) -> str | None:
    """Return the fact that a part is of: the frame's, or the sentence's last amount in the part's unit."""
    if frame.whole is None or frame.whole.unit == figure.unit:
        return frame.parent.fact
    for amount in reversed(frame.before):
        if amount.unit == figure.unit and amount.value >= figure.value:
            return amount.subject.fact
    return None


def _meant_within(own: frozenset[str], whole: frozenset[str]) -> frozenset[str]:
    for rule in cues().subject.within:
        if rule.whole in whole and rule.part in own:
            own = own - {rule.part} | {rule.means}
    return own


def _is_other_side(parent: frozenset[str], child: frozenset[str]) -> bool:
    sides = frozenset(cues().subject.sides)
    return len(parent & sides) == 1 and len(child & sides) == 1 and not parent & child & sides


def _is_counted_apart(frame: Frame, figure: Figure) -> bool:
    """车辆5辆，其中…，设备3台: what is counted in another unit is no part."""
    whole = frame.whole
    counted = figure.kind is Kind.COUNT and whole is not None and whole.kind is Kind.COUNT
    return counted and whole is not None and whole.unit != figure.unit


def _exceeds(frame: Frame, figure: Figure) -> bool:
    """Whether a part is more than what is left of the whole, rounding of a few parts allowed for."""
    whole = frame.whole
    if whole is None or whole.unit != figure.unit:
        return False
    exponent = whole.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(0)
    return frame.told + figure.value > whole.value + 3 * last
