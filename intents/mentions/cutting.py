"""A question → its words: the cheapest cover of the text by what the vocabulary knows.

Leaving a character out costs most, a further piece a little: so the longest words win, as a whole and
not only from the left. A one-character filler must be a word of its own for jieba too, lest the
particles of the lexicon eat up a noun that nobody knows (人大 is not 人 and 大).
"""

from __future__ import annotations

from functools import lru_cache

from intents.lexicon import lexicon, made_of_files
from intents.mentions.common import Word
from intents.mentions.model import Mention, Sort
from intents.mentions.reweighing import reweighed
from intents.mentions.vocabulary import Vocabulary
from intents.text import is_mark
from intents.tokens import Token, frequency, part_of_speech, tokens_of

_LEFT_OUT = 1.0
_TIE = 1e-9
"""Of covers that cost the same, the one whose first word is longer."""
_PIECE = {"thing": 0.10, "cue": 0.14, "filler": 0.22, "loose": 0.2}
_LIGHT_TAGS = frozenset(
    {
        "d",
        "p",
        "c",
        "r",
        "y",
        "e",
        "o",
        "q",
        "f",
        "zg",
        "u",
        "k",
        "h",
        "ad",
        "a",
        "an",
        "z",
        "m",
    }
)
_SOFT_TAGS = frozenset("vil")
_LOOSE = Word(is_loose=True)
_SURE_OF = 2
"""Words of at least this length need no consent of jieba."""


def cut(text: str, taken: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return the mentions that cover a folded question, those `taken` before among them, left to right."""
    tokens = tokens_of(text)
    edges = frozenset(edge for token in tokens for edge in (token.start, token.end))
    solid = _solid(tokens, vocabulary)
    fixed = {mention.start: mention for mention in taken}
    blocked = {i for mention in taken for i in range(mention.start, mention.end)}
    size = wall = len(text)
    cost: list[float] = [0.0] * (size + 1)
    step: list[tuple[int, Mention | Word | None]] = [(0, None)] * (size + 1)
    for start in range(size - 1, -1, -1):
        wall = start if start in blocked else wall
        if start in fixed:
            mention = fixed[start]
            cost[start], step[start] = cost[mention.end], (mention.end, mention)
            continue
        best, end, named = cost[start + 1], start + 1, None
        mark = is_mark(text[start])
        best += 0.0 if mark else _LEFT_OUT
        for reach, word in vocabulary.words_at(text, start, wall):
            price = _price(word, start, reach, edges, solid)
            if price is not None and price + cost[reach] < best + _TIE:
                best, end, named = price + cost[reach], reach, word
        cost[start] = best
        if named is None and mark:
            step[start] = end, Mention(start, end, Sort.MARK, text[start])
        else:
            step[start] = end, named
    return _with_residues(text, _walk(step, text))


def _price(
    word: Word, start: int, end: int, edges: frozenset[int], solid: frozenset[int]
) -> float | None:
    """Return what a piece costs; None where it would break up a word that weighs."""
    on_edges = start in edges and end in edges
    breaks = end - start < _SURE_OF and (start in solid or end in solid)
    if word.names_something() or word.is_department:
        return (
            _PIECE["thing"]
            + (0.03 if word.is_alias else 0.0)
            + (0.0 if on_edges or end - start > _SURE_OF else 0.3)
        )
    if word.cues or word.is_blocking:
        if breaks:
            return None
        return _PIECE["cue"] + (0.0 if on_edges else 0.05)
    if breaks:
        return None
    if word.is_loose and not (word.is_filler or word.is_here):
        return _PIECE["loose"] if on_edges else None
    return _PIECE["filler"] + (0.0 if on_edges else 0.3)


def _mention(word: Word, start: int, end: int, text: str) -> Mention:
    sort = (
        Sort.TABLE
        if (word.tables or word.promised) and not word.concepts
        else Sort.CONCEPT
        if word.concepts
        else Sort.CUE
        if word.cues and word.labels
        else Sort.LABEL
        if word.labels
        else Sort.TOPIC
        if word.topic
        else Sort.DEPARTMENT
        if word.is_department
        else Sort.CUE
        if word.cues
        else Sort.BLOCKING
        if word.is_blocking
        else Sort.HERE
        if word.is_here
        else Sort.FILLER
        if word.is_filler or not word.is_loose
        else Sort.RESIDUE
    )
    return Mention(
        start,
        end,
        sort,
        text[start:end],
        concepts=word.concepts,
        labels=word.labels,
        cues=word.cues,
        tables=word.tables,
        promised=word.promised,
        topic=word.topic,
        blocks=sort is Sort.RESIDUE,
    )


def _solid(tokens: list[Token], vocabulary: Vocabulary) -> frozenset[int]:
    """Return the positions inside words of meaning that the vocabulary does not know: they must stay whole."""
    return frozenset(
        position
        for token in tokens
        if len(token.word) > 1
        and vocabulary.words.get(token.word, _LOOSE).is_loose
        and _is_content(token.word)
        for position in range(token.start + 1, token.end)
    )


def _is_content(word: str) -> bool:
    """Return whether jieba's dictionary holds a word as one with a meaning of its own, weighty or not."""
    tag = part_of_speech(word) if frequency(word) else None
    return tag is not None and tag[0] in "nvaijlbsztq" and tag != "zg"


def _walk(step: list[tuple[int, Mention | Word | None]], text: str) -> list[Mention | int]:
    """Return the mentions of the cheapest cover, and the positions that it leaves out."""
    found: list[Mention | int] = []
    position = 0
    while position < len(text):
        following, named = step[position]
        if isinstance(named, Word):
            named = _mention(named, position, following, text)
        found.append(named if named is not None else position)
        position = following
    return found


def _with_residues(text: str, pieces: list[Mention | int]) -> list[Mention]:
    """Return the pieces with each run of left-out characters as a residue, word by word."""
    found: list[Mention] = []
    run: list[int] = []
    for piece in [*pieces, None]:
        if isinstance(piece, int):
            run.append(piece)
            continue
        if run:
            found += _residues(text, run[0], run[-1] + 1)
            run = []
        if piece is not None:
            found.append(piece)
    return reweighed(found, text)


def _residues(text: str, start: int, end: int) -> list[Mention]:
    return [
        Mention(
            start + t.start,
            start + t.end,
            Sort.RESIDUE,
            t.word,
            blocks=weighs(t),
            soft=is_soft(t),
        )
        for t in tokens_of(text[start:end])
    ]


def weighs(token: Token) -> bool:
    """Return whether a word left over must not be passed over: a noun, name, number, verb or unknown word.

    >>> weighs(Token(0, 2, "贪污")), weighs(Token(0, 2, "究竟"))
    (True, False)
    """
    if len(token.word) == 1 and not token.word.isascii():
        noun = part_of_speech(token.word) == "n" and token.word not in lexicon().light_nouns
        return noun or token.word in lexicon().weighty
    if len(token.word) == _SURE_OF and token.word.startswith("所"):
        return False  # 所填, 所列: the verb only points
    if token.word in lexicon().light_nouns:
        return False
    tag = part_of_speech(token.word)
    if tag is None:
        return True
    return tag not in _LIGHT_TAGS and not tag.startswith("u")


def is_soft(token: Token) -> bool:
    """Return whether a word left over only tells how a named thing is spoken of: a verb or a saying.

    Verbs that change what is asked of money, people or things (挪用, 拖欠) are listed and never soft.

    >>> is_soft(Token(0, 2, "牵涉")), is_soft(Token(0, 2, "挪用")), is_soft(Token(0, 2, "学校"))
    (True, False, False)
    """
    return _is_soft(token.word)


@made_of_files
@lru_cache(maxsize=4096)
def _is_soft(word: str) -> bool:
    pieces = (word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    if len(word) == 1:
        # 消费券 is not all spending; beside a thing a lone character may be a slip
        return word not in lexicon().weighty
    if not lexicon().weighty_verbs.isdisjoint(pieces):
        return False
    tag = part_of_speech(word)
    return tag is not None and tag[0] in _SOFT_TAGS and tag != "vn"
