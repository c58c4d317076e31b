"""A page of a PDF as a picture; drawn in a process of its own, as files are read in one."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 20


def page_picture(
    path: Path,
    digest: str,
    page: int,
    marks: Sequence[tuple[float, float, float, float]] = (),
    across: Sequence[tuple[float, float]] = (),
    down: Sequence[tuple[float, float]] = (),
) -> bytes | None:
    """Given a PDF, the SHA-256 it must have, a page from 1 and boxes as `Place.bbox` has them, return a PNG.

    Of the page only what lies in a band `across` (left, right) and in one `down` (bottom, top; the topmost
    first) is shown, in points, the bands set side by side; without bands, all of it.
    None where the file is gone or is another one now, has no such page, or cannot be drawn.
    """
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return None
    except OSError:
        return None
    module = "knowledge.readers.pdf.picture"
    told = json.dumps({"marks": list(marks), "across": list(across), "down": list(down)})
    command = [sys.executable, "-m", module, str(path), str(page), told]
    try:
        drawn = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return None
    return drawn.stdout if drawn.returncode == 0 and drawn.stdout else None
