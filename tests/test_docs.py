"""README.md says what the program does: its commands, codes, settings and targets, and answers that still come."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.commands.failures import Exit
from bot.commands.parser import Parser
from bot.reply import Reply, ReplyCitation, ReplyFact
from bot.settings import SECRET, SECRETS, Settings, _keys_of, _name, _variable
from knowledge import known_terms
from tests.corpus.asking import answerer

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS: dict[str, Parser] = _parser()._commands()
SHARED = set.intersection(*(set(parser.options()) for parser in COMMANDS.values()))
ASKED, CUT = "问：", "……"


# --- Commands, codes, settings, targets ---------------------------------------------------------


def test_the_commands_are_those_of_the_program() -> None:
    assert [word.split()[0] for word in rows(r"wenzhang ([^`]+)")] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_row_of_a_command_tells_its_own_options(command: str) -> None:
    (row,) = re.findall(rf"^\| `wenzhang {command}\b.*$", README, re.MULTILINE)
    assert (
        set(re.findall(r"`(--\w+)", row))
        == {option for option in COMMANDS[command].options() if option.startswith("--")} - SHARED
    )


def test_every_option_is_told() -> None:
    missing = [
        name for name in _parser().options() if not re.search(rf"`(\w+ )?{name}[` ]", README)
    ]
    assert missing == []


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert [int(code) for code in rows(r"(\d+)")] == [code.value for code in Exit]


def test_the_settings_are_those_of_the_program() -> None:
    told = rows(r"(disclosures|store|lexicon|(?:ingest|state|terminal|desk|telegram)\.\w+)")
    assert told == [_name(key) for key in _keys_of(Settings) if key not in SECRETS]
    assert f"export {_variable(SECRET)}=" in README
    assert [key for key in SECRETS if _variable(key) not in README] == []


def test_the_defaults_told_are_those_of_the_program() -> None:
    told = dict(re.findall(r"^\| `(\w+\.\w+)` \| ([\d.]+) \|", README, re.MULTILINE))
    program = {
        f"{part}.{key}": value
        for part, values in Settings().model_dump().items()
        if isinstance(values, dict)
        for key, value in values.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    assert {key: float(value) for key, value in told.items()} == program


def test_the_routes_of_the_desk_are_those_of_the_program() -> None:
    from bot.desk.access import table_of_routes
    from bot.desk.pages import PAGES

    assert table_of_routes(PAGES) in README, "wenzhang desk routes 的表与 README 里的不同"


def test_config_toml_holds_the_same_settings() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    there = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE))
    keys: list[tuple[str, ...]] = [
        (name,) for name, value in there.items() if not isinstance(value, dict)
    ]
    keys += [
        (part, key) for part, values in there.items() if isinstance(values, dict) for key in values
    ]
    assert sorted(keys) == sorted(key for key in _keys_of(Settings) if key not in SECRETS)


def test_the_make_targets_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert sorted(rows(r"make ([\w-]+)")) == sorted(targets.split())


def rows(first_cell: str) -> list[str]:
    """Given a pattern with one group, return what it finds in the first cells of tables, in order."""
    return re.findall(rf"^\| `{first_cell}` \|", README, re.MULTILINE)


# --- JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Reply, ReplyFact, ReplyCitation])
def test_every_key_of_the_json_is_told(model: type[Reply | ReplyFact | ReplyCitation]) -> None:
    keys = [name for name, field in model.model_fields.items() if not field.exclude]
    assert [key for key in keys if f"`{key}`" not in README] == []


def test_the_json_shown_still_comes() -> None:
    (shown,) = [block for block in blocks("console") if "--json" in block]
    example = json.loads(shown.partition("\n")[2])
    reply, _ = answerer().ask(example["question"])
    given = json.loads(reply.model_dump_json())
    assert given.keys() == example.keys()
    assert (given["status"], given["facts"]) == (example["status"], example["facts"])


# --- Conversations ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A question of a conversation in README, and the lines shown under it."""

    question: str
    lines: tuple[str, ...]


def blocks(language: str) -> list[str]:
    """Return the contents of README's fenced blocks of a language, set in or not."""
    fenced = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", README, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in fenced]


def conversations() -> list[list[Shown]]:
    return [list(turns(block)) for block in blocks("text") if block.startswith(ASKED)]


def turns(block: str) -> Iterator[Shown]:
    """Yield the questions of a block that have an answer; a number stands for the question below it."""
    for part in re.split(rf"^{ASKED}", block, flags=re.MULTILINE)[1:]:
        question, *lines = part.strip().splitlines()
        if lines:
            yield Shown(question, tuple(lines))


def test_readme_shows_conversations_with_every_outcome() -> None:
    replies = [reply for talk in conversations() for _, reply in answered(talk)]
    assert len(replies) >= 8
    assert {reply.status for reply in replies} == {
        "answered",
        "clarify",
        "not_disclosed",
        "out_of_scope",
    }


@pytest.mark.parametrize("talk", conversations(), ids=lambda talk: talk[0].question)
def test_the_answers_shown_still_come(talk: list[Shown]) -> None:
    for shown, reply in answered(talk):
        text = squashed(*shown.lines)
        headline = squashed(reply.parts.assumed, reply.parts.headline or reply.text)
        assert text.startswith(headline), f"{shown.question}：README 里的答案与现在的不同"
        if reply.status == "clarify":
            assert all(squashed(option) in text for option in reply.options)


@pytest.mark.parametrize("talk", conversations(), ids=lambda talk: talk[0].question)
def test_every_figure_shown_is_one_that_comes(talk: list[Shown]) -> None:
    for shown, reply in answered(talk):
        given = figures_in(reply.model_dump_json())
        assert figures_in(*(line for line in shown.lines if line != CUT)) <= given, shown.question


def answered(talk: list[Shown]) -> Iterator[tuple[Shown, Reply]]:
    """Ask the questions of one conversation in order, and yield each with its reply."""
    conversation: object = None
    for shown in talk:
        reply, conversation = answerer().ask(shown.question, conversation)
        yield shown, reply


def squashed(*lines: str) -> str:
    """Return lines as one text without white space: where the terminal wraps them does not matter."""
    return "".join("".join(lines).split())


def figures_in(*lines: str) -> set[str]:
    """Return the amounts, which are the figures with two decimals: citations and numbering have none."""
    return set(re.findall(r"\d+\.\d\d(?!\d)", "".join(lines)))


# --- Words, folders, names ----------------------------------------------------------------------


def test_every_file_of_the_lexicon_is_told() -> None:
    files = sorted(path.name for path in (ROOT / "intents" / "lexicon").glob("*.toml"))
    assert [name for name in files if f"`{name}`" not in README] == []


def test_the_map_names_what_is_there() -> None:
    (drawn,) = [block for block in blocks("text") if block.startswith("knowledge/")]
    floor = ""
    for line in drawn.splitlines():
        names = re.findall(
            r"[\w.]+(?:/|\.py|\.toml)", re.split(r"\s{2,}(?=[^\x00-\x7f])", line.strip())[0]
        )
        assert names, line
        inside = line.startswith(" ")
        floor = floor if inside else names[0]
        for name in names:
            assert (ROOT / (floor if inside else "") / name).exists(), line


def test_paths_in_backticks_are_there() -> None:
    paths = re.findall(r"`([\w.]+/[\w./]*)`", README)
    assert paths
    assert [
        path for path in paths if not path.startswith(".venv") and not (ROOT / path).exists()
    ] == []


def test_the_examples_in_toml_can_be_read_and_name_known_terms() -> None:
    examples = [tomllib.loads(block) for block in blocks("toml")]
    assert len(examples) >= 3
    ids = [
        entry["id"]
        for each in examples
        for kind in ("concept", "term")
        for entry in each.get(kind, [])
    ]
    assert ids
    assert set(ids) <= set(known_terms())
