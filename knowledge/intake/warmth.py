"""Imported by the process that reading ones are forked off: what every reading needs is then read once.

Word lists, forms and patterns are loaded by the first paper that is read; a process that reads only one
would load them for it alone, which takes longer than many a paper.
"""

from __future__ import annotations

from contextlib import suppress

from knowledge import NotADisclosure, Unreadable, paper, reading_edition, shipped_disclosures

reading_edition()
for _path in shipped_disclosures():
    with suppress(Unreadable, NotADisclosure):
        paper(_path)
