"""Headings, the contents page, and paragraphs broken over lines."""

from __future__ import annotations

import pytest

from knowledge.document import Paragraph, Place
from knowledge.extract.headings import heading_style
from knowledge.extract.sections import Outline, outline_of


def outline(*lines: str) -> Outline:
    return outline_of([Paragraph(text, Place(line=n)) for n, text in enumerate(lines, 1)])


def paths(found: Outline) -> list[str]:
    return [" > ".join(section.path) for section in found.sections if section.path]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("第一部分 部门概况", ("part", 1)),
        ("十一、其他重要事项的情况说明", ("han", 11)),
        ("（三）国有资产占有使用情况", ("han-bracket", 3)),
        ("2.有关情况说明", ("digit", 2)),
        ("4．2026年预算单位财政拨款收支预算总表", ("digit", 4)),
        ("（1）项目概述", ("digit-bracket", 1)),
        ("其他相关情况说明", ("plain", 0)),
        ("（四）预算绩效管理工作开展情况。", ("han-bracket", 4)),
        ("（四）执行国家有关规定。", None),
        ("某市某局2026年部门预算", ("title", 0)),
        ("（一）一般公共预算财政拨款收入：指区级财政拨付的资金。", None),
        ("1.因公出国（境）费0万元", None),
        ("（一）贯彻执行法律、法规；", None),
        ("2026年收支总预算186万元。", None),
        ("3.5万元以下的设备", None),
        ("（一）职能职责。", ("han-bracket", 1)),
        ("（九）承办交办的其他事项。", None),
    ],
)
def test_headings_are_told_from_sentences(text: str, style: tuple[str, int] | None) -> None:
    assert heading_style(text) == style


def test_paragraphs_stand_under_their_headings() -> None:
    found = outline(
        "第一部分 概况", "一、主要职责", "负责某事。", "（一）甲", "乙。", "二、机构设置", "无。"
    )
    assert paths(found) == [
        "第一部分 概况",
        "第一部分 概况 > 一、主要职责",
        "第一部分 概况 > 一、主要职责 > （一）甲",
        "第一部分 概况 > 二、机构设置",
    ]
    assert found.sections[2].passages[0].place.section == "第一部分 概况 / 一、主要职责"


def test_styles_nest_in_the_order_of_their_first_use() -> None:
    found = outline("（一）收入", "甲。", "1.拨款", "乙。", "（二）支出", "丙。")
    assert paths(found) == ["（一）收入", "（一）收入 > 1.拨款", "（二）支出"]


def test_a_later_number_of_an_unopened_style_divides_nothing() -> None:
    found = outline("一、收入", "（三）具体情况", "甲。", "六、支出", "乙。")
    assert paths(found)[-1] == "六、支出"


CONTENTS = (
    "目 录",
    "第一部分 概况",
    "一、项目支出",
    "二、其他事项",
    "第一部分 概况",
    "一、项目支出",
    "甲。",
)


def test_a_subheading_divides_a_told_heading() -> None:
    found = outline(*CONTENTS, "（一）机关运行经费情况", "乙。", "二、其他事项", "丙。")
    assert "第一部分 概况 > 一、项目支出 > （一）机关运行经费情况" in paths(found)


def test_a_subheading_of_a_lacking_heading_is_no_part_of_the_one_before() -> None:
    found = outline(*CONTENTS, "（一）机关运行经费情况", "乙。")
    assert "第一部分 概况 > （一）机关运行经费情况" in paths(found)


def test_the_contents_page_is_no_narrative() -> None:
    found = outline(
        "某局2026年部门预算",
        "目录",
        "第一部分 单位概况......1",
        "- 一、主要职责………2",
        "第二部分 预算表 12",
        "第一部分",
        "单位概况",
        "一、主要职责",
        "负责某事。",
    )
    assert [entry.text for entry in found.contents] == [
        "第一部分 单位概况",
        "一、主要职责",
        "第二部分 预算表",
    ]
    assert paths(found) == [
        "某局2026年部门预算",
        "第一部分 单位概况",
        "第一部分 单位概况 > 一、主要职责",
    ]


@pytest.mark.parametrize("heading", ["甲区商务委员会主要职能", "甲街道办事处（部门）主要职能"])
def test_the_contents_end_where_their_first_entry_is_headed_by_the_publishers_name(
    heading: str,
) -> None:
    pages = [
        (2, "目录"),
        (2, "一、部门主要职能"),
        (2, "二、部门机构设置"),
        (3, heading),
        (3, "甲某某是主管部门。"),
        (4, "机构设置"),
        (4, "设1个机构。"),
    ]
    found = outline_of([Paragraph(text, Place(page=page)) for page, text in pages])
    assert [entry.text for entry in found.contents] == ["一、部门主要职能", "二、部门机构设置"]
    assert paths(found) == [heading, "机构设置"]


def test_a_contents_page_without_a_title_is_found() -> None:
    found = outline(
        "第一部分 概况", "一、职责", "第二部分 说明", "第一部分 概况", "一、职责", "负责某事。"
    )
    assert len(found.contents) == 3
    assert paths(found) == ["第一部分 概况", "第一部分 概况 > 一、职责"]


def test_an_entry_broken_over_lines_is_one() -> None:
    found = outline(
        "目录",
        "第一部分 概况",
        "九、一般公共预算“三公”经费、会议费、培训费支",
        "出预算表",
        "第一部分 概况",
        "甲。",
    )
    assert found.contents[1].text == "九、一般公共预算“三公”经费、会议费、培训费支出预算表"


def test_lines_of_one_sentence_are_joined_and_cited_at_the_first() -> None:
    found = outline(
        "一、支出",
        "支出包括：社会保障，就业",
        "支出 186 万元。",
        "部门法定代表人签字：王进",
        "附注",
    )
    texts = [(p.text, p.place.line) for p in found.sections[-1].passages]
    assert texts == [
        ("支出包括：社会保障，就业支出 186 万元。", 2),
        ("部门法定代表人签字：王进", 4),
        ("附注", 5),
    ]


def test_contents_without_the_names_of_the_body_end_where_a_page_opens_with_a_bare_heading() -> (
    None
):
    pages = [
        (2, "目 录"),
        (2, "一、单位主要职能"),
        (2, "二、名词解释"),
        (2, "1. 2026年预算单位收入预算总表"),
        (3, "某市某局（单位）主要职能"),
        (3, "某市某局主管某事。"),
        (4, "名词解释"),
        (4, "（一）甲：指乙。"),
    ]
    found = outline_of([Paragraph(text, Place(page=page)) for page, text in pages])
    assert paths(found) == ["某市某局（单位）主要职能", "名词解释"]
    assert len(found.contents) == 3


@pytest.mark.parametrize(
    ("entries", "heading"),
    [
        (("一、部门主要职能", "附件"), "某市某局主要职能"),
        (("一、主要工作", "二、名词解释"), "某市某局单位概况"),
    ],
)
def test_the_body_opens_with_the_first_entry_or_with_a_heading_without_a_number(
    entries: tuple[str, ...], heading: str
) -> None:
    lines = [(2, "目 录"), *((2, entry) for entry in entries), (3, heading), (3, "主管某事。")]
    found = outline_of([Paragraph(text, Place(page=page)) for page, text in lines])
    assert paths(found) == [heading]


def test_the_name_of_an_item_and_what_is_told_of_it_are_one_paragraph() -> None:
    found = outline(
        "五、支出决算情况",
        "9、教育支出（类）普通教育（款）小学教育（项）。",
        "年初预算为0万元，支出决算为5万元。",
    )
    (passage,) = found.sections[-1].passages
    assert passage.text.startswith("9、教育支出")
    assert passage.text.endswith("5万元。")
    assert passage.place.line == 3


def test_a_paragraph_that_says_why_belongs_to_the_one_that_says_what_changed() -> None:
    found = outline("一、变动情况", "收入5万元，比上年减少1万元。", "减少的主要原因：任务已完成。")
    (passage,) = found.sections[-1].passages
    assert passage.place_at(0).line == 2
    assert passage.place_at(len(passage.text) - 1).line == 3


def test_what_a_paragraph_tells_on_its_second_page_stands_there() -> None:
    first, second = (
        Paragraph(text, Place(page=page)) for page, text in ((1, "办公费、印刷费"), (2, "等。"))
    )
    joined = first.with_rest(first.text + second.text, second)
    found = outline_of([Paragraph("三、经费", Place(page=1)), joined])
    (passage,) = found.sections[-1].passages
    assert [passage.place_at(at).page for at in (0, 7)] == [1, 2]
