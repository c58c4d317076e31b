"""A chart → a picture of its bars, each with its figure."""

from __future__ import annotations

from decimal import Decimal

from bot.picture.canvas import INK, MARGIN, TEXT, TITLE, WIDTH, Canvas, line_height
from bot.picture.figures import Chart
from bot.picture.lettering import drawable, lines, width

_BAR = (74, 122, 184)
_HIGH = 44
_GAP = 26
_MOST_LABEL = 360


def drawn_bars(chart: Chart) -> bytes:
    """Given a chart, return a PNG: a row a figure, its label, its bar from nought, its value with the unit."""
    label_room = min(max(width(drawable(bar.label), TEXT) for bar in chart.bars), _MOST_LABEL)
    value_room = max(width(drawable(bar.value), TEXT) for bar in chart.bars)
    left = MARGIN + label_room + 20
    longest = max(WIDTH - left - 20 - value_room - MARGIN, 80)
    title = lines(drawable(chart.title), TITLE, WIDTH - 2 * MARGIN, 3)
    labels = [lines(drawable(bar.label), TEXT, label_room, 2) for bar in chart.bars]
    heights = [max(len(label) * line_height(TEXT), _HIGH) for label in labels]
    begin = MARGIN + len(title) * line_height(TITLE) + _GAP
    canvas = Canvas(WIDTH, begin + sum(heights) + _GAP * len(heights) + MARGIN)
    canvas.write((MARGIN, MARGIN // 2), title, TITLE)
    y = begin
    for bar, label, high in zip(chart.bars, labels, heights, strict=True):
        end = left + round(Decimal(bar.length) * longest / 100)
        canvas.write((MARGIN, y + (high - len(label) * line_height(TEXT)) // 2), label, TEXT)
        if end > left:
            canvas.box((left, y, end, y + high), _BAR, _BAR)
        canvas.write(
            (end + 16, y + (high - line_height(TEXT)) // 2), [drawable(bar.value)], TEXT, INK
        )
        y += high + _GAP
    return canvas.png()
