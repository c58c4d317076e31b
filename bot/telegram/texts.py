"""Every sentence that the bot says in Telegram, read from texts.toml and checked on load."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

_FILE = Path(__file__).with_name("texts.toml")


@cache
def load_texts() -> Texts:
    """Return the texts of texts.toml; a missing, unknown or wrongly filled one raises ValidationError."""
    return texts_in(_FILE.read_text(encoding="utf-8"))


def texts_in(source: str) -> Texts:
    """Given the TOML of a texts file, return its texts, validated."""
    return Texts.model_validate(tomllib.loads(source))


def _slots(*names: str) -> AfterValidator:
    return AfterValidator(_checker(frozenset(names)))


def _checker(names: frozenset[str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if found != names:
            raise ValueError(f"花括号里应当是 {sorted(names)}，实际是 {sorted(found)}")
        return text.strip("\n")

    return check


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)


Plain = Annotated[str, _slots()]
Description = Annotated[str, StringConstraints(min_length=1, max_length=256), _slots()]


class Commands(_Model):
    """What each command does, in the order of the menu."""

    q: Description
    departments: Description
    tables: Description
    sources: Description
    help: Description
    privacy: Description
    delete_my_data: Description
    start: Description


class Menus(_Model):
    """Which commands a menu names, where it does not name all."""

    groups: tuple[str, ...]

    @field_validator("groups")
    @classmethod
    def _are_commands(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(names) - Commands.model_fields.keys():
            raise ValueError(f"没有这些命令：{sorted(unknown)}")
        return names


class StaffCommands(_Model):
    """What each command of the staff's chat does."""

    pending: Description
    unclear: Description
    canned: Description
    canned_drop: Description
    formal: Description
    close: Description


class Profile(_Model):
    """What Telegram shows about the bot."""

    short: Annotated[str, StringConstraints(max_length=120), _slots()]
    long: Annotated[str, StringConstraints(max_length=512), _slots()]


class Pages(_Model):
    """What commands answer."""

    start: Annotated[str, _slots("papers")]
    examples: tuple[Plain, ...] = Field(min_length=1, max_length=6)
    help: Annotated[str, _slots("bot")]
    privacy: Annotated[str, _slots("minutes", "hours", "updates", "inquiries", "relays")]
    deleted: Annotated[str, _slots("count")]
    nothing_to_delete: Plain
    delete_whose: Plain
    tables: Annotated[str, _slots("count")]
    tables_of_several: Annotated[str, _slots("papers", "count")]
    no_tables: Plain
    table: Annotated[str, _slots("name", "details")]
    table_plain: Annotated[str, _slots("name")]
    unnamed_table: Plain
    unit: Annotated[str, _slots("unit")]
    more: Plain
    sources: Annotated[str, _slots("papers")]


class Looking(_Model):
    """What stands on the buttons that show the paper, and above its pictures."""

    see: Plain
    see_next: Annotated[str, _slots("number", "count")]
    before: Plain
    after: Plain
    table: Annotated[str, _slots("number", "count", "name")]
    drawing: Annotated[str, StringConstraints(max_length=200), _slots()]
    gone: Plain


class Departments(_Model):
    """What is said where a chat chooses whose papers it asks about."""

    only: Annotated[str, _slots("name")]
    none: Plain
    now: Annotated[str, _slots("name")]
    marked: Annotated[str, _slots("name")]
    choose: Plain
    all: Plain
    chosen: Annotated[str, _slots("name")]
    unchosen: Plain


class InlineWords(_Model):
    """What is said about inline answers."""

    ask_there: Annotated[str, StringConstraints(max_length=60), _slots()]
    ask_too: Plain
    about: Annotated[str, _slots("question", "place")]


class AnswerWords(_Model):
    """What stands around the parts of an answer."""

    asked: Annotated[str, _slots("question")]
    late: Annotated[str, _slots("ago")]
    hours: Annotated[str, _slots("count")]
    days: Annotated[str, _slots("count")]
    year: Annotated[str, _slots("year")]
    unit: Annotated[str, _slots("unit")]
    extra: Annotated[str, _slots("details")]
    comma: Plain
    quote: Annotated[str, _slots("quote")]
    notice: Annotated[str, _slots("notice")]
    evidence: Plain
    table: Annotated[str, _slots("number", "title")]
    title: Annotated[str, _slots("title")]
    place: Plain
    page: Annotated[str, _slots("page")]
    line: Annotated[str, _slots("line")]
    more_evidence: Annotated[str, _slots("count", "shown")]
    readings: Plain
    next: Plain
    option: Annotated[str, _slots("number", "question")]
    cut: Plain
    empty: Plain


class Hints(_Model):
    """What is said to a message that is no question."""

    text_only: Plain
    no_question: Plain
    unknown_command: Plain
    too_long: Annotated[str, _slots("length", "limit")]
    too_fast: Annotated[str, _slots("seconds")]
    too_fast_press: Annotated[str, StringConstraints(max_length=160), _slots("seconds")]


Alert = Annotated[str, StringConstraints(max_length=200), _slots()]


class Alerts(_Model):
    """What a press of a button may be told in an alert (at most 200 characters)."""

    stale: Alert
    not_yours: Alert
    again: Alert
    unreachable: Alert


Toast = Annotated[str, StringConstraints(max_length=200)]


class Judging(_Model):
    """What stands on the buttons that judge an answer, and what is said to a press of them."""

    good: Plain
    bad: Plain
    person: Plain
    share: Plain
    shared: Annotated[str, _slots("question", "link")]
    copy_link: Plain
    why: Plain
    reasons: tuple[Plain, ...] = Field(min_length=1, max_length=9)
    thanks: Annotated[Toast, _slots()]
    noted: Annotated[Toast, _slots("reason")]
    passing: Annotated[Toast, _slots()]
    passed: Annotated[str, _slots("id")]
    passed_already: Annotated[Toast, _slots()]


class StaffWords(_Model):
    """What is said in the staff's chat, and what the staff's reply looks like."""

    asked: Annotated[str, _slots("id", "question", "answer")]
    reply: Annotated[str, _slots("question", "text")]
    sent: Annotated[str, _slots("id")]
    unreachable: Annotated[str, _slots("id")]
    gone: Plain
    which: Plain
    closed: Annotated[str, _slots("id")]
    pending: Plain
    pending_line: Annotated[str, _slots("id", "question")]
    none_pending: Plain
    unclear: Plain
    unclear_line: Annotated[str, _slots("count", "question", "word")]
    none_unclear: Plain
    canned: Plain
    canned_line: Annotated[str, _slots("title")]
    no_canned: Plain
    canned_kept: Annotated[str, _slots("title")]
    canned_unknown: Annotated[str, _slots("title")]
    canned_removed: Annotated[str, _slots("title")]
    formal: Annotated[str, _slots("id", "question", "answer")]
    formal_unanswered: Annotated[str, _slots("id")]
    copy_it: Plain


class Errors(_Model):
    """What a user is told where we failed."""

    apology: Annotated[str, _slots("id")]
    apology_press: Annotated[str, StringConstraints(max_length=160), _slots("id")]
    interrupted: Plain


class Run(_Model):
    """What the process says to whoever started it."""

    no_token: Plain
    bad_token: Plain
    second_here: Plain
    second_elsewhere: Plain
    deaf: Plain
    connecting: Plain
    listening: Annotated[str, _slots("bot")]
    unreached: Annotated[str, _slots("reason")]
    interrupted: Annotated[str, _slots("reason")]
    resumed: Plain
    conflict: Plain
    unlocked: Annotated[str, _slots("path")]
    serving: Annotated[str, _slots("bot", "host", "port")]
    unserved: Annotated[str, _slots("host", "port", "reason")]


class Texts(_Model):
    """All of texts.toml."""

    commands: Commands
    commands_en: Commands
    menus: Menus
    staff_commands: StaffCommands
    profile: Profile
    profile_en: Profile
    pages: Pages
    answer: AnswerWords
    looking: Looking
    departments: Departments
    inline: InlineWords
    hints: Hints
    buttons: Alerts
    judging: Judging
    staff: StaffWords
    errors: Errors
    run: Run
