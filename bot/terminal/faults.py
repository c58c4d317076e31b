"""What is wrong with a paper, as its accountant reads it: each fault once, where it is, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.terminal.answers import place_words
from bot.terminal.console import Line
from bot.terminal.words import say
from knowledge import Finding, Paper, Place, finding_next, finding_text, finding_title

SEVERITIES = {"error": "bold red", "warning": "yellow", "note": "dim"}
"""From the gravest, each with its style."""
_SUMS = frozenset({"sum_differs", "parts_short", "parts_withheld"})
"""Findings whose first place is a whole and whose others are its parts."""


@dataclass(slots=True)
class _Fault:
    """A finding, and those that tell the same of other columns of its row."""

    first: Finding
    also: list[Finding] = field(default_factory=list)


def fault_lines(paper: Paper) -> list[Line]:
    """Given a paper, return the paragraphs that tell its faults, the gravest first."""
    if not paper.findings:
        return [Line(say("check.no_findings"))]
    graded = {
        severity: _faults([one for one in paper.findings if one.severity == severity])
        for severity in SEVERITIES
    }
    counts = {severity: len(faults) for severity, faults in graded.items()}
    lines = [Line(say("check.findings", **counts), "bold")]
    for severity, faults in graded.items():
        lines += [Line(say(f"check.{severity}"), SEVERITIES[severity])] if faults else []
        for number, fault in enumerate(faults, 1):
            lines += _lines(number, fault)
    return lines


def _faults(findings: Sequence[Finding]) -> list[_Fault]:
    """Bring together the sums of one row that are wrong by the same amount in several columns."""
    found: dict[object, _Fault] = {}
    for number, finding in enumerate(findings):
        key: object = number
        if finding.code in _SUMS and finding.places:
            place = finding.places[0]
            where = (place.table, place.table_title, place.page, place.row)
            key = (finding.code, *where, finding.value("whole"), finding.value("difference"))
        if key in found:
            found[key].also.append(finding)
        else:
            found[key] = _Fault(finding)
    return list(found.values())


def _lines(number: int, fault: _Fault) -> list[Line]:
    finding = fault.first
    told = say(
        "check.finding", number=number, title=finding_title(finding), text=finding_text(finding)
    )
    step = finding_next(finding)
    places = _sum_places(fault) if finding.code in _SUMS else _places(finding)
    return [
        Line(told, hanging=3),
        *(Line(each, "dim", 6) for each in places),
        *([Line(say("check.next", text=step), "green", 6)] if step else []),
    ]


def _sum_places(fault: _Fault) -> list[str]:
    """The whole's place; its parts by name; the other columns in which the same is wrong."""
    finding = fault.first
    whole, *parts = list(zip(finding.places, _quotes(finding), strict=False)) or [(Place(), "")]
    told = [say("check.at_quote", place=place_words(whole[0]), quote=whole[1])]
    if parts:
        between = say("check.parts_between")
        named = between.join(_part(place, quote, whole[0]) for place, quote in parts)
        more = finding.value("parts").count(" + ") + 1 > len(parts)
        told.append(say("check.parts_more" if more else "check.parts", parts=named))
    columns = [one.places[0].column for one in fault.also if one.places[0].column]
    if columns:
        told.append(say("check.also", columns=say("place.between").join(columns)))
    return told


def _part(place: Place, quote: str, whole: Place) -> str:
    """A part by what tells it apart from its whole: its row, or its column in the same row."""
    if place.row == whole.row and place.column and place.table_title == whole.table_title:
        name = place.row or ""
        return f"{place.column} {quote.removeprefix(name).strip()}".strip()
    return quote or place_words(place)


def _places(finding: Finding) -> list[str]:
    return [
        say("check.at_quote" if quote else "check.at", place=place_words(place), quote=quote)
        for place, quote in zip(finding.places, _quotes(finding), strict=False)
    ]


def _quotes(finding: Finding) -> tuple[str, ...]:
    return (*finding.quotes, *("" for _ in finding.places))
