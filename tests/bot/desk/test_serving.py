"""The address of the desk is told, and whoever opens it then is not refused."""

from __future__ import annotations

import re
import socket
from dataclasses import replace

import pytest

from bot.desk.desk import Desk
from bot.desk.serving import serve


class Opened(Exception):
    """The address that was told could be opened."""


def test_the_address_can_be_opened_from_the_moment_it_is_told(desk: Desk) -> None:
    def open_at_once(told: str) -> None:
        address = re.search(r"http://([\d.]+):(\d+)/", told)
        assert address
        with socket.create_connection((address[1], int(address[2])), timeout=60):
            raise Opened

    with pytest.raises(Opened):
        serve(replace(desk, settings=desk.settings.model_copy(update={"port": 0})), open_at_once)
