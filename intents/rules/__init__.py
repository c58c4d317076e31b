"""The rules in the order of rules.toml, most particular first: the contents page of what can be asked."""

from functools import lru_cache

from intents.lexicon import checking_files, rule_texts
from intents.rules import (
    checking,
    compare,
    counting,
    extremes,
    lookups,
    named,
    papers,
    shares,
    sums,
    words,
)
from intents.rules.rule import STRONG, Rule
from intents.rules.view import View

__all__ = ["STRONG", "Rule", "View", "rules"]

_READERS = (
    papers.READERS
    | checking.READERS
    | words.READERS
    | named.READERS
    | compare.READERS
    | shares.READERS
    | sums.READERS
    | extremes.READERS
    | counting.READERS
    | lookups.READERS
)


@checking_files
@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules; each has its reader in code and its words in rules.toml, by the same name."""
    return tuple(
        Rule(
            text.name,
            text.asks,
            _READERS[text.name],
            frozenset(text.needs),
            frozenset(text.accounts),
            text.right,
            text.wrong,
            text.about,
        )
        for text in rule_texts(frozenset(_READERS))
    )
