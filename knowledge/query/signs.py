"""The words by which a query knows what a row, a column or a sentence of a paper is (signs.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class Signs(BaseModel):
    """The words of signs.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit_ends: tuple[str, ...]
    head_ends: tuple[str, ...]
    unit_columns: tuple[str, ...]
    units_said: re.Pattern[str]
    scores: tuple[str, ...]
    project_sums: tuple[str, ...]
    spent_bases: tuple[str, ...]
    contents: tuple[str, ...]
    duties_headed: re.Pattern[str]
    explaining: re.Pattern[str]
    giving_reason: re.Pattern[str]
    counting_parts: re.Pattern[str]
    listing_parts: re.Pattern[str]
    inner_offices: re.Pattern[str]
    in_post: re.Pattern[str]


@lru_cache(maxsize=1)
def signs() -> Signs:
    """Return the words of signs.toml, validated.

    >>> bool(signs().giving_reason.search("主要是人员增加")), "得分" in signs().scores
    (True, True)
    """
    text = resources.files("knowledge.query").joinpath("signs.toml").read_text("utf-8")
    return Signs.model_validate(tomllib.loads(text))
