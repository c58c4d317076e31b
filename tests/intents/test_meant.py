"""What was typed is read as it was meant: letters for characters, characters twice, words said while thinking."""

from __future__ import annotations

import pytest

from intents.mentions import as_meant
from intents.mentions.meant import with_span
from intents.text import fold
from tests.corpus.asking import reply_to, vocabulary

AS_MEANT = [
    ("2025nian比2024nian少多少", "2025年比2024年少多少"),
    ("jinnian总共要花多少", "今年总共要花多少"),
    ("qunian预算duoshao", "去年预算多少"),
    ("在岗的里tou有几个bushi参公的", "在岗的里头有几个不是参公的"),
    ("经fei够不够", "经费够不够"),
    ("xiangmu支出占几成", "项目支出占几成"),
    ("fu表4-3是啥表", "附表4-3是啥表"),
    ("财政拨款shouzhi总表", "财政拨款收支总表"),
    ("人员anpai了几个钱", "人员安排了几个钱"),
    ("基本呃支出占多少", "基本支出占多少"),
    ("国有资本那个经营预算", "国有资本经营预算"),
    ("政府性…基金预算", "政府性基金预算"),
    ("三公公经费多少", "三公经费多少"),
]
UNCHANGED = [
    "budget 2026",
    "看看三公经费",
    "公务用车购置和运行费那个多少",
    "其实三公经费多少",
    "062001 收入 合计",
    "PM2.5多少",
    "人人都有份吗",
]


@pytest.mark.parametrize(("typed", "meant"), AS_MEANT)
def test_a_question_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert as_meant(fold(typed), vocabulary(), 2026).text == meant


@pytest.mark.parametrize("typed", UNCHANGED)
def test_what_is_right_stays(typed: str) -> None:
    assert as_meant(fold(typed), vocabulary(), 2026).text == fold(typed).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jiben支出多少", "基本支出"),
        ("基本支支出多少", "基本支出"),
        ("sangong jingfei多少", "三公经费"),
    ],
)
def test_a_name_typed_otherwise_is_told(typed: str, meant: str) -> None:
    assert f"“{meant}”" in reply_to(typed).parts.assumed


@pytest.mark.parametrize("typed", ["基本呃支出多少", "jinnian支出多少", "支出duoshao"])
def test_what_names_nothing_is_not_told(typed: str) -> None:
    reply = reply_to(typed)
    assert reply.status == "answered"
    assert reply.parts.assumed == ""


@pytest.mark.parametrize(
    "typed", ["qwrtpsdf多少", "xyzzy支出多少", "zhongzhongzhongzhongzhongzhong多少"]
)
def test_letters_that_spell_nothing_get_no_figure(typed: str) -> None:
    assert reply_to(typed).facts == ()


def test_what_was_typed_is_still_known() -> None:
    folded = fold("“2026nian”支出")
    start, end = folded.text.index("n"), folded.text.index("n") + 4
    mended = with_span(folded, start, end, "年")
    assert mended.text == "2026年支出"
    assert mended.typed(4, 5) == "nian"
    assert mended.typed(5, 7) == "支出"
    assert mended.quoted == ((0, 5),)
