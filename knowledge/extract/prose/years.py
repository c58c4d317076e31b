"""Misprinted years: what they are likely to be."""

from __future__ import annotations


def likely_year(digits: str, expected: int) -> int | None:
    """Given a year as printed, return it, or for an impossible one the reading that its place expects.

    One digit too many is read as the expected year where dropping a digit gives it.

    >>> likely_year("2025", 2025), likely_year("20254", 2025), likely_year("20954", 2025)
    (2025, 2025, None)
    """
    if len(digits) == 4:
        return int(digits)
    dropped = {digits[:i] + digits[i + 1 :] for i in range(len(digits))}
    return expected if str(expected) in dropped else None
