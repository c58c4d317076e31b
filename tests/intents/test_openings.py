"""What a question opens with and does not ask is left out; how it is to be reckoned is kept."""

import pytest

from intents.openings import without_openings


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("中央都要求过紧日子了,接待费压了多少", "接待费压了多少"),
        ("不是天天喊厉行节约嘛,三公怎么还涨", "三公怎么还涨"),
        ("三公经费要过紧日子,比去年压了多少", "三公经费要过紧日子,比去年压了多少"),
        ("过紧日子,钱呢", "过紧日子,钱呢"),
    ],
)
def test_maxims_are_left_out_unless_they_name_a_thing(said: str, left: str) -> None:
    assert without_openings(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "按编制说明的增加额倒推,2024年支出预算应是多少",
        "据收支说明的增加额,2024年支出预算应为多少",
        "2024年支出预算是多少(按文中所列增减额反算)",
    ],
)
def test_the_source_to_reckon_from_becomes_one_word(said: str) -> None:
    left = without_openings(said)
    assert "2024年支出预算" in left
    assert not any(word in left for word in ("增加额", "增减额", "说明", "文中"))
    assert any(word in left for word in ("推", "算", "还原"))


def test_a_stated_change_that_is_itself_asked_about_stays() -> None:
    assert without_openings("按增加额,哪一项最多") == "按增加额,哪一项最多"
