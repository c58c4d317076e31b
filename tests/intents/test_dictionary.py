"""Words looked up on disk are what jieba's table says of them, and questions are cut as with it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import jieba
import pytest

from intents import tokens
from intents.dictionary import SortedWords, sorted_words

_DICTIONARY = Path(jieba.__file__).with_name("dict.txt")
_LINES = "吉林工业大学 3 nt\n吉林 89 ns\n高妹 2 n\n高富帅 13 nr\nT恤 4 n\nAT&T 3 nz\nT恤 5 n\n"
_QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions.txt"


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> SortedWords:
    return sorted_words(_DICTIONARY, tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="module")
def loaded() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def test_every_word_and_beginning_of_a_word_is_found_as_jieba_has_it(tmp_path: Path) -> None:
    written = tmp_path / "dict.txt"
    written.write_text(_LINES, encoding="utf-8")
    table, total = jieba.Tokenizer(str(written)).gen_pfdict(written.open("rb"))
    found = sorted_words(written, tmp_path)
    assert found.total == total == 119
    assert {word: found.get(word) for word in table} == table
    assert [found.get(word) for word in ("", "吉吉", "林", "龥", "高富人", "A ", "\ud800")] == [
        None
    ] * 7
    assert "高富" in found
    assert found["高富"] == 0
    with pytest.raises(KeyError):
        found["富"]


def test_the_whole_dictionary_agrees(on_disk: SortedWords, loaded: jieba.Tokenizer) -> None:
    assert on_disk.total == loaded.total
    some = list(islice(loaded.FREQ, 0, None, 97))
    assert {word: on_disk.get(word) for word in some} == {word: loaded.FREQ[word] for word in some}
    assert all(on_disk.get(word + "费") == loaded.FREQ.get(word + "费") for word in some)


def test_questions_are_cut_alike(on_disk: SortedWords, loaded: jieba.Tokenizer) -> None:
    other = jieba.Tokenizer()
    other.FREQ, other.total, other.initialized = on_disk, on_disk.total, True
    for question in _QUESTIONS.read_text(encoding="utf-8").splitlines():
        assert other.lcut(question) == loaded.lcut(question)


def test_our_way_through_a_text_cuts_as_jieba_does(loaded: jieba.Tokenizer) -> None:
    corpus = Path(__file__).parents[1] / "corpus"
    files = sorted(corpus.glob("*.toml"))
    texts = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    odd = ["", "龥", " ", "A", "？", "龘靐齉", "ab龥c", "3.5万元,占80%", "云计算的费用", "\n\t"]
    for text in (*odd, *texts[::5]):
        assert [tuple(token) for token in tokens.tokens_of(text)] == [
            (start, end, word) for word, start, end in loaded.tokenize(text)
        ], text


def test_the_sorted_file_is_made_once_and_anew_for_another_dictionary(tmp_path: Path) -> None:
    written, folder = tmp_path / "dict.txt", tmp_path / "cache"
    folder.mkdir()
    written.write_text(_LINES, encoding="utf-8")
    sorted_words(written, folder)
    before = (folder / "words.txt").stat().st_ino
    assert sorted_words(written, folder)["高富帅"] == 13
    assert (folder / "words.txt").stat().st_ino == before
    written.write_text("高富帅 14 nr\n", encoding="utf-8")
    assert sorted_words(written, folder)["高富帅"] == 14
    assert [path.name for path in folder.iterdir()] == ["words.txt"]


def test_a_spoilt_file_is_made_anew(tmp_path: Path) -> None:
    written = tmp_path / "dict.txt"
    written.write_text(_LINES, encoding="utf-8")
    (tmp_path / "words.txt").write_bytes(b"wenzhang-words-1 ")
    assert sorted_words(written, tmp_path)["高富帅"] == 13


def test_where_no_file_can_be_kept_the_dictionary_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tokens._Tokenizer()
    monkeypatch.setattr(tokens, "_tokenizer", lambda: fresh)
    monkeypatch.setattr(tokens, "_cache_folder", lambda: tmp_path / "absent")
    tokens.look_up_on_disk()
    assert not fresh.initialized
    tokens.warm_up()
    assert tokens.frequency("经费") > 0
    assert isinstance(fresh.FREQ, dict)
    tokens.look_up_on_disk()
    assert isinstance(fresh.FREQ, dict)


def test_where_a_file_can_be_kept_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tokens._Tokenizer()
    monkeypatch.setattr(tokens, "_tokenizer", lambda: fresh)
    monkeypatch.setattr(tokens, "_cache_folder", lambda: tmp_path)
    tokens.look_up_on_disk()
    tokens.warm_up()
    assert isinstance(fresh.FREQ, SortedWords)
    assert [t.word for t in tokens.tokens_of("公务接待费多少")] == ["公务", "接待费", "多少"]
