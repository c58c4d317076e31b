"""Floor 2, what the question means. This door holds the only names that the floor above imports."""

from intents.conversation import Conversation
from intents.lexicon import LexiconError
from intents.mentions import Vocabulary, vocabulary_of
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
    "LexiconError",
    "Library",
    "NoPaper",
    "Outcome",
    "Step",
    "Unclear",
    "Understanding",
    "Understood",
    "Vocabulary",
    "fold",
    "look_up_on_disk",
    "understanding_of",
    "vocabulary_of",
    "warm_up",
]
