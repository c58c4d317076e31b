"""How long what is remembered is kept, and where; the key of the pseudonyms is guarded here."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class StateSettings(BaseModel):
    """The part [state] of the settings; the key is taken from the environment only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    place: str = ""
    """A file's path, or an address (postgresql+psycopg://…); empty for beside the stored base."""
    key: SecretStr | None = None
    """What users' numbers are hidden with; None for a key that is made once and kept in a file."""
    update_hours: int = Field(default=48, ge=24, le=720)
    """How long it is remembered that an update has come; Telegram sends one again within a day."""
    inquiry_days: int = Field(default=365, ge=1, le=3650)
    """How long questions, their answers and the votes on them are kept."""
    relay_days: int = Field(default=30, ge=1, le=365)
    """How long it is kept where a reply of the staff has to go."""
    audit_days: int = Field(default=1095, ge=30, le=3650)
    """How long the record of what the staff did is kept."""

    @field_validator("key")
    @classmethod
    def _key_is_long_enough(cls, key: SecretStr | None) -> SecretStr | None:
        if key is None or not key.get_secret_value().strip():
            return None
        if len(key.get_secret_value().strip()) < 16:
            raise ValueError("密钥至少要有 16 个字符，例如 openssl rand -hex 32 印出的一串")
        return SecretStr(key.get_secret_value().strip())
