"""Units, people and things that a department has, asked for in the words of every day."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from knowledge import paper

_TEXT = """乙市交通运输局2025年部门预算

第一部分 部门概况
一、主要职责
负责全市公路和水路的建设与养护。
二、机构设置
纳入乙市交通运输局2025年部门预算编制范围的预算单位共3个，情况如下：

单位名称\t单位性质
乙市交通运输局（本级）\t行政单位
乙市公路养护中心\t公益一类事业单位
乙市航道管理站\t公益一类事业单位

三、人员情况
年末编制人数60人，其中：行政编制20人，事业编制40人；年末实有人数88人，其中：在职人数52人，其他人员36人。

第二部分 部门预算表

表7《一般公共预算“三公”经费支出表》
单位：万元
项目\t2025年预算数
“三公”经费合计\t19.00
公务用车购置及运行维护费\t14.00
其中：公务用车购置费\t0.00
公务用车运行维护费\t14.00
公务接待费\t5.00

第三部分 部门预算情况说明
一、国有资产占用情况
截至2024年12月31日，本部门共有车辆6辆；单价50万元以上的通用设备8台（套），单价100万元以上的专用设备2台（套）。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over a made paper that lists its units in a table."""
    path = tmp_path_factory.mktemp("papers") / "乙市交通运输局.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return Answerer((paper(path),))


@pytest.mark.parametrize(
    "question",
    [
        "下面管着哪几个事业单位",
        "局里下面有没有事业单位，叫什么名字",
        "底下还有啥单位吗，预算是不是放一块的",
        "手底下带了几家二级单位",
        "事业单位都有哪几家",
    ],
)
def test_units_are_named_one_by_one(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert "乙市公路养护中心" in reply.text
    assert "乙市航道管理站" in reply.text
    assert "职责" not in reply.text


@pytest.mark.parametrize(
    ("talk", "value", "unit"),
    [
        (("三公经费多少", "车的那部分呢"), "14.00", "万元"),
        (("买车加养车一共多少",), "14.00", "万元"),
        (("那钱是买车的还是养车的",), "14.00", "万元"),
        (("今年还买新的公务车不",), "0.00", "万元"),
        (("占用车辆数是多少",), "6", "辆"),
        (("单价100万元以上的专用设备几台",), "2", "台(套)"),
        (("50万以上的通用设备几台",), "8", "台(套)"),
        (("在职的有多少人",), "52", "人"),
        (("编制满额了没有，还差几个",), "8", "人"),
        (("编制多少人", "其中事业编制呢"), "40", "人"),
    ],
    ids=lambda each: each[-1] if isinstance(each, tuple) else "",
)
def test_the_figure_is_of_what_is_meant(
    answerer: Answerer, talk: tuple[str, ...], value: str, unit: str
) -> None:
    first, *others = talk
    reply, conversation = answerer.ask(first)
    for said in others:
        reply, conversation = answerer.ask(said, conversation)
    assert reply.status == "answered", reply.text
    assert (reply.facts[0].value, reply.facts[0].unit) == (value, unit), reply.text
