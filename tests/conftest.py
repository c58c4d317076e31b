"""What every test stands on: no network but this machine's own, and a fixed environment."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator

import pytest

from tests.databases import postgresql, postgresql_base, where

__all__ = ["postgresql", "postgresql_base", "where"]
from hypothesis import settings

# jieba's dictionary is loaded by whichever example comes first; a deadline would blame that one.
settings.register_profile("wenzhang", settings.get_profile("default"), deadline=None)
settings.register_profile("wenzhang-ci", settings.get_profile("ci"), deadline=None)
settings.load_profile("wenzhang-ci" if os.environ.get("CI") else "wenzhang")

# What the shell of whoever runs the tests would lend them, apart from our own settings and proxies.
_LENT = {
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "LINES",
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "PYTHONPATH",
    "PYTHONWARNINGS",
}


class NetworkRefusedError(RuntimeError):
    """A test reached for a real network. No OSError: code that retries those must not hide it."""


class _Watch:
    """Refuses what leaves this machine while it is on; Python's audit hooks cannot be taken off."""

    on = False

    def hook(self, event: str, args: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event == "socket.getaddrinfo":
            _refuse_unless_ours(args[0])
        elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            address = args[1]
            if isinstance(address, tuple):  # a path or None is no network
                _refuse_unless_ours(address[0])


def _refuse_unless_ours(host: object) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return
    try:
        ours = ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        ours = False
    if not ours:
        raise NetworkRefusedError(f"测试不得连接真实网络：{name}")


_watch = _Watch()
sys.addaudithook(_watch.hook)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection and every look-up of a name beyond loopback."""
    _watch.on = True
    yield
    _watch.on = False


@pytest.fixture(autouse=True)
def _fixed_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give every test, and every program that it starts, the same environment on any machine."""
    for name in list(os.environ):
        upper = name.upper()
        if upper.startswith("WENZHANG_") or upper.endswith("_PROXY") or upper in _LENT:
            monkeypatch.delenv(name)
    # whoever runs the tests may have a base of his own, which no test may answer from or write to
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "no-data"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PYTHONUTF8", "1")
