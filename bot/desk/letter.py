"""The formal reply to an inquiry: its fields, and the text that they make; the wording is data (letter.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.reply import Reply
from bot.terminal.answers import places_told
from bot.words import Words

say = Words(Path(__file__).with_name("letter.toml"))

LONGEST = 8000
"""Characters of one field."""
FIELDS = ("inquirer", "question", "answer", "basis", "department", "date")
_QUOTED = 60
"""Characters of the source's words that are quoted with a place."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as it is edited."""

    inquirer: str
    question: str
    answer: str
    basis: str
    department: str
    date: str
    papers: str = ""
    """The titles of the papers that the answer rests on, in words."""

    def paragraphs(self) -> list[str]:
        """Return the reply's text, a paragraph each, from the greeting to the date."""
        key = "letter.opening" if self.papers else "letter.opening_unsourced"
        lines = [
            say("letter.greeting", inquirer=self.inquirer or say("blank.inquirer")),
            say(key, question=self.question, papers=self.papers),
            *_lines(self.answer),
        ]
        if self.basis:
            lines += [say("letter.basis"), *_lines(self.basis)]
        signed = self.department or say("blank.department")
        return [*lines, say("letter.closing"), signed, self.date]

    @property
    def title(self) -> str:
        """What stands above it."""
        return say("letter.title", question=self.question.rstrip("？?。"))

    def text(self) -> str:
        """Return the whole reply as plain text, to be copied."""
        return "\n".join([self.title, "", *self.paragraphs()])


def letter_for(reply: Reply, question: str, department: str, day: date) -> Letter:
    """Given the engine's reply to a question, who signs and the day, return the letter to begin with."""
    answer = reply.text
    if reply.notices:
        answer = "\n".join([answer, say("letter.notices"), *reply.notices])
    titles = dict.fromkeys(citation.title for citation in reply.citations)
    named = (say("letter.paper", title=title) for title in titles)
    return Letter(
        inquirer="",
        question=question,
        answer=answer,
        basis="\n".join(_basis(reply)),
        department=department,
        date=say("date.written", year=day.year, month=day.month, day=day.day),
        papers=say("letter.papers_between").join(named),
    )


def _basis(reply: Reply) -> list[str]:
    """The places of a reply, numbered; the words of the text are quoted, a table's cells speak for themselves."""
    lines = []
    for number, (citation, place) in enumerate(places_told(reply), 1):
        lines.append(say("letter.basis_line", number=number, place=place))
        if citation.section and citation.quote:
            quote = citation.quote
            short = quote if len(quote) <= _QUOTED else f"{quote[:_QUOTED]}……"
            lines.append(say("letter.basis_quote", quote=short))
    return lines


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]
