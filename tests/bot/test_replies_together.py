"""Several things asked for in one question: each is of the unit, and of the kind, that the first is of."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bot.replies import Answerer
from knowledge.build import paper_of
from knowledge.document import Source
from knowledge.readers.text import document_of

_PAPER = """青石县教育局2024年部门决算

一、人员情况
核定编制108名，其中行政编制41名、事业编制67名。截至2024年12月底，实有在职人员100人，其中行政人员38人、事业人员62人。

人员情况表
单位名称\t编制数（人）\t在职人数（人）\t退休人数（人）
青石县第一中学\t60\t58\t20
青石县第二中学\t48\t42\t11
合计\t108\t100\t31

收入支出决算总表
部门：青石县教育局\t单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、财政拨款收入\t737.65\t一、教育支出\t737.50
本年收入合计\t737.65\t本年支出合计\t737.50
年初结转和结余\t8.45\t年末结转和结余\t8.60
总计\t746.10\t总计\t746.10
"""


@lru_cache(maxsize=1)
def answerer() -> Answerer:
    return Answerer((paper_of(document_of(_PAPER, Source("例", "例.txt", "txt", ""))),))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("第二中学在职多少人？编制几个", ["42", "48"]),
        ("第二中学编制多少、在职多少、退休多少", ["48", "42", "11"]),
        ("第二中学在职多少人，整个系统编制几个", ["42", "108"]),
        ("第二中学在职多少人，第一中学编制几个", ["42", "60"]),
        ("在编干部多少个人？行政和事业各多少", ["100", "38", "62"]),
        ("在职多少人，行政编制和事业编制各多少", ["100", "41", "67"]),
        ("收入总计与本年收入合计分别是多少", ["746.10", "737.65"]),
        ("本年支出合计和支出总计各多少", ["737.50", "746.10"]),
    ],
)
def test_each_is_told_of_what_the_first_is_of(question: str, values: list[str]) -> None:
    reply, _ = answerer().ask(question)
    told = [f.value for f in reply.facts if not f.derived]
    assert [value for value in values if value not in told] == [], reply.text
    assert not any(f.derived for f in reply.facts), reply.text
