"""What may be set about the Telegram bot; the token is guarded here."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,}")
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")


class TelegramSettings(BaseModel):
    """The part [telegram] of the settings; the token is taken from the environment only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: SecretStr | None = None
    """The bot's token as @BotFather gave it; None where none is set."""
    base_url: str | None = None
    """The address of a Bot API server of one's own; None for Telegram's."""
    proxy: str | None = None
    """The address of the proxy that Telegram is reached through; None for none of our own."""
    poll_timeout: int = Field(default=30, ge=0, le=50)
    """How many seconds Telegram holds a poll open while there is nothing to tell."""
    question_length: int = Field(default=500, ge=20, le=4096)
    """The longest question that is looked at, in characters."""
    answer_messages: int = Field(default=4, ge=2, le=10)
    """How many messages one answer may take; what is longer is cut, and says so."""
    conversation_minutes: float = Field(default=10, gt=0, le=1440)
    """How long a conversation is remembered after its last question."""
    questions_per_minute: float = Field(default=20, gt=0, le=600)
    """How many questions a user may ask in a minute over a longer time."""
    questions_at_once: int = Field(default=6, ge=1, le=100)
    """How many of them may come at once."""
    button_hours: float = Field(default=24, gt=0, le=720)
    """How long a button works, and an edited question edits its answer."""
    group_questions_per_minute: int = Field(default=20, ge=1, le=600)
    """How many questions a group may ask in a minute, whoever of it asks."""
    updates_at_once: int = Field(default=64, ge=1, le=256)
    """How many updates are worked on at the same time."""
    sends_per_second: int = Field(default=30, ge=1, le=10_000)
    """How many messages leave in a second; Telegram takes 30."""
    group_sends_per_minute: int = Field(default=20, ge=1, le=10_000)
    """How many of them for one group in a minute; Telegram takes 20."""
    charts: bool = True
    """Whether figures that stand side by side come with a chart."""
    rich_tables: bool = False
    """Whether they come as Telegram's native tables, where it takes them; as a chart where it does not."""
    thumbnail_url: str = ""
    """The https address of a small picture beside inline answers; empty for none."""
    presses_per_minute: float = Field(default=40, gt=0, le=600)
    """How many buttons that ask nothing (pictures, tables, judging) a user may press in a minute."""
    inline_per_minute: float = Field(default=240, gt=0, le=6000)
    """How many inline questions a user may type in a minute; each key that is pressed may be one."""
    staff_chat: int = Field(default=0)
    """The number of the group that questions are passed on to; 0 for none."""
    webhook_url: str = ""
    """The public https address that Telegram sends updates to; empty for polling."""
    webhook_host: str = "127.0.0.1"
    """The address that is listened on, behind whatever serves https."""
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    """The port that is listened on."""
    webhook_connections: int = Field(default=40, ge=1, le=100)
    """How many updates Telegram sends at the same time."""

    @field_validator("token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value().strip():
            return None
        stripped = token.get_secret_value().strip()
        if not _TOKEN.fullmatch(stripped):
            raise ValueError("机器人令牌的样子不对，应当像 123456789:AAE…（向 @BotFather 要）")
        return SecretStr(stripped)

    @field_validator("webhook_url")
    @classmethod
    def _webhook_has_its_form(cls, address: str) -> str:
        if address.strip() and not _ADDRESS.fullmatch(address.strip()):
            raise ValueError("地址的样子不对，应当像 https://example.gov.cn/telegram")
        return address.strip()

    @field_validator("base_url", "proxy")
    @classmethod
    def _address_has_its_form(cls, address: str | None) -> str | None:
        if address is None or not address.strip():
            return None
        if not _ADDRESS.fullmatch(address.strip()):
            raise ValueError("地址的样子不对，应当像 http://127.0.0.1:8081")
        return address.strip().rstrip("/")
