"""A word is weighed by what it would change; what goes wrong keeps it out, what is added can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from bot.proposals.corpus import Question, Source, corpus, ordinary_groups
from bot.proposals.own_file import add_word, take_back, words_of
from bot.proposals.weighing import Kind, Weighed, own_word, weighed, word_trouble
from bot.reply import Reply
from intents import LexiconError, OwnWord, target_named, use_own
from tests.corpus.asking import answerer, vocabulary


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "lexicon.toml"
    use_own(path)
    yield path
    use_own(None)


def asked(question: str) -> Reply:
    return answerer().ask(question)[0]


def weigh(own: Path, word: str, means: str, *questions: str) -> Weighed:
    target = target_named(means, vocabulary())
    assert target is not None
    every = corpus(questions, answerer().sources, [vocabulary()])
    return weighed(own_word(word, target), own, every, asked, frozenset(vocabulary().labels))


@pytest.mark.parametrize("group", ordinary_groups(), ids=lambda group: str(group["status"]))
def test_the_ordinary_questions_are_answered_as_they_say(group: dict[str, list[str]]) -> None:
    told = {question: str(asked(question).status) for question in group["questions"]}
    assert told == dict.fromkeys(group["questions"], str(group["status"]))


def test_the_corpus_holds_each_question_once_the_asked_ones_first() -> None:
    found = corpus(["三公经费多少", "三公经费多少？", " "], answerer().sources, [vocabulary()])
    texts = [question.text for question in found]
    assert found[0] == Question("三公经费多少", Source.ASKED)
    assert "社会保险经办机构多少？" in texts
    assert len(set(texts)) == len(texts) > 250


def test_a_word_that_mends_questions_may_be_added(own: Path) -> None:
    found = weigh(own, "饭局钱", "公务接待费", "饭局钱多少", "饭局钱花了多少", "三公经费多少？")
    assert found.may_be_added
    assert [(c.question, c.kind) for c in found.changes] == [
        ("饭局钱多少", Kind.GAINED),
        ("饭局钱花了多少", Kind.GAINED),
    ]
    assert found.changes[0].after.text.startswith("公务接待费：0.00 万元")
    assert asked("饭局钱多少").status != "answered"  # nothing stays of the trial


def test_a_word_that_changes_a_right_answer_may_not(own: Path) -> None:
    """今年一共 is read by words that stand for no thing; taken for a thing, it changes what is asked."""
    found = weigh(own, "一共花多少钱", "编制", "今年一共花多少钱")
    assert not found.may_be_added
    wrong = [change for change in found.changes if change.kind is Kind.WRONG]
    assert "今年一共花多少钱" in [change.question for change in wrong]
    assert wrong == list(found.changes[: len(wrong)])  # told first


def test_a_question_of_another_business_must_stay_refused(own: Path) -> None:
    found = weigh(own, "社保卡怎么补办", "编制", "社保卡怎么补办")
    assert not found.may_be_added
    assert found.changes[0].before.status == "out_of_scope"


@pytest.mark.parametrize(
    ("word", "means", "told"),
    [
        ("钱", "编制", "叫法要有 2 到 20 个字"),
        ("饭" * 21, "编制", "叫法要有 2 到 20 个字"),
        ("饭局，多少", "编制", "只能有汉字、字母和数字"),
        ("20260", "编制", "不能全是数字"),
        ("三公支出", "编制", "词典里已经有“三公支出”，指“三公经费”"),
        ("多少", "编制", "有别的用处（cues.toml"),
        ("社会保险经办机构", "编制", "公开文件里印着"),
    ],
)
def test_a_word_that_will_not_do_is_told_why(own: Path, word: str, means: str, told: str) -> None:
    found = weigh(own, word, means)
    assert not found.may_be_added
    assert told in found.troubles[0]
    assert found.asked == 0


def test_a_word_is_typed_in_any_width() -> None:
    target = target_named("编制", vocabulary())
    assert target is not None
    assert own_word("ＷＩＦＩ钱", target).word == "wifi钱"
    assert word_trouble("ＷＩＦＩ钱") == ""


def test_a_word_that_gets_in_the_way_of_another_is_told(own: Path) -> None:
    found = weigh(own, "三工支出", "编制")
    assert any("读音相同" in trouble for trouble in found.troubles)


def test_what_is_added_is_there_at_once_and_can_be_taken_back(own: Path) -> None:
    add_word(own, OwnWord(word="饭局钱", concept="reception", by="小王", at="2026-03-01"))
    assert asked("饭局钱多少").facts
    assert [each.by for each in words_of(own)] == ["小王"]
    again = weigh(own, "饭局钱", "公务接待费")
    assert "自己的词典里已经有" in again.troubles[0]
    gone = take_back(own, "饭局钱")
    assert gone is not None
    assert gone.concept == "reception"
    assert asked("饭局钱多少").status != "answered"
    assert take_back(own, "饭局钱") is None


def test_a_word_that_cannot_be_read_leaves_the_file_as_it_was(own: Path) -> None:
    add_word(own, OwnWord(word="饭局钱", concept="reception"))
    before = own.read_bytes()
    with pytest.raises(LexiconError, match="已经属于"):
        add_word(own, OwnWord(word="三公支出", concept="meeting"))
    assert own.read_bytes() == before
    assert asked("饭局钱多少").facts


def test_two_at_once_lose_nothing(own: Path) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_add_many, args=(own, letter)) for letter in "甲乙"]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert sorted(each.word for each in words_of(own)) == sorted(
        f"{letter}第{n}号钱" for letter in "甲乙" for n in range(8)
    )


def _add_many(own: Path, letter: str) -> None:
    use_own(own)
    for number in range(8):
        add_word(own, OwnWord(word=f"{letter}第{number}号钱", concept="reception"))
