"""The home of pypdfium2: a file's pages and the calls that read their ink.

The calls are declared here once more because PDFium is asked several times for every glyph: plain
integers for handles cost half of what the package's typed pointers do.
"""

from __future__ import annotations

import ctypes
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
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Unreadable(
            "encrypted", f"“{path.name}”设有打开密码，无法读取。请另存一份不加密的 PDF 再试。"
        )
    return Unreadable(
        "damaged", f"“{path.name}”不是完整的 PDF，可能没有下载完或已损坏。请重新下载后再试。"
    )


def _call(name: str, returns: Any, *takes: Any) -> Call:
    address = ctypes.cast(getattr(raw, name), _HANDLE).value
    return ctypes.CFUNCTYPE(returns, *takes)(address or 0)


def handle(thing: Any) -> int:
    """Return the address behind one of pypdfium2's handles."""
    return ctypes.cast(thing.raw, _HANDLE).value or 0


# Text
unicode_of = _call("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
text_object = _call("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
loose_box = _call("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _HANDLE)
origin = _call("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
angle = _call("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INT)
is_unmapped = _call("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)

# Page objects
count_objects = _call("FPDFPage_CountObjects", _INT, _HANDLE)
object_at = _call("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
count_inside = _call("FPDFFormObj_CountObjects", _INT, _HANDLE)
object_inside = _call("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
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
