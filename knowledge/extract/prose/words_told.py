"""持平, 没有安排, 主要原因是, 主要用于 → the facts that a sentence tells without a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.extract.about import Identity
from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.dating import dated, notice_time
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.naming import heading_told, subject_told
from knowledge.extract.prose.reading import BOUNDARY, Reading, Told
from knowledge.extract.prose.regions import bracket_end, reason_end, use_end
from knowledge.extract.prose.roles import Role, base_in
from knowledge.extract.prose.subjects import Subject, is_plain_term, subject_of
from knowledge.facts import Aspect, Kind


def tell_flat(reading: Reading, mark: Mark) -> None:
    """Tell that something did not change, where the sentence compares."""
    told = reading.told
    clause = BOUNDARY.split(reading.lead(mark))[-1]
    own = base_in(clause)
    base = own or base_in(reading.lead(mark)) or told.base
    if base is None or mark.start < told.aside:
        return
    words = clause[: own.start] + clause[own.end :] if own else ""
    subject = subject_told(reading, mark, Role(Aspect.CHANGE, subject=words, base=own))
    if subject:
        reading.make.flat(mark, base, subject, told.last.kind if told.last else Kind.MONEY)
        told.changed, told.change_base = subject, base
        told.edge = mark.end


def tell_none(reading: Reading, mark: Mark) -> None:
    """Tell that there is none of something, where its words are fully understood."""
    told = reading.told
    subject = _absent(reading, mark) if mark.start >= told.aside else None
    if subject is None:
        return
    lead = reading.lead(mark)
    notice_time(reading, lead, "")
    subject = dated(reading, subject)
    reading.make.none_arranged(mark, subject)
    if re.search(any_of(cues().none.also_last_year), lead):
        last = (subject.year or reading.about.year) - 1
        reading.make.none_arranged(mark, replace(subject, year=last))
    told.current = subject
    told.edge = mark.end


def tell_reason(reading: Reading, mark: Mark) -> None:
    """Tell why something changed, in the source's words."""
    told = reading.told
    cue = reading.text[mark.start : mark.end].rstrip(":，")
    weak = cue in {word.rstrip(":") for word in cues().reason.weak}
    apart = len(reading.lead(mark).strip("，。；(、")) > 1
    if mark.start < told.aside or (weak and (apart or not told.changed)):
        return
    end = reason_end(reading.text, mark.end, opened=bracket_end(reading.text, mark.start))
    own = _named_to_change(reading, mark) or _differing(reading, mark)
    own = own or _changed_before(reading, mark)
    subject = own or told.changed or _completed(told, weak=weak)
    if own is None and subject and not told.in_change and not is_plain_term(subject.terms):
        subject = told.current or subject
    if subject:
        base = told.change_base if told.changed else None
        reading.make.words(Aspect.REASON, mark, end, subject, base)
    told.aside, told.edge = end, mark.end


def tell_use(reading: Reading, mark: Mark) -> None:
    """Tell what something is for, in the source's words; a list of amounts is none."""
    told = reading.told
    if mark.start < told.aside:
        return
    end = use_end(reading.text, mark.end, opened=bracket_end(reading.text, mark.start))
    if end is None:
        return
    own = subject_of(BOUNDARY.split(reading.lead(mark))[-1], reading.about)
    subject = own if is_plain_term(own.terms) else told.current
    if subject is None:
        return
    if own.is_empty or is_plain_term(own.terms):
        reading.make.words(Aspect.USE, mark, end, subject, None)
    if is_plain_term(own.terms):
        told.current, told.in_sentence = own, False
    told.aside, told.edge = end, mark.end


def _completed(told: Told, *, weak: bool) -> Subject | None:
    """决算数为205万元，完成年初预算的123%，主要原因是: what the sentence is about, where nothing changed."""
    return told.current if told.in_sentence and not weak else None


def _changed_before(reading: Reading, mark: Mark) -> Subject | None:
    """…比上年减少5万元，其中…。减少的主要原因:一是: what the sentence before told to have changed first."""
    start = max(reading.text.rfind(stop, 0, mark.start) for stop in "。\n") + 1
    verbs = any_of((*cues().change.up, *cues().change.down, *cues().change.either))
    opens = start and re.fullmatch(rf"(?:{verbs})*的?", reading.text[start : mark.start])
    changes = [f for f in reading.make.facts if f.aspect is Aspect.CHANGE and f.value]
    if not opens or not changes:
        return None
    moved = [f for f in changes if f.citation.quote == changes[-1].citation.quote]
    first = moved[0 if opens.group() else -1]
    return Subject(first.label, first.terms, first.context, first.codes, first.year)


def _named_to_change(reading: Reading, mark: Mark) -> Subject | None:
    """财政拨款收入支出增加的主要原因是: what the words before the cue say has changed."""
    words = cues().change
    verbs = any_of((*words.up, *words.down, *words.either))
    hedges = any_of(cues().reason.hedges)
    clause = BOUNDARY.split(reading.lead(mark).rstrip("，:"))[-1]
    match = re.search(rf"(?P<subject>.{{2,}}?)(?:{hedges})?(?:{verbs}|\({verbs}\))+的?$", clause)
    base = base_in(match["subject"]) if match else None
    named = match["subject"] if match else ""
    named = named[: base.start] + named[base.end :] if base else named
    found = subject_of(named, reading.about) if named else Subject()
    return found if is_plain_term(found.terms) else None


def _differing(reading: Reading, mark: Mark) -> Subject | None:
    """决算数大于预算数的主要原因是: what the sentence's item, or the words before the verb, are about."""
    lead = reading.lead(mark).rstrip("，:")
    clause = BOUNDARY.split(lead)[-1]
    match = _against_budget().search(clause)
    if not match:
        return None
    found = subject_of(match["subject"], reading.about)
    if is_plain_term(found.terms - frozenset(cues().subject.sides)):
        return found
    return reading.told.current or heading_told(reading, mark)


@lru_cache(maxsize=1)
def _against_budget() -> re.Pattern[str]:
    base = cues().base
    sides = any_of((*cues().phase.budget, *cues().phase.final_accounts))
    return re.compile(
        rf"(?P<subject>.*?)(?:{sides})?数?(?:{any_of((*base.less, *base.more))}|与)"
        rf"(?:{any_of(base.open)})?(?:\d{{4}}年)?(?:{any_of(base.stock)})数?(?:存在差异|不一致|差异)?的?$"
    )


def _absent(reading: Reading, mark: Mark) -> Subject | None:
    """What there is none of: named behind the negation or before it, and nothing else beside."""
    after = re.split(r"[，。；:\n]", reading.text[mark.end : mark.end + 60])[0]
    before = BOUNDARY.split(reading.lead(mark))[-1]
    objects = [_object_of(after, reading.about), _object_of(before, reading.about)]
    known = [found for found in objects if is_plain_term(found.terms)]
    if not known or any(found.terms and not is_plain_term(found.terms) for found in objects):
        return None
    subject = replace(known[0], terms=frozenset().union(*(found.terms for found in known)))
    if subject.terms <= frozenset(cues().subject.sides):
        heading = heading_told(reading, mark)
        if heading is None or not is_plain_term(heading.terms):
            return None
        subject = replace(subject, terms=subject.terms | heading.terms)
    return subject


def _object_of(words: str, about: Identity) -> Subject:
    fillers = any_of(cues().none.fillers)
    text = re.sub(rf"^(?:{fillers})+", "", words)
    text = re.sub(rf"(?:安排|发生)的|{fillers}$", "", text)
    return subject_of(text, about)
