"""The blind questions: nothing is answered wrongly, and the share answered rightly does not fall."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.replies import Answerer
from bot.reply import Reply, ReplyCitation, ReplyFact
from tests.blind.judge import FOLDER, Expected, Judged, judged, questions_of, verdict_on
from tests.corpus.asking import answerer

FLOOR = tomllib.loads((FOLDER / "floor.toml").read_text(encoding="utf-8"))
OTHERS = tomllib.loads((FOLDER / "others" / "floor.toml").read_text(encoding="utf-8"))
MADE = tomllib.loads((FOLDER / "made" / "floor.toml").read_text(encoding="utf-8"))
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
_FEWEST = 100
_CITATION = ReplyCitation(
    document="甲",
    title="甲",
    table="附表4-1",
    table_title="收支总体情况表",
    line=120,
    quote="186.00",
)
_FACT = ReplyFact(
    label="支出", value="186.00", unit="万元", year=2026, entity="甲", state="value", citations=(0,)
)
ANSWERED = Reply(
    question="问",
    status="answered",
    text="支出：186.00 万元（2026 年）",
    facts=(_FACT,),
    citations=(_CITATION,),
)
REFUSED = Reply(question="问", status="not_disclosed", text="没有公开。")


@pytest.mark.parametrize("name", OTHERS)
def test_the_share_of_right_answers_on_other_papers_does_not_fall(name: str) -> None:
    """The papers are not ours to ship: where they are absent, nothing is asked."""
    questions = questions_of(name)
    named = questions[0].doc
    paths = [PUBLISHED / file for file in ((named,) if isinstance(named, str) else named)]
    if not all(path.exists() for path in paths):
        pytest.skip("公开文件不在这里")
    _holds(OTHERS[name], list(judged(questions, Answerer.over(paths))))


@pytest.mark.parametrize("name", MADE)
def test_the_share_of_right_answers_on_made_papers_does_not_fall(name: str) -> None:
    """Made up, in the ways that other provinces print: these papers ship with the tests."""
    questions = questions_of(name)
    path = FOLDER / "made" / "papers" / str(questions[0].doc)
    _holds(MADE[name], list(judged(questions, Answerer.over([path]))))


def _holds(floor: Mapping[str, float], every: Sequence[Judged]) -> None:
    wrong = [item.question.q for item in every if item.verdict == "wrong"]
    assert len(wrong) <= floor["wrong"], wrong
    right = sum(item.verdict == "right" for item in every) / len(every)
    assert right >= floor["right"], [item.question.q for item in every if item.verdict != "right"]


@pytest.mark.parametrize("name", FLOOR)
def test_the_share_of_right_answers_does_not_fall(name: str) -> None:
    every = list(judged(questions_of(name), answerer()))
    wrong = [
        f"{item.question.q} ← {'；'.join(item.faults)}" for item in every if item.verdict == "wrong"
    ]
    assert len(wrong) <= FLOOR[name]["wrong"], wrong
    right = sum(item.verdict == "right" for item in every) / len(every)
    assert right >= FLOOR[name]["right"], [
        item.question.q for item in every if item.verdict != "right"
    ]


def test_every_file_of_questions_has_its_floor() -> None:
    assert set(FLOOR) == {path.stem for path in FOLDER.glob("*.jsonl")}
    assert set(OTHERS) == {path.stem for path in (FOLDER / "others").glob("*.jsonl")}
    assert set(MADE) == {path.stem for path in (FOLDER / "made").glob("*.jsonl")}


def test_there_are_questions_enough_and_no_id_stands_twice() -> None:
    ids = Counter(
        question.id for name in (*FLOOR, *OTHERS, *MADE) for question in questions_of(name)
    )
    assert len(ids) >= _FEWEST
    assert set(ids.values()) == {1}


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [
        (
            {
                "facts": [{"value": "186", "unit": "万元", "year": 2026}],
                "cite_any": [{"table": "4-1"}],
            },
            "right",
        ),
        ({"facts": [{"value": "1860000", "unit": "元"}]}, "right"),
        ({"facts": [{"value": "187", "unit": "万元"}]}, "wrong"),
        ({"facts": [{"value": "186", "unit": "万元", "year": 2025}]}, "wrong"),
        ({"facts": [{"value": None}]}, "wrong"),
        ({"facts": [{"value": "186", "unit": "人", "unit_any": ["名"]}]}, "wrong"),
        (
            {"facts_any": [{"value": "1", "unit": "万元"}, {"value": "186", "unit": "万元"}]},
            "right",
        ),
        ({"facts": [{"value": "186", "unit": "万元", "state": ["zero", "blank"]}]}, "wrong"),
        ({"status": ["not_disclosed"]}, "wrong"),
        ({"cite_any": [{"table": "附表4-1", "line": 120}]}, "right"),
        ({"cite_any": [{"table": "4-2"}, {"line": 121}]}, "short"),
        ({"facts": [{"value": "186", "unit": "万元"}], "cite_any": [{"section": "三公"}]}, "short"),
        ({"text_all": ["186.00万元", "2026年"]}, "right"),
        ({"text_all": ["三公"]}, "short"),
        ({"text_any": ["三公", "支出"]}, "right"),
        ({"text_none": ["支出"]}, "wrong"),
        ({"notice_any": ["笔误"]}, "short"),
        ({"status": ["clarify", "answered"], "if_answered": {"facts": [{"value": "1"}]}}, "wrong"),
        ({"status": ["clarify", "answered"], "if_answered": {"text_all": ["186"]}}, "right"),
    ],
)
def test_the_judge_judges_an_answer(expect: dict[str, object], verdict: str) -> None:
    assert verdict_on(ANSWERED, _expected(expect))[0] == verdict


@pytest.mark.parametrize(
    ("reply", "expect", "verdict"),
    [
        (REFUSED, {"status": ["not_disclosed", "out_of_scope"]}, "right"),
        (REFUSED, {"status": ["answered"]}, "missed"),
        (REFUSED.model_copy(update={"facts": (_FACT,)}), {"status": ["not_disclosed"]}, "wrong"),
        (REFUSED.model_copy(update={"status": "clarify"}), {"status": ["clarify"]}, "short"),
        (
            REFUSED.model_copy(update={"status": "clarify", "options": ("一", "二")}),
            {"status": ["clarify"]},
            "right",
        ),
        (ANSWERED.model_copy(update={"citations": ()}), {}, "short"),
        (
            ANSWERED.model_copy(update={"facts": (_FACT.model_copy(update={"citations": ()}),)}),
            {},
            "short",
        ),
    ],
)
def test_the_judge_judges_other_replies(
    reply: Reply, expect: dict[str, object], verdict: str
) -> None:
    assert verdict_on(reply, _expected(expect))[0] == verdict


def test_a_figure_need_not_come_first_where_that_is_said() -> None:
    second = ANSWERED.model_copy(update={"facts": (_FACT.model_copy(update={"value": "1"}), _FACT)})
    wanted = {"facts": [{"value": "186", "unit": "万元"}]}
    assert verdict_on(second, _expected(wanted))[0] == "wrong"
    assert verdict_on(second, _expected(wanted | {"headline": False}))[0] == "right"


def _expected(given: Mapping[str, object]) -> Expected:
    return Expected.model_validate(json.loads(json.dumps(given)))
