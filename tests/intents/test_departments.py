"""The department by a short form of its name, and other departments that only sound like it."""

from __future__ import annotations

import pytest

from intents.mentions.departments import is_short_for
from tests.corpus.asking import reply_to

FULL = "武汉市人力资源和社会保障局武汉经济技术开发区(汉南区)社会保险管理处"
OURS = [
    "社保处",
    "社会保险管理处",
    "武汉社保处",
    "汉南社保处",
    "经开区社保处",
    "管理处",
    "保险处",
    FULL,
]
OTHERS = [
    "教育局",
    "社保局",
    "人社局",
    "处",
    "社处",
    "东湖社保处",
    "江岸社保处",
    "社会保险中心",
    "保管处理",
    "",
    "险保处",
]


@pytest.mark.parametrize("name", OURS)
def test_a_short_form_is_the_department(name: str) -> None:
    assert is_short_for(name, FULL)


@pytest.mark.parametrize("name", OTHERS)
def test_another_name_is_not(name: str) -> None:
    assert not is_short_for(name, FULL)


@pytest.mark.parametrize(
    ("name", "department"),
    [
        ("教育局", "甲县教育局"),
        ("县教育局", "甲县教育局"),
        ("街道办", "乙街道办"),
        ("财政所", "丙镇财政所"),
    ],
)
def test_it_holds_for_any_department(name: str, department: str) -> None:
    assert is_short_for(name, department)


@pytest.mark.parametrize("name", ["社保处", "武汉社保处", "汉南区社保处", "经开区社保处"])
def test_naming_the_department_changes_nothing(name: str) -> None:
    assert reply_to(f"{name}今年预算多少").facts == reply_to("今年预算多少").facts


@pytest.mark.parametrize("name", ["东湖社保处", "汉阳区社保处", "教育局", "社保局", "江岸区人社局"])
def test_another_departments_question_is_not_answered(name: str) -> None:
    assert reply_to(f"{name}今年预算多少").facts == ()
