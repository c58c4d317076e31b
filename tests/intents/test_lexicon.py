"""The lexicon's files: a fault is told with its file; every word in them can be recognised."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from intents.lexicon import Lexicon, LexiconError, files, lexicon
from intents.mentions import Sort, find_mentions
from intents.mentions.kindred import fold_synonyms
from intents.text import fold
from tests.corpus.asking import vocabulary

Broken = Callable[[str, str], Lexicon]

UNREACHED = {
    "百万元以上设备",
    "本年",
    "当年",
}
"""Aliases that are cut up before they are seen today: a number or a year in them is taken out first."""
UNFOLDED = {"参保人员", "参保人群", "网上办理", "费用"}
"""Synonyms that begin like the word they are folded to, and so are not folded today."""


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """Return a function that reads a copy of the lexicon with something added to the end of one file."""
    with resources.as_file(resources.files("intents").joinpath(files.FOLDER)) as folder:
        shutil.copytree(folder, tmp_path / "lexicon")
    monkeypatch.setattr(files, "FOLDER", str(tmp_path / "lexicon"))

    def read(file: str, added: str) -> Lexicon:
        path = tmp_path / "lexicon" / file
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
        files.forget()
        return lexicon.__wrapped__()

    return read


def test_the_copy_by_itself_is_whole(broken: Broken) -> None:
    assert broken("concepts.toml", "") == lexicon()


@pytest.mark.parametrize(
    ("file", "added", "told"),
    [
        (
            "concepts.toml",
            '\n[[concept]]\nid = "甲"\naliases = ["三公支出"]\n',
            ["concepts.toml", "三公支出", "three_public"],
        ),
        (
            "concepts.toml",
            '\n[[concept]]\nid = "three_public"\naliases = []\n',
            ["concepts.toml", "three_public", "两次"],
        ),
        ("concepts.toml", '\n[[concept]]\nid = "乙"\n', ["concepts.toml", "aliases"]),
        (
            "concepts.toml",
            '\n[[concept]]\nid = "丙"\naliases = []\ncolour = "红"\n',
            ["concepts.toml", "colour"],
        ),
        ("concepts.toml", '\n[[topic]]\nid = "丁"\nalias = ["x"]\n', ["concepts.toml", "Topic"]),
        ("concepts.toml", '\n[[either]]\naliases = ["戊"]\n', ["concepts.toml", "concepts"]),
        (
            "cues.toml",
            '\n[[cue]]\nop = "how_much"\nwords = ["几许"]\nkind = "颜色"\n',
            ["cues.toml", "kind"],
        ),
        (
            "cues.toml",
            '\n[[cue]]\nop = "change"\nwords = ["几许"]\ndirection = "斜"\n',
            ["cues.toml", "direction"],
        ),
        ("beyond.toml", '\n[[beyond]]\nkind = "chat"\n', ["beyond.toml", "words"]),
        ("concepts.toml", "\n[[concept]\n", ["concepts.toml", "写法有误"]),
        ("fillers.toml", "\nwords = [\n", ["fillers.toml", "写法有误"]),
        ("synonyms.toml", '\nsame = "x\n', ["synonyms.toml", "写法有误"]),
    ],
)
def test_a_fault_is_told_with_its_file(
    broken: Broken, file: str, added: str, told: list[str]
) -> None:
    with pytest.raises(LexiconError) as raised:
        broken(file, added)
    assert all(word in str(raised.value) for word in told)


def test_a_fault_is_told_with_the_number_of_its_entry(broken: Broken) -> None:
    count = len(lexicon().cues)
    with pytest.raises(LexiconError, match=f"第 {count + 1} 条"):
        broken("cues.toml", '\n[[cue]]\nop = "how_much"\n')


def test_a_new_alias_is_recognised(broken: Broken) -> None:
    added = broken("concepts.toml", '\n[[concept]]\nid = "canteen"\naliases = ["食堂伙食"]\n')
    assert "食堂伙食" in added.concepts["canteen"].aliases


def test_every_alias_by_itself_names_its_concept() -> None:
    unseen = {
        alias
        for concept in lexicon().concepts.values()
        for alias in concept.aliases
        if concept.id not in _concepts_of(alias)
        and not alias.removeprefix("拟").removeprefix("购置").startswith(("单价", "单位价值"))
    }
    assert unseen == UNREACHED


def test_every_topic_by_itself_is_a_topic() -> None:
    unseen = [
        a
        for topic in lexicon().topics
        for a in topic.aliases
        if not _recognised(a, {Sort.TOPIC, Sort.CONCEPT, Sort.LABEL})
    ]
    assert unseen == []


def test_every_synonym_folds_to_the_first_of_its_row() -> None:
    unfolded = {
        other
        for first, *others in lexicon().synonyms
        for other in others
        if fold_synonyms(other) != fold_synonyms(first)
    }
    assert unfolded == UNFOLDED


def test_no_word_is_listed_as_filler_and_as_blocking() -> None:
    assert not lexicon().fillers & lexicon().blocking


def _concepts_of(alias: str) -> set[str]:
    mentions = [
        m for m in find_mentions(fold(alias), vocabulary(), 2026) if m.sort is not Sort.MARK
    ]
    return set(mentions[0].concepts) if len(mentions) == 1 else set()


def _recognised(alias: str, sorts: set[Sort]) -> bool:
    mentions = [
        m for m in find_mentions(fold(alias), vocabulary(), 2026) if m.sort is not Sort.MARK
    ]
    return bool(mentions) and any(m.sort in sorts for m in mentions)
