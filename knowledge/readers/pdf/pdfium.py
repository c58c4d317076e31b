"""The home of pypdfium2: a file's pages and the calls that read their ink.

The calls are declared here once more because PDFium is asked several times for every glyph: plain
integers for handles cost half of what the package's typed pointers do, and what is `held` half of that.
None of them waits for anything, so none gives up the interpreter's lock.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from knowledge.readers import Unreadable
from knowledge.readers.pdf.fallback import use_squares

Call = Callable[..., Any]
_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int
_NONE, _PAGE = re.compile(rb"/Count\s+0\b"), re.compile(rb"/Type\s*/Page\b")
_KINDS: dict[str, Any] = {
    "d": ctypes.c_double,
    "f": ctypes.c_float,
    "i": ctypes.c_int,
    "I": ctypes.c_uint,
}


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for reading, or raise `Unreadable` with the reason in Chinese."""
    use_squares()
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _refusal(path, error) from error
    try:
        yield document
    finally:
        document.close()


def _refusal(path: Path, error: pypdfium2.PdfiumError) -> Unreadable:
    if _has_no_pages(path.read_bytes()):
        return Unreadable("no_pages", f"“{path.name}”里一页也没有。请换一份完整的文件再试。")
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Unreadable(
            "encrypted", f"“{path.name}”设有打开密码，无法读取。请另存一份不加密的 PDF 再试。"
        )
    return Unreadable(
        "damaged", f"“{path.name}”不是完整的 PDF，可能没有下载完或已损坏。请重新下载后再试。"
    )


def _has_no_pages(data: bytes) -> bool:
    """Whether a PDF is whole and empty: for that PDFium has no code, it tells that of the failure before."""
    is_whole = b"%%EOF" in data[-1024:]
    return is_whole and bool(_NONE.search(data)) and not _PAGE.search(data)


def handle(thing: Any) -> int:
    """Return the address behind one of pypdfium2's handles."""
    return ctypes.cast(thing.raw, _HANDLE).value or 0


def held(address: int) -> Any:
    """Return an address as those calls take it that are asked for every glyph: it is made ready for C once."""
    return _HANDLE.from_param(address)


def numbers(kind: str, count: int) -> tuple[Any, int]:
    """Return room for so many of C's numbers (d, f, i or I), and the address where PDFium is to write them.

    Read through the view: taking them out of a ctypes array costs five times as much.
    """
    room = (_KINDS[kind] * count)()
    view: Any = memoryview(room).cast("B")
    return view.cast(kind), ctypes.addressof(room)


def _call(name: str, returns: Any, *takes: Any) -> Call:
    return _made(name, ctypes.PYFUNCTYPE(returns, *takes))


def _call_of_held(name: str, returns: Any) -> Call:
    """A call that takes addresses as `held` gives them, and integers that fit into C's int; it checks neither."""
    return _made(name, ctypes.PYFUNCTYPE(returns))


def _made(name: str, kind: Any) -> Call:
    call: Call = kind(ctypes.cast(getattr(raw, name), _HANDLE).value or 0)
    return call


# Text: the page and where an answer is to be written are held
unicode_of = _call_of_held("FPDFText_GetUnicode", ctypes.c_uint)
text_object = _call_of_held("FPDFText_GetTextObject", _HANDLE)
loose_box = _call_of_held("FPDFText_GetLooseCharBox", _INT)
origin = _call_of_held("FPDFText_GetCharOrigin", _INT)
angle = _call_of_held("FPDFText_GetCharAngle", ctypes.c_float)

# Page objects
count_objects = _call_of_held("FPDFPage_CountObjects", _INT)
object_at = _call_of_held("FPDFPage_GetObject", _HANDLE)
count_inside = _call("FPDFFormObj_CountObjects", _INT, _HANDLE)
object_inside = _call("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
type_of = _call("FPDFPageObj_GetType", _INT, _HANDLE)
bounds = _call("FPDFPageObj_GetBounds", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
matrix = _call("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
fill_color = _call("FPDFPageObj_GetFillColor", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
stroke_color = _call(
    "FPDFPageObj_GetStrokeColor", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE
)

# Paths and clips
draw_mode = _call("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
count_segments = _call("FPDFPath_CountSegments", _INT, _HANDLE)
segment_at = _call("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
segment_point = _call("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)
segment_type = _call("FPDFPathSegment_GetType", _INT, _HANDLE)
segment_closes = _call("FPDFPathSegment_GetClose", _INT, _HANDLE)
clip_path = _call("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
count_clips = _call("FPDFClipPath_CountPaths", _INT, _HANDLE)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INT)
clip_segment = _call("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INT, _INT)

TEXT, PATH, IMAGE, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)
MOVE_TO, LINE_TO, CURVE_TO = (
    raw.FPDF_SEGMENT_MOVETO,
    raw.FPDF_SEGMENT_LINETO,
    raw.FPDF_SEGMENT_BEZIERTO,
)
INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
