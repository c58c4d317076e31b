"""The settings: bounds, and a token that no message gives away."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from bot.telegram.settings import TelegramSettings
from tests.bot.telegram.bench import TOKEN


def test_a_token_is_never_shown() -> None:
    settings = TelegramSettings.model_validate({"token": f" {TOKEN}\n"})
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
    assert TOKEN not in f"{settings!r} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    "token", ["x", "123:short", TOKEN + "！", "12345 :AAErecordedrecordedrecorded"]
)
def test_what_is_no_token_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(ValidationError, match="机器人令牌的样子不对") as refused:
        TelegramSettings.model_validate({"token": token})
    assert token not in str(refused.value)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_token_is_none(empty: str | None) -> None:
    assert TelegramSettings.model_validate({"token": empty}).token is None


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("https://tg.example/x", "https://tg.example/x"),
        ("", None),
    ],
)
def test_an_address_is_kept_without_its_last_slash(address: str, kept: str | None) -> None:
    assert TelegramSettings.model_validate({"base_url": address}).base_url == kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "127.0.0.1:8081"},
        {"proxy": "ftp://x"},
        {"poll_timeout": 51},
        {"question_length": 5000},
        {"answer_messages": 1},
        {"conversation_minutes": 0},
        {"unknown": 1},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TelegramSettings.model_validate(wrong)


def test_settings_load_no_telegram_library() -> None:
    code = (
        "import sys, bot.telegram.settings, bot.telegram.service\n"
        "sys.exit('telegram' in sys.modules or 'httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
