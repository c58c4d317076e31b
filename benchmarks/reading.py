"""What is measured of reading PDFs: the whole chain to facts beside what two libraries need for less."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from benchmarks.measures import Measure, compared, run_process

FOLDER = Path(__file__).resolve().parents[1] / "../shared/disclosures"
FILES = 6
"""PDFs that are read; each engine reads each of them twice, and the second time counts."""
CHARACTERS_BOUND, TABLES_BOUND, MEMORY_BOUND = 2.0, 0.5, 200.0


def reading_measures() -> list[Measure]:
    """Return what reading took beside the yardsticks; nothing where the published disclosures are not at hand."""
    paths = sorted(FOLDER.glob("*.pdf"), key=lambda path: path.stat().st_size)
    if not paths:
        return []
    chosen = paths[:: max(1, len(paths) // FILES)]
    chain = [_seconds(_facts, path) for path in chosen]
    peak = run_process(_command(paths[-1])).megabytes
    return [
        _beside("PDF → 事实（标尺：只取字和框）", chain, _characters, chosen, CHARACTERS_BOUND),
        _beside("PDF → 事实（标尺：pdfplumber 取表）", chain, _tables, chosen, TABLES_BOUND),
        Measure("最大的 PDF 内存峰值", peak, MEMORY_BOUND, "MB", peak / MEMORY_BOUND, 1.0),
    ]


def _beside(
    name: str,
    chain: Sequence[float],
    yardstick: Callable[[Path], object],
    paths: Sequence[Path],
    bound: float,
) -> Measure:
    others = [_seconds(yardstick, path) for path in paths]
    return compared(name, [(sum(chain), sum(others))], bound)


def _seconds(read: Callable[[Path], object], path: Path) -> float:
    """Return the processor's time, which other programs on the machine do not lengthen."""
    read(path)
    start = process_time()
    read(path)
    return process_time() - start


def _facts(path: Path) -> object:
    from knowledge import paper

    return paper(path)


def _characters(path: Path) -> list[object]:
    """Extract every character with its box, as the library offers it."""
    import pypdfium2

    found: list[object] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            found += [
                (text.get_text_range(index, 1), text.get_charbox(index))
                for index in range(text.count_chars())
            ]
    return found


def _tables(path: Path) -> list[object]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [page.extract_tables() for page in document.pages]


def _command(path: Path) -> list[str]:
    script = "import sys; from pathlib import Path; from knowledge import paper; paper(Path(sys.argv[1]))"
    return [sys.executable, "-c", script, str(path)]
