"""The national subject codes: what they name, complete and judge."""

from __future__ import annotations

import pytest

from knowledge.subjects import is_name_of, is_subject_name, subject, whole_code, wholes


def test_a_code_is_named_and_filed_under_its_wholes() -> None:
    found = subject("2210201")
    assert found is not None
    assert (found.name, found.level, found.classification) == ("住房公积金", 3, "functional")
    assert [whole.code for whole in wholes("2210201")] == ["221", "22102"]


def test_the_codes_of_units_and_projects_are_no_subjects() -> None:
    assert [subject(code) for code in ("125001", "062", "9999999")] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "code", "fits"),
    [
        ("维修(护)费", "30213", True),
        ("维修（护）费", "30213", True),
        ("行政事业单位离退休", "20805", True),
        ("机关事业单位基本养老保险缴费", "2080505", True),
        ("物业管理费", "30208", False),
        ("某某中心", "125001", None),
    ],
)
def test_a_printed_name_is_the_code_s_own_in_any_year(
    name: str, code: str, fits: bool | None
) -> None:
    assert is_name_of(name, code) is fits


def test_the_end_of_a_code_is_completed_by_its_name_where_one_subject_fits() -> None:
    assert whole_code("公务员医疗补助", "03") == "2101103"
    assert whole_code("行政运行", "01") is None


def test_a_whole_name_is_told_from_a_piece_of_it() -> None:
    assert is_subject_name("机关事业单位职业年金缴费支出")
    assert not is_subject_name("机关事业单位职业年")
