"""Floor 2, what the question means. This door holds the only names that the floor above imports."""

from intents.conversation import Conversation
from intents.keeping import conversation_in, text_of
from intents.lexicon import (
    Entry,
    LexiconError,
    OwnWord,
    own_words,
    rule_examples,
    use_own,
    with_word,
    without_word,
    words_in_text,
)
from intents.lint import Fault, lexicon_faults
from intents.mentions import (
    Target,
    Vocabulary,
    alike,
    concept_targets,
    name_of_target,
    target_named,
    targets_like,
    vocabulary_of,
)
from intents.origins import Meaning, Origin, lexicon_size, meaning_of
from intents.outcomes import Assumed, Beyond, NoPaper, Outcome, Unclear, Understood
from intents.papers import Library
from intents.reading import Step
from intents.rules import rules
from intents.text import fold
from intents.tokens import look_up_on_disk, warm_up
from intents.understand import Understanding, understanding_of

RULES = rules()
"""The kinds of question, most particular first."""

__all__ = [
    "RULES",
    "Assumed",
    "Beyond",
    "Conversation",
    "Entry",
    "Fault",
    "LexiconError",
    "Library",
    "Meaning",
    "NoPaper",
    "Origin",
    "Outcome",
    "OwnWord",
    "Step",
    "Target",
    "Unclear",
    "Understanding",
    "Understood",
    "Vocabulary",
    "alike",
    "concept_targets",
    "conversation_in",
    "fold",
    "lexicon_faults",
    "lexicon_size",
    "look_up_on_disk",
    "meaning_of",
    "name_of_target",
    "own_words",
    "rule_examples",
    "target_named",
    "targets_like",
    "text_of",
    "understanding_of",
    "use_own",
    "vocabulary_of",
    "warm_up",
    "with_word",
    "without_word",
    "words_in_text",
]
