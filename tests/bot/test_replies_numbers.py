"""Every number that an answer says is a fact of the reply, stands in a quote, or is reckoned as shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from bot.reply import Reply
from tests.corpus.asking import base, reply_to
from tests.corpus.cases import phrases

_NUMBER = r"[−-]?\d[\d,]*(?:\.\d+)?"
_FORMULA = re.compile(
    rf"(?P<left>[(\d][\d.,\s()+−×÷]*[+−×÷][\d.,\s()+−×÷]*?)\s=\s(?P<right>{_NUMBER})(?P<percent>%?)"
)
_ASIDE = re.compile(
    r"第 ?\d+ ?[行页]"  # where it stands
    r"|附表\d+-\d+(?:\.\d+)?|《[^》]*》"
    r"|(?<!\d)(?:19|20)\d{2}(?= ?[年、\-]|\b)|\d+ 月 \d+ 日"  # years and dates
    r"|共(?:有)? \d+ [行张]|\d+ 条|\d+ [处格项]"  # how much there is of it
    r"|空白不等于 0|[超低][过于] [\d,.]+ (?:万元|元)"  # a blank, and the bound that was asked about
    r"|按 (?:12 个月|365 天)算|027-\d+"
)
_ANSWERED = [(phrase.text, phrase.about) for phrase in phrases()]
_RECKONED = [
    (phrase.text, phrase.about)
    for phrase in phrases()
    if phrase.group.answer.derived and phrase.rule != "count"
]
_CONSTANTS = frozenset(map(Decimal, (2, 3, 12, 365, 100)))
"""What is divided by, beside facts: years, months, days."""


@pytest.mark.parametrize(("question", "about"), _ANSWERED)
def test_every_number_said_has_its_source(question: str, about: str) -> None:
    reply = reply_to(question, about)
    assert _unfounded(reply) == []


@pytest.mark.parametrize(("question", "about"), _ANSWERED)
def test_every_formula_shown_holds(question: str, about: str) -> None:
    for left, right, percent in _formulas(reply_to(question, about).text):
        wanted = _number(right)
        given = evaluate(left) * (100 if percent and "÷" in left else 1)
        assert given.quantize(Decimal(1).scaleb(_exponent(wanted)), ROUND_HALF_UP) == wanted, (
            f"{left} = {right}"
        )


@pytest.mark.parametrize(("question", "about"), _RECKONED)
def test_every_operand_is_a_printed_fact(question: str, about: str) -> None:
    reply = reply_to(question, about)
    formulas = _formulas(reply.text)
    assert formulas
    printed = {
        abs(f.value) for f in base(about).index().paper.facts if isinstance(f.value, Decimal)
    }
    for left, _, _ in formulas:
        assert {
            _number(operand) for operand in re.findall(r"\d[\d,.]*", left)
        } <= printed | _CONSTANTS


def test_a_count_of_items_is_the_number_of_lines() -> None:
    for question, about in _ANSWERED:
        lines = reply_to(question, about).text.split("\n")
        for match in filter(None, (re.search(r"(?:有|^)\s?(\d+) 项：$", line) for line in lines)):
            assert int(match[1]) == sum(line.startswith("· ") for line in lines), question


@pytest.mark.parametrize(
    ("left", "value"),
    [
        ("186 − 207.68", "-21.68"),
        ("(186 − 207.68) ÷ 207.68", "-0.1044"),
        ("278.19 + 207.68 + 186", "671.87"),
        ("(278.19 + 207.68 + 186) ÷ 3", "223.9567"),
        ("2 + 3 × 4", "14"),
        ("−5 − −3", "-2"),
        ("1,860,000 ÷ 10,000", "186"),
    ],
)
def test_the_evaluator_reckons(left: str, value: str) -> None:
    assert evaluate(left).quantize(Decimal(value)) == Decimal(value)


def test_an_unfounded_number_would_be_seen() -> None:
    reply = reply_to("今年总预算多少钱")
    assert _unfounded(reply.model_copy(update={"text": reply.text + "\n另有 999.99 万元"})) == [
        Decimal("999.99")
    ]


def evaluate(expression: str) -> Decimal:
    """Return the value of an expression of numbers, + − × ÷ and brackets, reckoned apart from the program."""
    tokens = re.findall(r"\d[\d,]*(?:\.\d+)?|[()+−×÷]", expression)
    value, rest = _sum(tokens)
    assert not rest, expression
    return value


def _sum(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _product(tokens)
    while rest and rest[0] in "+−":
        sign = 1 if rest[0] == "+" else -1
        term, rest = _product(rest[1:])
        value += sign * term
    return value, rest


def _product(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, rest = _atom(tokens)
    while rest and rest[0] in "×÷":
        factor, after = _atom(rest[1:])
        value = value * factor if rest[0] == "×" else value / factor
        rest = after
    return value, rest


def _atom(tokens: list[str]) -> tuple[Decimal, list[str]]:
    if tokens[0] == "−":
        value, rest = _atom(tokens[1:])
        return -value, rest
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        assert rest[0] == ")"
        return value, rest[1:]
    return _number(tokens[0]), tokens[1:]


def _formulas(text: str) -> list[tuple[str, str, str]]:
    return [(_balanced(m["left"]), m["right"], m["percent"]) for m in _FORMULA.finditer(text)]


def _balanced(left: str) -> str:
    """Return a formula's left side without a bracket that was opened around the whole of it."""
    return left[1:] if left.count("(") > left.count(")") else left


def _unfounded(reply: Reply) -> list[Decimal]:
    """Return the numbers of a reply's text that are neither facts, nor quoted, nor reckoned."""
    known = {
        abs(_number(f.value)) for f in reply.facts if f.value and re.fullmatch(_NUMBER, f.value)
    }
    known |= {abs(_number(right)) for _, right, _ in _formulas(reply.text)}
    quoted = "\n".join(
        (
            *(c.quote for c in reply.citations),
            *(f.value or "" for f in reply.facts),
            *reply.parts.quotes,
        )
    )
    known |= {abs(_number(n)) for n in re.findall(_NUMBER, quoted)}
    said = _without_codes(_ASIDE.sub(" ", _FORMULA.sub(" ", reply.text)))
    return [
        n for n in (abs(_number(found)) for found in re.findall(_NUMBER, said)) if n not in known
    ]


def _without_codes(text: str) -> str:
    for code in sorted(base().index().by_code, key=len, reverse=True):
        text = (
            re.sub(rf"(?<![\d.]){re.escape(code)}(?![\d.])", " ", text) if len(code) > 3 else text
        )
    return re.sub(r"^\S+ 是“", " ", text)


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("−", "-").rstrip("."))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
