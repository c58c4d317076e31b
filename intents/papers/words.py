"""The words that tell papers apart, as data: organisations.toml and papers.toml, read and checked once."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from intents.lexicon import LexiconError, checking_files
from intents.lexicon.files import read

_M = TypeVar("_M", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shortened(_Model):
    """What a name ends with, and what people make of it."""

    name: str
    short: tuple[str, ...] = ()


class OrganisationWords(_Model):
    """How organisations are called, whichever they are."""

    leading: tuple[str, ...]
    nation: tuple[str, ...]
    levels: tuple[str, ...]
    generic: frozenset[str]
    above: tuple[str, ...]
    kinds: tuple[str, ...]
    ending: tuple[Shortened, ...]
    place: tuple[Shortened, ...]


class WhichPaper(_Model):
    """Words that tell which of a department's papers is meant."""

    not_a_phase: tuple[str, ...]
    final_accounts: tuple[str, ...]
    budget: tuple[str, ...]
    spent: tuple[str, ...]
    planned: tuple[str, ...]
    whole: tuple[str, ...]
    own: tuple[str, ...]
    weak_whole: tuple[str, ...]
    weak_own: tuple[str, ...]
    detail_whole: tuple[str, ...]
    detail_own: tuple[str, ...]
    compared: tuple[str, ...]


class AcrossWords(_Model):
    """Words that ask something over several papers."""

    every: tuple[str, ...]
    these: tuple[str, ...]
    rivals: tuple[str, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]
    ordered: tuple[str, ...]
    ordered_up: tuple[str, ...]
    total: tuple[str, ...]
    difference: tuple[str, ...]
    times: tuple[str, ...]
    compared: tuple[str, ...]
    bare_more: tuple[str, ...]
    bare_less: tuple[str, ...]
    each: tuple[str, ...]
    joins: tuple[str, ...]
    not_across: tuple[str, ...]


class Core(_Model):
    """What is left of a comparison when its own words are taken out, and the question that it stands for."""

    left: tuple[str, ...]
    asks: str


class PaperWords(_Model):
    """The words of papers.toml."""

    paper: WhichPaper
    across: AcrossWords
    core: tuple[Core, ...]


@checking_files
@lru_cache(maxsize=1)
def organisation_words() -> OrganisationWords:
    """Return the words of organisations.toml."""
    return _read("organisations.toml", OrganisationWords)


@checking_files
@lru_cache(maxsize=1)
def paper_words() -> PaperWords:
    """Return the words of papers.toml."""
    return _read("papers.toml", PaperWords)


def _read(name: str, model: type[_M]) -> _M:
    try:
        return model.model_validate(read(name))
    except ValidationError as error:
        raise LexiconError(f"{name}：写法有误（{error}）；请按旁边各条的样子改。") from error
