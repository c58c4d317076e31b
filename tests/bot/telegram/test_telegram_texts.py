"""texts.toml: every sentence is there, fills the slots it should, and fits where Telegram shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

import bot.telegram
from bot.telegram.texts import load_texts, texts_in

FOLDER = Path(bot.telegram.__file__).parent
SOURCE = (FOLDER / "texts.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (SOURCE.replace("（编号 {id}）", ""), "errors.apology"),
        (SOURCE.replace("{papers}", "{paper}"), "pages.start"),
        (SOURCE.replace("stale =", "stail ="), "buttons.stail"),
        (SOURCE.replace('evidence = "依据"', 'evidence = ""'), "answer.evidence"),
        (SOURCE.replace('short = "', 'short = "' + "长" * 120), "profile.short"),
        (SOURCE.replace('stale = "', 'stale = "' + "长" * 200), "buttons.stale"),
    ],
)
def test_a_wrong_text_is_refused_on_load(wrong: str, why: str) -> None:
    assert wrong != SOURCE
    with pytest.raises(ValidationError, match=re.escape(why)):
        texts_in(wrong)


def test_every_text_is_said_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py") if path.name != "texts.py"
    )
    said = {
        name
        for section in load_texts()
        if isinstance(section[1], BaseModel)
        for name in names(section[1])
    }
    texts = load_texts()
    commands = {*type(texts.commands).model_fields, *type(texts.staff_commands).model_fields}
    assert {name for name in said - commands if not re.search(rf"\.{name}\b", code)} == set()


def test_no_chinese_stands_in_the_code() -> None:
    """Chinese in docstrings' examples and in what settings say of a value is what it is; elsewhere it is data."""
    for path in FOLDER.rglob("*.py"):
        if path.name in {"settings.py", "texts.py"}:
            continue
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text(encoding="utf-8"))
        found = set(re.findall(r"[\u4e00-\u9fff]+", code))
        assert found == set(), path.name


def names(section: BaseModel) -> set[str]:
    return set(type(section).model_fields)
