"""The log: no token, no user's words."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from telegram.error import BadRequest

from bot.telegram.logs import log_to, redacted, told
from tests.bot.telegram.bench import TOKEN

NAME = "王小二"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    made = io.StringIO()
    log_to(made)
    yield made
    logging.basicConfig(level=level, handlers=handlers, force=True)


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.example/bot{TOKEN}/getMe",
        f"token {TOKEN} was rejected",
        f"('{TOKEN}',)",
    ],
)
def test_tokens_are_taken_out(text: str) -> None:
    assert TOKEN.split(":")[1] not in redacted(text)
    assert TOKEN.split(":")[0] not in redacted(text)


def test_what_is_no_token_stays() -> None:
    assert (
        redacted("2026-02-01 12:30:45 附表4-7：186.00 万元")
        == "2026-02-01 12:30:45 附表4-7：186.00 万元"
    )


def fail(words: str) -> None:
    raise ValueError(words)


def test_a_log_line_holds_no_token_wherever_it_came_from(stream: io.StringIO) -> None:
    log = logging.getLogger("bot.telegram.somewhere")
    log.warning("%s in %s", TOKEN, {"url": f"/bot{TOKEN}/getMe"})
    words = f"{NAME} asked with {TOKEN}"
    try:
        fail(words)
    except ValueError:
        log.exception("it failed with %s", TOKEN)
    written = stream.getvalue()
    assert TOKEN.split(":")[1] not in written
    assert NAME not in written
    assert "builtins.ValueError" in written
    assert "in fail" in written, "where it happened"


def test_libraries_that_name_addresses_are_not_heard(stream: io.StringIO) -> None:
    logging.getLogger("httpx").info("POST https://api.example/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.ext.Application").info("update")
    assert stream.getvalue() == ""


def test_an_error_is_told_with_its_causes_and_only_telegrams_words() -> None:
    cause, error = KeyError(NAME), ValueError(NAME)
    error.__cause__ = cause
    cause.__context__ = error  # a circle ends somewhere
    assert told(error) == "builtins.ValueError\nfrom\nbuiltins.KeyError"


def test_a_cause_that_was_put_aside_is_not_told() -> None:
    refused = BadRequest("Chat not found")
    refused.__context__ = KeyError(NAME)
    refused.__suppress_context__ = True
    assert told(refused) == "telegram.error.BadRequest: Chat not found"
