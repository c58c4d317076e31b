"""Words that people say for words that papers print: a label found by them holds every other word too."""

from __future__ import annotations

import pytest

from bot.replies import Answerer
from bot.reply import Reply
from knowledge import Aspect, Kind
from tests.knowledge.query.small import FACTS, MISPRINT, fact, paper_of

DUTIES = (
    "（一）核定污染物的种类和数量，按规定发放排污许可证。（二）在工作中宣传法制，教育公民遵守法律。"
    "（三）机关内设办公室、财务处、民航处等十个处室。"
)
MEANT = "公务接待费，指单位按规定开支的各类公务接待的餐费、住宿费等支出。"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    listed = [
        ("便携式计算机采购", "14.00"),
        ("驻京办公用房租赁费", "249.80"),
        ("进博会推进专项", "153.00"),
        ("城乡养老金发放准确情况工作经费", "3.00"),
    ]
    extra = [
        fact(900 + i, label, value, f"label:{label}") for i, (label, value) in enumerate(listed)
    ]
    told = [
        fact(950, "主要职责", DUTIES, "duties", kind=Kind.WORDS, aspect=Aspect.TEXT, unit=None),
        fact(
            951,
            "公务接待费",
            MEANT,
            "reception",
            kind=Kind.WORDS,
            aspect=Aspect.DEFINITION,
            unit=None,
        ),
    ]
    return Answerer([paper_of([*FACTS, *extra, *told], MISPRINT)])


def _ask(answerer: Answerer, question: str) -> Reply:
    return answerer.ask(question)[0]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("买手提电脑采购多少钱", "14.00"),
        ("北京办公用房的房租多少钱", "249.80"),
        ("为进博会专门留了多少钱", "153.00"),
    ],
)
def test_a_label_is_found_by_what_people_call_it(
    answerer: Answerer, question: str, value: str
) -> None:
    reply = _ask(answerer, question)
    assert [f.value for f in reply.facts[:1]] == [value], reply.text


@pytest.mark.parametrize(
    "question", ["上海办公用房的房租多少钱", "养老金啥时候发", "买无人机采购多少钱"]
)
def test_a_word_that_no_label_holds_keeps_the_question_unanswered(
    answerer: Answerer, question: str
) -> None:
    assert _ask(answerer, question).facts == ()


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("排污许可证是归你们发的吗", "发放排污许可证"),
        ("上街搞普法宣传是不是你们分内的活儿", "宣传法制"),
        ("公务接待费里算不算住宿费", "住宿费"),
        ("有没有管民航的处室", "民航处"),
    ],
)
def test_what_is_their_business_is_answered_in_the_papers_words(
    answerer: Answerer, question: str, held: str
) -> None:
    reply = _ask(answerer, question)
    assert reply.status == "answered", reply.text
    assert held in reply.text
    assert reply.facts == ()


@pytest.mark.parametrize(
    "question", ["结婚登记归不归你们办", "公务接待费里算不算烟酒", "有没有管铁路的处室"]
)
def test_what_no_sentence_tells_of_stays_unanswered(answerer: Answerer, question: str) -> None:
    reply = _ask(answerer, question)
    assert (reply.status != "answered", reply.facts) == (True, ()), reply.text
