"""A question → what it asks: the second chain on one page.

fold → mentions → view → rules → Understood | Unclear | Beyond, with the trace of how it came about.
A question is answered when each of its weighty words is explained and one reading survives the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from intents.beyond import beyond_of, is_empty
from intents.dialogue import Conversation, lend
from intents.mentions import How, Mention, Sort, Vocabulary, find_mentions
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.passages import passage_words
from intents.rules import RULES, Rule, View
from intents.text import Folded, fold
from knowledge import Answer, FactBase, Op, PaperIndex, Query, Subject, answer

_CLAUSE = re.compile(r"[?？;；,，。!！\n]+")
_MOST_CLAUSES = 3
_POINTING = frozenset({"phone", "address", "goals", "project", "duties", "staffing"})
"""Concepts that name a field of words where they stand alone, and only point beside a label."""
_MONEY = frozenset({"经费", "资金", "费用", "钱", "款项", "款", "数据", "金额", "数额"})
_CELLS = frozenset({"小计", "合计", "合计数", "总计数", "预算数", "决算数", "一栏", "单元格", "那一格", "数字", "数"})
_USUAL = (
    Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"expenditure"}), name="支出"),)),
    Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"project"}), name="项目支出"),)),
    Query(op=Op.LOOKUP, subjects=(Subject(terms=frozenset({"three_public"}), name="三公经费"),)),
)
_LONGEST = 300
"""Questions longer than this are cut to their last part: what is asked stands at the end."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: the stage and what came of it."""

    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was understood as, and how."""

    outcome: Outcome
    trace: tuple[Step, ...]
    traditional: bool = False


def understanding_of(
    question: str, base: FactBase, vocabulary: Vocabulary, conversation: Conversation | None = None
) -> Understanding:
    """Given a question as typed and the conversation so far, return what it asks."""
    conversation = conversation or Conversation()
    index = base.index()
    picked = conversation.picked(question)
    if picked is not None:
        return Understanding(Understood((picked,)), (Step("picked", question),))
    folded = fold(question)
    if is_empty(folded):
        return Understanding(Beyond("empty"), (Step("folded", folded.text),))
    if len(folded.text) > _LONGEST:
        folded = fold(question[-_LONGEST:])
    whole, trace = _read(folded.text, question, base, index, vocabulary, conversation)
    several = len(re.findall(r"几|多少", folded.text)) > 1
    if not isinstance(whole, Understood) or _answers_nothing(whole, base) or several:
        clauses = [c for c in _CLAUSE.split(folded.text) if c.strip()]
        unplaced = set(whole.word.split("、")) if isinstance(whole, Beyond) else set()
        quoted = any(folded.text[start:end] in unplaced for start, end in folded.quoted)
        if 1 < len(clauses) <= _MOST_CLAUSES and not quoted and not (isinstance(whole, Beyond) and whole.final):
            parts = _read_clauses(clauses, base, index, vocabulary, conversation)
            if parts is not None and not (several and isinstance(whole, Understood) and len(parts.queries) < 2 <= len(whole.queries[0].subjects)):
                return Understanding(parts, (*trace, Step("clauses", " | ".join(clauses))), folded.traditional)
    return Understanding(whole, trace, folded.traditional)


def _read(
    text: str, question: str, base: FactBase, index: PaperIndex, vocabulary: Vocabulary, conversation: Conversation
) -> tuple[Outcome, tuple[Step, ...]]:
    folded = fold(question if fold(question).text == text else text)
    steps = [Step("folded", folded.text)]
    mentions = tuple(_with_quotations(find_mentions(folded, vocabulary, index.paper.year), folded, vocabulary))
    steps.append(Step("mentions", "  ".join(_shown(m) for m in mentions if m.sort is not Sort.MARK)))
    beyond = beyond_of(folded.text, mentions, vocabulary)
    if beyond is not None and beyond.final:
        return beyond, (*steps, Step("beyond", beyond.reason))
    view = View(folded.text, mentions, index, conversation.last, conversation.years)
    lent = lend(view, conversation)
    if lent is not None:
        view = lent.view
        if lent.query is not None:
            steps.append(Step("carried", lent.said))
            return Understood((lent.query,), (Assumed("carried", lent.said),)), tuple(steps)
    outcome, tried = _by_rules(view, base)
    steps += tried
    assumed = _assumptions(mentions)
    if lent is not None and lent.said:
        assumed = (*assumed, Assumed("carried", lent.said))
    if isinstance(outcome, Understood):
        outcome = replace(outcome, assumed=assumed)
    if beyond is not None and not (isinstance(outcome, Understood) and beyond.yields):
        return beyond, (*steps, Step("beyond", beyond.reason))
    if isinstance(outcome, Beyond) and outcome.reason == "no_rule" and not view.groups and _asks_for_money(view):
        return Unclear(_USUAL), (*steps, Step("unclear", "没有说要查哪一项"))
    if isinstance(outcome, Beyond):
        outcome = _by_words(view, outcome, base, vocabulary)
        steps.append(Step("passage", type(outcome).__name__))
    return outcome, tuple(steps)


def _asks_for_money(view: View) -> bool:
    """Return whether a message speaks of money or figures and of nothing in particular (经费, 小计为多少)."""
    words = {m.text for m in view.mentions}
    bare = not view.left_over() and not view.topics() and not view.ops - {"how_much", "exists", "what", "sum"}
    return bare and (bool(words & _MONEY) or (view.has("how_much") and bool(words & _CELLS)))


def _with_quotations(mentions: list[Mention], folded: Folded, vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions with quoted words that name nothing made to weigh: what is quoted is meant."""
    found = list(mentions)
    for start, end in folded.quoted:
        inside = [m for m in found if m.start < end and m.end > start]
        word = vocabulary.words.get(folded.text[start:end])
        if word is not None and (word.is_header or (word.cues and end - start > 2)):
            continue
        if inside and all(m.sort in {Sort.FILLER, Sort.RESIDUE, Sort.CUE} for m in inside):
            for mention in inside:
                found[found.index(mention)] = replace(mention, sort=Sort.RESIDUE, blocks=True, cues=())
    return found


def _by_rules(view: View, base: FactBase) -> tuple[Outcome, list[Step]]:
    """Return what the first rule that explains every strong cue makes of the question."""
    steps: list[Step] = []
    chosen: tuple[Rule, Query] | None = None
    for rule in RULES:
        query = rule.read(view)
        if query is None:
            continue
        unexplained = rule.unexplained(view)
        if unexplained:
            steps.append(Step("rule", f"{rule.name}（{rule.asks}）: 没有解释 {'、'.join(sorted(unexplained))}"))
            continue
        if chosen is None:
            chosen = rule, query
            steps.append(Step("rule", f"{rule.name}（{rule.asks}）: 采用"))
        else:
            steps.append(Step("rule", f"{rule.name}（{rule.asks}）: 也读得通，但不如 {chosen[0].name} 具体"))
    left = view.left_over()
    if left:
        steps.append(Step("left over", "、".join(m.text for m in left)))
    topics = view.topics()
    if chosen is None or left or topics:
        word = "、".join(dict.fromkeys(m.text for m in (*topics, *left)))
        return Beyond("unplaced" if left else "topic" if topics else "no_rule", word, has_budget=bool(view.groups or view.kind)), steps
    readings = _surviving(chosen[1], view, base)
    if len(readings) > 1:
        return Unclear(tuple(readings)), steps
    return Understood((readings[0],)), steps


def _surviving(query: Query, view: View, base: FactBase) -> list[Query]:
    """Return the readings of the subjects that the paper answers; the query itself where none or one does."""
    queries = [query]
    if len(view.readings) > 1 and query.subjects == view.readings[0][: len(query.subjects)]:
        queries = [query.model_copy(update={"subjects": reading[: len(query.subjects)]}) for reading in view.readings]
    queries = [_apart(q, view, base) for q in queries]
    if len(queries) == 1:
        return queries
    found = [q for q in queries if answer(q, base).found]
    return found or queries[:1]


def _apart(query: Query, view: View, base: FactBase) -> Query:
    """Return the query with a subject of several concepts taken apart where no fact is about all of them."""
    if len(query.subjects) != 1 or len(view.groups) != 1 or len(view.groups[0]) < 2 or query.op not in {Op.LOOKUP, Op.WORDS}:
        return query
    if answer(query, base).found or any(m.sort is Sort.CODE for m in view.groups[0]):
        return query
    single = View(view.text, view.mentions, view.index)
    parts = tuple(single._subjects_of((mention,))[0] for mention in view.groups[0])
    apart = query.model_copy(update={"subjects": parts})
    if any(m.sort is Sort.LABEL for m in view.groups[0]):
        # words beside a label that nothing prints together with it say nothing of it: the label is what is asked
        labels = tuple(p for m, p in zip(view.groups[0], parts, strict=True) if m.sort is Sort.LABEL)
        others = [m for m in view.groups[0] if m.sort is not Sort.LABEL]
        if all(m.sort is Sort.CONCEPT and set(m.concepts) <= _POINTING for m in others):
            return query.model_copy(update={"subjects": labels, "op": Op.LOOKUP})
        return query
    every = all(answer(query.model_copy(update={"subjects": (part,)}), base).found for part in parts)
    return apart if every and query.op is Op.WORDS else query


def _by_words(view: View, outcome: Beyond, base: FactBase, vocabulary: Vocabulary) -> Outcome:
    """Return a quoted passage that holds all the words asked about, else the refusal as it was."""
    words = passage_words(view, vocabulary)
    if words:
        query = Query(op=Op.PASSAGE, words=words)
        if answer(query, base).found:
            return Understood((query,))
    return outcome


def _read_clauses(
    clauses: list[str], base: FactBase, index: PaperIndex, vocabulary: Vocabulary, conversation: Conversation
) -> Understood | None:
    """Return two or three questions in one sentence, each understood in the light of the one before."""
    queries: list[Query] = []
    assumed: list[Assumed] = []
    for clause in clauses:
        outcome, _ = _read(clause, clause, base, index, vocabulary, conversation)
        if isinstance(outcome, Understood) and any(query.op is Op.PASSAGE for query in outcome.queries):
            return None  # a sentence quoted for half a question would answer what was not asked
        if not isinstance(outcome, Understood):
            if isinstance(outcome, Beyond) and outcome.reason in {"chat", "no_rule"} and not outcome.word and not outcome.has_budget:
                continue
            return None
        queries += outcome.queries
        assumed += [a for a in outcome.assumed if a.kind != "carried"]
        conversation = conversation.after(outcome.queries[-1])
    return Understood(tuple(dict.fromkeys(queries)), tuple(assumed)) if queries else None


def _answers_nothing(outcome: Understood, base: FactBase) -> bool:
    return not any(_answer(query, base).found for query in outcome.queries)


def _answer(query: Query, base: FactBase) -> Answer:
    return answer(query, base)


def _assumptions(mentions: tuple[Mention, ...]) -> tuple[Assumed, ...]:
    return tuple(Assumed("repaired", m.meant, m.text) for m in mentions if m.how is How.REPAIRED)


def _shown(mention: Mention) -> str:
    detail = "/".join((*mention.concepts, *(label.removeprefix("label:") for label in mention.labels), *sorted(mention.ops())))
    mark = {How.REPAIRED: f"→{mention.meant}", How.PART: "~", How.SAID: ""}[mention.how]
    return f"{mention.text}{mark}〔{mention.sort.value}{':' + detail if detail else ''}〕"
