"""What keeps a base from being used; worded above, by its code."""

from __future__ import annotations


class StoreError(Exception):
    """The stored fact base cannot be used.

    `code` is one of: address (no such address), driver (its driver is not installed), refused (the
    database or the system said no), no_base (the file is something else), version (another layout),
    value (what was to be kept holds a character that the database cannot write).
    """

    def __init__(self, code: str, where: str, reason: str = "") -> None:
        super().__init__(f"{code}: {where}: {reason}")
        self.code = code
        self.where = where
        self.reason = reason
