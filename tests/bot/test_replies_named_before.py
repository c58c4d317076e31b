"""What a clause or an earlier question names is what is asked about next, in final accounts as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import Answerer
from tests.corpus.asking import answerer_over

_PAPER = """青石县水利局2024年度部门决算

一、机构和人员情况
2024年末，实有人数86人，其中：在职人员52人；离休人员0人；退休人员34人。

二、支出情况
2024年度一般公共预算财政拨款支出500万元，比上年减少20万元，下降3.85%。
1.农林水支出（类）水利（款）水利工程运行与维护（项）。年初预算数300万元，支出决算320万元。

三、“三公”经费情况
2024年度“三公”经费预算7.50万元，支出决算5.98万元，其中：公务接待费全年预算数2.50万元，决算数1.98万元。
国内公务接待17批次，154人次。

支出决算表
部门：青石县水利局\t单位：万元
科目名称\t本年支出合计\t基本支出\t项目支出
水利工程运行与维护\t320.00\t280.00\t40.00
行政运行\t180.00\t180.00\t0.00
合计\t500.00\t460.00\t40.00

政府性基金预算财政拨款支出决算表
部门：青石县水利局\t单位：万元
科目名称\t本年支出合计
城乡社区支出\t15.00
合计\t15.00

政府性基金预算“三公”经费支出决算表
部门：青石县水利局\t单位：万元
合计\t公务接待费
说明：本部门没有政府性基金安排的“三公”经费，故本表为空。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_over(_PAPER, Path(tmp_path_factory.mktemp("named")))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("水利工程运行与维护那块，支出合计多少，其中基本支出多少", ["320", "280"]),
        ("在职人员多少", ["52"]),
        ("公务接待费花了多少", ["1.98"]),
        ("一般公共预算财政拨款支出及同比增减", ["500"]),
        ("水利工程运行与维护走的基本支出还是项目支出", ["320", "280", "40"]),
        ("接待了几批多少人", ["17", "154"]),
        ("政府性基金支出多少", ["15"]),
        ("政府性基金安排了多少", ["15"]),
        ("支出里占比最大的是哪一类", ["320"]),
        ("按科目看，支出占比最高的是哪项，占多少", ["320"]),
    ],
)
def test_the_figures_are_of_what_was_named(
    answerer: Answerer, question: str, values: list[str]
) -> None:
    reply = answerer.ask(question)[0]
    told = [str(fact.value).removesuffix(".00") for fact in reply.facts]
    assert (reply.status, told[: len(values)]) == ("answered", values)


def test_what_guests_of_a_fund_cost_is_not_all_that_the_fund_gives(tmp_path: Path) -> None:
    none = "说明：本部门没有政府性基金安排的“三公”经费，故本表为空。"
    paper = _PAPER.replace(none, "2.00\t2.00")
    assert paper != _PAPER
    told = answerer_over(paper, tmp_path)
    for question, value in (("政府性基金安排了多少", "15.00"), ("政府性基金三公经费多少", "2.00")):
        assert told.ask(question)[0].facts[0].value == value


def test_a_bare_budget_behind_what_was_spent_is_of_the_same_thing(answerer: Answerer) -> None:
    _, conversation = answerer.ask("三公经费实际花了多少")
    reply, _ = answerer.ask("预算是多少", conversation)
    assert "7.50" in reply.text.splitlines()[1]
