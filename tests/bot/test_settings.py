"""config.toml and the environment: what they may say, and what is told where they say it wrong."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import IngestSettings, Settings, SettingsError, TerminalSettings, settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAEexampleexampleexampleexample00"

# (config.toml, what is said of it after “mine.toml”)
WRONG_FILES = [
    ("[terminal]\nwidht = 60", "里有不认识的键 terminal.widht。您要写的可能是 terminal.width。"),
    ("disclosure = []", "里有不认识的键 disclosure。您要写的可能是 disclosures。"),
    ("[telegarm]\npoll_timeout = 3", "里有不认识的键 telegarm。您要写的可能是 telegram。"),
    (
        "[telegram]\npol_timeout = 3",
        "里有不认识的键 telegram.pol_timeout。您要写的可能是 telegram.poll_timeout。",
    ),
    (
        "zzzzzz = 1",
        "里有不认识的键 zzzzzz。可以写的有：disclosures、store、lexicon、ingest.file_megabytes、",
    ),
    ('[terminal]\nwidth = "宽"', "里的 terminal.width 应是整数，现在写的是“宽”。"),
    ("[terminal]\nwidth = -1", "里的 terminal.width 应是不小于 0 的数，现在写的是“-1”。"),
    ("terminal = 5", "里的 terminal 应是一节，像 [terminal] 那样写"),
    ('disclosures = "a.pdf"', "里的 disclosures 应是方括号里的一列"),
    ("disclosures = [5]", "里的 disclosures 应是加引号的路径"),
    ('[telegram]\nproxy = "user:secret@x"', "里的 telegram.proxy 不能用：地址的样子不对"),
    ('[state]\nkey = "0123456789abcdef"', "里写了 state.key。令牌和密钥不能放在文件里"),
    ("[state]\ninquiry_days = 0", "里的 state.inquiry_days 应是不小于 1 的数，现在写的是“0”。"),
    ("[state]\nplace = 5", "里的 state.place 应是加引号的文字"),
    ("[terminal\nwidth = 60", "第 1 行第 10 个字符处写得不对"),
    ("width = ", "的末尾写得不对"),
]


def test_the_file_of_the_project_says_every_default() -> None:
    assert settings(ROOT / "config.toml", {}) == Settings()


def test_the_file_of_the_project_names_and_explains_every_key() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    for model, part in (
        (IngestSettings, "ingest"),
        (TerminalSettings, "terminal"),
        (type(Settings().telegram), "telegram"),
    ):
        _, _, after = text.partition(f"[{part}]")
        for key in set(model.model_fields) - {"token"}:
            assert re.search(rf"^# .*[一-龥].*\n(?:# )?{key} = ", after, re.MULTILINE), key
    assert "WENZHANG_TELEGRAM_TOKEN" in text


@pytest.mark.parametrize(
    ("written", "meant"),
    [("库/a.sqlite3", "{folder}/库/a.sqlite3"), ("/x/a.sqlite3", "/x/a.sqlite3"), ("", "")],
)
def test_the_path_of_the_base_is_told_from_where_the_file_lies(
    tmp_path: Path, written: str, meant: str
) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(f'store = "{written}"', encoding="utf-8")
    assert settings(config, {}).store == meant.format(folder=tmp_path)


def test_the_address_of_a_base_is_left_as_it_is(tmp_path: Path) -> None:
    address = "postgresql+psycopg://u:p@host/base"
    config = tmp_path / "mine.toml"
    config.write_text(f'store = "{address}"', encoding="utf-8")
    assert settings(config, {}).store == address
    assert settings(config, {"WENZHANG_STORE": "other.sqlite3"}).store == "other.sqlite3"


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    empty = tmp_path / "empty.toml"
    empty.touch()
    assert settings(empty, {}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[terminal]\nwidth = 60\noptions = 2", encoding="utf-8")
    found = settings(config, {"WENZHANG_TERMINAL_WIDTH": "72", "WENZHANG_TELEGRAM_TOKEN": TOKEN})
    assert (found.terminal.width, found.terminal.options) == (72, 2)
    assert found.telegram.token is not None
    assert found.telegram.token.get_secret_value() == TOKEN


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[terminal]\nwidth = 60", encoding="utf-8")
    assert settings(None, {"WENZHANG_CONFIG": str(config)}).terminal.width == 60


def test_papers_are_told_from_where_the_file_lies(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('disclosures = ["a.pdf", "/srv/b.pdf"]', encoding="utf-8")
    assert settings(config, {}).disclosures == (tmp_path / "a.pdf", Path("/srv/b.pdf"))


def test_papers_of_the_environment_are_told_from_here(tmp_path: Path) -> None:
    given = os.pathsep.join(["a.pdf", "b.pdf"])
    assert settings(None, {"WENZHANG_DISCLOSURES": given}).disclosures == (
        Path("a.pdf"),
        Path("b.pdf"),
    )


@pytest.mark.parametrize(("text", "sentence"), WRONG_FILES)
def test_what_is_wrong_is_told_with_file_and_key(tmp_path: Path, text: str, sentence: str) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(text, encoding="utf-8")
    said = refusal(config, {})
    assert f"“{config}”{sentence}" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "WENZHANG_TELEGRM_TOKEN",
            TOKEN,
            "不认识环境变量 WENZHANG_TELEGRM_TOKEN。您要写的可能是 WENZHANG_TELEGRAM_TOKEN。",
        ),
        ("WENZHANG_TERMINAL_WIDTH", "宽", "“WENZHANG_TERMINAL_WIDTH”里的 terminal.width 应是整数"),
        ("WENZHANG_TELEGRAM_TOKEN", "abc", "“WENZHANG_TELEGRAM_TOKEN”里的 telegram.token 不能用："),
    ],
)
def test_what_is_wrong_in_the_environment_is_told(name: str, value: str, sentence: str) -> None:
    said = refusal(ROOT / "config.toml", {name: value})
    assert said.startswith(sentence)
    assert value == "宽" or value not in said  # no token, whole or broken, is ever repeated


def test_the_token_never_stands_in_a_file(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(f'[telegram]\ntoken = "{TOKEN}"', encoding="utf-8")
    said = refusal(config, {})
    assert "请删去这一行，改用环境变量 WENZHANG_TELEGRAM_TOKEN。" in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "找不到配置文件"), (b"\xff\xfe", "不是 UTF-8 编码"), ("folder", "打不开")],
    ids=["absent", "undecodable", "folder"],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes | str | None, sentence: str
) -> None:
    config = tmp_path / "mine.toml"
    if isinstance(content, bytes):
        config.write_bytes(content)
    elif content == "folder":
        config.mkdir()
    assert sentence in refusal(config, {})


def test_the_file_of_the_project_holds_no_secret() -> None:
    data = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert "token" not in data["telegram"]


def refusal(config: Path, environment: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        settings(config, environment)
    return str(refused.value)


def test_the_place_of_the_state_is_told_from_where_the_file_lies(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[state]\nplace = "kept/state.sqlite3"', encoding="utf-8")
    assert settings(file, {}).state.place == str(tmp_path / "kept" / "state.sqlite3")


def test_a_key_that_is_too_short_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError) as error:
        settings(ROOT / "config.toml", {"WENZHANG_STATE_KEY": "hunter2"})
    assert "WENZHANG_STATE_KEY" in str(error.value)
    assert "hunter2" not in str(error.value)
