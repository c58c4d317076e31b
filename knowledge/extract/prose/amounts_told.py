"""A figure in its sentence → the fact that it tells: an amount, a change, a share, a rate."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.extract.prose.dating import dated, notice_time
from knowledge.extract.prose.figures import Figure
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.naming import subject_told
from knowledge.extract.prose.paired import is_known, name_of
from knowledge.extract.prose.parts import as_bought, as_part, leave_unless_part, whole_of
from knowledge.extract.prose.reading import Amount, Frame, Reading
from knowledge.extract.prose.roles import Role, base_in, role_of
from knowledge.extract.prose.subjects import Subject, year_in
from knowledge.facts import Aspect, Phase

_PLANNED = "预算"
"""Of two figures compared, the one told as that of the budget (较预算数1237万元) was planned."""
_FUNDS = frozenset({"fiscal_appropriation", "general_budget", "government_fund", "state_capital"})
_SEVERAL = 2
"""Parts that make a list."""


def tell_figure(reading: Reading, mark: Mark) -> None:
    """Make the fact that a figure tells; none where it cannot be known what it is about.

    The year of a figure within a reason (因2025年更新车辆1辆) dates nothing that follows the reason.
    """
    told = reading.told
    dates = (told.year, told.as_of)
    _tell(reading, mark)
    if mark.end <= told.aside:
        told.year, told.as_of = dates


def _tell(reading: Reading, mark: Mark) -> None:
    figure, told = mark.figure, reading.told
    if figure is None:
        return
    role = _role(reading, mark, figure)
    name = name_of(reading.text, mark.start)
    if name:
        role = _listed(reading, mark, replace(role, subject=name))
        told.year = year_in(name) or told.year
    left_open = name == "" and not is_known(role.subject)
    subject = None if left_open else subject_told(reading, mark, role)
    if subject is None:
        told.lost = role.aspect is not Aspect.AMOUNT
    elif role.aspect in {Aspect.CHANGE, Aspect.CHANGE_PERCENT}:
        _tell_change(reading, mark, role, subject)
    elif role.completes and figure.unit != "%":
        reading.make.amount(mark, figure, replace(subject, phase=Phase.BUDGET), None)
    elif role.aspect is Aspect.SHARE or role.completes:
        reading.make.rate(mark, figure, role, subject)
    elif role.is_base:
        year = reading.make.base_year(role.base)
        is_planned = role.base is not None and _PLANNED in role.base.printed
        planned = Phase.BUDGET if is_planned else subject.phase
        reading.make.amount(mark, figure, replace(subject, year=year, phase=planned), None)
    else:
        _tell_amount(reading, mark, figure, subject)
    told.completing = subject is not None and role.completes and figure.unit != "%"
    told.edge = mark.end


def _listed(reading: Reading, mark: Mark, role: Role) -> Role:
    """分别减少1万元、2万元: what the first figure of a list does, those behind it without words of their own do too."""
    told = reading.told
    if told.listed and not reading.lead(mark).strip("、,，和与及"):
        return replace(told.listed, subject=role.subject)
    told.listed = role
    return role


def _role(reading: Reading, mark: Mark, figure: Figure) -> Role:
    told = reading.told
    lead = reading.lead(mark)
    clause = _clause(lead)
    base = base_in(lead) or told.base
    role = role_of(clause, figure, compared=base is not None)
    if told.completing and figure.unit == "%" and lead == "的":
        role = Role(Aspect.AMOUNT, completes=True)
    if role.aspect is Aspect.AMOUNT and not role.is_base:
        role = _bracketed(reading, mark, role)
    beyond = mark.start >= told.aside > told.edge  # what a reason says of time is its own
    notice_time(reading, reading.text[told.aside : mark.start] if beyond else lead, clause)
    told.base = role.base or base
    return replace(role, base=told.base)


def _clause(lead: str) -> str:
    """The last clause before a figure; one that ends with 的 goes on over its comma."""
    return re.split(r"(?<!的)，|[:。；\n]", lead)[-1].replace("的，", "的")


def _bracketed(reading: Reading, mark: Mark, role: Role) -> Role:
    """减少21.68万元(10.4%): a bare percentage in brackets behind a change is the same change."""
    last = reading.make.facts[-1] if reading.make.facts else None
    figure = mark.figure
    bare = reading.text[mark.start - 1] == "(" and mark.start == reading.told.edge
    if not (figure and figure.unit == "%" and bare and last and last.aspect is Aspect.CHANGE):
        return role
    down = isinstance(last.value, Decimal) and last.value < 0
    return Role(Aspect.CHANGE_PERCENT, sign=-1 if down else 1)


def _tell_change(reading: Reading, mark: Mark, role: Role, subject: Subject) -> None:
    told = reading.told
    if not role.subject.strip("，的"):
        subject = _whole_again(reading) or subject
    subject = _as_named_before(reading, subject)
    if mark.figure:
        reading.make.change(mark, mark.figure, role, subject)
    told.changed, told.change_base, told.in_change = subject, role.base, True
    for frame in told.frames:
        frame.changed = True


def _as_named_before(reading: Reading, subject: Subject) -> Subject:
    """财政拨款收、支总计458万元，与上年相比收、支总计各增加35万元: by its shorter name the same thing is meant."""
    before = reading.told.current
    if before is None or before.fact is None or not reading.told.in_sentence or not subject.label:
        return subject
    funds = before.terms - subject.terms
    if (
        not (before.label.endswith(subject.label) and subject.terms < before.terms)
        or funds - _FUNDS
    ):
        return subject
    return replace(subject, label=before.label, terms=before.terms, context=before.context)


def _of_year(reading: Reading, frame: Frame) -> Subject:
    """What parts are of; a year that is compared with itself is a misprint, which parts do not take over."""
    misprinted = any(finding.code == "compared_with_itself" for finding in reading.make.findings)
    return replace(frame.parent, year=None) if misprinted else frame.parent


def _whole_again(reading: Reading) -> Subject | None:
    """其中甲90万元、乙10万元，较上年减少5万元: behind a list of parts without changes of their own, the whole's."""
    told = reading.told
    frame = told.frames[-1] if told.frames else None
    if not frame or not frame.whole or frame.bracket or frame.changed:
        return None
    if frame.parts < _SEVERAL or not (frame.joined or frame.whole.value == frame.told):
        return None
    told.frames.pop()
    told.current = frame.parent
    return frame.parent


def _tell_amount(reading: Reading, mark: Mark, figure: Figure, subject: Subject) -> None:
    told = reading.told
    inherited = subject.fact is not None
    subject = as_bought(reading, subject)
    leave_unless_part(reading, subject, figure)
    frame = told.frames[-1] if told.frames else None
    subject = dated(reading, as_part(subject, _of_year(reading, frame)) if frame else subject)
    fact = reading.make.amount(mark, figure, subject, whole_of(frame, figure) if frame else None)
    if frame and frame.whole and figure.unit == frame.whole.unit:
        frame.told += figure.value
        frame.parts += 1
        frame.joined = reading.lead(mark).startswith("、")
    before = told.current.year if told.current else None
    if mark.end <= told.aside or (inherited and (before or 0) > (subject.year or 0)):
        return  # 2025年预算数为5万元, told beside this year's, is what this year's is compared with
    told.current = replace(subject, fact=fact)
    told.last = Amount(told.current, figure.value, figure.unit, figure.kind)
    told.amounts.append(told.last)
    told.in_sentence, told.in_change, told.new_item, told.lost = True, False, False, False
