"""Publishing: files that will not do, each told with the next step."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.publishing.uploads import kept_together
from tests.bot.desk.handing_in import NAME, handed_in, read, text_of


def bundle(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("空.txt", b"", "空.txt 是空文件"),
        ("通知.txt", "今天放假一天。".encode(), "不像是预决算公开文件"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "坏.pdf"),
        ("照片.jpg", b"\xff\xd8\xff\xe0abc", "不认识 照片.jpg 的格式"),
        ("坏.zip", b"PK\x03\x04nothing", "压缩包“坏.zip”已损坏"),
        ("外.zip", bundle(**{"../../x.txt": b"x"}), "指向压缩包之外"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_paper_is_told_with_the_next_step(
    publisher: TestClient, name: str, body: bytes, said: str
) -> None:
    address = handed_in(publisher, body, name)
    page = publisher.get(address).text
    assert "没有读成" in page
    assert said in page
    assert "请" in page
    assert not re.search(r"[0-9a-f]{64}\.", page)  # the name it is kept under is nobody's business
    assert publisher.post(f"{address}/publish", data=seen_of_refused(address)).status_code == 409


def seen_of_refused(address: str) -> dict[str, str]:
    return {"version": "1", "mark": ""}


def test_without_a_file_the_form_says_so(publisher: TestClient) -> None:
    response = publisher.post("/desk/papers", data={"x": "y"})
    assert response.status_code == 422
    assert "请先选一个文件" in response.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\坏.txt", "/etc/x.txt", "a\r\nb.txt", "<b>x</b>.txt"]
)
def test_a_name_is_never_a_path(base: SimpleNamespace, publisher: TestClient, name: str) -> None:
    body = text_of()
    files = {"file": ("x.txt", body)}
    request = publisher.build_request("POST", "/desk/papers", files=files)
    raw = request.read().replace(b'filename="x.txt"', b'filename="' + name.encode() + b'"')
    response = publisher.post(
        "/desk/papers", content=raw, headers={"Content-Type": request.headers["content-type"]}
    )
    assert response.status_code in {303, 400, 422}
    if response.status_code == 303:
        read(publisher, response.headers["location"])
        assert "<b>" not in publisher.get(response.headers["location"]).text
    inside = {path.relative_to(base.desk.folder).parts[0] for path in base.desk.folder.rglob("*")}
    assert inside <= {
        *("accounts.json", "session.key", "files", "base.sqlite3"),
        *(f"state.sqlite3{end}" for end in ("", "-wal", "-shm")),
    }
    for kept in (base.desk.folder / "files").glob("*"):
        assert re.fullmatch(r"[0-9a-f]{64}\.txt", kept.name)


def test_too_large_a_file_is_not_taken(base: SimpleNamespace, publisher: TestClient) -> None:
    small = replace(
        base.desk, settings=base.desk.settings.model_copy(update={"upload_megabytes": 1})
    )
    client = TestClient(make_app(small), base_url="http://127.0.0.1", follow_redirects=False)
    client.cookies = publisher.cookies
    client.headers["X-CSRF-Token"] = publisher.headers["X-CSRF-Token"]
    response = client.post("/desk/papers", files={"file": ("大.txt", b"x" * 1_200_000)})
    assert response.status_code == 413
    assert "1 MB" in response.text


def test_two_files_are_one_zip_whoever_hands_them_in(tmp_path: Path) -> None:
    made = [
        kept_together(tmp_path, [("甲.txt", io.BytesIO(b"1")), ("甲.txt", io.BytesIO(b"2"))])
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].name == "甲.zip"
    with zipfile.ZipFile(made[0].path) as archive:
        assert archive.namelist() == ["甲.txt", "1-甲.txt"]
    assert [each.name for each in tmp_path.iterdir()] == [made[0].path.name]


def test_a_desk_over_named_files_publishes_nothing(
    desk: Desk, logged_in: Callable[[str], TestClient]
) -> None:
    client = logged_in("publisher")
    fixed = TestClient(
        make_app(replace(desk, publishing=None)),
        base_url="http://127.0.0.1",
        follow_redirects=False,
    )
    fixed.cookies = client.cookies
    fixed.headers["X-CSRF-Token"] = client.headers["X-CSRF-Token"]
    assert "不能发布" in fixed.get("/desk/papers").text
    response = fixed.post("/desk/papers", files={"file": (NAME, text_of())})
    assert response.status_code == 409
