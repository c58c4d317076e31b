"""The sum of a row that a table prints once for each of several: three hospitals, two sides, two projects."""

from __future__ import annotations

import re
from functools import lru_cache

from intents.lexicon import alternatives, made_of_files
from intents.mentions import Sort
from intents.numerals import chinese_integer
from intents.rules.view import View
from knowledge import Op, Query

_MOST_ROWS = 3


def of_each_holder(view: View) -> Query | None:
    """Read the sum of a row that is printed once for each of several: 三家的生活补助加起来, 两边的工会经费并起来.

    How many there are is said, and must be what the paper prints. None where no row is named.
    """
    if not view.has("sum") or view.has("change", "share") or view.years[1:]:
        return None
    counted = _holders().search(view.text)
    if counted is None:
        return None
    names = [m for g in view.groups for m in g if m.sort is Sort.LABEL and len(m.labels) == 1]
    rows = [m for m in names if not set(m.labels) <= view.units]
    if not rows or len(rows) != len(names) or len(rows) > _MOST_ROWS:
        return None
    wanted = chinese_integer(counted["many"])
    subjects = tuple(dict.fromkeys(view.subjects_of((m,))[0] for m in rows))
    return Query(op=Op.SUM, subjects=subjects, years=view.years, together=True, ranks=(1, wanted))


@made_of_files
@lru_cache(maxsize=1)
def _holders() -> re.Pattern[str]:
    """Return what tells how many hold a row of the same name each: 三家, 两边."""
    return re.compile(rf"(?P<many>[两二三四五六七八九十])(?:{alternatives('holders_counted')})")
