"""甲和乙分别为1万元、2万元: each figure is of its own name, and none is of a wrong one."""

from __future__ import annotations

import pytest

from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.facts import Fact, Kind
from knowledge.readers.text import document_of

Told = tuple[str, str, int | None, str]


def told(sentence: str, year: int = 2026) -> list[Told]:
    text = f"甲市乙局{year}年部门预算\n\n第三部分 甲市乙局{year}年部门预算情况说明\n一、其他事项\n{sentence}\n"
    text += f"{year}年收入预算99.00万元。\n{year}年支出预算99.00万元。\n"
    facts = paper_of(document_of(text, Source("例", "", "txt", ""))).facts
    return [_line(fact) for fact in facts if fact.kind is not Kind.WORDS][:-2]


def _line(fact: Fact) -> Told:
    named = " ".join(sorted(term.removeprefix("label:") for term in fact.terms))
    return named, str(fact.value), fact.year, fact.aspect.value


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "公务接待费和公务用车购置及运行维护费分别为1.20万元和3.40万元。",
            [("reception", "1.20", 2026, "amount"), ("vehicle", "3.40", 2026, "amount")],
        ),
        (
            "公务接待费、培训费分别为1.20、3.40万元，分别比上年减少0.10万元、增加0.20万元。",
            [
                ("reception", "1.20", 2026, "amount"),
                ("training", "3.40", 2026, "amount"),
                ("reception", "-0.10", 2026, "change"),
                ("training", "0.20", 2026, "change"),
            ],
        ),
        (
            "收、支总计各是412.50,414.30万元。",
            [
                ("grand_total revenue", "412.50", 2026, "amount"),
                ("expenditure grand_total", "414.30", 2026, "amount"),
            ],
        ),
        (
            "2026年和2025年“三公”经费预算分别为5.00万元、6.00万元。",
            [
                ("three_public", "5.00", 2026, "amount"),
                ("three_public", "6.00", 2025, "amount"),
            ],
        ),
        (
            "货物、工程、服务采购预算分别为10、20、30万元。",
            [
                ("goods procurement", "10", 2026, "amount"),
                ("procurement works", "20", 2026, "amount"),
                ("procurement services", "30", 2026, "amount"),
            ],
        ),
    ],
)
def test_each_figure_of_a_list_is_of_its_own_name(sentence: str, expected: list[Told]) -> None:
    assert told(sentence) == expected


def test_the_second_change_of_a_list_is_no_amount() -> None:
    found = told("收、支总计各减少12.60,25.70万元，下降2.96%,5.84%。")
    assert [aspect for *_, aspect in found] == ["change", "change"]  # whose 2.96 % it is stays open


def test_what_follows_a_list_is_not_of_its_last_name() -> None:
    found = told("公务接待费和培训费分别为1.20万元和3.40万元，比上年减少0.50万元。")
    assert [value for _, value, *_ in found] == ["1.20", "3.40"]


def test_names_and_figures_that_do_not_match_are_left_as_they_are() -> None:
    found = told("收入预算、支出预算各增加5.00万元。")
    assert [(value, aspect) for _, value, _, aspect in found] == [("5.00", "change")]


def test_a_part_s_heading_is_no_part_of_a_department_s_name() -> None:
    text = "文化旅游局2026年部门预算\n第三部分 江北市文化旅游局2026年部门预算情况说明\n2026年收支总预算5.00万元。\n"
    text += "2026年收入预算5.00万元。\n2026年支出预算5.00万元。\n"
    found = paper_of(document_of(text, Source("例", "", "txt", "")))
    assert found.department == "江北市文化旅游局"
