"""Sentences as data: none is missing, none is left over, and each slot is filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.words import Words

BOT = Path(__file__).parents[2] / "bot"
# (the file of sentences, where they are said)
FILES = [
    (BOT / "commands/words.toml", [*(BOT / "commands").glob("*.py"), BOT / "__main__.py"]),
    (BOT / "terminal/words.toml", [*(BOT / "terminal").glob("*.py")]),
    (BOT / "settings.toml", [BOT / "settings.py"]),
]


@pytest.mark.parametrize(("file", "sources"), FILES, ids=["commands", "terminal", "settings"])
def test_what_is_said_and_what_is_written_down_agree(file: Path, sources: list[Path]) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = set(Words(file).sentences())
    said = set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_]+)["']""", code))
    assert said <= known, said - known
    chosen = re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", code)  # handed on before it is said
    composed = [
        ".+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", key))
        for key in re.findall(
            r"""f["']([a-z_]*(?:\{[^}]*\})?\.[a-z_]*(?:\{[^}]*\})?[a-z_]*)["']""", code
        )
    ]
    left_over = {
        key
        for key in known.difference(said, chosen)
        if not any(re.fullmatch(pattern, key) for pattern in composed)
    }
    assert left_over == set()


def test_a_sentence_with_its_slots_filled(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('[greeting]\nhello = "{key}，您好 {{0}}"\n', encoding="utf-8")
    assert Words(file)("greeting.hello", key="张三") == "张三，您好 {0}"


def test_a_slot_that_is_not_filled_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('[greeting]\nhello = "{name}，您好"\n', encoding="utf-8")
    with pytest.raises(KeyError):
        Words(file)("greeting.hello")
