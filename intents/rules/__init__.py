"""The rules, most particular first: the order is the contents page of what can be asked."""

from intents.rules import compare, lookups, papers, words
from intents.rules.rule import STRONG, Rule
from intents.rules.view import View

_ORDER = """
faults tables balance which_of oddity agree identity number code table as_of where define vacancy complement share times
extreme_year extreme threshold average sum reason use trend change words absent parts people lookup
""".split()
_BY_NAME = {rule.name: rule for rule in (*papers.RULES, *words.RULES, *compare.RULES, *lookups.RULES)}
RULES: tuple[Rule, ...] = tuple(_BY_NAME[name] for name in _ORDER)

__all__ = ["RULES", "STRONG", "Rule", "View"]
