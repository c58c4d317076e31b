"""Organisations are told by their papers' names: by full, short and usual names, and never by too little."""

from __future__ import annotations

import pytest

from intents.papers.organisations import organisations_of
from intents.papers.said import Named, level_said, phase_said, whose
from knowledge import PaperHead, Phase

NAMES = {
    "上海市普陀区财政局": "上海市普陀区",
    "上海市普陀区人民政府万里街道办事处": "上海市普陀区",
    "上海市普陀区商务委员会": "上海市普陀区",
    "烟台市信访局": "烟台市",
    "国家信访局": None,
    "长春市信访局（本级）": "长春市",
    "北京市信访办公室": "北京市",
    "西安市安全生产监督管理局": "西安市",
    "中国共产党广州市委员会宣传部": "广州市",
    "江苏省委办公厅": "江苏省",
    "中共江苏省委办公厅": "江苏省",
    "江苏省人大常委会办公厅": "江苏省",
    "福州市仓山生态环境局": "福州市",
    "武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处": "武汉市",
    "西南大学": None,
}
ORGANISATIONS = organisations_of(
    PaperHead(name, name, name, 2026, Phase.BUDGET, place, "部门") for name, place in NAMES.items()
)


def _named(text: str) -> list[tuple[str, set[str], bool]]:
    found: tuple[Named, ...] = whose(text, ORGANISATIONS).named
    return [(n.text, {o.name for o in n.organisations}, n.sure) for n in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上海市普陀区财政局三公多少", "上海市普陀区财政局"),
        ("请问普陀区财政局的三公", "上海市普陀区财政局"),
        ("区财政局有多少人", "上海市普陀区财政局"),
        ("财政局呢", "上海市普陀区财政局"),
        ("普陀财政总支出多少", "上海市普陀区财政局"),
        ("万里街道三公经费", "上海市普陀区人民政府万里街道办事处"),
        ("万里街道办去年支出", "上海市普陀区人民政府万里街道办事处"),
        ("普陀万里街道", "上海市普陀区人民政府万里街道办事处"),
        ("区商务委三公", "上海市普陀区商务委员会"),
        ("国家信访局三公", "国家信访局"),
        ("烟台信访局三公", "烟台市信访局"),
        ("北京市信访办三公", "北京市信访办公室"),
        ("安监局三公", "西安市安全生产监督管理局"),
        ("市委宣传部三公", "中国共产党广州市委员会宣传部"),
        ("省委办公厅三公", "江苏省委办公厅"),
        ("省人大办公厅三公", "江苏省人大常委会办公厅"),
        ("仓山生态环境局三公", "福州市仓山生态环境局"),
        (
            "经开区社保处三公",
            "武汉市人力资源和社会保障局武汉经济技术开发区（汉南区）社会保险管理处",
        ),
        ("西南大学三公", "西南大学"),
        ("长春市信访局三公", "长春市信访局"),
    ],
)
def test_a_department_goes_by_its_usual_names(text: str, name: str) -> None:
    ((_, names, sure),) = _named(text)
    assert (names, sure) == ({name}, True)


def test_two_papers_of_one_department_are_of_one_organisation() -> None:
    (office,) = [o for o in ORGANISATIONS if o.name == "江苏省委办公厅"]
    assert len(office.heads) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("信访局三公", {"烟台市信访局", "国家信访局", "长春市信访局"}),
        ("市信访局三公", {"烟台市信访局", "长春市信访局"}),
    ],
)
def test_a_name_that_several_go_by_names_them_all(text: str, names: set[str]) -> None:
    ((_, found, sure),) = _named(text)
    assert (found, sure) == (names, True)


@pytest.mark.parametrize("text", ["安全局三公", "生态环境局三公"])
def test_a_name_that_leaves_out_what_tells_it_apart_is_not_sure(text: str) -> None:
    ((_, _, sure),) = _named(text)
    assert not sure


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("济南市信访局预算", "济南市信访局"),
        ("闵行区财政局三公", "闵行区财政局"),
        ("上海市财政局预算", "上海市财政局"),
        ("对比济南市信访局和烟台市信访局", "济南市信访局"),
        ("丙市信访局三公", "丙市信访局"),
    ],
)
def test_a_department_of_another_place_is_none_of_ours(text: str, foreign: str) -> None:
    found = whose(text, ORGANISATIONS)
    assert (found.named, found.foreign) == ((), foreign)


@pytest.mark.parametrize(
    "text", ["教育局三公", "三公经费多少", "办公厅", "信访事务支出多少", "普陀财政拨款收入", "大学"]
)
def test_what_is_no_name_of_theirs_names_nobody(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("2024年决算", Phase.FINAL_ACCOUNTS),
        ("2026年预算多少", Phase.BUDGET),
        ("一般公共预算拨款收入", None),
        ("政府性基金预算支出决算", Phase.FINAL_ACCOUNTS),
        ("比上年预算增加多少", None),
        ("比2025年决算数多多少", None),
        ("三公经费", None),
    ],
)
def test_the_phase_is_told_by_words_that_are_no_names(text: str, phase: Phase | None) -> None:
    assert phase_said(text) is phase


def test_the_level_is_told_or_leant_to() -> None:
    assert level_said("市财政局本级三公")[0] == "own"
    assert level_said("财政局汇总的三公")[0] == "whole"
    assert level_said("财政局部门预算三公")[:2] == (None, "whole")
    assert level_said("财政局三公")[:2] == (None, None)
