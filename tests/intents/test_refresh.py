"""The lexicon's files read again: a change counts without a restart, a broken file leaves the words as they were."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from time import monotonic

import pytest

from intents.lexicon import files, lexicon
from tests.corpus.asking import answerer

QUESTION = "醍醐灌顶费多少"
NEW = ("concepts.toml", 'aliases = ["接待费", ', 'aliases = ["醍醐灌顶费", "接待费", ')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the lexicon that the program reads, with no pause between two looks at it."""
    with resources.as_file(resources.files("intents").joinpath(files.FOLDER)) as shipped:
        shutil.copytree(shipped, tmp_path / "lexicon")
    with monkeypatch.context() as patch:
        patch.setattr(files, "FOLDER", str(tmp_path / "lexicon"))
        patch.setattr(files, "PAUSE", 0.0)
        _forget()
        yield tmp_path / "lexicon"
    _forget()


def _forget() -> None:
    files.forget()
    for cached in files._kept:
        cached.cache_clear()


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    stamp = path.stat().st_mtime_ns + 10_000_000
    os.utime(path, ns=(stamp, stamp))


def test_a_changed_file_counts_without_a_restart(folder: Path) -> None:
    asked = answerer()
    assert asked.ask(QUESTION)[0].status != "answered"
    _change(folder / NEW[0], NEW[1], NEW[2])
    reply, _ = asked.ask(QUESTION)
    assert reply.status == "answered"
    assert reply.facts[0].label == "公务接待费"


def test_a_broken_file_leaves_the_words_as_they_were(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = answerer()
    before = asked.ask("公务接待费多少")[0]
    _change(folder / "cues.toml", "[[cue]]", "[[cue")
    with caplog.at_level(logging.WARNING):
        assert asked.ask("公务接待费多少")[0] == before
        asked.ask("公务接待费多少")
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1, "坏一次只说一次"
    assert "cues.toml 第" in told[0]
    _change(folder / "cues.toml", "[[cue", "[[cue]]")
    assert files.refresh()
    assert asked.ask("公务接待费多少")[0] == before


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("concepts.toml", 'aliases = ["接待费", ', 'aliases = ["三公支出", ', "三公支出"),
        ("cues.toml", 'op = "exists"', 'op = "exists"\nkind = "颜色"', "cues.toml"),
        ("cues.toml", "patterns = [", "patterns = ['(?=$)', ", "连空的文字也匹配"),
        ("cues.toml", "patterns = [", "patterns = ['(', ", "cues.toml"),
        ("concepts.toml", "patterns = [", "patterns = ['单价.万', ", "不知道数在哪里"),
        ("concepts.toml", "patterns = [", "patterns = ['(?P<number>x?)', ", "连空的文字也匹配"),
        ("periods.toml", "years = [0]", 'years = ["零"]', "years"),
        ("marks.toml", "adding = ", "addding = ", "adding"),
        ("rules.toml", 'name = "share"', 'name = "shares"', "shares"),
    ],
)
def test_what_does_not_pass_the_checks_is_not_taken_over(
    folder: Path, caplog: pytest.LogCaptureFixture, file: str, old: str, new: str, told: str
) -> None:
    asked = answerer()
    asked.ask("三公经费和会议费加起来多少")
    held = lexicon()
    _change(folder / file, old, new)
    with caplog.at_level(logging.WARNING):
        assert not files.refresh()
    assert told in caplog.text
    assert lexicon() is held


def test_files_are_looked_at_once_in_a_while(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon()
    monkeypatch.setattr(files, "PAUSE", 60.0)
    files._held.looked = monotonic()
    _change(folder / NEW[0], NEW[1], NEW[2])
    assert not files.refresh()


def test_whatever_is_kept_of_the_words_is_made_anew() -> None:
    intents = Path(files.__file__).parents[1]
    stale = [
        f"{path.name}: {name}"
        for path in intents.rglob("*.py")
        for before, name, body in re.findall(
            r"(@\w+\n)?@lru_cache\(.*?\)\ndef (\w+)(.*?)(?=\n\n\n|\Z)",
            path.read_text(encoding="utf-8"),
            re.DOTALL,
        )
        if re.search(r"\b(?:common_words|lexicon|marks|entries|read)\(|: Vocabulary\b", body)
        and before.strip() not in {"@made_of_files", "@checking_files"}
    ]
    assert stale == []


def test_what_is_made_of_the_files_is_made_before_the_first_question() -> None:
    @files.made_of_files
    @lru_cache(maxsize=1)
    def made() -> int:
        return 1

    try:
        files.make_all()
        assert made.cache_info().currsize == 1
        made()
        assert made.cache_info().misses == 1
    finally:
        files._kept.remove(made)
