"""The pieces of a worded answer, gathered piece by piece: text, facts, citations, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from bot.reply import Parts, ReplyCitation, ReplyFact
from bot.wording.figures import label_of
from knowledge import Citation, Derived, Fact, Figure, Place, squash

_MOST_CITATIONS = 3
"""Places cited for one fact: enough to check it, few enough to read."""


@dataclass
class Worded:
    """An answer being put into words."""

    headline: str = ""
    lines: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    facts: list[ReplyFact] = field(default_factory=list)
    citations: list[ReplyCitation] = field(default_factory=list)

    def cite(self, citation: Citation) -> int:
        """Add a citation once, and return its index."""
        place = citation.place
        made = ReplyCitation(
            document=PurePath(place.file).stem if place.file else citation.document,
            title=citation.title,
            table=place.table,
            table_title=place.table_title,
            row=place.row,
            column=place.column,
            section=place.section,
            page=place.page,
            line=place.line,
            quote=citation.quote,
        )
        for position, cited in enumerate(self.citations):
            if cited.quote == made.quote and cited == made:
                return position
        self.citations.append(made)
        return len(self.citations) - 1

    def cite_place(self, place: Place, quote: str, like: Citation) -> int:
        """Add a citation of a place where no fact stands."""
        return self.cite(Citation(like.document, like.title, place, quote))

    def add(self, figure: Figure, also: Sequence[Fact] = (), *, label: str | None = None) -> None:
        """Add a fact or a computed figure with its citations; `also` are other places that say the same."""
        if isinstance(figure, Derived):
            self._add_derived(figure, label or "")
            return
        cited = [self.cite(f.citation) for f in (figure, *_apart(figure, also))]
        self._add(
            ReplyFact(
                label=label or label_of(figure),
                value=plain(figure.value),
                unit=figure.unit,
                year=figure.year,
                entity=figure.entity,
                state=figure.state.value,
                citations=tuple(dict.fromkeys(cited)),
            )
        )

    def parts(self, assumed: str = "") -> Parts:
        """Return the pieces as the surfaces take them, with what was assumed about the question."""
        return Parts(
            assumed=assumed,
            headline=self.headline,
            lines=tuple(self.lines),
            quotes=tuple(self.quotes),
        )

    def _add_derived(self, figure: Derived, label: str) -> None:
        cited = [self.cite(operand.citation) for operand in figure.operands]
        self._add(
            ReplyFact(
                label=label or label_of(figure.operands[0]),
                value=plain(figure.value),
                unit=figure.unit,
                year=figure.year,
                entity="、".join(dict.fromkeys(f.entity for f in figure.operands)),
                state="value",
                derived=True,
                citations=tuple(dict.fromkeys(cited)),
            )
        )

    def _add(self, made: ReplyFact) -> None:
        if made not in self.facts:
            self.facts.append(made)


def plain(value: object) -> str | None:
    """Return a value as the contract prints it: a plain decimal, words, or None."""
    return None if value is None else format(value, "f") if not isinstance(value, str) else value


def _apart(figure: Fact, also: Sequence[Fact]) -> list[Fact]:
    """Return other places, each of another table or section, prose and tables mixed."""
    seen = {_key(figure)}
    kept: list[Fact] = []
    for fact in sorted(also, key=lambda f: (f.table is None) == (figure.table is None)):
        if _key(fact) not in seen:
            seen.add(_key(fact))
            kept.append(fact)
    return kept[: _MOST_CITATIONS - 1]


def _key(fact: Fact) -> tuple[str | None, str]:
    place = fact.citation.place
    return (place.table, squash(place.table_title or place.section or ""))
