"""A question beside several papers: what it says of whose it is, and how it is put to one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from intents.conversation import Conversation
from intents.lexicon import says_any
from intents.mentions.common import common_words
from intents.papers.choosing import Wanted
from intents.papers.organisations import Organisation
from intents.papers.reading import HERE, rewritten
from intents.papers.said import (
    Whose,
    level_said,
    phase_fitting,
    phase_said,
    value_years,
    whose,
    without,
)
from intents.papers.words import paper_words
from intents.text import Folded, fold, is_mark
from knowledge import PaperHead

ENDINGS = re.compile(r"[?？!！。.,，]+$")
"""Marks at the end of a question."""
_ANY_YEAR = 2000


@dataclass(frozen=True)
class Asking:
    """A question, whose paper it is about as far as it says, and the conversation before it."""

    folded: Folded
    said: Whose
    conversation: Conversation

    @property
    def rest(self) -> str:
        """Return the folded question without the names of departments."""
        return without(self.folded.text, [(n.start, n.end) for n in self.said.named])


def question_to(head: PaperHead, asking: Asking, fiscal: int, stripped: str) -> str:
    """Return a question in the words of one paper: its department and relative years put right."""
    folded = asking.folded
    if stripped != asking.rest:
        named = HERE if asking.said.named or is_bare(stripped) else ""
        return named + ENDINGS.sub("", stripped)
    # a year alone leans on the question before: 信访局2025年呢
    leans = asking.conversation.last is not None and is_bare(without_years(asking.rest, fiscal))
    here = "" if leans and asking.rest != without_years(asking.rest, fiscal) else HERE
    spans = [(n.start, n.end, here) for n in asking.said.named]
    if head.year != fiscal:
        for mention in value_years(folded.text, fiscal):
            inside = any(s <= mention.start < e for s, e, _ in spans)
            if mention.relative and mention.years and not inside:
                first, last = mention.years[0], mention.years[-1]
                said = f"{first}年" if first == last else f"{first}年到{last}年"
                spans.append((mention.start, mention.end, said))
    return rewritten(folded, spans) if spans else folded.original


def completed(
    pending: str, name: str, organisations: tuple[Organisation, ...], conversation: Conversation
) -> Asking:
    """Return a question that waited for a department's name, completed with it."""
    old = fold(pending)
    spans = [(n.start, n.end, "") for n in whose(old.text, organisations).named]
    folded = fold(name + rewritten(old, spans))
    said = whose(folded.text, organisations)
    return Asking(folded, said, replace(conversation, asked=""))


def with_detail(
    conversation: Conversation, detail: str, organisations: tuple[Organisation, ...]
) -> Asking:
    """Return a question that was asked back with what it lacked put behind it: 本级的, 2024年的, 决算."""
    plain = ENDINGS.sub("", detail).removesuffix("的")
    words = paper_words().paper
    if plain in words.detail_whole:
        detail = words.whole[2]
    elif plain in words.detail_own:
        detail = words.own[-1]
    folded = fold(f"{ENDINGS.sub('', conversation.asked)}，{detail}")
    said = whose(folded.text, organisations)
    return Asking(folded, said, replace(conversation, asked=""))


def only_tells_which(text: str) -> bool:
    """Return whether a message only says which paper is meant: a year, a phase, a level."""
    word = level_said(text)[2]
    words = paper_words().paper
    if ENDINGS.sub("", text).removesuffix("的") in {*words.detail_whole, *words.detail_own}:
        return True
    plain = without_phases(without_years(text.replace(word, "") if word else text, _ANY_YEAR))
    return plain != text and is_bare(plain)


def without_phases(text: str) -> str:
    """Return a text without the words 预算 and 决算."""
    words = paper_words().paper
    for word in (*words.final_accounts, *words.budget):
        text = text.replace(word, "")
    return text


def without_years(text: str, fiscal: int) -> str:
    """Return a text without the years that a figure is asked for."""
    return without(text, [(m.start, m.end) for m in value_years(text, fiscal)])


def is_bare(text: str) -> bool:
    """Return whether nothing is left of a question but particles: 呢, 那…呢."""
    words = common_words()
    position = 0
    while position < len(text):
        if is_mark(text[position]):
            position += 1
            continue
        for end in range(min(len(text), position + 4), position, -1):
            word = words.get(text[position:end])
            if word is not None and (word.is_filler or word.is_here) and not word.names_something():
                position = end
                break
        else:
            return False
    return True


def wanted_of(
    asking: Asking, organisation: Organisation, before: PaperHead | None
) -> tuple[str, Wanted, int]:
    """Return the question without what only tells the paper, what it tells, and what 今年 means in it."""
    rest = asking.rest
    level, leaning, word = level_said(rest)
    own = list(organisation.heads)
    fiscal = before.year if before is not None and before in own else max(h.year for h in own)
    phase = phase_said(rest)
    years = sorted({y for m in value_years(rest, fiscal) for y in m.years})
    stripped = rest.replace(word, "") if word else rest
    year = years[-1] if years else None
    last = asking.conversation.last
    asks = says_any(rest, "asking_number")
    if phase is not None and last is not None and not asks:
        bare = without_phases(without_years(stripped, fiscal))
        stripped = without_phases(stripped) if is_bare(bare) else stripped
    if year is None and last is not None and is_bare(stripped) and len(set(last.years)) == 1:
        year = last.years[0]
    if len(years) > 1 and year not in {h.year for h in own}:
        year = None
    return stripped, Wanted(year, phase, phase_fitting(rest), level, leaning), fiscal
