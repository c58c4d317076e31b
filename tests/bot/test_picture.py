"""Pictures of cited places: what they show is looked at by people; that they show it, here."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.addresses import key_of
from bot.picture import chart, picture
from bot.picture.canvas import MARK, to_png
from bot.picture.lettering import drawable, has, lacking
from bot.picture.page import (
    _above,
    _across,
    _as_wide_as_a_phone,
    _header_on_an_earlier_page,
    _without_half_a_line,
)
from bot.picture.places import Found, Places
from bot.replies import Answerer
from knowledge import Cell, Column, Place, Table, papers, shipped_disclosures


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer.over()


def _found(answerer: Answerer, question: str) -> list[Found]:
    reply, _ = answerer.ask(question)
    places = Places().of(answerer.papers[0])
    return [places[key_of(citation)] for citation in reply.citations]


def _marked(png: bytes) -> int:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return sum(count for count, color in image.getcolors(1 << 24) or [] if color == MARK)


@pytest.mark.parametrize(
    "question", ["三公经费多少？", "社会保险经办机构多少？", "编制多少人？", "去年总收入多少？"]
)
def test_every_cited_place_is_drawn_with_its_mark(answerer: Answerer, question: str) -> None:
    for found in _found(answerer, question):
        png = picture(found)
        wide, high = Image.open(io.BytesIO(png)).size
        assert _marked(png) > 500
        assert wide + high <= 10_000
        assert max(wide, high) <= 20 * min(wide, high)
        assert len(png) < 10_000_000


def test_no_table_is_wider_than_a_phone_shows_legibly(answerer: Answerer) -> None:
    paper = answerer.papers[0]
    for table in paper.tables:
        png = picture(Found(paper, table.place, table.index, ""))
        assert Image.open(io.BytesIO(png)).width <= 1080


def test_the_mark_is_where_the_place_is(answerer: Answerer) -> None:
    table = next(t for t in answerer.papers[0].tables if t.number == "附表4-7")
    places = Places().of(answerer.papers[0])
    pictures = {picture(places[key_of(cell.place)]) for cell in table.cells}
    assert len(pictures) == len(table.cells)


def test_the_same_place_gives_the_same_bytes(answerer: Answerer) -> None:
    (found, *_) = _found(answerer, "编制多少人？")
    assert picture(found) == picture(found)


def test_every_table_and_every_fact_can_be_drawn() -> None:
    (paper,) = papers(shipped_disclosures())
    places = Places().of(paper)
    for table in paper.tables:
        assert picture(Found(paper, table.place, table.index, table.title or ""))
    for fact in paper.facts[::60]:
        assert picture(places[key_of(fact.citation.place)])


def test_the_font_has_what_the_shipped_paper_prints() -> None:
    for path in shipped_disclosures():
        text = path.read_text(encoding="utf-8")
        assert lacking("".join(each for each in text if each.isprintable())) == ()


def test_a_character_that_the_font_lacks_is_said_to_be_missing() -> None:
    assert not has("𫄢")
    assert drawable("张𫄢\u3000明") == "张□ 明"
    assert lacking("张𫄢𫄢明") == ("𫄢",)


def test_the_font_comes_with_its_licence() -> None:
    import bot.picture

    fonts = Path(bot.picture.__file__).with_name("fonts")
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8").upper()
    assert (fonts / "NotoSansSC-Subset.ttf").stat().st_size < 2_500_000


@pytest.mark.parametrize("size", [(9000, 4000), (5000, 40), (30, 9000)])
def test_what_telegram_would_refuse_is_made_to_fit(size: tuple[int, int]) -> None:
    wide, high = Image.open(io.BytesIO(to_png(Image.new("RGB", size)))).size
    assert wide + high <= 10_000
    assert max(wide, high) <= 20 * min(wide, high)


def test_an_answer_of_one_figure_has_no_chart(answerer: Answerer) -> None:
    assert chart(answerer.ask("编制多少人？")[0]) is None


def test_years_side_by_side_have_one(answerer: Answerer) -> None:
    png = chart(answerer.ask("近三年的总收入各是多少？")[0])
    assert png is not None
    assert Image.open(io.BytesIO(png)).width == 1080


def test_a_table_of_columns_alone_is_drawn(answerer: Answerer) -> None:
    paper = answerer.papers[0]
    bare = Table(0, None, None, None, (Column(("甲",)),), (), (), paper.tables[0].place)
    assert picture(Found(replace(paper, tables=(bare,)), bare.place, 0, ""))


PAPERS = Path(__file__).resolve().parents[3] / "shared" / "disclosures"


def test_a_line_that_the_edge_cuts_through_is_left_out_and_a_whole_one_stays() -> None:
    cut, whole = (0, 5), (40, 55)
    part = Image.new("RGB", (50, 200), "white")
    for top, bottom in (cut, whole):
        part.paste("black", (10, top, 40, bottom))
    shown = _without_half_a_line(part)
    assert shown.height == 200 - 40 + 10
    dark = [shown.getpixel((20, y)) == (0, 0, 0) for y in range(shown.height)]
    assert dark.index(True) == 10
    assert sum(dark) == 15


def test_a_table_that_goes_on_over_the_page_has_its_headers_from_the_page_before() -> None:
    path = PAPERS / "2026年市级单位预算_上海市审计局.pdf"
    if not path.exists():
        pytest.skip("the real disclosures are not at hand")
    answerer = Answerer.over([path])
    (found, *_) = _found(answerer, "收入合计多少？")
    assert found.place.page == 9
    earlier = _header_on_an_earlier_page(found, 9)
    assert earlier is not None
    assert earlier[0] == 8
    on_its_own_page = _header_on_an_earlier_page(found, 8)
    assert on_its_own_page is None


def _printed(columns: tuple[Column, ...], lefts: tuple[int, ...], wide: int = 50) -> Table:
    """A table of one row, its value columns printed where it is said."""
    values = [n for n, column in enumerate(columns) if not column.is_label]
    cells = tuple(
        Cell(0, n, "0.00", Place(page=1, bbox=(left, 100, left + wide, 120)))
        for n, left in zip(values, lefts, strict=True)
    )
    return Table(0, None, "收支总表", None, columns, (), cells, Place(page=1))


def _shown(table: Table, column: int) -> tuple[list[tuple[int, int]], bool]:
    box = next(c.place.bbox for c in table.cells if c.column == column)
    bands, is_cut = _across(table, box or (0, 0, 0, 0), 1)
    return [(round(left), round(right)) for left, right in bands], is_cut


def test_of_a_table_with_two_sides_the_side_of_the_place_is_shown() -> None:
    sides = tuple(
        Column((name,), half, is_label=name == "项目")
        for half in (0, 1)
        for name in ("项目", "预算数")
    )
    table = _printed(sides, (200, 400))
    assert _shown(table, 1) == ([(0, 251)], True)
    assert _shown(table, 3) == ([(249, 451)], True)


def test_of_a_wide_table_its_labels_and_the_columns_around_the_place_are_shown() -> None:
    table = _printed(
        (Column(("项目",), is_label=True), *(Column((f"{n}",)) for n in range(6))),
        (100, 150, 200, 250, 300, 350),
    )
    assert _shown(table, 5) == ([(0, 101), (249, 401)], True)
    assert _shown(table, 1) == ([(0, 201)], True)


def test_no_part_of_a_header_over_several_columns_is_shown() -> None:
    under_one = tuple(Column(("财政拨款", f"{n}")) for n in range(5))
    columns = (Column(("项目",), is_label=True), Column(("合计",)), *under_one, Column(("其他",)))
    narrow = _printed(columns, (100, 150, 200, 250, 300, 350, 400))
    assert _shown(narrow, 1) == ([(0, 151)], True), "the sum, and none of what it is the sum of"
    assert _shown(narrow, 7) == ([(0, 101), (399, 451)], True)
    assert _shown(narrow, 4) == ([(0, 101), (149, 401)], True), "all that stands under its header"
    wide = _printed(columns, (100, 300, 500, 700, 900, 1100, 1300), 200)
    assert _shown(wide, 4) == ([(0, 101), (499, 1101)], True), "so much of it as is legible"
    assert _shown(wide, 1) == ([(0, 301)], True)


def test_of_a_table_without_labels_what_stands_under_one_header_is_shown() -> None:
    table = _printed(
        tuple(Column((head, name)) for head in ("预算数", "决算数") for name in "合出车购运接"),
        tuple(range(0, 720, 60)),
        60,
    )
    assert _shown(table, 1) == ([(-1, 361)], True)
    assert _shown(table, 7) == ([(359, 721)], True)


def test_of_a_table_without_labels_or_common_headers_as_much_is_shown_as_is_legible() -> None:
    table = _printed(tuple(Column((f"{n}",)) for n in range(12)), tuple(range(0, 1200, 100)), 100)
    (((left, right),), is_cut) = _shown(table, 6)
    assert is_cut
    assert left < 600
    assert right > 700
    assert 300 <= right - left <= 432
    whole = _printed(tuple(Column((f"{n}",)) for n in range(3)), (0, 100, 200), 100)
    assert _shown(whole, 0) == ([(-1, 301)], False)


def test_a_title_that_would_be_cut_is_left_to_the_caption() -> None:
    table = _printed((Column(("项目",), is_label=True), Column(("预算数",))), (200,))
    assert _above(table, is_cut=True) < 10 < _above(table, is_cut=False)
    nameless = replace(table, title=None)
    assert _above(nameless, is_cut=True) == _above(nameless, is_cut=False)


def test_blank_paper_beside_a_table_is_left_out_and_what_is_narrow_is_enlarged() -> None:
    page = Image.new("RGB", (1400, 100), "white")
    page.paste("black", (500, 20, 1000, 60))
    shown = _as_wide_as_a_phone(page)
    assert shown.size == (round(524 * 1.5), 150)
    page.paste("black", (20, 20, 1390, 60))
    assert _as_wide_as_a_phone(page).size == (1390 - 20 + 12 + 10, 100)
    assert _as_wide_as_a_phone(Image.new("RGB", (1200, 50), "white")).size == (1200, 50)
