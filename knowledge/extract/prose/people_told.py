"""People in a sentence: who is in post, who has retired, and the posts there are, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.extract.prose.cues import cues
from knowledge.extract.prose.subjects import Subject
from knowledge.facts import Aspect, Fact, Kind
from knowledge.terms import squash

_ON_DUTY, _QUOTA = "on_duty", "staffing_quota"
_GONE = frozenset({"former_staff", "retired", "honorary_retired"})


def in_post(words: str, kind: Kind, current: Subject | None) -> Subject | None:
    """Return who 实有14名 is behind 编制15名: people in post; None for other words."""
    if kind is not Kind.PEOPLE or squash(words) not in cues().subject.in_post or current is None:
        return None
    if not current.terms & {_QUOTA, *cues().subject.post_kinds}:
        return None
    return Subject(label=cues().subject.in_post[0], terms=frozenset({_ON_DUTY}))


def are_other_people(parent: frozenset[str], child: frozenset[str], *, anew: bool) -> bool:
    """Return whether a count of people is no part of another: 编制30名，其中行政20名，实有28人，退休15人.

    People in post are no part of the posts; behind a semicolon (`anew`) no other group is a part of any.
    """
    apart = frozenset(cues().subject.people_apart)
    own, above = child & apart, parent & apart
    return bool(own and above) and own.isdisjoint(above) and (anew or _QUOTA in above)


def put_apart(facts: Sequence[Fact]) -> list[Fact]:
    """Return a paragraph's facts, those of people told as posts, as people in post of a kind, or as neither.

    行政编制10名，实有9名；事业编制5名，实有4名: 9 of the one kind, 4 of the other.
    实有人员72人，其中：在职人员46人，离退休人员26人: 72 is not how many are in post.
    """
    if not any(fact.kind is Kind.PEOPLE for fact in facts):
        return list(facts)
    kept = list(facts)
    filled = [i for i, fact in enumerate(kept) if i and _fills(fact)]
    whole = any(f.terms == {_QUOTA} for f in kept)
    for i in filled:
        kinds = kept[i - 1].terms & frozenset(cues().subject.post_kinds)
        if kinds and (len(filled) > 1 or not whole):
            kept[i - 1] = _as_posts(kept[i - 1])
            kept[i] = _of_kind(kept[i], kept[i - 1], kinds)
    return [_of_all(_of_the_posts(fact), facts) for fact in kept]


def _fills(fact: Fact) -> bool:
    return fact.terms == {_ON_DUTY} and fact.label == cues().subject.in_post[0]


def _of_kind(fact: Fact, posts: Fact, kinds: frozenset[str]) -> Fact:
    return replace(
        fact,
        label=f"{posts.label} · {fact.label}",
        terms=fact.terms | kinds,
        context=fact.context - kinds,
        parent=None,
    )


def _as_posts(fact: Fact) -> Fact:
    """行政编制10名 before 实有9名 are posts, also where the sentence spoke of those in post before."""
    return replace(
        fact,
        terms=fact.terms - {_ON_DUTY} | {_QUOTA},
        context=fact.context - {_ON_DUTY},
        parent=None if _ON_DUTY in fact.terms else fact.parent,
    )


def _of_the_posts(fact: Fact) -> Fact:
    """行政编制12名 without a number of all posts: posts of a kind."""
    kinds = frozenset(cues().subject.post_kinds)
    bare = fact.kind is Kind.PEOPLE and fact.terms & kinds and fact.terms <= kinds
    return _as_posts(fact) if bare and cues().subject.posts in fact.label else fact


def _of_all(fact: Fact, facts: Sequence[Fact]) -> Fact:
    if fact.kind is not Kind.PEOPLE or _ON_DUTY not in fact.terms:
        return fact
    told_as_part = any(part.parent == fact.id and part.terms & _GONE for part in facts)
    if not told_as_part and not _adds_up_with_the_gone(fact, facts):
        return fact
    own = frozenset({f"label:{squash(fact.label)}"})
    return replace(fact, terms=fact.terms - {_ON_DUTY} | own)


def _adds_up_with_the_gone(fact: Fact, facts: Sequence[Fact]) -> bool:
    """实有86人，其中：在职52人；离休0人；退休34人: semicolons between, those who have left are parts all the same."""
    people = [f for f in facts if f.kind is Kind.PEOPLE and f.aspect is Aspect.AMOUNT]
    told = [f for f in people if f.citation == fact.citation]
    inside = [f for f in told if f.parent == fact.id and _ON_DUTY in f.terms]
    gone = [f for f in told if f.terms & _GONE]
    parts = [f.value for f in (*inside[:1], *gone) if isinstance(f.value, Decimal)]
    return bool(gone) and sum(parts) == fact.value
