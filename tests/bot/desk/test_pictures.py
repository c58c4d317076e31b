"""The page of a PDF as a picture with its place marked, beside an answer and in a letter."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from starlette.testclient import TestClient

from bot.addresses import path_of
from bot.desk.app import make_app
from bot.desk.desk import Desk
from bot.desk.engine import Engine
from bot.desk.letter import letter_for
from bot.desk.letter_docx import docx_of
from bot.desk.pictures import shown_of
from bot.replies import Answerer
from knowledge import Paper, page_picture, papers
from tests.knowledge.readers.making import as_pdf, table

MARK = (255, 214, 60)
TITLE = "测试市测试局2026年部门预算公开"
GRID = table(
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("", "合计", "300.00", "100.00", "200.00"),
    ("208", "社会保障和就业支出", "300.00", "100.00", "200.00"),
)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    path = tmp_path / "测试局.pdf"
    as_pdf([TITLE, "第二部分 2026年部门预算表", "一般公共预算支出表", "单位：万元", GRID], path)
    (read,) = papers([path])
    return read


@pytest.fixture
def engine(paper: Paper) -> Engine:
    return Engine(lambda: Answerer((paper,)))


def marked(png: bytes) -> tuple[int, int, int, int]:
    """Return the box of a picture's marked points."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    data = picture.load()
    assert data
    points = [
        (x, y)
        for x in range(0, picture.width, 2)
        for y in range(0, picture.height, 2)
        if data[x, y] == MARK
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_the_mark_is_where_the_cell_is(paper: Paper) -> None:
    fact = next(f for f in paper.facts if f.printed == "200.00")
    box = fact.citation.place.bbox
    assert box
    assert fact.citation.place.page
    path = Path(paper.source.path)
    png = page_picture(path, paper.source.digest, fact.citation.place.page, [box])
    assert png
    height = Image.open(io.BytesIO(png)).height
    scale = height / 3000  # the page that the writer draws on
    left, top, right, bottom = marked(png)
    assert abs(left - box[0] * scale) < 6
    assert abs(right - box[2] * scale) < 6
    assert abs(top - (3000 - box[3]) * scale) < 6
    assert abs(bottom - (3000 - box[1]) * scale) < 6


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_is_not_there_is_not_drawn(paper: Paper, page: int) -> None:
    assert page_picture(Path(paper.source.path), paper.source.digest, page) is None


def test_a_file_that_is_another_now_is_not_drawn(paper: Paper) -> None:
    path = Path(paper.source.path)
    assert page_picture(path, "0" * 64, 1) is None
    path.write_bytes(b"%PDF-1.4 something else")
    assert page_picture(path, paper.source.digest, 1) is None
    path.unlink()
    assert page_picture(path, paper.source.digest, 1) is None


def test_the_desk_shows_the_page(desk: Desk, engine: Engine, paper: Paper) -> None:
    client = TestClient(make_app(replace(desk, engine=engine)), base_url="http://127.0.0.1")
    fact = next(f for f in paper.facts if f.printed == "200.00")
    address = path_of(paper.source.id, fact.citation.place, fact.citation.quote)
    assert f"{address}/page.png" in client.get(address).text
    picture = client.get(f"{address}/page.png")
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size[1] > 1000
    assert client.get(f"/c/{paper.source.id}/0000000000000000/page.png").status_code == 404


def test_a_letter_holds_the_page_of_a_pdf_and_else_a_picture_of_the_table(
    engine: Engine, paper: Paper
) -> None:
    reply, _ = engine.answerer.ask("项目支出多少？")
    (page,) = shown_of(engine, reply.citations)
    assert "第 1 页" in page.caption
    assert Image.open(io.BytesIO(page.png)).height > 1000
    letter = letter_for(reply, "项目支出多少？", "", date(2026, 3, 1))
    document = Document(io.BytesIO(docx_of(letter, [page])))
    assert len(document.inline_shapes) == 1
    Path(paper.source.path).unlink()
    gone = Engine(lambda: Answerer((paper,)))
    (drawn,) = shown_of(gone, reply.citations)
    assert drawn.png != page.png
    assert Image.open(io.BytesIO(drawn.png)).height < 1000


def test_whoever_asks_for_many_pictures_keeps_nobody_waiting(
    desk: Desk, engine: Engine, paper: Paper
) -> None:
    client = TestClient(make_app(replace(desk, engine=engine)), base_url="http://127.0.0.1")
    fact = next(f for f in paper.facts if f.printed == "200.00")
    address = path_of(paper.source.id, fact.citation.place, fact.citation.quote)
    waiting = [engine._waiting.acquire(blocking=False) for _ in range(6)]
    assert all(waiting)
    response = client.get(f"{address}/page.png")
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert "请等几秒再打开" in response.text
    reply, _ = engine.answerer.ask("项目支出多少？")
    assert [bool(shown.png) for shown in shown_of(engine, reply.citations)] == [True]
