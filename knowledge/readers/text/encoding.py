"""The bytes of a text file → its text, in whichever encoding it was saved."""

from __future__ import annotations

import re
import unicodedata

from knowledge.readers import Unreadable

_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = ("utf-16-le", "utf-16-be")
_USUAL = re.compile(r"[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE = 4096
_STRANGE = 0.02
"""The part of a text's characters that may be of no use in writing; more tell of another encoding."""
_COMMON = 0.9
"""The part of a text in UTF-16 without a mark that must be Chinese or ASCII."""


def decode(data: bytes, name: str) -> str:
    r"""Given a text file's bytes, return its text; raise `Unreadable` where they are no text.

    >>> decode("合计\t186".encode("utf-16-le"), "甲.txt"), decode("合计".encode("gbk"), "甲.txt")
    ('合计\t186', '合计')
    """
    wide = _wide_encoding(data)
    if wide is None and b"\x00" in data:
        raise Unreadable("binary", f"{name} 不是文本文件，请换成 txt、pdf、xlsx、docx 或 html。")
    for encoding in (wide,) if wide else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_writing(text):
            return text
    raise Unreadable("undecodable", f"{name} 的文字编码无法识别，请另存为 UTF-8 后重试。")


def _wide_encoding(data: bytes) -> str | None:
    """Return which UTF-16 or UTF-32 a text is in: by its mark, else by which one makes sense of it."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" not in data or len(data) % 2:
        return None
    common = {
        encoding: _common_in(data[:_SAMPLE].decode(encoding, "replace")) for encoding in _WIDE
    }
    best = max(_WIDE, key=lambda encoding: common[encoding])
    return best if common[best] > _COMMON else None


def _common_in(text: str) -> float:
    """Return the part of a text that is Chinese or ASCII."""
    return sum(bool(_USUAL.match(char)) for char in text) / len(text)


def _is_writing(text: str) -> bool:
    """Return whether a decoded text is one: few of its characters are unassigned, private or controls."""
    strange = sum(
        unicodedata.category(char) in ("Cn", "Co", "Cc")
        for char in text
        if char not in "\t\r\n\f\v"
    )
    return strange <= _STRANGE * len(text)
