"""The words of a question that say which row is meant, each with how a row may hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import eq

from intents.inrows.rows import Row
from intents.lexicon import marks
from intents.mentions import Mention, Sort, called, fold_synonyms
from intents.rules import View
from intents.rules.terms import GENERIC
from intents.tokens import frequency, part_of_speech, tokens_of

_NOUNS = "nlisjb"
_CUT = frozenset({Sort.RESIDUE, Sort.TOPIC})
_SAYING = frozenset({Sort.RESIDUE, Sort.TOPIC, Sort.LABEL, Sort.CONCEPT})
_PASSED = frozenset({Sort.HERE, Sort.DEPARTMENT, Sort.YEAR, Sort.MARK, Sort.NUMBER, Sort.TABLE})
_AT_LARGE = GENERIC | {
    *("project", "expenditure", "revenue", "budget_total", "goals", "project_name", "basic"),
}
_SHORT = 2
_BEFORE = 2
"""Characters before a word that a label must print, too, for it to be the end of a longer one."""
_FEW = 4
"""Rows that may print a word that weighs whatever part of speech it is."""
LITERAL, KINDRED, PART = 1.0, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the question."""

    start: int
    end: int
    word: str
    weighs: bool
    """Whether the row must account for it."""
    text: str
    """Folded as labels are."""
    names: bool = False
    """Whether it may name a thing at all."""

    def held_by(self, label: str) -> float:
        """Return how well a label holds the word: as it is, by what papers call it, in part, or not at all (0)."""
        if self.text in label:
            return LITERAL
        if called(self.word, label):
            return KINDRED
        if any(part in label for part in _parts_of(self.text)):
            return PART
        return 0.0

    def form_in(self, label: str) -> str:
        """Return the characters of a label by which it holds the word; an empty string where it does not."""
        if self.text in label:
            return self.text
        near = called(self.word, label)
        return near or next((part for part in _parts_of(self.text) if part in label), "")


def words_said(view: View) -> tuple[Said, ...]:
    """Given a question, return its words that may stand in a row's label, left to right.

    Where none of them weighs by itself, those do that nothing explained.
    """
    found = [said for m in view.mentions for said in _words_of(m, view.text)]
    if not any(said.weighs for said in found):
        loose = {m.start for m in view.left_over()}
        found = [replace(said, weighs=said.start in loose) for said in found]
    return tuple(found)


def reweighed(said: Sequence[Said], rows: Sequence[Row], text: str) -> tuple[Said, ...]:
    """Return the words of a question weighed by what the rows print, and not by what part of speech they are.

    A word that few rows print weighs (保洁); what only says how a thing is counted or done does not (份数, 配备).
    """
    return tuple(replace(word, weighs=_weighs_among(word, rows, text)) for word in said)


def _weighs_among(word: Said, rows: Sequence[Row], text: str) -> bool:
    if word.word in marks("beside_rows") or word.word in marks("measures_of_rows"):
        return False
    if any(is_end_of(word.start, word.end, text, row.name) for row in rows):
        return False
    few = word.names and 0 < sum(word.text in row.name for row in rows) <= _FEW
    return word.weighs or few


def is_end_of(start: int, end: int, text: str, label: str) -> bool:
    """Return whether a word is the end of one that a label prints with a verb behind it: 员发 of 休养员|发补助."""
    return any(
        text[max(0, start - _BEFORE) : at] in label and text[at:end] in marks("beside_rows")
        for at in range(start + 1, end)
    )


def _words_of(mention: Mention, text: str) -> Iterator[Said]:
    """Yield the words of a mention: what was left over as it was cut, what names a thing as the dictionary cuts it."""
    if mention.sort in _PASSED:
        return
    if mention.sort in _CUT:
        pieces = [(mention.start, mention.end)]
    else:
        inside = tokens_of(text)
        pieces = [
            (t.start, t.end)
            for t in inside
            if mention.start <= t.start < mention.end and t.end <= mention.end
        ]
    for start, end in pieces:
        word = text[start:end].removesuffix("的")
        folded = fold_synonyms(word)
        if len(word) < _SHORT or not folded or is_general(word):
            continue
        yield Said(start, end, word, _weighs(mention, word), folded, _names(mention))


def is_general(word: str) -> bool:
    """Return whether a word tells no row from another, or is a misspelt word for money (经弗)."""
    if word in marks("money") or word in marks("of_rows_at_large"):
        return True
    return (
        len(word) == _SHORT
        and not frequency(word)
        and any(len(money) == _SHORT and sum(map(eq, word, money)) == 1 for money in marks("money"))
    )


def _weighs(mention: Mention, word: str) -> bool:
    if mention.sort not in _SAYING:
        return False
    if mention.sort is Sort.RESIDUE:
        return mention.blocks and not mention.soft and is_noun(word)
    if mention.sort is Sort.CONCEPT:
        return not _AT_LARGE.issuperset(mention.concepts)
    return is_noun(word)


def _names(mention: Mention) -> bool:
    return mention.sort in _SAYING and not (
        mention.sort is Sort.CONCEPT and _AT_LARGE.issuperset(mention.concepts)
    )


def is_noun(word: str) -> bool:
    """Return whether a word names a thing, as the dictionary has it; one that it lacks does."""
    tag = part_of_speech(word) or "n"
    return tag[0] in _NOUNS or tag == "vn"


def _parts_of(word: str) -> tuple[str, ...]:
    """Return what a word of three or four characters may be cut down to: 菜市场 to 菜场, 副食品 to 副食."""
    if len(word) == 3:
        return (word[0] + word[2], word[:2], word[1:])
    if len(word) == 4:
        return (word[:2], word[2:], word[0] + word[2])
    return ()


def covered(label: str, forms: tuple[str, ...]) -> float:
    """Return how much of a label's characters the forms cover."""
    inside: set[int] = set()
    for form in forms:
        at = label.find(form) if form else -1
        while at >= 0:
            inside.update(range(at, at + len(form)))
            at = label.find(form, at + 1)
    return len(inside) / len(label) if label else 0.0


def shared_with(label: str, asked: str) -> int:
    """Return how many characters of a label stand in a question beside one that does, too."""
    inside: set[int] = set()
    for start in range(len(label) - 1):
        if label[start : start + 2] in asked:
            inside |= {start, start + 1}
    return len(inside)


def row_text(row: Row) -> str:
    """Return a row's label with all that it stands under."""
    return f"{row.name}\n{row.above}"
