"""People in sentences and below tables: posts, who fills them, and who has retired."""

from __future__ import annotations

import pytest

from knowledge.document import Paragraph, Place, Table
from knowledge.extract.prose import facts_in_notes
from tests.knowledge.extract.sentences import ABOUT, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我站共有编制15名，实有14名；退休人员6人。",
            ["staffing_quota 15名", "on_duty 14名", "retired 6人"],
        ),
        (
            "编制40名，实有36名，其中行政编制10名，实有9名；事业编制30名，实有27名。",
            [
                "staffing_quota 40名",
                "on_duty 36名",
                "administrative_posts staffing_quota 10名",
                "administrative_posts on_duty 9名",
                "institution_posts staffing_quota 30名",
                "institution_posts on_duty 27名",
            ],
        ),
        (
            "编制30名，其中行政编制20名；实有人员28人，退休15人。",
            [
                "staffing_quota 30名",
                "administrative_posts staffing_quota 20名",
                "on_duty 28人",
                "retired 15人",
            ],
        ),
        (
            "在职职工120人，离休干部2人，退休职工45人。",
            ["on_duty 120人", "honorary_retired 2人", "retired 45人"],
        ),
        ("核定编制12个，在编10人。", ["staffing_quota 12个", "on_duty 10人"]),
        ("财政供养的退休人员共有41人。", ["retired 41人"]),
        (
            "实有人员72人，其中：在职人员46人，离退休人员26人。",
            ["label:实有人员 72人", "on_duty 46人", "former_staff 26人"],
        ),
    ],
)
def test_posts_and_people_are_told_apart(text: str, expected: list[str]) -> None:
    assert told(text) == [f"amount {fact} 2026" for fact in expected]


def test_a_note_below_a_table_counts_people_and_tells_no_money() -> None:
    notes = (
        Paragraph("1.在职人员46人，离退休人员26人。", Place(page=3)),
        Paragraph("2.公务接待费含上年结转3万元。", Place(page=3)),
    )
    table = Table(4, "表7", "三公经费表", "万元", (), (), (), Place(page=3), notes=notes)
    facts = facts_in_notes((table,), ABOUT)
    assert [(str(f.value), f.unit) for f in facts] == [("46", "人"), ("26", "人")]
    assert {f.citation.place.page for f in facts} == {3}
