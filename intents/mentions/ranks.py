"""Ranks in a question: 前三大, 第二多, 倒数第一."""

from __future__ import annotations

import re

from intents.lexicon import Cue
from intents.mentions.model import Mention, Sort
from intents.numerals import chinese_integer

_NUMERAL = r"[一二两三四五六七八九十]|\d{1,2}"
_TOP = re.compile(
    rf"(?:排名?|排行|金额)?(?<![以之当])(?<!(?<!项)目)前(?P<last>{_NUMERAL}|几)(?:大|多|高|名|位|项|个|笔|强)?(?!年|个?月|季|期|任|度|款|类)"
)
_HEAD = re.compile(
    r"(?<![年心龙额排开源])头(?P<last>[一两二三四五六七八九十]|几)(?:大|个|名|项|位|笔|样|块|桩|宗|号)(?!月|年|季)"
)
"""头三个: the first so many of an order."""
_FIRST_OF = re.compile(
    r"最[^的,?。]{1,4}的(?P<last>[两二三四五六七八九十]|\d{1,2})(?:个|项|笔|样|家|种|类|块)(?!月|年|季)"
)
"""最烧钱的三个: so many from the top."""
_LAST = re.compile(
    r"(?:最后|倒数|末尾?|垫底的?|后)(?P<last>[两二三四五六七八九十]|几)(?:个|名|项|位|笔|样|块)(?!月|年|季)"
)
_ASCENDING = re.compile(
    r"(?:从|由|按)?(?:小到大|低到高|少到多|小至大|低至高|少至多|低往高|少往多|小往大|升序)|最[小少低]的?|倒数|垫底"
)
"""The order is from the smallest: 从低到高前三名, 最小的前三项."""
_ORDERED = re.compile(r"[从由][大小高低多少][到至往][大小高低多少]|排序|排队|排一排|排下来|排列")
_IN_ORDER = re.compile(rf"第(?P<nth>{_NUMERAL})(?:个|位|笔|项)?(?![季类款章条部月])")
"""Where an order is spoken of, 第二个 is a place in it."""
_PLACED = r"(?:排名?在?|排行|排到|排在|位居|位列|名列|居|列)"
_ELDER = {"大": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_NTH = re.compile(
    rf"(?P<last_ones>倒数)?(?:{_PLACED}|占)?第(?P<nth>{_NUMERAL})(?:大|多|高|贵|(?P<few>少|小|低))(?!类|项级|款级)"
    rf"|{_PLACED}第(?P<placed>{_NUMERAL})(?:位|名)?"
    rf"|(?:倒数|末尾)第?(?P<from_end>{_NUMERAL})(?:位|名|大|多|个|项)?"
    rf"|(?:{_PLACED}|(?<=[是当]))老(?P<eldest>大)(?=的|[,?]|$)"
    rf"|(?:{_PLACED})?老(?P<elder>[二三四五])(?=的?(?:是|又|[,?]|$))"
    rf"|(?:{_PLACED})(?:头|首)(?:一?名|一?位|一个|个)?|头(?:一名|一位|一号|一个(?=是))|头名(?!是)|(?<!\d)第一名|第(?P<named>{_NUMERAL})名(?!称)"
)
_RANKING = re.compile("[第前头首最后倒末垫老]")
"""No rank is told without one of these."""
_SEVERAL = 3
"""How many 前几 is taken to be."""


def ranks_in(text: str) -> list[Mention]:
    """Return the ranks asked for in a folded question, each a mention with its cue (most or least).

    >>> [
    ...     (m.text, m.ranks, sorted(m.ops()))
    ...     for m in ranks_in("支出前三大的是哪几个,排第二的是什么")
    ... ]
    [('前三大', (1, 3), ['most']), ('排第二', (2, 2), ['most'])]
    """
    if not _RANKING.search(text):
        return []
    up = bool(_ASCENDING.search(text))
    found = [
        _mention(match, (1, _number(match["last"])), least=up or pattern is _LAST)
        for pattern in (_TOP, _HEAD, _LAST)
        for match in pattern.finditer(text)
    ]
    found += [
        _mention(match, (1, _number(match["last"])), least=up, start=match.start("last"))
        for match in _FIRST_OF.finditer(text)
    ]
    for match in _NTH.finditer(text):
        said = match["nth"] or match["placed"] or match["from_end"] or match["named"]
        nth = _number(said) if said else _ELDER.get(match["elder"] or "", 1)
        least = bool(match["last_ones"] or match["few"] or match["from_end"])
        found.append(_mention(match, (nth, nth), least=least))
    if not found:
        found += [
            _mention(match, (_number(match["nth"]), _number(match["nth"])), least=up)
            for match in _IN_ORDER.finditer(text)
            if _ORDERED.search(text)
        ]
    return found


def _mention(
    match: re.Match[str], ranks: tuple[int, int], *, least: bool, start: int | None = None
) -> Mention:
    first = match.start() if start is None else start
    said = match.string[first : match.end()]
    cue = Cue(op="least" if least else "most", words=(said,))
    return Mention(first, match.end(), Sort.CUE, said, cues=(cue,), ranks=ranks)


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return chinese_integer(printed) or _SEVERAL
