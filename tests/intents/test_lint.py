"""The lexicon looked over: each sort of fault is found in a copy that has it, with its file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

import pytest

from intents.lexicon import files, lexicon
from intents.lexicon.entries import _by_word, entries
from intents.lint import Fault, lexicon_faults
from intents.origins import meaning_of, origins_of
from tests.corpus.asking import vocabulary

Planted = Callable[[str, str], tuple[Fault, ...]]
CACHES = (lexicon, entries, _by_word)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Planted]:
    """Return a function that adds to one file of a copy of the lexicon and returns the faults that are new."""
    before = _of_the_shipped()
    with resources.as_file(resources.files("intents").joinpath(files.FOLDER)) as folder:
        shutil.copytree(folder, tmp_path / "lexicon")
    monkeypatch.setattr(files, "FOLDER", str(tmp_path / "lexicon"))

    def faults(file: str, added: str) -> tuple[Fault, ...]:
        path = tmp_path / "lexicon" / file
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
        _forget()
        return tuple(fault for fault in lexicon_faults() if _told(fault) not in before)

    yield faults
    monkeypatch.undo()
    _forget()


@lru_cache(maxsize=1)
def _of_the_shipped() -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset(_told(fault) for fault in lexicon_faults())


def _told(fault: Fault) -> tuple[str, tuple[str, ...]]:
    return fault.code, tuple(entry.word for entry in fault.places)


def _forget() -> None:
    files.forget()
    for cached in CACHES:
        cached.cache_clear()


def test_the_lexicon_has_no_serious_fault() -> None:
    assert [fault for fault in lexicon_faults() if fault.serious] == []


@pytest.mark.parametrize(
    ("file", "added", "code", "words", "serious"),
    [
        (
            "concepts.toml",
            '\n[[topic]]\nid = "甲"\naliases = ["公款吃喝"]\n',
            "two_concepts",
            ("公款吃喝", "公款吃喝"),
            True,
        ),
        (
            "concepts.toml",
            '\n[[topic]]\nid = "甲"\naliases = ["舟"]\n',
            "one_character",
            ("舟",),
            False,
        ),
        (
            "concepts.toml",
            '\n[[topic]]\nid = "甲"\naliases = ["舰队航行", "舰队航行"]\n',
            "twice",
            ("舰队航行", "舰队航行"),
            False,
        ),
        (
            "concepts.toml",
            '\n[[topic]]\nid = "甲"\naliases = ["劳驾"]\n',
            "filler_too",
            ("劳驾", "劳驾"),
            False,
        ),
        (
            "concepts.toml",
            '\n[[topic]]\nid = "甲"\naliases = ["打听"]\n',
            "swallowed",
            ("打听", "打听一下"),
            False,
        ),
    ],
)
def test_a_fault_is_found_where_it_is_planted(
    planted: Planted, file: str, added: str, code: str, words: tuple[str, ...], serious: bool
) -> None:
    found = {_told(fault): fault for fault in planted(file, added)}
    fault = found[code, words]
    assert fault.serious is serious
    assert all(entry.file.endswith(".toml") and entry.line > 0 for entry in fault.places)


def test_names_that_sound_alike_are_told(planted: Planted) -> None:
    found = planted(
        "concepts.toml",
        '\n[[topic]]\nid = "甲"\naliases = ["舰队费用"]\n\n[[topic]]\nid = "乙"\naliases = ["建队费用"]\n',
    )
    assert ("homophones", ("舰队费用", "建队费用")) in {_told(fault) for fault in found}


def test_a_short_name_that_jieba_often_cuts_across_is_told(planted: Planted) -> None:
    found = planted("concepts.toml", '\n[[topic]]\nid = "甲"\naliases = ["划咗", "船票"]\n')
    assert [_told(fault) for fault in found] == [("cut_across", ("划咗",))]


def test_a_word_in_both_lists_is_serious(planted: Planted) -> None:
    # `nouns` and `verbs` each end their file with the bracket that closes them
    (fault,) = planted("weighty.toml", '\n[more]\nverbs = ["官方"]\n')
    assert (fault.code, fault.serious) == ("both_lists", True)
    assert {entry.file for entry in fault.places} == {"light.toml", "weighty.toml"}


def test_a_word_is_told_with_its_file_and_line() -> None:
    (entry,) = meaning_of("公款 吃喝").entries[:1]
    lines = files.file_text(entry.file).splitlines()
    assert '"公款吃喝"' in lines[entry.line - 1]
    assert entry.owner == "reception"


def test_an_unknown_word_is_told_with_what_it_does() -> None:
    meaning = meaning_of("挪用公款")
    assert meaning.entries == ()
    assert meaning.weighs


def test_the_words_of_a_question_are_told_with_their_lines() -> None:
    origins = {o.word: o for o in origins_of("公款吃喝花没花", vocabulary(), 2026)}
    assert origins["公款吃喝"].entries[0].owner == "reception"
    assert any(e.key == "patterns" for o in origins.values() for e in o.entries)
