"""`wenzhang batch`: many questions, one answer a line, as they come; or a table of inquiries with its answers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.commands.bases import state_for
from bot.commands.failures import Exit, Failure, sentence_of
from bot.commands.named import answerer_for, settings_for
from bot.commands.parser import Parser, Subparsers, command, takes_disclosures
from bot.commands.streams import print_line
from bot.commands.words import say

if TYPE_CHECKING:
    from bot.replies import Answerer

_TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".docx"})
"""Endings of what only a table of answers can be made of."""
LISTED = 10
"""How many numbers of bad lines the closing sentence lists."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that holds a question."""

    id: str | None
    question: str
    chat: str | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that holds none, with what could be made out of it."""

    id: str | None
    question: str
    reason: str


def add(subparsers: Subparsers[Parser]) -> Parser:
    """Given where commands are listed, add this one."""
    parser = command(subparsers, "batch")
    parser.add_argument("file", metavar=say("help.file"), help=say("batch.file"))
    parser.add_argument("-o", "--out", type=Path, metavar=say("help.file"), help=say("batch.out"))
    takes_disclosures(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Given the arguments, print an answer or an error a line, or write the table; return whether all went well."""
    if arguments.out is not None or Path(arguments.file).suffix.lower() in _TABLES:
        return _answer_table(arguments)
    with _lines_of(arguments.file) as lines:
        batch = Batch(answerer_for(arguments, settings_for(arguments)))
        for number, line in enumerate(lines, 1):
            print_line(batch.answer(number, line))
    if not batch.count:
        raise Failure(Exit.UNREADABLE, say("batch.empty_file", path=arguments.file))
    if batch.failed:
        raise Failure(Exit.INTERNAL, say("batch.some_failed", **_told(batch.failed)))
    if batch.malformed:
        raise Failure(Exit.UNREADABLE, say("batch.some_bad", **_told(batch.malformed)))
    return Exit.OK


def _answer_table(arguments: argparse.Namespace) -> int:
    """Answer a table of inquiries; what is answered when the power goes is not asked again the next time."""
    from bot.desk.batches import BatchError, answer_all, inquiries_in, written
    from bot.state.inquiries import Channel
    from bot.terminal.intake import progress_of

    source, out = Path(arguments.file), arguments.out
    if out is None:
        raise Failure(Exit.USAGE, say("batch.no_out", path=source.name, stem=source.stem))
    if out.suffix.lower() not in {".xlsx", ".csv"}:
        raise Failure(Exit.USAGE, say("batch.bad_out", path=out.name))
    if source.resolve() == out.resolve():
        raise Failure(Exit.USAGE, say("batch.same"))
    try:
        inquiries = inquiries_in(source)
    except BatchError as error:
        raise Failure(Exit.UNREADABLE, str(error)) from None
    settings = settings_for(arguments)
    answerer, state = answerer_for(arguments, settings), state_for(settings)
    journal = out.with_name(f"{out.name}.partial")
    answers = []
    with progress_of(len(inquiries.rows)) as seen:
        for answered in answer_all(
            inquiries, answerer, journal, partial(state.inquiries.record, Channel.BATCH)
        ):
            answers.append(answered)
            seen.pass_by(str(len(answers)))
    state.close()
    written(out, inquiries, answers)
    journal.unlink(missing_ok=True)
    people = sum(each.needs_person for each in answers)
    print_line(say("batch.done", path=out, count=len(answers), people=people))
    return Exit.OK


class Batch:
    """What a batch remembers from line to line: its conversations, and the lines that got no answer."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._conversations: dict[str, object] = {}
        self.count = 0
        self.malformed: list[int] = []
        self.failed: list[int] = []

    def answer(self, number: int, line: bytes) -> str:
        """Given a line and its number, return the line that answers it: a reply, or what is wrong."""
        self.count += 1
        asked = parse_line(line)
        if isinstance(asked, Malformed):
            self.malformed.append(number)
            return _error(asked, number)
        try:
            return self._reply(asked)
        except Exception as error:  # noqa: BLE001 - one question that fails must not cost the others their answers
            self.failed.append(number)
            return _error(Malformed(asked.id, asked.question, sentence_of(error)), number)

    def _reply(self, asked: Asked) -> str:
        before = None if asked.chat is None else self._conversations.get(asked.chat)
        reply, after = self._answerer.ask(asked.question, before, asked.id)
        if asked.chat is not None:
            self._conversations[asked.chat] = after
        return reply.model_dump_json()


def parse_line(line: bytes) -> Asked | Malformed:
    """Given one line of a batch, return its question, or what is wrong with it.

    >>> parse_line('{"id": "1", "q": "三公经费多少？"}'.encode())
    Asked(id='1', question='三公经费多少？', chat=None)
    """
    data = _object_in(line)
    if isinstance(data, str):
        return Malformed(None, "", data)
    identifier, question, chat = (_text(data.get(key)) for key in ("id", "q", "chat"))
    if question is None:
        reason = "no_question" if data.get("q") is None else "bad_question"
    elif not question.strip():
        reason = "no_question"
    elif identifier is None and data.get("id") is not None:
        reason = "bad_id"
    elif chat is None and data.get("chat") is not None:
        reason = "bad_chat"
    else:
        return Asked(identifier, question, chat)
    return Malformed(identifier, question or "", say(f"batch.{reason}"))


def error_record(malformed: Malformed, number: int) -> dict[str, Any]:
    """Given a line without a question, return the contract's keys with the line's number and what is wrong."""
    return {
        "id": malformed.id,
        "question": malformed.question,
        "status": "out_of_scope",
        "text": malformed.reason,
        "facts": [],
        "citations": [],
        "options": [],
        "notices": [],
        "line": number,
        "error": malformed.reason,
    }


def _error(malformed: Malformed, number: int) -> str:
    return json.dumps(error_record(malformed, number), ensure_ascii=False)


def _told(numbers: list[int]) -> dict[str, object]:
    listed = "、".join(map(str, numbers[:LISTED])) + ("……" if len(numbers) > LISTED else "")
    return {"count": len(numbers), "lines": listed}


def _object_in(line: bytes) -> dict[str, Any] | str:
    """The object of a line, or the sentence that says why there is none."""
    try:
        text = line.decode("utf-8-sig").strip()
        if not text:
            return say("batch.empty_line")
        data = json.loads(text)
    except UnicodeDecodeError:
        return say("batch.not_text")
    except json.JSONDecodeError as error:
        return say("batch.not_json", column=error.colno)
    except (RecursionError, ValueError):  # brackets without end; an integer of thousands of digits
        return say("batch.too_deep")
    return data if isinstance(data, dict) else say("batch.not_object")


def _text(value: object) -> str | None:
    """Text that can be written out again, or None: JSON lets half a character pass. A number counts as its digits."""
    if type(value) is int:
        return str(value)
    if not isinstance(value, str):
        return None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return value


@contextmanager
def _lines_of(file: str) -> Iterator[Iterable[bytes]]:
    if file == "-":
        yield sys.stdin.buffer if sys.stdin else ()
        return
    with _opened(file) as stream:
        yield stream


def _opened(file: str) -> BinaryIO:
    try:
        return Path(file).open("rb")
    except FileNotFoundError:
        raise Failure(Exit.UNREADABLE, say("batch.absent", path=file)) from None
    except IsADirectoryError:
        raise Failure(Exit.UNREADABLE, say("batch.directory", path=file)) from None
    except OSError:
        raise Failure(Exit.UNREADABLE, say("batch.refused", path=file)) from None
