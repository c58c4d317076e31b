"""A question's text → its mentions, spelling repaired where that alone makes the question whole."""

from __future__ import annotations

from dataclasses import replace

from intents.lexicon import marks
from intents.mentions.asides import (
    without_asides,
    without_counted_in,
    without_paraphrase,
    without_sources,
)
from intents.mentions.bodies import with_bodies
from intents.mentions.costs import bought, hosted
from intents.mentions.cutting import cut
from intents.mentions.dated import with_year_meant
from intents.mentions.departments import (
    with_department,
    with_field,
    with_namesake,
    with_own_level,
    with_whole_department,
)
from intents.mentions.glosses import without_glosses
from intents.mentions.kindred import called, duties_called, fold_synonyms
from intents.mentions.labels import core_of, labels_named, with_modifiers, with_shared_heads
from intents.mentions.likeness import alike
from intents.mentions.meant import in_characters_only, said_plainly, uninterrupted
from intents.mentions.members import OwnLevel, with_unit_codes
from intents.mentions.model import How, Mention, Sort, as_part_of_label
from intents.mentions.nearest import (
    Target,
    concept_targets,
    name_of_target,
    target_named,
    targets_like,
)
from intents.mentions.repair import mark_repaired, prepare_repairs, repairs_of
from intents.mentions.scattered import with_scattered_label
from intents.mentions.spans import spans_in
from intents.mentions.vocabulary import Vocabulary, vocabulary_of
from intents.text import Folded

__all__ = [
    "How",
    "Mention",
    "OwnLevel",
    "Sort",
    "Target",
    "Vocabulary",
    "alike",
    "as_meant",
    "as_part_of_label",
    "as_procured",
    "called",
    "concept_targets",
    "core_of",
    "duties_called",
    "find_mentions",
    "fold_synonyms",
    "name_of_target",
    "prepare_repairs",
    "said_plainly",
    "target_named",
    "targets_like",
    "vocabulary_of",
]

_END = Mention(0, 0, Sort.MARK, "")
_SURE = 0.9
_MOST_TRIES = 12
_MOST_PIECES = 14
_MOST_REPAIRS = 2
"""Words of one question that may be typed wrong."""
_AT_LARGE = frozenset({"expenditure", "revenue", "budget_total"})
_REGION = frozenset({Sort.CONCEPT, Sort.LABEL, Sort.TOPIC, Sort.RESIDUE, Sort.FILLER})
_PROCURED = frozenset({"goods", "works", "procurement_goods", "procurement_works"})


def as_meant(folded: Folded, vocabulary: Vocabulary, fiscal_year: int) -> Folded:
    """Return a folded question as it was meant to be typed: words unbroken, in characters."""

    def left_over(text: str) -> int:
        return _left_over(_named(text, spans_in(text, vocabulary, fiscal_year), vocabulary))

    return in_characters_only(uninterrupted(folded, vocabulary), vocabulary, left_over)


def find_mentions(folded: Folded, vocabulary: Vocabulary, fiscal_year: int) -> list[Mention]:
    """Return what a folded question names, left to right, covering it whole.

    Labels of the paper named in part take the place of the words they are made of; then, where a word
    that weighs is left over, its spelling is repaired if exactly one repair explains the whole question.
    """
    text = folded.text
    taken = spans_in(text, vocabulary, fiscal_year)
    mentions = _named(text, taken, vocabulary)
    if not _left_over(mentions):
        return mentions
    return _repaired(text, mentions, vocabulary, fiscal_year) or mentions


def _without_hearsay(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with what was only heard (听说涨了, …) passed over, where a question follows it."""
    heard = next((i for i, m in enumerate(mentions) if m.text in marks("hearsay")), None)
    if heard is None:
        return mentions
    end = next((i for i in range(heard, len(mentions)) if mentions[i].sort is Sort.MARK), None)
    if end is None or not any(
        m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE} for m in mentions[end:]
    ):
        return mentions
    at_large = all(
        m.sort is Sort.CONCEPT and _AT_LARGE.issuperset(m.concepts)
        for m in mentions[end:]
        if m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE}
    )
    said = mentions[heard:end]
    of_money = any(m.text in marks("money") for m in said)
    if at_large and of_money and any(m.sort is Sort.RESIDUE and m.blocks for m in said):
        return mentions  # 听说有笔钱扶持这行，盘子多大: what was heard of is what is asked about
    if any(m.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE, Sort.NUMBER} for m in mentions[:end]):
        return mentions
    return [
        replace(m, sort=Sort.FILLER, blocks=False, cues=()) if i < end else m
        for i, m in enumerate(mentions)
    ]


def as_procured(mentions: list[Mention], *, asked: bool = False) -> list[Mention]:
    """Return the mentions with 服务 beside 采购 read as what is procured: 采购里头服务多少.

    So too where procurement was `asked` about before: 里头买服务的呢.
    """
    concepts = {concept for m in mentions if m.sort is Sort.CONCEPT for concept in m.concepts}
    named = any(concept.startswith("procurement") for concept in concepts)
    if not (named or asked):
        return mentions
    beside = bool(concepts & _PROCURED)
    return [
        replace(m, sort=Sort.CONCEPT, concepts=("services",), labels=(), blocks=False, soft=False)
        if (_is_loose(m, beside) and m.text in marks("procured"))
        or (m.sort is Sort.CONCEPT and m.concepts == ("service_purchase",))
        else m
        for m in mentions
    ]


def _is_loose(mention: Mention, beside: bool) -> bool:
    """Return whether a word names nothing, or several labels of the paper in part: 服务 of 印刷服务, 会议服务.

    One label is enough where goods or works stand `beside` it: 货物、工程和服务.
    """
    if mention.sort is Sort.LABEL:
        return mention.how is How.PART and (beside or len(mention.labels) > 1)
    return mention.sort is Sort.RESIDUE


def _with_bases(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with what a change is counted from (比上年执行数) passed over: it is nothing asked about."""
    found = list(mentions)
    for i in range(2, len(found)):
        compared, year, base = found[i - 2 : i + 1]
        if (
            base.text in marks("bases")
            and year.sort is Sort.YEAR
            and compared.sort is Sort.CUE
            and "compared" in compared.ops()
        ):
            found[i] = replace(base, sort=Sort.FILLER, blocks=False, concepts=(), topic=None)
    return found


def _with_rates(mentions: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with 几成 read as a rate, where it is asked by how much something changed.

    So too 比例 behind the change; where the amount is asked for before it (变动金额及比例) the answer tells both.
    """
    change = next((m for m in mentions if "change" in m.ops()), None)
    if change is None:
        return mentions
    rate = next(vocabulary.words[word] for word in marks("rate_of_change"))
    amount = change.text.endswith(tuple(marks("amounts_of_change")))
    ratio = {"sort": Sort.FILLER, "cues": ()} if amount else {"sort": Sort.CUE, "cues": rate.cues}
    return [
        replace(m, cues=rate.cues)
        if m.text in marks("tenths")
        else replace(m, **ratio, concepts=(), blocks=False)
        if m.text in marks("ratios") and m.start >= change.end
        else m
        for m in mentions
    ]


def _named(text: str, taken: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the words of a text with the department's short names and the labels named in part put together."""
    pieces = _with_rates(_with_bases(cut(text, taken, vocabulary)), vocabulary)
    words = hosted(bought(as_procured(with_department(pieces, text, vocabulary))))
    labelled = with_shared_heads(_with_labels(words, text, vocabulary), text, vocabulary)
    modified = with_modifiers(labelled, vocabulary)
    modified = with_bodies(modified)
    found = with_field(with_scattered_label(modified, text, vocabulary), vocabulary)
    found = with_namesake(found, vocabulary)
    found = with_unit_codes(with_whole_department(found, vocabulary), vocabulary.members)
    found = _with_negations(with_own_level(found, vocabulary))
    heard = _without_hearsay(
        without_paraphrase(without_glosses(without_sources(found, text), text))
    )
    dated = with_year_meant(without_counted_in(heard, text))
    return without_asides(dated, vocabulary)


def _with_negations(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, a negation or a remainder that makes another figure of a thing as one that weighs.

    未执行的预算, 剩余项目支出: without the word before it the figure would be the whole's.
    """
    turning = (marks("remaining"), marks("complement"))
    if not any(m.text in words for m in mentions for words in turning):
        return mentions
    return [
        replace(mention, sort=Sort.BLOCKING, cues=())
        if _makes_another(mention, following)
        else mention
        for mention, following in zip(mentions, [*mentions[1:], _END], strict=True)
    ]


def _makes_another(mention: Mention, following: Mention) -> bool:
    if mention.text in marks("remaining"):
        return following.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CODE, Sort.TABLE}
    return (
        mention.text in marks("complement")
        and following.sort in {Sort.FILLER, Sort.RESIDUE}
        and following.text in marks("denied")
    )


def _left_over(mentions: list[Mention]) -> int:
    return sum(
        m.end - m.start
        for m in mentions
        if m.sort is Sort.RESIDUE and (m.blocks or m.end - m.start == 1)
    )


def _repaired(
    text: str,
    mentions: list[Mention],
    vocabulary: Vocabulary,
    fiscal_year: int,
    most: int = _MOST_REPAIRS,
) -> list[Mention] | None:
    """Return the mentions of the question with a word or two repaired; None where no repair explains more of it.

    A second word is repaired only where that explains the whole question.
    """
    before = _left_over(mentions)
    best: tuple[int, int, str, str, list[Mention]] | None = None
    said = [m for m in mentions if m.sort is Sort.LABEL and m.how is How.SAID]
    for start, end, word in repairs_of(text, mentions, vocabulary)[:_MOST_TRIES]:
        if any(m.start < start < m.end or m.start < end < m.end for m in said):
            continue  # a label said in full is no misspelling of anything that begins or ends inside it
        mended = text[:start] + word + text[end:]
        found = _named(mended, spans_in(mended, vocabulary, fiscal_year), vocabulary)
        left = _left_over(found)
        if left < before and (best is None or left < best[0]):
            best = left, start, word, mended, found
        if left == 0:
            break
    if best is None:
        return None
    left, start, word, mended, found = best
    if left and most > 1:
        again = _repaired(mended, found, vocabulary, fiscal_year, most - 1)
        found = again if again is not None and not _left_over(again) else found
    shift = len(mended) - len(text)
    return [_moved_back(m, start, start + len(word), shift, text) for m in found]


def _moved_back(mention: Mention, start: int, end: int, shift: int, text: str) -> Mention:
    """Return a mention of the mended text at its place in the text as typed."""
    low = mention.start if mention.start <= start else max(start, mention.start - shift)
    high = mention.end if mention.end <= start else max(low + 1, mention.end - shift)
    moved = replace(mention, start=low, end=min(high, len(text)))
    if (
        mention.start < end
        and mention.end > start
        and mention.sort in {Sort.CONCEPT, Sort.LABEL, Sort.CUE, Sort.TABLE, Sort.TOPIC}
    ):
        return mark_repaired(moved, text[low : min(high, len(text))])
    return moved


def _with_labels(mentions: list[Mention], text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with runs of content words that name one label replaced by it."""
    found: list[Mention] = []
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if mention is not None and _may_be_inside(mention):
            run.append(mention)
            continue
        found += _label_of(run, text, vocabulary)
        run = []
        if mention is not None:
            found.append(mention)
    return found


def _may_be_inside(mention: Mention) -> bool:
    if mention.sort in _REGION:
        return True
    if mention.text in marks("rates"):
        return True
    return mention.sort is Sort.CUE and not mention.ops() & {
        "how_much",
        "reason",
        "where",
        "share",
        "change",
        "exists",
        "who",
        "what",
        "which_year",
        "parts",
    }


def _label_of(run: list[Mention], text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Return a run of words as one label where that explains more of it than its words by themselves."""
    core = run[:_MOST_PIECES]
    needs = [m for m in core if m.sort in {Sort.RESIDUE, Sort.TOPIC}]
    residues = [m for m in core if m.sort is Sort.RESIDUE]
    concepts = [m for m in core if m.sort is Sort.CONCEPT]
    named = [m for m in core if m.sort is not Sort.FILLER]
    if not named or (len(named) == 1 and named[0].sort is not Sort.RESIDUE):
        return run
    if not needs and len(concepts) <= 1 and not any(m.sort is Sort.TOPIC for m in core):
        return run
    for low, high in _spans(core):
        start, end = core[low].start, core[high].end
        inside = core[low : high + 1]
        if all(m.sort is Sort.FILLER for m in inside) or (
            not any(m.sort in {Sort.RESIDUE, Sort.TOPIC} for m in inside)
            and len([m for m in inside if m.sort is Sort.CONCEPT]) <= 1
        ):
            continue
        terms, score = labels_named(text[start:end], vocabulary)
        if terms and (score >= 0.9 or len(terms) == 1) and (residues or score >= _SURE):
            label = Mention(
                start,
                end,
                Sort.LABEL,
                text[start:end],
                labels=terms,
                how=How.SAID if score >= 0.95 else How.PART,
            )
            before, after = run[: run.index(inside[0])], run[run.index(inside[-1]) + 1 :]
            return [
                *_label_of(before, text, vocabulary),
                label,
                *_label_of(after, text, vocabulary),
            ]
    return run


def _spans(core: list[Mention]) -> list[tuple[int, int]]:
    """Return the index spans of a run, longest first."""
    size = len(core)
    every = [(low, high) for low in range(size) for high in range(low, size)]
    return sorted(every, key=lambda span: (span[0] - span[1], span[0]))[:60]
