"""Users and replies to keep: who asked, and what they were told."""

from __future__ import annotations

from bot.reply import Parts, Reply, ReplyCitation, ReplyFact
from bot.state import Pseudonyms

KEY = Pseudonyms(b"a key of the tests")
WANG, LI = KEY.of("user", 42), KEY.of("user", 43)
DAY = 24 * 3600.0


def answered(question: str) -> Reply:
    citation = ReplyCitation(document="甲局", title="甲局 2026 年部门预算", quote="0.00")
    fact = ReplyFact(label="合计", value="0", unit="万元", year=2026, entity="甲局", state="zero")
    return Reply(
        question=question, status="answered", text="0 万元", facts=(fact,), citations=(citation,)
    )


def refused(question: str, refusal: str, word: str = "") -> Reply:
    parts = Parts(refusal=refusal, word=word)
    return Reply(question=question, status="out_of_scope", text="没听懂", parts=parts)
