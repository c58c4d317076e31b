"""Files handed in at the desk, read, published and asked from, as the tests of publishing need them."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace

from starlette.testclient import TestClient

from bot.desk.engine import Engine
from knowledge import shipped_disclosures

(SHIPPED,) = shipped_disclosures()
NAME = "武汉经开区社保处_2026部门预算.txt"


def text_of(**changes: str) -> bytes:
    """The shipped disclosure with some of its words replaced."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def handed_in(client: TestClient, body: bytes, name: str = NAME, other: bytes | None = None) -> str:
    """Hand in a file, wait until it is read, and return the draft's address."""
    files = {"file": (name, body)}
    if other is not None:
        files["other"] = ("另一半.txt", other)
    response = client.post("/desk/papers", files=files)
    assert response.status_code == 303, response.text
    address = response.headers["location"]
    return read(client, address)


def read(client: TestClient, address: str) -> str:
    for _ in range(6000):
        if "正在读" not in client.get(address).text:
            return address
        time.sleep(0.05)
    raise AssertionError("the draft was not read")


def seen(client: TestClient, address: str) -> dict[str, str]:
    """What the form on a draft's page tells: the version and the standing that were seen."""
    page = client.get(address).text
    version = re.search(r'name="version" value="(\d+)"', page)
    mark = re.search(r'name="mark" value="([^"]*)"', page)
    assert version
    return {"version": version[1], "mark": mark[1] if mark else ""}


def published(client: TestClient, address: str) -> str:
    """Publish a draft, and return where the paper is shown."""
    response = client.post(f"{address}/publish", data=seen(client, address))
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def answer(base: SimpleNamespace, question: str) -> str:
    engine: Engine = base.desk.engine
    return engine.ask(question)[0].text
