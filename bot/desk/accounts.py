"""Who may log in, and as what: a file of names, roles and argon2 hashes, changed on the command line only."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.desk.words import say
from bot.whole_files import alone, replaced

_NAME = re.compile(r"[\w.\-]{1,32}")
_SHORTEST, _LONGEST = 10, 200
_FILE = "accounts.json"
_AT_ONCE = 2
"""Passwords compared at once: each takes 64 MB, as argon2 means it to."""


class Role(IntEnum):
    """What somebody may do; each may do what those before may."""

    CLERK = 1
    """Asks and replies."""
    PUBLISHER = 2
    """Also publishes, withdraws and corrects papers."""
    ADMIN = 3
    """Also sees the audit log."""

    @property
    def word(self) -> str:
        """How the role is called."""
        return say(f"role.{self.name.lower()}")


class AccountError(ValueError):
    """An account cannot be made or changed; its message is a Chinese sentence with the next step."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    role: Role
    hash: str

    @property
    def mark(self) -> str:
        """What a session remembers of the password: with another password, or role, it is over."""
        return f"{self.role:d}{self.hash[-12:]}"


class Accounts:
    """The accounts of one folder; what another process changes is seen with the next request."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._lock = Lock()
        self._comparing = BoundedSemaphore(_AT_ONCE)
        self._stamp: tuple[int, int] | None = None
        self._accounts: Mapping[str, Account] = {}

    def all(self) -> tuple[Account, ...]:
        """Return the accounts, in the order of their names."""
        return tuple(account for _, account in sorted(self._read().items()))

    def get(self, name: str) -> Account | None:
        """Return the account of this name, or None."""
        return self._read().get(name)

    def verified(self, name: str, password: str) -> Account | None:
        """Return the account where the password is right, else None; an unknown name takes as long."""
        account = self.get(name)
        try:
            with self._comparing:
                _hasher().verify(account.hash if account else _nobody(), password[: _LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
        return account

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account; raise `AccountError` where its name or password will not do."""
        if not _NAME.fullmatch(name):
            raise AccountError(say("account.name", name=name))
        hashed = _hashed(password)
        with self._changing() as accounts:
            _not_there(accounts, name)
            accounts[name] = Account(name, role, hashed)

    def require_free(self, name: str) -> None:
        """Raise `AccountError` where a name is taken: said before a password is asked for."""
        _not_there(self._read(), name)

    def change_password(self, name: str, password: str) -> None:
        """Give an account another password; its sessions are over."""
        hashed = _hashed(password)
        with self._changing() as accounts:
            accounts[name] = Account(name, _there(accounts, name).role, hashed)

    def remove(self, name: str) -> None:
        """Remove an account; its sessions are over."""
        with self._changing() as accounts:
            _there(accounts, name)
            del accounts[name]

    def _read(self) -> Mapping[str, Account]:
        try:
            told = self._path.stat()
        except FileNotFoundError:
            return {}
        stamp = (told.st_mtime_ns, told.st_size)
        with self._lock:
            if stamp != self._stamp:
                self._accounts, self._stamp = self._parsed(), stamp
            return self._accounts

    def _parsed(self) -> dict[str, Account]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            return {
                name: Account(name, Role[each["role"].upper()], each["hash"])
                for name, each in data.items()
            }
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise AccountError(say("account.damaged", path=self._path)) from None

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Account]]:
        """The accounts to change, one process at a time; the file is replaced whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with alone(self._path.with_suffix(".lock")):
            accounts = self._parsed()
            yield accounts
            data = {
                a.name: {"role": a.role.name.lower(), "hash": a.hash} for a in accounts.values()
            }
            replaced(self._path, json.dumps(data, ensure_ascii=False, indent=1))


def new_password() -> str:
    """Return a password that nobody guesses."""
    return secrets.token_urlsafe(12)


def key_in(folder: Path) -> str:
    """Given the desk's folder, return the key that sessions are signed with, made where there is none."""
    path = folder / "session.key"
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def _there(accounts: Mapping[str, Account], name: str) -> Account:
    if name not in accounts:
        raise AccountError(say("account.absent", name=name))
    return accounts[name]


def _not_there(accounts: Mapping[str, Account], name: str) -> None:
    if name in accounts:
        raise AccountError(say("account.taken", name=name))


def _hashed(password: str) -> str:
    if len(password) < _SHORTEST:
        raise AccountError(say("account.short"))
    if len(password) > _LONGEST:
        raise AccountError(say("account.long"))
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """The hash that the password of an unknown name is compared with."""
    return _hasher().hash(secrets.token_hex())
