"""The installation's own words: read over the shipped ones, at once, and refused where they are written wrongly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from intents import (
    LexiconError,
    OwnWord,
    lexicon_faults,
    meaning_of,
    own_words,
    target_named,
    targets_like,
    use_own,
    with_word,
    without_word,
    words_in_text,
)
from intents.lexicon import files
from tests.corpus.asking import answerer, vocabulary

WORD = OwnWord(word="饭局钱", concept="reception", by="小王", at="2026-03-01")
ASKED = "饭局钱多少？"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """The file of the own words, of which none is there yet."""
    path = tmp_path / "lexicon.toml"
    use_own(path)
    yield path
    use_own(None)


def test_a_word_is_known_as_soon_as_it_is_written_and_unknown_when_it_is_gone(own: Path) -> None:
    assert answerer().ask(ASKED)[0].parts.refusal == "unplaced"
    own.write_text(with_word("", WORD), encoding="utf-8")
    use_own(own)
    assert answerer().ask(ASKED)[0].facts == answerer().ask("公务接待费多少？")[0].facts
    assert own_words() == (WORD,)
    (entry,) = meaning_of("饭局钱").entries
    assert (entry.file, entry.line, entry.owner, entry.is_own) == (str(own), 2, "reception", True)
    own.unlink()
    use_own(own)
    assert answerer().ask(ASKED)[0].parts.refusal == "unplaced"


def test_a_service_that_runs_takes_it_over_by_itself(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PAUSE", 0.0)
    assert answerer().ask(ASKED)[0].status != "answered"
    own.write_text(with_word("", WORD), encoding="utf-8")
    assert answerer().ask(ASKED)[0].status == "answered"


def test_a_label_is_called_so_where_the_paper_prints_it(own: Path) -> None:
    own.write_text(
        with_word("", OwnWord(word="办卡大厅", label="社会保险经办机构")), encoding="utf-8"
    )
    use_own(own)
    assert answerer().ask("办卡大厅支出多少？")[0].facts[0].value == "186.00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[alias]]\nword = 1", "第 1 条（第 1 行）"),
        ('[[alias]]\nword = "甲乙"', "要写一个"),
        ('[[alias]]\nword = "甲乙"\nconcept = "meeting"\nlabel = "会议费"', "只能写一个"),
        ('[[alias]]\nword = "甲乙"\nconcept = "nothing"', "所指的概念 nothing 没有"),
        ('[[alias]]\nword = "三公支出"\nconcept = "meeting"', "已经属于 three_public"),
        ('[[alias]]\nword = "三公支出"\nlabel = "会议费"', "已经属于 three_public"),
        ('[[alias]]\nword = "甲乙"\nconcept = "meeting"\n' * 2, "写了两次"),
        ("[[cue]]\nop = 1", "不认识 cue"),
        ("[[alias", "写法有误"),
    ],
)
def test_what_is_written_wrongly_is_told_and_changes_nothing(
    own: Path, text: str, told: str
) -> None:
    own.write_text(with_word("", WORD), encoding="utf-8")
    use_own(own)
    assert answerer().ask(ASKED)[0].status == "answered"
    own.write_text(text, encoding="utf-8")
    os.utime(own, ns=(1, 1))
    with pytest.raises(LexiconError, match=told) as raised:
        use_own(own)
    assert str(own) in str(raised.value)
    assert answerer().ask(ASKED)[0].status == "answered"  # by the words of before


def test_a_file_that_is_no_text_is_told(own: Path) -> None:
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="不是 UTF-8"):
        use_own(own)


def test_a_word_is_added_and_removed_without_touching_what_people_wrote() -> None:
    text = '# 我们自己的\n[[alias]] # 常听到\nword = "甲乙"\nconcept = "meeting"\n'
    more = with_word(text, OwnWord(word='引"号', label="会议费"))
    assert more.startswith(text)
    assert [each.word for each in words_in_text(more)] == ["甲乙", '引"号']
    assert without_word(more, '引"号').strip() == text.strip()
    assert without_word(more, "甲乙").startswith("# 我们自己的\n")
    assert [each.word for each in words_in_text(without_word(more, "甲乙"))] == ['引"号']


def test_own_words_are_looked_over_like_the_shipped_ones(own: Path) -> None:
    own.write_text(with_word("", OwnWord(word="究竟", concept="meeting")), encoding="utf-8")
    use_own(own)
    faults = [f for f in lexicon_faults() if any(entry.is_own for entry in f.places)]
    assert [fault.code for fault in faults] == ["filler_too"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("饭局钱", "公务接待费"),
        ("招待外宾", "公务接待费"),
        ("公车油钱", "公务用车运行费"),
        ("电话服务", "电话服务中心工作经费"),
        ("三工", "三公经费"),
    ],
)
def test_the_nearest_is_proposed_first(word: str, name: str) -> None:
    assert targets_like(word, vocabulary())[0].name == name


def test_nothing_is_proposed_for_what_is_like_nothing() -> None:
    assert targets_like("火星基地", vocabulary()) == ()
    assert targets_like("?", vocabulary()) == ()


def test_a_target_is_found_by_any_of_its_names() -> None:
    for name in ("三公经费", "“三公”支出", "three_public"):
        target = target_named(name, vocabulary())
        assert target is not None
        assert target.concept == "three_public"
    label = target_named("社会保险经办机构", vocabulary())
    assert label is not None
    assert label.means == "社会保险经办机构"
    assert target_named("没有这样的", vocabulary()) is None
