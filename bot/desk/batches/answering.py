"""Rows → answered rows; each is on disk as soon as it is there, and is not asked again after a crash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from bot.desk.batches.reading import Inquiries
from bot.desk.batches.words import say
from bot.replies import Answerer
from bot.reply import Reply
from bot.terminal.answers import place_words

LONGEST = 500
"""Characters of a question."""
_NOT_UNDERSTOOD = frozenset({"unplaced", "no_rule", "lost"})


@dataclass(frozen=True, slots=True)
class Answered:
    """What is written beside one row."""

    status: str
    """answered, clarify, not_understood, not_disclosed, out_of_scope; empty, long, failed."""
    text: str
    values: tuple[tuple[str, str], ...] = ()
    """The figures, each with what it is called."""
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether a person must look at it."""
        return self.status != "answered"


def answer_all(
    inquiries: Inquiries,
    answerer: Answerer,
    journal: Path,
    keep: Callable[[str, Reply], object] | None = None,
) -> Iterator[Answered]:
    """Given inquiries, answer row after row; what a run before this one wrote into the journal is taken from there.

    `keep` is given each question that was asked with its reply. The journal stays until its file is removed.
    """
    mark = _mark(inquiries, answerer)
    done = _done(journal, mark)
    yield from done[: len(inquiries.rows)]
    known: dict[str, Reply] = {}
    with journal.open("a" if done else "w", encoding="utf-8") as file:
        if not done:
            _write(file, {"mark": mark, "rows": len(inquiries.rows)})
        for index in range(len(done), len(inquiries.rows)):
            answered = _answered(inquiries.asked(index), answerer, known, keep)
            _write(file, asdict(answered))
            yield answered


def _answered(
    question: str,
    answerer: Answerer,
    known: dict[str, Reply],
    keep: Callable[[str, Reply], object] | None,
) -> Answered:
    if not question:
        return Answered("empty", say("cell.empty"))
    if len(question) > LONGEST:
        return Answered("long", say("cell.long", length=len(question), limit=LONGEST))
    try:
        reply = known.get(question) or answerer.ask(question)[0]
    except Exception as error:  # noqa: BLE001 - one question that fails must not cost the others their answers
        return Answered("failed", say("cell.failed", kind=type(error).__name__))
    known[question] = reply
    if keep is not None:
        keep(question, reply)
    return told(reply)


def told(reply: Reply) -> Answered:
    """Given a reply, return what is written of it."""
    status: str = reply.status
    if reply.parts.refusal in _NOT_UNDERSTOOD:
        status = "not_understood"
    lines = [reply.text, *reply.notices]
    if status != "answered" and reply.options:
        lines.append(say("cell.options", options="；".join(reply.options)))
    facts = [fact for fact in reply.facts if fact.value is not None and fact.state != "blank"]
    return Answered(
        status,
        "\n".join(lines),
        tuple((fact.label, str(fact.value)) for fact in facts),
        tuple(dict.fromkeys(fact.unit for fact in facts if fact.unit)),
        tuple(dict.fromkeys(fact.year for fact in facts if fact.year)),
        tuple(dict.fromkeys(f"{cited.title}：{place_words(cited)}" for cited in reply.citations)),
    )


def _mark(inquiries: Inquiries, answerer: Answerer) -> str:
    """What a journal belongs to: these rows, asked of these papers."""
    named = [head.document for head in answerer.sources]
    told = json.dumps([inquiries.header, inquiries.rows, named], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _done(journal: Path, mark: str) -> list[Answered]:
    """What stands in a journal of this very batch; a last line that was cut off counts as none, and is cut away."""
    try:
        lines = journal.read_bytes().splitlines(keepends=True)
    except OSError:
        return []
    found: list[Any] = []
    whole = 0
    for line in lines:
        with suppress(ValueError):
            if line.endswith(b"\n"):
                found.append(json.loads(line))
                whole += len(line)
                continue
        break
    if not found or found[0].get("mark") != mark:
        return []
    with journal.open("r+b") as file:
        file.truncate(whole)
    return [_read(each) for each in found[1:]]


def _read(told: dict[str, Any]) -> Answered:
    return Answered(
        told["status"],
        told["text"],
        tuple((label, value) for label, value in told["values"]),
        tuple(told["units"]),
        tuple(told["years"]),
        tuple(told["places"]),
    )


def _write(file: IO[str], told: object) -> None:
    file.write(json.dumps(told, ensure_ascii=False) + "\n")
    file.flush()
