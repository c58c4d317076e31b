"""The lines of a table in a picture, and the picture set straight by them; the home of OpenCV."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in dots; y grows downwards."""

_LONG = 40
"""Dots; a shorter run of ink is a stroke of a character."""
_THICK = 12
_STEEPEST = 5.0
_LEVEL = 0.05
"""Degrees; less is as straight as it gets."""


def strokes_in(picture: Any) -> list[Box]:
    """Return the level and upright lines of a picture as thin boxes."""
    ink = _ink(picture)
    found: list[Box] = []
    for size in ((_LONG, 1), (1, _LONG)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        only = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        count, _, stats, _ = cv2.connectedComponentsWithStats(only, connectivity=8)
        for index in range(1, count):
            x, y, width, height = (int(value) for value in stats[index][:4])
            if min(width, height) <= _THICK and max(width, height) >= _LONG:
                found.append(_thin(x, y, width, height))
    return found


def straightened(picture: Any) -> Any:
    """Return a picture turned so that its long level lines are level."""
    angle = _skew(picture)
    if abs(angle) < _LEVEL:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))


def _skew(picture: Any) -> float:
    """Return by how many degrees the level lines of a picture fall to the right; 0 where it has none."""
    width = picture.shape[1]
    lines = cv2.HoughLinesP(
        _ink(picture), 1, np.pi / 3600, 300, minLineLength=width / 4, maxLineGap=10
    )
    if lines is None:
        return 0.0
    ends = lines.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = angles[np.abs(angles) < _STEEPEST]
    return float(np.median(level)) if level.size else 0.0


def _ink(picture: Any) -> Any:
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return cv2.adaptiveThreshold(
        gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    )


def _thin(x: int, y: int, width: int, height: int) -> Box:
    if width >= height:
        middle = y + height / 2
        return x, middle, x + width, middle
    middle = x + width / 2
    return middle, y, middle, y + height
