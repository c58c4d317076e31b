"""Ink on pages → a document, whatever drew it: a PDF, or a web page made of one.

The chain on one page: glyphs and strokes (page.py), hidden text settled (hidden.py) → lattices
(lattice.py) and lines (lines.py) → sheets (sheet.py) → grids and paragraphs in the order of reading
(flow.py, blocks.py).
"""
