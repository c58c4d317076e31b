"""Every shape of an answer that the asking side makes has its words, and no other shape has any."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import knowledge.query
from bot.wording import across, papers
from bot.wording.shapes import SHAPES

FOLDER = Path(next(iter(knowledge.query.__path__)))
REFUSED = frozenset({"not_part", "not_found", "ambiguous", "across_none"})
"""Shapes that are worded as refusals or asked back."""


def _shapes_made() -> Iterator[str]:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Answer"
            ):
                yield from _strings(node.args[1])


def _strings(shape: ast.expr) -> Iterator[str]:
    for part in (shape.body, shape.orelse) if isinstance(shape, ast.IfExp) else (shape,):
        assert isinstance(part, ast.Constant), ast.unparse(part)
        yield str(part.value)


def test_every_shape_has_its_words() -> None:
    assert (
        set(_shapes_made()) - set(SHAPES) - set(papers.SHAPES) - set(across.SHAPES) - REFUSED
        == set()
    )


def test_no_words_are_for_a_shape_that_is_never_made() -> None:
    assert (set(SHAPES) | set(papers.SHAPES) | set(across.SHAPES)) - set(_shapes_made()) == set()
