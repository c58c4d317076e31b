"""config.toml and the environment → Settings; an unknown key is an error with a hint."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.desk.settings import DeskSettings
from bot.state.settings import StateSettings
from bot.telegram.settings import TelegramSettings
from bot.words import Words

PREFIX = "WENZHANG_"
OF_THE_COMMAND_LINE = frozenset({"WENZHANG_CONFIG", "WENZHANG_DEBUG"})
"""Variables that say how to run and are no settings."""
SECRET = ("telegram", "token")
SECRETS = (SECRET, ("state", "key"))
"""The keys that stand in the environment and never in a file."""
_HIDDEN = ("store", "place", "key")
"""Keys whose value is a secret, or may hold a password."""

say = Words(Path(__file__).with_name("settings.toml"))
Key = tuple[str, ...]


class SettingsError(ValueError):
    """The configuration cannot be used; its message is a Chinese sentence with the file and the key."""


class TerminalSettings(BaseModel):
    """How answers look in a terminal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: int = Field(default=0, ge=0, le=400)
    """Columns to use at most; 0 for the terminal's own width."""
    citations: int = Field(default=6, ge=1)
    """How many citations to show before the rest is only counted."""
    options: int = Field(default=5, ge=0)
    """How many next questions to offer; readings are always shown in full."""


class IngestSettings(BaseModel):
    """What one file may take when it is taken into the stored base."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_megabytes: int = Field(default=100, ge=1)
    """The largest file that is opened."""
    pages: int = Field(default=1000, ge=1)
    """The most pages that are read."""
    seconds: int = Field(default=120, ge=1, le=3600)
    """How long the reading of a file may take."""
    memory_megabytes: int = Field(default=1000, ge=100)
    """How much memory it may take."""
    processes: int = Field(default=0, ge=0, le=64)
    """How many files are read at once; 0 for as many as there are cores."""


class Settings(BaseModel):
    """Everything that can be set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    disclosures: tuple[Path, ...] = ()
    """The papers that questions are answered from; empty for the shipped one."""
    store: str = ""
    """The stored base: a file's path, or an address (postgresql+psycopg://…); empty for the user's own file."""
    lexicon: str = ""
    """The file of this installation's own words; empty for one beside the stored base."""
    ingest: IngestSettings = IngestSettings()
    state: StateSettings = StateSettings()
    terminal: TerminalSettings = TerminalSettings()
    desk: DeskSettings = DeskSettings()
    telegram: TelegramSettings = TelegramSettings()


def settings(config: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Given a file (or None for the usual one) and an environment, return the settings of both.

    The environment wins: WENZHANG_TERMINAL_WIDTH=60 is `width` of `[terminal]`.
    """
    environment = os.environ if environment is None else environment
    path = _chosen(config, environment)
    data = _read(path) if path else {}
    origins = {key: str(path) for key in _keys(data)}
    for key, name, value in _from_environment(environment):
        _put(data, key, value)
        origins[key] = name
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(_in_chinese(error, origins)) from None


def _chosen(config: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The file that was asked for, which must be there, or the project's own, which may be missing."""
    named = config or (Path(given) if (given := environment.get("WENZHANG_CONFIG")) else None)
    if named:
        return named
    own = Path(__file__).parents[1] / "config.toml"
    return own if own.is_file() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(say("file.absent", file=path)) from None
    except UnicodeDecodeError:
        raise SettingsError(say("file.undecodable", file=path)) from None
    except OSError:
        raise SettingsError(say("file.refused", file=path)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(say("file.syntax", file=path, place=_place(error))) from None
    for secret in SECRETS:
        if secret in _keys(data):
            raise SettingsError(
                say("file.secret", file=path, key=_name(secret), variable=_variable(secret))
            )
    return _from_folder(data, path.parent)


def _place(error: tomllib.TOMLDecodeError) -> str:
    """The English message ends with "(at line 3, column 5)"; only its figures are of use."""
    figures = [word.strip("(),") for word in str(error).split() if word.strip("(),").isdigit()]
    return (
        say("file.place", line=figures[-2], column=figures[-1])
        if len(figures) >= 2
        else say("file.end")
    )


def _from_folder(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Paths in a file are told from where the file lies."""
    papers = data.get("disclosures")
    if isinstance(papers, list) and all(isinstance(each, str) for each in papers):
        data["disclosures"] = [folder / each for each in papers]
    state = data.get("state")
    for part, key in (
        (data, "store"),
        (data, "lexicon"),
        (state if isinstance(state, dict) else {}, "place"),
    ):
        place = part.get(key)
        if isinstance(place, str) and place and "://" not in place:
            part[key] = str(folder / Path(place).expanduser())
    desk = data.get("desk")
    if isinstance(desk, dict) and isinstance(desk.get("folder"), str):
        desk["folder"] = folder / Path(desk["folder"]).expanduser()
    return data


def _from_environment(environment: Mapping[str, str]) -> list[tuple[Key, str, Any]]:
    known = {_variable(key): key for key in _keys_of(Settings)}
    found: list[tuple[Key, str, Any]] = []
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in OF_THE_COMMAND_LINE:
            continue
        if name not in known:
            raise SettingsError(_hinted("unknown.variable", name, list(known), name=name))
        key = known[name]
        value: Any = environment[name]
        found.append((key, name, value.split(os.pathsep) if key == ("disclosures",) else value))
    return found


def _put(data: dict[str, Any], key: Key, value: Any) -> None:
    for part in key[:-1]:
        data = data.setdefault(part, {})
    data[key[-1]] = value


def _keys(data: Mapping[str, Any], above: Key = ()) -> list[Key]:
    """Given tables in tables, return the path of each value."""
    keys: list[Key] = []
    for name, value in data.items():
        keys += _keys(value, (*above, name)) if isinstance(value, dict) else [(*above, name)]
    return keys


def _keys_of(model: type[BaseModel], above: Key = ()) -> list[Key]:
    """Given a model, return the path of each of its settings."""
    keys: list[Key] = []
    for name, field in model.model_fields.items():
        inner: Any = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        keys += _keys_of(inner, (*above, name)) if nested else [(*above, name)]
    return keys


def _in_chinese(error: ValidationError, origins: Mapping[Key, str]) -> str:
    """Word the first thing that is wrong; the rest shows when that is put right."""
    first = error.errors(include_url=False)[0]
    key = tuple(str(part) for part in first["loc"] if not isinstance(part, int))
    origin = next(
        (at for known, at in origins.items() if known[: len(key)] == key), say("file.somewhere")
    )
    if first["type"] == "extra_forbidden":
        beside = [_name(each) for each in _keys_of(Settings)] + list(Settings.model_fields)
        return _hinted("unknown.key", _name(key), beside, file=origin, key=_name(key))
    if first["type"] == "value_error":
        return say("wrong.reason", file=origin, key=_name(key), reason=first["ctx"]["error"])
    wanted = (
        say.sentences()
        .get(f"wanted.{first['type']}", say("wanted.other"))
        .format(**first.get("ctx", {}))
    )
    return say(
        "wrong.value", file=origin, key=_name(key), wanted=wanted, given=_given(key, first["input"])
    )


def _given(key: Key, value: object) -> str:
    """What is written now; not for words that may be a token or hold a password."""
    if isinstance(value, int | float) or (
        isinstance(value, str) and key[0] != SECRET[0] and key[-1] not in _HIDDEN
    ):
        return say("wrong.given", value=value)
    return ""


def _hinted(sentence: str, given: str, known: list[str], **slots: object) -> str:
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.6)
    hint = say("unknown.hint", near=near[0]) if near else say("unknown.all", known="、".join(known))
    return say(sentence, **slots) + hint


def _name(key: Key) -> str:
    return ".".join(key)


def _variable(key: Key) -> str:
    return PREFIX + "_".join(key).upper()
