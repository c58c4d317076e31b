"""A figure's words → its subject: its own name, or what the sentence, the item or the heading is about."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.extract.about import Identity
from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.folded import fold
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.people_told import in_post
from knowledge.extract.prose.rated import rated_project
from knowledge.extract.prose.reading import BOUNDARY, Amount, Reading
from knowledge.extract.prose.roles import Role
from knowledge.extract.prose.subjects import Subject, is_plain_term, subject_of, terms_told
from knowledge.facts import Aspect, Kind, Phase
from knowledge.terms import standard_name

_LEVEL = re.compile(r"\([类款项]\)")
_ITEM_LENGTH = 90
_CLOSES = frozenset("，。；")
"""What ends a clause that is a figure alone."""


def subject_told(reading: Reading, mark: Mark, role: Role) -> Subject | None:
    """Return what a figure is about, by its own words or by what goes before; None where that would be a guess."""
    told = reading.told
    is_amount = role.aspect is Aspect.AMOUNT
    if is_amount and re.match(any_of(cues().subject.involving), role.subject):
        return _involved(reading, mark)
    kind = mark.figure.kind if mark.figure else Kind.WORDS
    rated = rated_project(reading, mark, role)
    if rated is not None:
        return rated
    posted = in_post(role.subject, kind, told.current)
    if posted is not None and is_amount:
        return posted
    found = subject_of(role.subject, reading.about) if role.subject else Subject()
    found = replace(found, terms=_paid_for(found.terms, kind, role.aspect))
    if is_amount and told.involving and not found.is_empty:
        found = replace(found, terms=found.terms | told.involving)
    found = _of_what_is_told(reading, _whole_budget(reading, found))
    found = _of_the_item(reading, mark, found)
    counted = _counted_as(reading, mark, role, found)
    if counted:
        return counted
    found = _counted_behind(reading, mark, found)
    if found.is_empty or _is_other_phase(reading, found):
        found = _from_earlier_clause(reading, mark, found)
    if not found.is_empty and not _is_other_phase(reading, found):
        return found
    inherited = _other_phase_of_part(reading, found, is_amount=is_amount)
    inherited = inherited or _inherited(reading, mark, role)
    if inherited is None:
        return None
    if is_amount and not role.completes:
        in_its_phase = _in_phase(inherited, found.phase)
        return replace(in_its_phase, year=found.year, phase=found.phase, as_of=None)
    year, phase = found.year or inherited.year, found.phase or inherited.phase
    return replace(_in_phase(inherited, phase), year=year, phase=phase)


def _in_phase(subject: Subject, phase: Phase | None) -> Subject:
    """机关运行经费预算33万元，支出决算38万元: what was spent is called by the name without 预算."""
    if phase is not Phase.FINAL_ACCOUNTS or subject.phase is not Phase.BUDGET:
        return subject
    label = re.sub(cues().subject.planned_end, "", subject.label)
    return replace(subject, label=label or subject.label)


def heading_told(reading: Reading, mark: Mark) -> Subject | None:
    """Return what the heading is about, for the first paragraph under it that names nothing else before."""
    heading = reading.heading
    if heading.is_empty or reading.position:
        return None
    named = terms_told(reading.text[: mark.start]) - frozenset(cues().subject.beside)
    return None if named - heading.terms else heading


def remember_item(reading: Reading, words: str) -> None:
    """1.教育支出(类)…(项)。 and 2.公务接待费。: the sentences that follow are about this."""
    if len(words) > _ITEM_LENGTH:
        return
    found = subject_of(words, reading.about)
    if _LEVEL.search(words) or is_plain_term(found.terms):
        reading.told.current, reading.told.last = found, None


def heading_subject(headings: tuple[str, ...], about: Identity) -> Subject:
    """Given headings, return what the innermost one that names anything is about."""
    for heading in reversed(headings[1:]):
        found = subject_of(fold(heading).text, about)
        if not found.is_empty:
            return Subject(label=found.label, terms=found.terms)
    return Subject()


def _involved(reading: Reading, mark: Mark) -> Subject | None:
    """7个项目开展自评，其中…，共涉及资金5万元: what is involved is what was told first."""
    told = reading.told
    if told.frames and not told.frames[0].bracket:
        told.current = told.frames[0].parent
        told.frames.clear()
    subject = told.current if told.in_sentence else heading_told(reading, mark)
    subject = subject or _first_named(reading, mark)
    told.involving = subject.terms if subject else frozenset()
    return replace(subject, year=None, as_of=None) if subject else None


def _first_named(reading: Reading, mark: Mark) -> Subject | None:
    """What the sentence's first clause with words of its own names."""
    clauses = (subject_of(c, reading.about) for c in BOUNDARY.split(reading.lead(mark))[:-1])
    return next((found for found in clauses if not found.is_empty), None)


def _is_other_phase(reading: Reading, found: Subject) -> bool:
    """支出决算 behind 年初预算 is the same thing in its other phase."""
    current = reading.told.current
    if current is None or found.phase is None or current.phase is found.phase:
        return False
    sides = frozenset(cues().subject.sides)
    if not found.terms <= sides or (current.terms & sides and found.terms - current.terms):
        return False  # 收入预算5万元，支出决算4万元: the other side is another thing
    return reading.told.in_sentence or current.fact is None


def _counted_behind(reading: Reading, mark: Mark, found: Subject) -> Subject:
    """1个项目支出绩效目标: what is counted follows its number."""
    figure = mark.figure
    if not figure or figure.kind not in {Kind.COUNT, Kind.PEOPLE} or is_plain_term(found.terms):
        return found
    if figure.unit not in cues().units.count_first and not found.is_empty:
        return found
    after = re.compile(r"[^，。；、()\n:\d]*").match(reading.text, mark.end)
    if after is None or reading.text[after.end() : after.end() + 1].isdigit():
        return found  # what follows leads to the next figure
    behind = subject_of(after.group(), reading.about)
    return found if behind.is_empty else replace(behind, year=found.year, phase=found.phase)


def _whole_budget(reading: Reading, found: Subject) -> Subject:
    """2026年预算比2025年预算增加50万元, under a heading about both sides: the whole budget."""
    sides = frozenset(cues().subject.sides)
    if not found.is_empty or found.label not in cues().subject.totals:
        return found
    return replace(found, terms=sides) if sides <= reading.heading.terms else found


def _of_what_is_told(reading: Reading, found: Subject) -> Subject:
    """国内公务接待24批次，支出2.05万元: a bare 支出 is spent on what the sentence is about."""
    told = reading.told
    if found.label not in cues().subject.bare_spending or not told.in_sentence or not told.current:
        return found
    spending = frozenset(cues().subject.spending)
    counted = {r.of for r in cues().subject.counted if r.means in told.current.terms}
    confined = {term for term in told.current.terms if term.startswith("label:")}
    about = told.current.terms & spending | counted
    about |= confined if counted or _is_count(told.last) else set()
    return replace(found, label=told.current.label, terms=about) if about else found


def _of_the_item(reading: Reading, mark: Mark, found: Subject) -> Subject:
    """行政运行(项):支出决算为5万元: behind an item's name a bare 支出决算 is the item's, not the whole's."""
    if not found.terms or not found.terms <= frozenset(cues().subject.sides):
        return found
    clauses = re.split(r"(?<=[，:。；\n])", reading.lead(mark))[:-1]
    for distance, clause in enumerate(reversed(clauses)):
        earlier = subject_of(clause, reading.about)
        others = is_plain_term(earlier.terms) and not found.terms & earlier.terms
        titled = others and distance == 0 and clause.endswith(":")
        if _LEVEL.search(clause) or earlier.codes or titled:
            return replace(earlier, year=found.year or earlier.year, phase=found.phase)
    return found


def _paid_for(names: frozenset[str], kind: Kind, aspect: Aspect) -> frozenset[str]:
    """国内公务接待支出3万元: what is paid is for the reception, whose batches are called so too."""
    if kind is not Kind.MONEY or aspect is not Aspect.AMOUNT:
        return names
    rules = cues().subject.counted
    counted = {rule.means: rule.of for rule in rules if rule.means in names}
    return frozenset(counted.get(n, n) for n in names) - ({"expenditure"} if counted else set())


def _counted_as(reading: Reading, mark: Mark, role: Role, found: Subject) -> Subject | None:
    """国内公务接待15批次，120人次: a count in such a unit is of the reception's batches, or its people."""
    figure = mark.figure
    if not figure or figure.kind not in {Kind.COUNT, Kind.PEOPLE} or role.is_base:
        return None
    told = reading.told
    around = reading.heading.terms | (told.current.terms if told.current else frozenset())
    around |= terms_told(reading.text[: mark.start]) & {"reception", "abroad"}
    own = re.sub(r"\d{4}年度?", "", found.label)
    rules = cues().subject.counted
    around |= {rule.of for rule in rules if rule.means in around}
    before = reading.text[: mark.start]
    around |= {rule.of for rule in rules if any(word in before for word in rule.near)}
    for rule in rules:
        named = own in rule.words or rule.of in found.terms or rule.means in found.terms
        goes_on = not own and (_follows_count(before) or _is_count(told.last))
        if figure.unit in rule.units and (named or goes_on) and rule.of in around | found.terms:
            around_it = told.current.label if told.current and told.in_sentence else ""
            scope = _scope(own) or _scope(around_it)
            terms = frozenset({rule.means, *([f"label:{scope}"] if scope else ())})
            return replace(found, label=scope + standard_name(rule.means), terms=terms)
    return None


def _follows_count(before: str) -> bool:
    """Whether the words before a figure end with another count: 22批次、168人次."""
    units = {unit for rule in cues().subject.counted for unit in rule.units}
    return (
        re.search(rf"\d(?:{'|'.join(sorted(units, key=len, reverse=True))})[、，,和及]$", before)
        is not None
    )


def _is_count(fact: Amount | None) -> bool:
    return fact is not None and fact.kind in {Kind.COUNT, Kind.PEOPLE}


def _scope(label: str) -> str:
    """国(境)外接待费0万元，共计接待0批次: what a count is confined to, which is not all of it; else nothing."""
    return next((word for word in cues().subject.scopes if word in label), "")


def _from_earlier_clause(reading: Reading, mark: Mark, found: Subject) -> Subject:
    """公务接待费:2026年预算5万元: the name stands a clause before."""
    if _is_other_phase(reading, found):
        found = replace(found, terms=frozenset())
    for clause in reversed(BOUNDARY.split(reading.lead(mark))[:-1]):
        earlier = subject_of(clause, reading.about)
        if is_plain_term(earlier.terms) or earlier.codes or _LEVEL.search(clause):
            year, phase = found.year or earlier.year, found.phase or earlier.phase
            return replace(earlier, year=year, phase=phase)
    return found


def _other_phase_of_part(reading: Reading, found: Subject, *, is_amount: bool) -> Subject | None:
    """其中甲项目全年预算40万元，执行数38万元: among parts a bare phase is the part's that was told last."""
    told = reading.told
    part = told.frames and told.current and told.current.fact != told.frames[-1].parent.fact
    named = found.terms - frozenset(cues().subject.sides)
    bare = not named and not re.sub(cues().subject.phase_only, "", found.label)
    if not (is_amount and part and bare and found.phase and _is_other_phase(reading, found)):
        return None
    return told.current


def _inherited(reading: Reading, mark: Mark, role: Role) -> Subject | None:
    """What a figure without a name of its own is about."""
    told = reading.told
    words = re.sub(r"\d{4}年度?", "", role.subject)
    goes_on = role.is_base or role.completes or not words.strip("，的")
    if mark.end <= told.aside or (told.lost and role.aspect is Aspect.CHANGE_PERCENT):
        return None
    if role.aspect is Aspect.CHANGE_PERCENT and told.in_change:
        return told.changed  # 扣除基建后增加5万元，增长2%: the last change's
    if role.aspect is Aspect.AMOUNT and not role.is_base and not role.completes:
        return _named_anew(reading, mark) if words or _opens_paragraph(reading, mark) else None
    if told.in_sentence or (goes_on and told.current):
        return told.current
    return heading_told(reading, mark)


def _opens_paragraph(reading: Reading, mark: Mark) -> bool:
    """四、机关运行经费 / 31.75万元，比上年…: a paragraph that opens with its figure tells the heading's."""
    before, behind = reading.text[: mark.start], reading.text[mark.end : mark.end + 1]
    silent = not before.strip(cues().subject.before_figure)
    return silent and behind in _CLOSES and not reading.heading.is_empty


def _named_anew(reading: Reading, mark: Mark) -> Subject | None:
    """2026年预算5万元: the sentence's, the item's or the heading's own amount."""
    told = reading.told
    if told.frames and _is_count(told.last) and not told.new_item:
        return told.current  # 其中:本年项目10个，金额3万元: the money of what has just been counted
    if told.frames:
        return replace(told.frames[-1].parent, fact=None)
    if told.current and (told.in_sentence or told.current.fact is None):
        return told.current
    return heading_told(reading, mark)
