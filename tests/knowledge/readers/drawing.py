"""PDFs written by hand, so that each test shows on one screen what its page holds."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.document import Document, Grid, Paragraph, Source
from knowledge.readers import pdf


@dataclass
class Sheet:
    """One page as it is drawn; every method returns the sheet, so that calls can be chained."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)
    forms: list[tuple[str, str]] = field(default_factory=list)
    has_picture: bool = False

    def raw(self, *operators: str) -> Sheet:
        self.operators += operators
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        matrix: str = "1 0 0 1",
        mode: int = 0,
    ) -> Sheet:
        self.operators.append(f"BT /F1 {size} Tf {mode} Tr {matrix} {x} {y} Tm \0{text}\0 Tj ET")
        return self

    def lines(
        self,
        lines: Iterable[str],
        x: float = 80,
        y: float = 760,
        size: float = 10,
        leading: float = 18,
    ) -> Sheet:
        for row, line in enumerate(lines):
            blanks = len(line) - len(line.lstrip("\u3000"))
            self.text(x + blanks * size, y - row * leading, line.lstrip("\u3000"), size)
        return self

    def stroke(self, x0: float, y0: float, x1: float, y1: float, gray: float = 0) -> Sheet:
        return self.raw(f"{gray} G 0.5 w {x0} {y0} m {x1} {y1} l S")

    def bar(self, x: float, y: float, width: float, height: float, gray: float = 0) -> Sheet:
        return self.raw(f"{gray} g {x} {y} {width} {height} re f 0 g")

    def clip(
        self, x: float, y: float, width: float, height: float, inner: Callable[[Sheet], Sheet]
    ) -> Sheet:
        self.raw(f"q {x} {y} {width} {height} re W n")
        return inner(self).raw("Q")

    def ruled(self, xs: Iterable[float], ys: Iterable[float]) -> Sheet:
        """Draw a full grid of lines."""
        xs, ys = sorted(xs), sorted(ys)
        for x in xs:
            self.stroke(x, ys[0], x, ys[-1])
        for y in ys:
            self.stroke(xs[0], y, xs[-1], y)
        return self

    def form(self, matrix: str, box: str, inner: Sheet) -> Sheet:
        """Draw another sheet's content as a form XObject under a matrix."""
        name = f"X{len(self.forms)}"
        self.forms.append((f"/Matrix [1 0 0 1 0 0] /BBox [{box}]", "\n".join(inner.operators)))
        return self.raw(f"q {matrix} cm /{name} Do Q")

    def picture(self) -> Sheet:
        """Fill the page with a picture."""
        self.has_picture = True
        return self.raw(f"q {self.width} 0 0 {self.height} 0 0 cm /P Do Q")


class Font:
    """A font of our own drawing, so that no font of the machine plays a part: every character is a square."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}

    def coded(self, content: str) -> bytes:
        """Return a content stream with its texts (between NULs) written in the font's codes."""
        return re.sub(
            "\0([^\0]*)\0", lambda text: f"<{self._hex(text.group(1))}>", content
        ).encode()

    def _hex(self, text: str) -> str:
        return "".join(f"{self.codes.setdefault(char, len(self.codes) + 1):02x}" for char in text)

    def objects(self, first: int) -> list[bytes]:
        """Return the font, its two glyphs and its table of characters as objects numbered from `first`."""
        names = {code: "half" if char.isascii() else "full" for char, code in self.codes.items()}
        widths = " ".join("500" if names[code] == "half" else "1000" for code in sorted(names))
        differences = " ".join(f"/{names[code]}" for code in sorted(names))
        font = (
            f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] "
            f"/FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 "
            f"/LastChar {len(names)} /Widths [{widths}] /Encoding << /Differences [1 {differences}] >> "
            f"/Resources << >> "
            f"/CharProcs << /full {first + 1} 0 R /half {first + 2} 0 R >> /ToUnicode {first + 3} 0 R >>"
        )
        pairs = "\n".join(
            f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in self.codes.items()
        )
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
            f"endcodespacerange {len(self.codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
        )
        squares = [
            f"{width} 0 0 -120 {width} 880 d1 0 -120 {width} 1000 re f" for width in (1000, 500)
        ]
        return [
            font.encode(),
            *(_stream("", square.encode()) for square in squares),
            _stream("", table.encode()),
        ]


PICTURE = (
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def pdf_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return a PDF of the sheets: catalogue, pages, picture, four objects of the font, then the sheets'."""
    font = Font()
    objects = [b""] * 7
    kids = []
    for sheet in sheets:
        names = []
        for number, (entries, content) in enumerate(sheet.forms):
            resources = "/Resources << /Font << /F1 4 0 R >> >>"
            objects.append(
                _stream(f"/Type /XObject /Subtype /Form {entries} {resources}", font.coded(content))
            )
            names.append(f"/X{number} {len(objects)} 0 R")
        objects.append(_stream("", font.coded("\n".join(sheet.operators))))
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.rotate} "
            f"/Contents {len(objects)} 0 R /Resources "
            f"<< /Font << /F1 4 0 R >> /XObject << {' '.join(names)} /P 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    pages = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects[:7] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        pages,
        _stream(PICTURE, b"\x80"),
        *font.objects(4),
    ]
    return _file(objects)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


SONG = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor "
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)


def pdf_without_font(*texts: tuple[float, float, str, str]) -> bytes:
    """Return a PDF whose texts (x, y, matrix, text) are in a font that it does not hold."""
    content = "\n".join(
        f"BT /F1 10 Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for x, y, matrix, text in texts
    )
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>"
    root = b"<< /Type /Catalog /Pages 2 0 R >>"
    return _file([root, pages, SONG.encode(), _stream("", content.encode()), page.encode()])


def source_of(path: Path) -> Source:
    """Return the source that the dispatch hands to a reader."""
    return Source(id=path.stem, path=str(path), format=path.suffix[1:], digest="")


def written(folder: Path, *sheets: Sheet) -> Path:
    """Return a PDF of the sheets in a folder."""
    path = folder / "公开.pdf"
    path.write_bytes(pdf_bytes(sheets))
    return path


def read_sheets(*sheets: Sheet) -> Document:
    """Return what the reader makes of a PDF of the sheets."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), *sheets)
        return pdf.read(path, source_of(path))


def texts_of(document: Document) -> list[str]:
    """Return the texts of a document's paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids_of(document: Document) -> list[Grid]:
    """Return a document's grids."""
    return [block for block in document.blocks if isinstance(block, Grid)]


def rows_of(document: Document) -> list[list[str]]:
    """Return the cells of a document's only grid row by row; a spanning cell shows its span."""
    (grid,) = grids_of(document)
    table: list[list[str]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        span = f"[{cell.rows}x{cell.columns}]" if cell.rows * cell.columns > 1 else ""
        table[cell.row].append(cell.text + span)
    return table


def shape_of(document: Document) -> list[str | int]:
    """Return what stands in a document in order: the text of a paragraph, the height of a grid."""
    return [block.height if isinstance(block, Grid) else block.text for block in document.blocks]


def headed(page: Sheet) -> Sheet:
    """Draw a table of 合计 and 基本支出 (人员经费, 公用经费), its header two rows high."""
    page.stroke(100, 700, 400, 700).stroke(200, 680, 400, 680).stroke(100, 660, 400, 660).stroke(
        100, 640, 400, 640
    )
    page.stroke(100, 700, 100, 640).stroke(200, 700, 200, 640).stroke(300, 680, 300, 640).stroke(
        400, 700, 400, 640
    )
    page.text(130, 675, "合计").text(270, 685, "基本支出").text(220, 665, "人员经费").text(
        320, 665, "公用经费"
    )
    return page.text(110, 645, "186.00").text(210, 645, "100.00").text(310, 645, "86.00")
