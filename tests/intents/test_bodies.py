"""What the name of a thing tells: that it is a body of its own, or a sum of money."""

from __future__ import annotations

from intents.mentions.bodies import with_bodies
from intents.mentions.model import How, Mention, Sort
from intents.outcomes import Understood
from knowledge import Kind
from tests.corpus.asking import understood

_UNKNOWN = Mention(0, 2, Sort.RESIDUE, "仁和")
_ROW = Mention(2, 4, Sort.LABEL, "医院", labels=("label:公立医院",), how=How.PART)


def test_a_name_before_the_end_of_a_rows_label_weighs() -> None:
    assert [m.blocks for m in with_bodies([_UNKNOWN, _ROW])] == [True, False]


def test_before_a_whole_label_or_another_word_it_does_not() -> None:
    whole = Mention(2, 6, Sort.LABEL, "医院建设", labels=("label:医院建设",))
    apart = Mention(3, 5, Sort.LABEL, "医院", labels=("label:公立医院",), how=How.PART)
    other = Mention(2, 4, Sort.LABEL, "补助", labels=("label:生活补助",), how=How.PART)
    for following in (whole, apart, other):
        assert with_bodies([_UNKNOWN, following])[0] == _UNKNOWN


def test_a_name_of_money_asked_for_by_how_much_is_asked_for_its_amount() -> None:
    outcome = understood("区社保处工作经费多少").outcome
    assert isinstance(outcome, Understood)
    assert outcome.queries[0].kind is Kind.MONEY
