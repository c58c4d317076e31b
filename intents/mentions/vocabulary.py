"""Every word that may be recognised in a question about one paper: the lexicon's and the paper's own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from intents.lexicon import lexicon, made_of_files, marks
from intents.mentions.common import Word, Words, common_lengths, common_words, lengths_by_start
from intents.mentions.kindred import fold_synonyms
from intents.mentions.members import Member, OwnLevel, members_of, own_level_of
from intents.numerals import NUMERALS, chinese_integer
from intents.tokens import tokens_of
from knowledge import Aspect, PaperIndex, known_terms, neutral_names, plain_label, squash

_TABLE = "表"
_UNITS = re.compile(
    r"(?:本级|本部|机关)(?:及|和|以及|、|与|决算|预算)|[下所]属\d+[个家]|个下属单位|本级、"
)
"""How a paper says that its figures are of a department with the units under it."""
_BRACKET_BEHIND = re.compile(r"[(（][^()（）]*[)）]$")
"""What a table is of may stand behind its title: 绩效目标表(一级项目)."""
_SHORTEST_TITLE = 5
"""A table may be called by the tail of its title from this many characters on (绩效目标表)."""


_UNKNOWN = Word()
_LONG_LABEL = 6
"""Characters of a label that is told by what stands before the 支出 at its end."""
_ALONE = (1,)
"""How long words may be where none of two and more characters begins so: one character may always be one."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of the lexicon and of one paper; each is itself alone, so that what is made of it can be kept."""

    words: dict[str, Word]
    longest: int
    labels: dict[str, str]
    """Folded label → its term; for parts of labels."""
    codes: frozenset[str]
    table_numbers: dict[str, tuple[int, ...]]
    """Folded table number (4-5.1) → table indexes."""
    text: str
    """All that the paper says, folded: to know whether a word stands in it at all."""
    units: frozenset[str] = field(default_factory=frozenset)
    department: str = ""
    """The department's name, folded: what is short for it is told by its characters."""
    own_level: OwnLevel = field(default_factory=OwnLevel)
    """The department's head by itself, among the rows of its units."""
    members: tuple[Member, ...] = ()
    """The units under the department whose rows the paper prints."""

    def words_at(self, text: str, start: int, limit: int) -> list[tuple[int, Word]]:
        """Return the words that stand at a place of a text, shortest first, each with where it ends.

        None reaches over `limit`. Only as many lengths are tried as there are words that begin alike.
        """
        found = []
        get = self.words.get
        first = text[start : start + 2]
        for size in self._own_lengths.get(first) or common_lengths().get(first, _ALONE):
            end = start + size
            if end > limit:
                break
            word = get(text[start:end])
            if word is not None:
                found.append((end, word))
        return found

    def prepare(self) -> None:
        """Gather now what else would be gathered when the first question is cut into words."""
        _ = self._own_lengths

    @cached_property
    def labels_in_a_row(self) -> str:
        """Return all labels, one a line: to know whether words stand in any of them."""
        return "\n".join(self.labels)

    @cached_property
    def folded_labels(self) -> str:
        """Return all labels with words of one meaning written one way, one a line."""
        return "\n".join(map(fold_synonyms, self.labels))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Return the words of two and more Chinese characters that the paper prints, wherever."""
        printed = (token.word for token in tokens_of(self.text))
        return frozenset(
            w for w in printed if len(w) > 1 and all("\u4e00" <= c <= "\u9fff" for c in w)
        )

    @cached_property
    def is_of_one_unit(self) -> bool:
        """Return whether the paper is of one unit alone: it tells of no units under the department."""
        head = self.department.rstrip(")")
        if head.endswith("本级") or (f"{head}本级" in self.labels and not self.members):
            return True
        has_rows = self.department in self.labels and any(
            label.endswith(tuple(marks("units"))) for label in self.labels
        )
        return not has_rows and not _UNITS.search(self.text)

    @cached_property
    def unit_terms(self) -> frozenset[str]:
        """Return the labels of the units under the department, and of its head where there are such units."""
        own = frozenset(self.own_level.labels)
        named = own | {self.labels[n] for n in (self.department,) if n in self.labels}
        members = self.member_terms
        return members | named if members or len(own) > 1 else frozenset()

    @cached_property
    def member_terms(self) -> frozenset[str]:
        """Return the labels of the units under the department."""
        return frozenset(member.term for member in self.members)

    @cached_property
    def _own_lengths(self) -> dict[str, tuple[int, ...]]:
        """The lengths of words that begin alike, where the paper's own make them others than the lexicon's."""
        common = common_lengths()
        own = lengths_by_start(self.words.keys() - common_words().keys())
        return {
            first: tuple(sorted({1, *sizes, *common.get(first, ())}))
            for first, sizes in own.items()
        }


def vocabulary_of(index: PaperIndex) -> Vocabulary:
    """Return the words that may be recognised in a question about one paper."""
    labels = {_fold_label(label): term for label, term in index.labels().items() if len(label) >= 2}
    found = Words(dict(common_words()))
    for label, term in labels.items():
        found.add(label, labels=(term,))
    _add_without_heads(found, labels)
    _add_kind(found, index)
    _add_aliases(found, labels)
    _add_tables(found, index)
    _add_headers(found, index)
    found.add_all(_department_names(index), is_department=True)
    return Vocabulary(
        words=found.words,
        longest=max(map(len, found.words)),
        labels=labels,
        codes=frozenset(code.lower() for code in index.by_code),
        table_numbers=_table_numbers(index),
        text=_text_of(index),
        units=frozenset(fact.unit for fact in index.paper.facts if fact.unit),
        department=squash(index.paper.department).lower(),
        own_level=own_level_of(index, labels),
        members=members_of(index),
    )


def number_key(printed: str) -> str:
    """Return a table's number without the words around it.

    >>> number_key("附表4-5.1"), number_key("公开01表"), number_key("表十二")
    ('4-5.1', '1', '12')
    """
    words = re.search(rf"[{NUMERALS}]+", printed)
    if words and not any(c.isdigit() for c in squash(printed)):
        return str(chinese_integer(words[0]))
    digits = "".join(c for c in squash(printed) if c.isdigit() or c in "-.")
    return "-".join(part.lstrip("0") or "0" for part in digits.strip("-.").split("-"))


def _add_without_heads(found: Words, labels: dict[str, str]) -> None:
    """Add long labels without the 支出 at their end, where that is no word for something else.

    机关事业单位基本养老保险缴费 is the row 机关事业单位基本养老保险缴费支出 where no other is so called.
    """
    for label, term in labels.items():
        for head in marks("heads_left_out"):
            short = label.removesuffix(head)
            if len(short) < _LONG_LABEL or short == label:
                continue
            if not found.words.get(short, _UNKNOWN).names_something():
                found.add(short, labels=(term,), is_filler=False, is_alias=True)


def _add_kind(found: Words, index: PaperIndex) -> None:
    """Add what people call a department of this kind (全校 of a university), where it names nothing else."""
    department = squash(index.paper.department).split("(")[0]
    for kind in lexicon().kinds:
        if department.endswith(kind.names):
            for word in kind.words:
                if not found.words.get(word, Word()).names_something():
                    found.add(word, is_here=True)


def _add_aliases(found: Words, labels: dict[str, str]) -> None:
    """Add what people call the labels that the paper prints, but for what they call the department itself."""
    for label, aliases in _aliases():
        term = labels.get(label)
        if term is not None:
            named = (
                alias
                for alias in aliases
                if alias not in labels and not found.words.get(alias, _UNKNOWN).is_here
            )
            found.add_all(named, labels=(term,), topic=None, is_filler=False, is_alias=True)


@made_of_files
@lru_cache(maxsize=1)
def _aliases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the labels that the lexicon knows, each with what people call it, folded."""
    return tuple(
        (_fold_label(name), tuple(map(_fold_label, entry.aliases)))
        for entry in lexicon().labels
        for name in (entry.name, *entry.also)
    )


def _add_tables(found: Words, index: PaperIndex) -> None:
    """Add the names of the tables, those of the contents page too; one that the body lacks is only promised."""
    for table in index.paper.tables:
        found.add_all(_titles(table.title), tables=(table.index,))
    for promise in index.paper.promises:
        name = plain_label(promise.name)
        if promise.table is not None:
            found.add(name, tables=(promise.table,))
        elif name.endswith(_TABLE):
            found.add(name, promised=(promise.name,))


def _add_headers(found: Words, index: PaperIndex) -> None:
    """Add the words of the tables' headers: they say where to look; a topic that is printed is none.

    A column of a part (其中：教育收费) is asked for by the part's name.
    """
    for name in _header_words(index):
        head, _, part = name.partition(":")
        if head in marks("of_which") and found.words.get(part, _UNKNOWN).names_something():
            continue
        old = found.words.get(name, Word(is_filler=True))
        if old.topic and not old.names_something_else():
            found.words[name] = Word(is_filler=True, is_header=True)
        elif old.is_filler:
            found.add(name, is_filler=True, is_header=True)


def _table_numbers(index: PaperIndex) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for table in index.paper.tables:
        if table.number:
            numbers[number_key(table.number)].append(table.index)
    return {key: tuple(found) for key, found in numbers.items()}


def _fold_label(label: str) -> str:
    return squash(label).lower()


def _titles(title: str | None) -> set[str]:
    """Return the names by which a table may be called: its title, and each part of a compound title."""
    if not title:
        return set()
    whole = squash(title)
    parts = {squash(part) for part in title.split(" · ")}
    parts |= {_BRACKET_BEHIND.sub("", part) for part in parts}
    tails = {
        part[cut:]
        for part in parts
        if part.endswith(_TABLE)
        for cut in range(1, len(part) - _SHORTEST_TITLE + 1)
    }
    return {
        name for name in {whole, *parts, *tails} if len(name) >= 3 and name not in _term_names()
    }


@lru_cache(maxsize=1)
def _term_names() -> frozenset[str]:
    return frozenset(squash(name) for term in known_terms().values() for name in term.names)


def _header_words(index: PaperIndex) -> set[str]:
    """Return the words of the tables' headers, and the neutral ones of every table (小计, 预算数)."""
    printed = {
        part for table in index.paper.tables for column in table.columns for part in column.path
    }
    return {squash(part).lower() for part in printed if 2 <= len(squash(part)) <= 12} | set(
        neutral_names()
    )


def _department_names(index: PaperIndex) -> set[str]:
    """Return the department's full name and the tails of it that people use: 信访局, 市信访局."""
    full = squash(index.paper.department)
    names = {full}
    for mark in (")", "区", "市", "县", "省"):
        cut = full.rfind(mark)
        if 0 <= cut < len(full) - 3:
            names |= {full[cut + 1 :], full[cut:].lstrip(")")}
    return {name for name in names if len(name) >= 3}


def _text_of(index: PaperIndex) -> str:
    seen: dict[str, None] = {}
    for fact in index.paper.facts:
        if fact.aspect is Aspect.PARAGRAPH:
            continue  # the whole text that it is a part of is there already
        place = fact.citation.place
        said = fact.value if isinstance(fact.value, str) else None
        for part in (
            fact.label,
            fact.citation.quote,
            said,
            place.row,
            place.column,
            place.table_title,
            place.section,
        ):
            if part:
                seen.setdefault(part)
    return squash("\n".join(seen)).lower()
