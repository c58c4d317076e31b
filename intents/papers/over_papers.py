"""Questions over several papers → one query that asks each of its own: rankings, differences, sums.

Only papers of one year and phase are compared; which, is said. One question is read for one paper, and
asked of the others as it was understood where it names things that every paper calls alike.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from intents.conversation import Conversation
from intents.outcomes import Beyond, NoPaper, Outcome, Unclear, Understood
from intents.papers.choosing import Wanted, choose
from intents.papers.comparing import Comparison, comparison_in, is_rivalry
from intents.papers.each_paper import asked_of_each
from intents.papers.organisations import Organisation
from intents.papers.reading import Readers
from intents.papers.said import (
    Whose,
    level_of,
    level_said,
    phase_fitting,
    phase_said,
    value_years,
)
from intents.text import Folded
from knowledge import Op, PaperHead, Phase

_MOST_OPTIONS = 3
_Slot = tuple[int, Phase]


def across_papers(
    folded: Folded,
    said: Whose,
    conversation: Conversation,
    organisations: Sequence[Organisation],
    readers: Readers,
) -> Outcome | None:
    """Return what a question asks over several departments; None where it is about one."""
    text = folded.text
    asked = comparison_in(text, said.named)
    spoken = _spoken_of(conversation, organisations)
    if asked is None and not said.named and len(spoken) > 1 and _goes_on(text, conversation):
        asked = _going_on(text, conversation)
    if asked is None:
        return None
    scopes = _scopes(asked, said, spoken, organisations)
    outcomes = [
        _over(scope, asked, text, conversation, readers) for scope in scopes[:_MOST_OPTIONS]
    ]
    if len(outcomes) == 1:
        return outcomes[0]
    queries = [q for o in outcomes if isinstance(o, Understood) for q in o.queries]
    return Unclear(tuple(queries)) if queries else next(iter(outcomes), None)


def _spoken_of(
    conversation: Conversation, organisations: Sequence[Organisation]
) -> tuple[Organisation, ...]:
    """Return the departments that the conversation is about, those of a comparison all, oldest first."""
    last = conversation.last
    documents = (
        [q.document for q in last.of] if last is not None and last.of else conversation.documents
    )
    found = [o for d in documents for o in organisations if any(h.document == d for h in o.heads)]
    return tuple(dict.fromkeys(found))


def _goes_on(text: str, conversation: Conversation) -> bool:
    """Return whether a message that names nobody goes on with the departments compared before."""
    last = conversation.last
    return (last is not None and bool(last.of)) or is_rivalry(text)


def _going_on(text: str, conversation: Conversation) -> Comparison | None:
    """Return what a message asks of the departments compared before: 人员呢, 那2025年呢, 谁多."""
    last = conversation.last
    found = comparison_in("这几家" + text, ())
    if found is None:
        return None
    if found.op is Op.LOOKUP and last is not None and last.of:
        return replace(found, op=last.op, largest=last.largest, these=found.these)
    return replace(found, these=found.these)


def _scopes(
    asked: Comparison,
    said: Whose,
    spoken: tuple[Organisation, ...],
    organisations: Sequence[Organisation],
) -> list[tuple[Organisation, ...]]:
    """Return the departments meant; several times where a name may mean several."""
    if asked.every and len(said.named) < 2:
        return [tuple(organisations)]
    if len(said.named) < 2:
        named = tuple(o for n in said.named for o in n.organisations[:1])
        return [tuple(dict.fromkeys((*spoken, *named)))[-asked.these :]]
    scopes: list[tuple[Organisation, ...]] = [()]
    for each in said.named:
        scopes = [(*scope, o) for scope in scopes for o in each.organisations if o not in scope]
    return scopes


def _over(
    scope: tuple[Organisation, ...],
    asked: Comparison,
    text: str,
    conversation: Conversation,
    readers: Readers,
) -> Outcome:
    """Return what is asked over some departments, each by a paper of the same year and phase where there is one."""
    if len(scope) < 2:
        return Beyond("no_rule", has_budget=True)
    fiscal = max(h.year for o in scope for h in o.heads)
    mentions = value_years(text, fiscal)
    years = sorted({y for m in mentions for y in m.years})
    level, leaning, word = level_said(text)
    year = years[-1] if years else None
    wanted = Wanted(year, phase_said(text), phase_fitting(text), level, leaning)
    if len(years) > 1:
        own = [m.years[-1] for m in mentions]
        if len(own) != len(scope) or asked.every:
            return Beyond("no_rule", has_budget=True)
        return _each_its_year(scope, asked, own, wanted, conversation, readers)
    outcomes: list[Outcome] = []
    for slot, decided in itertools.product(
        _slots(scope, wanted, asked.every), _levels(scope, wanted, asked.every)
    ):
        heads, left_out = _heads(scope, slot, decided)
        if len(heads) < 2:
            name = next(iter(left_out), scope[0].name)
            owner = next(o for o in scope if o.name == name)
            return NoPaper(name, owner.heads, wanted.year, wanted.phase, word)
        outcomes.append(asked_of_each(heads, asked, years, left_out, conversation, readers))
    understood = [o for o in outcomes if isinstance(o, Understood)]
    if len(understood) > 1:
        return Unclear(tuple(o.queries[0] for o in understood))
    return understood[0] if understood else outcomes[0]


def _levels(scope: Sequence[Organisation], wanted: Wanted, every: bool) -> list[Wanted]:
    """Return what is wanted with the level decided: both, where a department named has papers of both."""
    if wanted.level or wanted.leaning or every:
        return [wanted]
    both = any(
        len({level_of(h) for h in _of(o, wanted) if (h.year, h.phase) == (head.year, head.phase)})
        > 1
        for o in scope
        for head in _of(o, wanted)[:1]
    )
    return [replace(wanted, leaning=leaning) for leaning in ("whole", "own")] if both else [wanted]


def _each_its_year(
    scope: Sequence[Organisation],
    asked: Comparison,
    years: Sequence[int],
    wanted: Wanted,
    conversation: Conversation,
    readers: Readers,
) -> Outcome:
    """Return what is asked of each department for a year of its own: 甲局2025年和乙局2024年."""
    core = asked.core
    for mention in reversed(value_years(core, years[-1])):
        core = core[: mention.start] + core[mention.end :]
    groups = []
    for organisation, year in zip(scope, years, strict=True):
        choice = choose(organisation, replace(wanted, year=year))
        heads = choice.rivals[0] if choice.rivals else choice.second[:1]
        if not heads:
            return NoPaper(organisation.name, organisation.heads, year, wanted.phase)
        groups.append(heads)
    bare = replace(asked, core=core)
    outcome = asked_of_each(groups, bare, (), (), conversation, readers)
    if not isinstance(outcome, Understood):
        return outcome
    (query,) = outcome.queries
    of = tuple(
        q.model_copy(update={"years": (year,)}) for q, year in zip(query.of, years, strict=True)
    )
    return Understood((query.model_copy(update={"of": of}),))


def _slots(scope: Sequence[Organisation], wanted: Wanted, every: bool) -> list[_Slot | None]:
    """Return the year and phase to compare by: two where both phases fit, None where the papers share none."""
    having: Counter[_Slot] = Counter()
    for organisation in scope:
        having.update({(h.year, h.phase) for h in _of(organisation, wanted)})
    if not having:
        return [None]
    most = max(having.values())
    if most < 2 or (most < len(scope) and not every):
        return [None]
    year = max(y for (y, _), count in having.items() if count == most)
    same = [slot for slot, count in having.items() if slot[0] == year and count == most]
    fitting = [slot for slot in same if slot[1] is wanted.fitting]
    return [*(fitting or same)]


def _of(organisation: Organisation, wanted: Wanted) -> list[PaperHead]:
    return [
        h
        for h in organisation.heads
        if wanted.year in {None, h.year}
        and wanted.phase in {None, h.phase}
        and wanted.level in {None, level_of(h)}
    ]


def _heads(
    scope: Sequence[Organisation], slot: _Slot | None, wanted: Wanted
) -> tuple[list[list[PaperHead]], list[str]]:
    """Return the papers asked, the files of one together, and the departments that have none."""
    found: list[list[PaperHead]] = []
    left_out: list[str] = []
    for organisation in scope:
        if slot is None:
            choice = choose(organisation, wanted)
            # another year's paper may print the figure; what is planned is never what was spent
            second = [h for h in choice.second if wanted.phase in {None, h.phase}][:1]
            heads = list(choice.rivals[0] if choice.rivals else second)
        else:
            heads = [h for h in _of(organisation, wanted) if (h.year, h.phase) == slot]
            levels: dict[str, list[PaperHead]] = defaultdict(list)
            for head in heads:
                levels[level_of(head)].append(head)
            heads = levels.get(wanted.leaning or "whole") or next(iter(levels.values()), [])
        if heads:
            found.append(heads)
        else:
            left_out.append(organisation.name)
    return found, left_out
