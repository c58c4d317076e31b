"""What can be set for the desk."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class DeskSettings(BaseModel):
    """How the desk is served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    """The address that is listened on; this machine only, unless it is changed."""
    port: int = Field(default=8765, ge=0, le=65535)
    public_url: str = Field(default="", pattern=r"^(https?://[^/\s?#]+/?)?$")
    """How the desk is reached from outside (https://…), through a proxy; links are told by it."""
    folder: Path | None = None
    """Where accounts, the key of the sessions and the audit log lie; None for beside the stored base."""
    department: str = ""
    """Who signs the replies; empty for the department of the paper."""
    session_minutes: int = Field(default=480, ge=1, le=10080)
    """After how many minutes one must log in again."""
    logins_per_minute: int = Field(default=6, ge=1, le=600)
    """How many times a minute one name, and one address, may try to log in."""
    upload_megabytes: int = Field(default=50, ge=1, le=1000)
    """The largest file that is taken from a browser."""
