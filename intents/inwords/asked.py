"""What a question asks for in words, and which outcomes give way to it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from intents.lexicon import made_of_files, marks, marks_in_order, says_any
from intents.mentions import Sort
from intents.outcomes import Beyond, Outcome, Unclear, Understood
from intents.rules import View
from knowledge import FactBase, Op, answer


class Form(StrEnum):
    """What is asked for in words."""

    WHERE = "where"
    REASON = "reason"
    MEANING = "meaning"
    DUTY = "duty"
    MEASURES = "measures"
    """What is done about a thing: 怎么保证, 如何推进."""
    STRUCTURE = "structure"


_YIELDING = {
    "personal": frozenset({Form.WHERE, Form.DUTY, Form.STRUCTURE}),
    "chat": frozenset({Form.DUTY}),
    "opinion": frozenset({Form.DUTY}),
    "service": frozenset[Form](),
    "instruction": frozenset[Form](),
    "lost": frozenset[Form](),
    "empty": frozenset[Form](),
}
"""The forms to which a refusal gives way; all of them where it is not listed."""


_GIVING = {
    Form.REASON: frozenset({Op.NUMBER}),
    Form.MEASURES: frozenset({Op.FAULTS, Op.PASSAGE, Op.LOOKUP}),
}
"""To what is asked for in words other answers give way: 信访矛盾怎么化解 asks for no figure of 信访."""


def form_of(view: View) -> Form | None:
    """Return what a question asks for in words; None where it asks for something else."""
    text = view.text
    if says(text, "not_of_a_paper"):
        return None
    if says(text, "asks_where"):
        return Form.WHERE
    asks_how = view.has("how") and not _asks_number(view)
    if view.has("reason") or (view.direction and (asks_how or says(text, "why_then"))):
        return Form.REASON
    if view.has("where"):
        return Form.WHERE
    if says(text, "asks_structure"):
        return Form.STRUCTURE
    if asks_how and view.asks_measures and not asks_for_money(view):
        return Form.MEASURES
    if _asks_whose(view) and not _asks_number(view):
        return Form.DUTY
    return Form.MEANING if says(text, "asks_meaning") else None


def _asks_whose(view: View) -> bool:
    """Return whether it is asked what the department does, or whether it does a thing; not what money does."""
    text = view.text
    if says(text, "asks_duties"):
        return (is_of_the_office(view) or says(text, "asks_duty")) and not asks_for_money(view)
    return says(text, "asks_duty") or any(p.search(text) for p in _duty_patterns())


def _asks_number(view: View) -> bool:
    figure = view.has("share", "sum", "most", "least", "average")
    return figure or says(view.text, "asking_number")


def asks_for_figure(view: View) -> bool:
    """Return whether a figure is asked for, or told."""
    return (
        view.has("how_much", "share", "sum", "most", "least", "average") or view.number is not None
    )


def gives_way(outcome: Outcome, form: Form, text: str, base: FactBase) -> bool:
    """Return whether an outcome leaves room for words: it answers nothing, or answers another question."""
    if isinstance(outcome, Beyond):
        return form in _YIELDING.get(outcome.reason, frozenset(Form))
    if isinstance(outcome, Unclear):
        return form in {Form.REASON, Form.WHERE, Form.STRUCTURE}
    if not isinstance(outcome, Understood):
        return False
    ops = {query.op for query in outcome.queries}
    if not any(answer(query, base).found for query in outcome.queries):
        return True
    if form is Form.WHERE:
        return not ops & {Op.TABLE, Op.TABLES, Op.NUMBER, Op.FAULTS, Op.PASSAGE}
    if form in _GIVING:
        return ops <= _GIVING[form]
    if form is Form.DUTY:
        return ops == {Op.PASSAGE} or (ops == {Op.LOOKUP} and says(text, "asks_duty_only"))
    return form is Form.MEANING and (
        ops == {Op.PARTS} or (ops == {Op.LOOKUP} and says(text, "asks_meaning_only"))
    )


def is_of_the_office(view: View) -> bool:
    """Return whether a question points at the department."""
    return any(m.sort in {Sort.HERE, Sort.DEPARTMENT} for m in view.mentions)


def asks_for_money(view: View) -> bool:
    """Return whether a bare word for money is said."""
    return any(m.text in marks("money") for m in view.mentions)


def says(text: str, kind: str) -> bool:
    """Return whether a text holds a word of a group of marks.toml."""
    return says_any(text, kind)


@made_of_files
@lru_cache(maxsize=1)
def _duty_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, marks_in_order("asks_duty_of")))
