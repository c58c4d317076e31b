"""What a paragraph's reader found → facts with their citations."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.document import Finding, Place, Severity
from knowledge.extract.about import Identity
from knowledge.extract.prose.cues import cues
from knowledge.extract.prose.figures import Figure
from knowledge.extract.prose.folded import Folded
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.passages import Passage
from knowledge.extract.prose.roles import Base, Role
from knowledge.extract.prose.subjects import Subject, terms_told
from knowledge.extract.prose.years import likely_year
from knowledge.facts import Aspect, Citation, Fact, Kind, State
from knowledge.findings import finding_key
from knowledge.terms import essence, in_heads, terms

_HEADS = frozenset({"人次", "人"})


class FactMaker:
    """Makes a paragraph's facts; keeps them, and the findings on them, in order."""

    def __init__(self, passage: Passage, about: Identity, folded: Folded) -> None:
        self.facts: list[Fact] = []
        self.findings: list[Finding] = []
        self._passage = passage
        self._about = about
        self._folded = folded
        self._unit: str | None = None
        self._context = passage.context.union(*(terms_told(h) for h in passage.headings))

    def amount(self, mark: Mark, figure: Figure, subject: Subject, parent: str | None) -> str:
        """Keep an amount; return its fact's id."""
        return self._keep(
            mark,
            subject,
            kind=Kind.PEOPLE if _are_posts(figure, subject) else figure.kind,
            aspect=Aspect.AMOUNT,
            value=figure.value,
            unit=figure.unit or None,
            parent=parent,
        )

    def change(self, mark: Mark, figure: Figure, role: Role, subject: Subject) -> None:
        """Keep a change, signed; where its direction cannot be told, a finding instead."""
        value = figure.value
        unclear = (role.sign == 0 or (role.sign < 0 and value < 0)) and value != 0
        if unclear:
            self._find("direction_unclear", "warning", quote=self._sentence(mark))
            return
        year, findings = self._base_year_found(role.base, mark)
        if (
            year is not None
            and year == subject.year
            and role.base
            and role.base.year_text.isdigit()
        ):
            told = (("year", str(year)),)
            quote = self._sentence(mark)
            key = self._find("compared_with_itself", "warning", values=told, quote=quote)
            findings = (*findings, key)
        self._keep(
            mark,
            subject,
            kind=figure.kind,
            aspect=role.aspect,
            value=value * (role.sign or 1),
            unit=figure.unit or None,
            base=role.base.printed if role.base else None,
            base_year=year,
            findings=findings,
        )

    def rate(self, mark: Mark, figure: Figure, role: Role, subject: Subject) -> None:
        """Keep a share or a rate of completion."""
        if role.completes:
            named = frozenset({"completion_rate"}) | subject.terms
            subject = Subject(subject.label, named, subject.context, subject.codes, subject.year)
        aspect = Aspect.AMOUNT if role.completes else Aspect.SHARE
        self._keep(
            mark,
            subject,
            kind=figure.kind,
            aspect=aspect,
            value=figure.value,
            unit=figure.unit or None,
            context=terms_told(role.whole),
        )

    def flat(self, mark: Mark, base: Base, subject: Subject, kind: Kind) -> None:
        """Keep 持平 as a change of nothing; 基本持平 as words."""
        printed = self._folded.text[mark.start : mark.end]
        hedged = any(printed.startswith(hedge) for hedge in cues().change.flat_hedges)
        year, findings = self._base_year_found(base, mark)
        self._keep(
            mark,
            subject,
            kind=Kind.WORDS if hedged else kind,
            aspect=Aspect.CHANGE,
            value=printed if hedged else Decimal(0),
            unit=None,
            base=base.printed,
            base_year=year,
            findings=findings,
        )

    def none_arranged(self, mark: Mark, subject: Subject) -> None:
        """Keep the sentence that says there is none."""
        kinds = {terms()[term].kind for term in subject.terms if term in terms()}
        kind = Kind(kinds.pop()) if len(kinds) == 1 else Kind.MONEY
        self._keep(mark, subject, kind=kind, aspect=Aspect.AMOUNT, value=None, unit=None)

    def words(
        self, aspect: Aspect, mark: Mark, end: int, subject: Subject, base: Base | None
    ) -> None:
        """Keep the words from behind a mark to `end`, as printed."""
        words = re.sub(r"[，；]?其中[:：]?$", "", self._folded.source(mark.end, end))
        if not words:
            return
        year, findings = self._base_year_found(base, mark) if base else (None, ())
        self._keep(
            mark,
            subject,
            kind=Kind.WORDS,
            aspect=aspect,
            value=words,
            unit=None,
            base=base.printed if base else None,
            base_year=year,
            findings=findings,
        )

    def base_year(self, base: Base | None) -> int | None:
        """Return the year that a comparison is with."""
        if base is None:
            return None
        if base.year_text.isdigit():
            return likely_year(base.year_text, self._about.year - 1)
        for group in cues().base.years_ago:
            if base.year_text in group.words:
                return self._about.year - group.years
        return self._about.year - 1 if base.year_text else self._about.year

    def _base_year_found(self, base: Base | None, mark: Mark) -> tuple[int | None, tuple[str, ...]]:
        year = self.base_year(base)
        if base is None or not base.year_text.isdigit() or len(base.year_text) == 4:
            return year, ()
        values = (("printed", base.year_text), ("likely", str(year) if year else ""))
        code = "impossible_year" if year else "unclear_year"
        key = self._find(code, "error", values=values, quote=self._sentence(mark))
        return year, (key,)

    def _find(
        self,
        code: str,
        severity: Severity,
        *,
        values: tuple[tuple[str, str], ...] = (),
        quote: str,
    ) -> str:
        place = self._passage.place
        finding = Finding(code, severity, values, (place,), (quote,))
        if finding not in self.findings:
            self.findings.append(finding)
        return finding_key(finding)

    def _keep(self, mark: Mark, subject: Subject, **values: object) -> str:
        told = subject.context | self._context | frozenset(values.pop("context", ()))  # type: ignore[call-overload]
        if (values["kind"], values["aspect"]) == (Kind.MONEY, Aspect.AMOUNT) and values[
            "value"
        ] is not None:
            # 为0 without a unit, behind figures in 万元
            self._unit = str(values["unit"]) if values["unit"] else self._unit
            values["unit"] = values["unit"] or self._unit
        named = essence(subject.terms)
        named = in_heads(named) if values.get("unit") in _HEADS else named
        fact = Fact(
            id=f"{self._passage.key}.{len(self.facts) + 1}",
            label=subject.label,
            year=subject.year or self._about.year,
            entity=self._about.department,
            state=_state(values["value"]),
            phase=subject.phase or self._about.phase,
            terms=named,
            context=told - named,
            citation=Citation(
                self._about.document, self._about.title, self._place(mark), self._sentence(mark)
            ),
            codes=subject.codes,
            printed=self._folded.source(mark.start, mark.end),
            as_of=subject.as_of,
            **values,  # type: ignore[arg-type]
        )
        self.facts.append(fact)
        return fact.id

    def _place(self, mark: Mark) -> Place:
        return self._passage.place_at(self._folded.origin[mark.end - 1] if mark.end else 0)

    def _sentence(self, mark: Mark) -> str:
        text = self._folded.text
        start = max(text.rfind(stop, 0, mark.start) for stop in "。！？\n") + 1
        ends = [end for stop in "。！？\n" if (end := text.find(stop, mark.start)) >= 0]
        return self._folded.source(start, min(ends, default=len(text) - 1) + 1)


def _are_posts(figure: Figure, subject: Subject) -> bool:
    """核定编制12个: posts are counted like the people that fill them."""
    known = [terms()[term].kind for term in subject.terms if term in terms()]
    return figure.kind is Kind.COUNT and figure.unit == "个" and "people" in known


def _state(value: object) -> State:
    if value is None:
        return State.NONE_ARRANGED
    return State.ZERO if value == Decimal(0) else State.VALUE
