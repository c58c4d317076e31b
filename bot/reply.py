"""What the product says to one question, as data: the models of the contract."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "clarify", "not_disclosed", "out_of_scope"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReplyCitation(_Model):
    """Where something stands, and the source's own words."""

    document: str
    title: str
    table: str | None = None
    table_title: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    page: int | None = None
    line: int | None = None
    quote: str


class ReplyFact(_Model):
    """One figure or piece of words of an answer."""

    label: str
    value: str | None
    unit: str | None
    year: int | None
    entity: str
    state: Literal["value", "zero", "none_arranged", "blank"]
    derived: bool = False
    citations: tuple[int, ...] = ()


class Parts(_Model):
    """The pieces of an answer's text, for surfaces that show them apart."""

    assumed: str = ""
    """What was assumed about the question (按“三公经费”理解; 沿用上一问：…), or empty."""
    headline: str = ""
    """The figure or the one sentence that answers."""
    lines: tuple[str, ...] = ()
    """Parts, formulas and explanations, one a line."""
    quotes: tuple[str, ...] = ()
    """The source's own sentences, without quotation marks."""
    refusal: str = ""
    """Why nothing was answered, as `Beyond.reason` has it (unplaced, no_rule, service, …), or empty."""
    word: str = ""
    """The word that could not be placed, or empty."""


class Reply(_Model):
    """What the product says to one question; its dump is the JSON of the contract."""

    id: str | None = None
    question: str
    status: Status
    text: str
    facts: tuple[ReplyFact, ...] = ()
    citations: tuple[ReplyCitation, ...] = ()
    options: tuple[str, ...] = ()
    """Complete questions: the readings where status is clarify, else what one may ask next."""
    notices: tuple[str, ...] = ()
    parts: Parts = Field(default=Parts(), exclude=True)
