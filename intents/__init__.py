"""Floor 2, what the question means. This door holds the only names that the floor above imports."""

from intents.dialogue import Conversation
from intents.lexicon import LexiconError
from intents.mentions import Vocabulary, vocabulary_of
from intents.outcomes import Assumed, Beyond, Outcome, Unclear, Understood
from intents.rules import RULES
from intents.text import fold
from intents.tokens import warm_up
from intents.understand import Step, Understanding, understanding_of

__all__ = [
    "RULES", "Assumed", "Beyond", "Conversation", "LexiconError", "Outcome", "Step", "Unclear", "Understanding",
    "Understood", "Vocabulary", "fold", "understanding_of", "vocabulary_of", "warm_up",
]
