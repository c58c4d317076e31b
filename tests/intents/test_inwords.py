"""Questions answered in words or with a place: only the thing asked about, left over, keeps them back."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from knowledge import paper

_TEXT = """甲市生态环境局2026年部门预算

第一部分 部门概况
一、主要职责
（一）负责重大环境问题的统筹协调。牵头协调环境污染事故的调查处理，指导突发环境事件的应急、预警工作。
（二）负责核与辐射安全的监督管理。
（三）开展环境宣传教育工作。
（四）按规定发放排污许可证。
二、主要工作任务
（一）督促工地湿法作业，严控扬尘。
（二）开展网格巡查，防止秸秆焚烧。
三、机构设置
甲市生态环境局设4个内设机构，分别为办公室、水环境科、大气科、法规科；下属单位2个，即监测站、执法大队。

第二部分 部门预算表

表7《一般公共预算“三公”经费支出表》
单位：万元
项目\t2026年预算数
因公出国（境）费\t3.00
公务接待费\t2.00
合计\t5.00

第三部分 部门预算情况说明
一、机关运行经费
2026年机关运行经费20.00万元，比上年增加12.00万元，增长150%，主要原因是统计口径调整。
二、公务接待费
2026年公务接待费2.00万元，比上年减少1.00万元，下降33.3%，主要原因是来访批次减少。
三、培训费
2026年培训费4.00万元。

第四部分 名词解释
单位预留机动经费：指预留用于年度执行中不可预见支出的经费。
事业收入：指开展专业业务活动取得的收入，包括监测收入和培训收入等。监测收入主要包括委托检测取得的收入。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over a made paper."""
    path = tmp_path_factory.mktemp("papers") / "甲市生态环境局.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return Answerer((paper(path),))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("机关运行经费怎么一下子翻了一倍多，出啥事了", "统计口径调整"),
        ("不是天天喊过紧日子嘛，机关运行经费咋反倒多了十来万", "统计口径调整"),
        ("公务接待费同比滑坡三成多，官方给的由头是啥", "来访批次减少"),
        ("接待费砍了一万块，是不是把客人都赶走了，啥情况", "来访批次减少"),
    ],
)
def test_a_reason_is_quoted_whatever_is_said_around_it(
    answerer: Answerer, question: str, told: str
) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text


def test_the_reason_of_all_spending_is_not_that_of_a_thing_that_is_not_placed(
    answerer: Answerer,
) -> None:
    reply, _ = answerer.ask("国际论坛筹办为什么要花那么多")
    assert "口径" not in reply.text
    assert reply.status != "answered"


def test_that_no_reason_is_printed_is_said(answerer: Answerer) -> None:
    reply, _ = answerer.ask("培训费为什么涨了")
    assert reply.status == "not_disclosed"
    assert "没有说明" in reply.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("要是河里突然漂来一大片死鱼，归不归这个局管", "污染事故"),
        ("核辐射这块谁在盯，环境局有份没", "辐射安全"),
        ("进校园搞环保科普的活是不是你们的", "宣传教育"),
        ("工厂的排污证找哪个部门发", "排污许可证"),
    ],
)
def test_the_items_of_the_duties_that_tell_of_it_are_quoted(
    answerer: Answerer, question: str, told: str
) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text
    assert reply.facts == () or all(fact.unit is None for fact in reply.facts)
    assert reply.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("工地扬尘今年打算怎么管", "湿法作业"),
        ("秸秆焚烧如何来防", "网格巡查"),
        ("排污许可证怎么管理的", "许可证"),
    ],
)
def test_what_is_done_about_a_thing_is_quoted_from_the_tasks_or_the_duties(
    answerer: Answerer, question: str, told: str
) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text


@pytest.mark.parametrize("question", ["公务接待费怎么控制", "地铁票价怎么管"])
def test_what_is_done_about_it_no_figure_tells(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status in {"out_of_scope", "not_disclosed"}
    assert reply.facts == ()


@pytest.mark.parametrize("question", ["排污许可证发放是不是归你们管", "环境宣传教育是不是你们负责"])
def test_whose_business_it_is_no_figure_tells(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert all(fact.unit is None for fact in reply.facts)


@pytest.mark.parametrize(
    "question", ["除了局机关还算进了哪些单位，监测站算不算", "这本预算把哪几家的账合进来了"]
)
def test_what_units_are_counted_in_is_quoted(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert "执法大队" in reply.text


def test_all_duties_are_quoted_where_they_are_asked_for(answerer: Answerer) -> None:
    reply, _ = answerer.ask("这个局平时都负责些啥，管什么的")
    assert reply.status == "answered"
    assert "许可证" in reply.text
    assert "辐射" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "明天会不会下暴雨",
        "我家猫丢了归谁找",
        "从甲市去北京的高铁几点发车",
        "低保怎么申请，找你们吗",
        "你们局长人好不好",
    ],
)
def test_what_no_paper_answers_stays_refused(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status in {"out_of_scope", "not_disclosed"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("“单位预留机动经费”这词儿啥意思，干嘛先留着不花", "不可预见"),
        ("监测收入口径包含哪些内容", "委托检测"),
    ],
)
def test_a_meaning_is_the_glossarys(answerer: Answerer, question: str, told: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("三公经费支出表系第几张预算表", "表7"),
        ("出国、招待这两样的明细表，我该让群众翻到哪一张", "表7"),
        ("名词解释从哪部分开始", "第四部分"),
        ("机构设置写在文件什么位置", "机构设置"),
    ],
)
def test_a_place_is_told_by_what_it_is_called(answerer: Answerer, question: str, told: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text
    assert reply.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [("局本级内设科室数量", "4个内设机构"), ("环境局底下挂了几家下属单位", "2")],
)
def test_how_it_is_made_up_is_quoted(answerer: Answerer, question: str, told: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status == "answered"
    assert told in reply.text


@pytest.mark.parametrize("question", ["监测站和执法大队在岗一共多少人", "下属单位的收入合计是多少"])
def test_a_figure_asked_for_is_never_answered_with_words(answerer: Answerer, question: str) -> None:
    reply, _ = answerer.ask(question)
    assert reply.status != "answered"
