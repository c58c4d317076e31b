"""A font for Chinese text whose own font is not in the file.

Without any glyph PDFium gives a character no extent, and drops a text of no extent: a lone 类 or 无 in a
cell, a whole page that lies on its side. A font of the machine is no help either: Droid Sans Fallback has no
figures, and 186.00 on a page that lies on its side is gone. squares.ttf (ours, under a kilobyte) draws every
character as a square, so that each has its place, the same on every machine; what is read comes from the
file's codes, never from a font.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import Any

from pypdfium2 import raw

_OURS = 0x5157
"""The handle that stands for squares.ttf; those of PDFium are addresses."""
_CHINESE = (134, 136)
"""The charsets of simplified and traditional Chinese, as Windows numbers them."""


@lru_cache(maxsize=1)
def use_squares() -> object:
    """Have PDFium draw Chinese text in squares where the file has no font; return what must stay alive for it."""
    default = raw.FPDF_GetDefaultSystemFontInfo()
    squares = resources.files("knowledge.readers.pdf").joinpath("squares.ttf").read_bytes()
    return _installed(default, squares) if default else None


def _installed(default: Any, squares: bytes) -> object:
    """Put an answer of ours before PDFium's own way of finding fonts."""
    finder = default.contents

    def map_font(_this: Any, *wanted: Any) -> int | None:
        if wanted[2] in _CHINESE:  # wanted: weight, is italic, charset, pitch and family, name
            return _OURS
        return ctypes.cast(finder.MapFont(default, *wanted), ctypes.c_void_p).value

    def font_data(_this: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != _OURS:
            return int(finder.GetFontData(default, font, table, buffer, size))
        if table:
            return 0
        if buffer and size >= len(squares):
            ctypes.memmove(buffer, squares, len(squares))
        return len(squares)

    def delete_font(_this: Any, font: int) -> None:
        if font != _OURS:
            finder.DeleteFont(default, font)

    answers: dict[str, Callable[..., Any]] = {
        "Release": lambda _this: None,
        "EnumFonts": lambda _this, mapper: finder.EnumFonts(default, mapper),
        "MapFont": map_font,
        "GetFont": lambda _this, _face: None,
        "GetFontData": font_data,
        "GetFaceName": lambda _this, font, buffer, size: (
            0 if font == _OURS else finder.GetFaceName(default, font, buffer, size)
        ),
        "GetFontCharset": lambda _this, font: (
            _CHINESE[0] if font == _OURS else finder.GetFontCharset(default, font)
        ),
        "DeleteFont": delete_font,
    }
    info = raw.FPDF_SYSFONTINFO()
    info.version = finder.version
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info
