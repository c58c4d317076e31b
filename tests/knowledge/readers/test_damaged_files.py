"""Whatever is done to a file, it is read or refused in one Chinese sentence; nothing else comes out."""

from __future__ import annotations

import os
import random
import re
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.build import paper
from knowledge.extract.identity import NotADisclosure
from knowledge.facts import Paper
from knowledge.readers import READERS, Unreadable
from tests.knowledge.readers.making import WRITERS, Block, table

DISCLOSURE: list[Block] = [
    "某市水务局2026年部门预算",
    "收支总表",
    "单位：万元",
    table(
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", "186.00", "一、农林水支出", "180.00"],
        ["", "", "二、住房保障支出", "6.00"],
        ["本年收入合计", "186.00", "本年支出合计", "186.00"],
    ),
    "第二部分 2026年部门预算情况说明",
    "一、收支预算总体情况说明",
    "2026年收入预算186.00万元，比上年预算增加6.00万元，增长3.3%。",
    "二、“三公”经费情况说明",
    "2026年“三公”经费预算3.00万元，其中公务接待费3.00万元。",
]
ROUNDS = int(os.environ.get("DAMAGE_ROUNDS", "25"))


@lru_cache
def whole(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"某局.{kind}"
        WRITERS[kind](DISCLOSURE, path)
        return path.read_bytes()


def outcome(data: bytes, kind: str) -> Paper | str:
    """Return the paper that the bytes make, or why they make none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"某局.{kind}"
        path.write_bytes(data)
        try:
            return paper(path)
        except (Unreadable, NotADisclosure) as error:
            return str(error)


def is_plain(sentence: str) -> bool:
    """Return whether a refusal is Chinese, says what to do next, and holds no trace of the program."""
    return (
        bool(re.search(r"[\u4e00-\u9fff]", sentence))
        and "请" in sentence
        and not re.search(r"Traceback|Error\b|0x[0-9a-f]{6}", sentence)
    )


@pytest.mark.parametrize("kind", WRITERS)
def test_the_whole_file_is_read(kind: str) -> None:
    found = outcome(whole(kind), kind)
    assert isinstance(found, Paper)
    assert (found.department, found.year) == ("某市水务局", 2026)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=ROUNDS)
@given(part=st.floats(0, 1))
def test_a_file_cut_off_anywhere(kind: str, part: float) -> None:
    data = whole(kind)
    found = outcome(data[: int(part * len(data))], kind)
    assert isinstance(found, Paper) or is_plain(found), found


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=ROUNDS)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 40))
def test_a_file_with_bits_flipped(kind: str, seed: int, flips: int) -> None:
    data = bytearray(whole(kind))
    chance = random.Random(seed)
    for _ in range(flips):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    found = outcome(bytes(data), kind)
    assert isinstance(found, Paper) or is_plain(found), found


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("ending", sorted(READERS))
def test_a_file_under_any_ending_is_read_or_refused(kind: str, ending: str) -> None:
    if READERS[ending] == "office" and kind in ("txt", "html", "pdf", "zip"):
        pytest.skip("what LibreOffice makes of it is its own affair, and takes seconds")
    found = outcome(whole(kind), ending[1:])
    assert isinstance(found, Paper) or is_plain(found), found


@settings(max_examples=ROUNDS)
@given(
    data=st.binary(min_size=1, max_size=400),
    ending=st.sampled_from(["txt", "md", "csv", "html", "pdf", "zip"]),
)
def test_any_bytes_are_refused(data: bytes, ending: str) -> None:
    found = outcome(data, ending)
    assert isinstance(found, str)
    assert is_plain(found), found
