"""How a project was rated, told in sentences: the project is named once, then called 项目 only."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.extract.prose.cues import any_of, cues
from knowledge.extract.prose.marks import Mark
from knowledge.extract.prose.reading import Reading
from knowledge.extract.prose.roles import Role
from knowledge.extract.prose.subjects import Subject, phase_in
from knowledge.facts import Aspect, Kind
from knowledge.terms import label_terms, plain_label

_SHORTEST = 2
"""Characters that a project's name has at least."""
_QUOTES = "“”‘’《》"


def rated_project(reading: Reading, mark: Mark, role: Role) -> Subject | None:
    """Return the project that 项目全年预算数为40万元 or 自评得分97分 is told of; None where none has been named.

    The project's own clause (甲项目绩效自评得分为97分) tells its score.
    """
    if mark.figure is None or role.aspect is not Aspect.AMOUNT or role.completes:
        return None
    is_money = mark.figure.kind is Kind.MONEY
    told = next((kind for kind, words in _kinds() if words.search(role.subject)), None)
    if told is None or (told == "amount") != is_money:
        return None
    name = _named(reading, mark)
    if name is None:
        return _rate_of_current(reading, role) if told == "rate" else None
    of_it = frozenset({f"label:{name}"})
    if is_money:
        return Subject(label=name, terms=of_it, phase=phase_in(role.subject))
    if told == "rate":
        return Subject(label=role.subject, terms=label_terms(role.subject), context=of_it)
    label = f"{name}{cues().rated.project[0]}{cues().rated.scores[0]}"
    return Subject(label=label, terms=frozenset({f"label:{label}"}), context=of_it)


def _rate_of_current(reading: Reading, role: Role) -> Subject | None:
    """全年预算数13.50万元，决算数11.70万元，预决算差异率-13.33%: the rate is of what the sentence is about."""
    told = reading.told
    if not told.in_sentence or told.current is None:
        return None
    return Subject(label=role.subject, terms=label_terms(role.subject), context=told.current.terms)


def _named(reading: Reading, mark: Mark) -> str | None:
    """The last project named before a figure, in its paragraph or in the heading above it."""
    for text in (reading.text[: mark.start], reading.title):
        found = [match["name"] for match in _project().finditer(text)]
        names = [name for each in found if (name := _plain(each))]
        if names:
            return names[-1]
    return None


def _plain(name: str) -> str:
    """The name alone; an empty string where the words name none (5个项目)."""
    bare = re.sub(rf"^.*{any_of(cues().rated.before)}，?", "", name)
    bare = plain_label(bare.strip(_QUOTES))
    return "" if len(bare) < _SHORTEST or bare.endswith(cues().rated.nameless) else bare


@lru_cache(maxsize=1)
def _project() -> re.Pattern[str]:
    words = cues().rated
    return re.compile(rf"(?P<name>[^，。；:\n]{{2,40}}?){words.called}{any_of(words.behind)}")


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = cues().rated
    own = (
        f"^{any_of(words.project)}{any_of(words.phases)}?",
        f"{words.called}{any_of(words.behind)}",
        f"^{any_of(words.bare)}",
    )
    return (
        ("rate", re.compile(f"^{any_of(words.rates)}{words.tail}")),
        ("score", re.compile(f"{any_of(words.scores)}{words.tail}")),
        ("amount", re.compile(f"(?:{'|'.join(own)}){words.tail}")),
    )
