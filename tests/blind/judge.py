"""Judge the program's replies to the blind questions by what their writers expected: python -m tests.blind.judge

A reply is right; wrong where it says something that is not so (another figure first, an answer where there is
none to give); short where something is missing; missed where the paper answers and the program does not.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.replies import Answerer
from bot.reply import Reply, ReplyCitation, ReplyFact

FOLDER = Path(__file__).parent
Verdict = Literal["right", "wrong", "short", "missed"]
_SCALE = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_HALF_CENT = Decimal("0.005")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wanted(_Model):
    """A fact that an answer must hold."""

    value: str | None
    unit: str | None = None
    unit_any: tuple[str, ...] = ()
    year: int | None = None
    state: str | tuple[str, ...] | None = None
    entity: str | None = None
    tolerance: Decimal = _HALF_CENT


class Spot(_Model):
    """A place that an answer may cite; every key given must fit."""

    table: str | None = None
    table_title: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    quote: str | None = None
    line: int | None = None
    page: int | None = None


class Expected(_Model):
    """What is expected of an answer."""

    status: tuple[str, ...] = ("answered",)
    facts: tuple[Wanted, ...] = ()
    facts_any: tuple[Wanted, ...] = ()
    headline: bool = True
    cite_any: tuple[Spot, ...] = ()
    text_all: tuple[str, ...] = ()
    text_any: tuple[str, ...] = ()
    text_none: tuple[str, ...] = ()
    notice_any: tuple[str, ...] = ()
    if_answered: Expected | None = None

    def of(self, status: str) -> Expected:
        """Return what is expected where the reply has this status."""
        if status != "answered" or self.if_answered is None:
            return self
        given = self.if_answered.model_fields_set - {"status"}
        return self.model_copy(update={name: getattr(self.if_answered, name) for name in given})


class Question(_Model):
    """One line of a file of questions."""

    id: str
    kind: str
    q: str
    chat: str | None = None
    doc: str | tuple[str, ...] = ()
    """The file or files of the paper that is asked; the shipped disclosure where none is named."""
    note: str = ""
    expect: Expected


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply, and what is to be said against it."""

    question: Question
    reply: Reply
    verdict: Verdict
    faults: tuple[str, ...]


def questions_of(name: str) -> list[Question]:
    """Return the questions of a file in this folder."""
    lines = next(FOLDER.rglob(f"{name}.jsonl")).read_text(encoding="utf-8").splitlines()
    return [Question.model_validate(json.loads(line)) for line in lines if line.strip()]


def judged(questions: list[Question], answerer: Answerer) -> Iterator[Judged]:
    """Ask the questions, those of one chat in one conversation, and judge the replies."""
    chats: dict[str, object] = {}
    for question in questions:
        reply, after = answerer.ask(question.q, chats.get(question.chat or ""))
        if question.chat:
            chats[question.chat] = after
        yield Judged(question, reply, *verdict_on(reply, question.expect))


def verdict_on(reply: Reply, expected: Expected) -> tuple[Verdict, tuple[str, ...]]:
    """Return a verdict and its reasons."""
    answered = reply.status == "answered"
    if reply.status not in expected.status:
        return ("wrong" if answered else "missed"), (
            f"状态是 {reply.status}，应为 {'或'.join(expected.status)}",
        )
    expected = expected.of(reply.status)
    lies = [
        *_lies_of_figures(reply, expected),
        *(f"说了“{w}”" for w in expected.text_none if _fold(w) in _fold(reply.text)),
    ]
    gaps = [
        *_missing_facts(reply, expected),
        *_missing_places(reply, expected),
        *_missing_words(reply, expected),
    ]
    return ("wrong" if lies else "short" if gaps else "right"), (*lies, *gaps)


def main() -> int:
    """Print the verdicts, file by file; return 1 where anything is wrong."""
    answerer = Answerer.over()
    total: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.jsonl")):
        every = list(judged(questions_of(path.stem), answerer))
        count = Counter(item.verdict for item in every)
        total += count
        for item in every:
            if item.verdict != "right":
                print(
                    f"{item.verdict:7}{item.question.id} {item.question.q}  ← {'；'.join(item.faults)}"
                )
        print(f"{path.stem}：{dict(count)}，对的占 {count['right'] / len(every):.3f}\n")
    return 1 if total["wrong"] else 0


def _lies_of_figures(reply: Reply, expected: Expected) -> list[str]:
    wanted = (*expected.facts, *expected.facts_any)
    if not reply.facts:
        return []
    if reply.status != "answered":
        return [] if wanted else ["没有答却给了数"]
    first = reply.facts[0]
    looked_at = reply.facts[:1] if expected.headline else reply.facts
    if wanted and not any(_is(fact, want) for fact in looked_at for want in wanted):
        return [f"先说的是 {first.label} {first.value} {first.unit or ''}"]
    return []


def _missing_facts(reply: Reply, expected: Expected) -> list[str]:
    if reply.status != "answered":
        return []
    found = [
        want for want in (*expected.facts, *expected.facts_any) if _told(want, reply, expected)
    ]
    gaps = [
        f"没有给出 {want.value} {want.unit or ''}（或没有引对地方）"
        for want in expected.facts
        if want not in found
    ]
    if expected.facts_any and not any(want in found for want in expected.facts_any):
        gaps.append("可以接受的数一个也没有给出")
    return gaps


def _missing_places(reply: Reply, expected: Expected) -> list[str]:
    if reply.status == "clarify" and len(reply.options) < 2:
        return ["反问却没有选项"]
    if reply.status != "answered":
        return []
    gaps = [] if reply.citations else ["没有引出处"]
    gaps += [f"“{fact.label}”没有出处" for fact in reply.facts if not fact.citations]
    if expected.cite_any and not any(
        _fits(c, spot) for c in reply.citations for spot in expected.cite_any
    ):
        gaps.append("引的是别处")
    return gaps


def _missing_words(reply: Reply, expected: Expected) -> list[str]:
    text = _fold(reply.text)
    gaps = [f"没有说“{word}”" for word in expected.text_all if _fold(word) not in text]
    if expected.text_any and not any(_fold(word) in text for word in expected.text_any):
        gaps.append(f"没有说“{expected.text_any[0]}”之类")
    warned = text + _fold("".join(reply.notices))
    if expected.notice_any and not any(_fold(word) in warned for word in expected.notice_any):
        gaps.append(f"没有提醒“{expected.notice_any[0]}”之类")
    return gaps


def _told(want: Wanted, reply: Reply, expected: Expected) -> bool:
    """Return whether a fact of the reply is the one wanted and itself cites a fitting place."""
    return any(
        _is(fact, want)
        and (
            not expected.cite_any
            or any(
                _fits(reply.citations[i], spot)
                for i in fact.citations
                for spot in expected.cite_any
            )
        )
        for fact in reply.facts
    )


def _is(fact: ReplyFact, want: Wanted) -> bool:
    states = (want.state,) if isinstance(want.state, str) else want.state
    if (states is not None and fact.state not in states) or want.year not in {None, fact.year}:
        return False
    if want.entity is not None and _fold(want.entity) not in _fold(fact.entity):
        return False
    if want.value is None or fact.value is None:
        return want.value is fact.value
    a, b = _amount(fact.value), _amount(want.value)
    if a is None or b is None:
        return _fold(fact.value) == _fold(want.value)
    if fact.unit in _SCALE and want.unit in _SCALE:
        return (
            abs(a * _SCALE[fact.unit] - b * _SCALE[want.unit]) <= want.tolerance * _SCALE[want.unit]
        )
    units = {want.unit, *want.unit_any}
    fitting = (
        want.unit is None
        or _fold(fact.unit or "") in {_fold(unit or "") for unit in units}
        or "%" in want.value + fact.value
    )
    return fitting and abs(a - b) <= want.tolerance


def _fits(citation: ReplyCitation, spot: Spot) -> bool:
    for name in spot.model_fields_set:
        wanted, given = getattr(spot, name), getattr(citation, name)
        if name in {"line", "page"}:
            if wanted != given:
                return False
        elif given is None or not (
            _number(wanted) == _number(given) if name == "table" else _fold(wanted) in _fold(given)
        ):
            return False
    return True


def _number(printed: str) -> str:
    return re.sub(r"[^\d.\-]", "", _fold(printed))


def _amount(written: str) -> Decimal | None:
    try:
        return Decimal(written.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None


def _fold(text: str) -> str:
    """Return a text without blanks, width and quotation marks of any sort."""
    return re.sub(r"[\s\"“”「」『』‘’]+", "", unicodedata.normalize("NFKC", text)).lower()


if __name__ == "__main__":
    sys.exit(main())
