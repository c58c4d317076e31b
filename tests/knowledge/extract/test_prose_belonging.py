"""What a figure, a change or a reason told in a sentence is of: its heading, its whole, its year, its name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.extract.about import Identity
from knowledge.facts import Aspect
from tests.knowledge.extract.sentences import ACCOUNTS, read, told


def test_a_heading_names_what_its_first_sentence_does_not() -> None:
    heading = "（一）因公出国（境）经费"
    assert told("2026年预算安排0.00万元，与上年持平。", heading) == [
        "amount abroad 0.00万元 2026",
        "change abroad 0 2026",
    ]


def test_a_heading_names_nothing_further_down() -> None:
    facts, _ = read("全年预算数0万元。", "（三）国有资产占用情况", position=4)
    assert facts == []


def test_a_heading_names_nothing_where_another_thing_is_spoken_of() -> None:
    text = "公务接待费主要用于外事接待。2026年预算6.02万元。"
    facts = told(text, "四、“三公”经费预算情况说明")
    assert "amount reception 6.02万元 2026" in facts
    assert not any("three_public" in fact for fact in facts)


def test_a_paragraph_may_open_with_the_figure_of_its_heading() -> None:
    assert told("31万元，比上年增加1万元，因新录用1人。", "四、机关运行经费")[:3] == [
        "amount agency_operating 31万元 2026",
        "change agency_operating 1万元 2026",
        "reason agency_operating 新录用1人 2026",
    ]


def test_a_clause_that_begins_with_what_is_paid_gives_no_reason() -> None:
    text = "公务接待费3万元，比上年减少2万元，因公出国（境）费5万元。"
    assert [f for f in read(text)[0] if f.aspect is Aspect.REASON] == []
    assert "amount abroad 5万元 2026" in told(text)


def test_an_amount_compared_with_may_leave_its_unit_to_the_change() -> None:
    facts = told("“三公”经费3万元，较上年3.4减少0.4万元。")
    assert facts[1:] == ["amount three_public 3.4万元 2025", "change three_public -0.4万元 2026"]


def test_what_guests_from_abroad_cost_is_not_all_that_is_spent() -> None:
    facts = told("外事接待支出0万元，外事接待0批次，0人，共计支出0万元。", about=ACCOUNTS)
    assert not any(fact.startswith(("amount expenditure", "amount reception ")) for fact in facts)
    assert told("国内公务接待支出3万元。", about=ACCOUNTS) == ["amount reception 3万元 2024 决算"]


def test_the_money_of_what_has_just_been_counted_is_no_part_of_its_own() -> None:
    text = (
        "项目支出30万元，共6个项目，其中:本年拨款项目4个，金额28万元；上年结转项目2个，金额2万元。"
    )
    assert [f for f in told(text) if "万元" in f] == [
        "amount project 30万元 2026",
        "amount project this_year 28万元 2026",
        "amount carryover_in project 2万元 2026",
    ]


def test_what_was_planned_and_what_was_spent_of_it_are_told_apart() -> None:
    facts, _ = read("2024年度机关运行经费预算33万元，支出决算38万元。", about=ACCOUNTS)
    assert [(f.label, str(f.value), f.phase.value) for f in facts] == [
        ("机关运行经费预算", "33", "budget"),
        ("机关运行经费", "38", "final_accounts"),
    ]


def test_a_parts_own_accounts_are_not_the_wholes() -> None:
    text = (
        "“三公”经费支出全年预算为14万元，支出决算为11万元，完成全年预算的79%。"
        "其中:公务接待费全年预算为2万元，支出决算为1万元，完成预算的50%。"
    )
    assert told(text, about=ACCOUNTS) == [
        "amount three_public 14万元 2024",
        "amount three_public 11万元 2024 决算",
        "amount completion_rate three_public 79% 2024 决算",
        "amount reception 2万元 2024",
        "amount reception 1万元 2024 决算",
        "amount completion_rate reception 50% 2024 决算",
    ]


def test_the_years_of_a_reason_date_nothing_behind_it() -> None:
    text = (
        "公务用车购置费未安排，比2025年减少18万元，主要原因是2025年更新车辆1辆，2025年10月验收；"
        "公务用车运行维护费42万元，比2025年减少2万元。"
    )
    facts = told(text)
    assert "amount vehicle_running 42万元 2026" in facts
    assert "change vehicle_running -2万元 2026" in facts


def test_subtotals_of_people_are_those_people() -> None:
    facts = told("编制人数小计14人，其中:行政编制12人。年末在校学生204人。")
    assert facts[0] == "amount staffing_quota 14人 2026"
    assert facts[-1] == "amount label:在校学生 204人 2026"


def test_what_a_performance_review_involves_is_not_the_departments_money() -> None:
    text = "对项目支出实施绩效目标管理，涉及预算拨款39,560.87万元，其中财政拨款100万元。"
    facts, _ = read(text, "（六）预算绩效情况")
    assert [fact.value for fact in facts] == [Decimal("39560.87"), Decimal(100)]
    assert not any(fact.terms <= {"fiscal_appropriation", "project"} for fact in facts)


def test_the_overall_budget_is_not_taken_for_its_last_part() -> None:
    text = "支出总计100万元，其中基本支出60万元；项目支出40万元。2026年预算比2025年预算增加50万元，增长3.08%。"
    changes = [f for f in read(text)[0] if f.aspect in {Aspect.CHANGE, Aspect.CHANGE_PERCENT}]
    assert changes == []


def test_a_percentage_goes_with_the_change_before_it() -> None:
    text = "一般公共预算拨款100万元，比2025年减少50万元，减幅33.33%，扣除基建后比2025年增加2万元，增幅20.26%。"
    percents = [f for f in read(text)[0] if f.aspect is Aspect.CHANGE_PERCENT]
    assert [(f.value, "general_budget" in f.terms) for f in percents] == [
        (Decimal("-33.33"), True),
        (Decimal("20.26"), False),
    ]


def test_a_count_in_front_of_another_is_not_the_other() -> None:
    text = "机关及下属3个单位公务用车保有量为5辆。"
    assert [f.value for f in read(text)[0] if "official_vehicles" in f.terms] == [Decimal(5)]


def test_both_directions_printed_with_an_amount_is_a_finding_and_no_fact() -> None:
    facts, findings = read("机关运行经费10万元，比上年增加（减少）5万元。")
    assert [fact.aspect for fact in facts] == [Aspect.AMOUNT]
    assert [finding.code for finding in findings] == ["direction_unclear"]


def test_both_directions_printed_with_nought_is_no_change() -> None:
    assert (
        told("机关运行经费10万元，比上年增加（减少）0万元。")[-1]
        == "change agency_operating 0万元 2026"
    )


def test_a_year_compared_with_itself_is_a_finding() -> None:
    _, findings = read("2025年“三公”经费预算13.85万元,比2025年减少5.45万元。")
    assert [finding.code for finding in findings] == ["compared_with_itself"]


def test_last_years_figure_beside_this_years_is_no_comparison_with_itself() -> None:
    text = (
        "2026年“三公经费”预算数为7.61万元，2025年预算数为9.23万元，和2025年相比预算减少1.62万元。"
    )
    facts, findings = read(text)
    assert findings == []
    assert [(f.value, f.year) for f in facts] == [
        (Decimal("7.61"), 2026),
        (Decimal("9.23"), 2025),
        (Decimal("-1.62"), 2026),
    ]


def test_a_year_that_cannot_be_mended_has_no_reading() -> None:
    facts, findings = read("机关运行经费10万元，比20974年预算减少5万元。")
    assert [finding.code for finding in findings] == ["unclear_year"]
    assert facts[-1].base_year is None


def test_the_two_sides_are_not_parts_of_each_other() -> None:
    text = "收入预算100万元，其中：财政拨款收入100万元，支出预算100万元。"
    assert [fact.parent for fact in read(text)[0]] == [None, "p1.1", None]


def test_more_than_is_left_is_no_part() -> None:
    text = "基本支出100万元，其中：人员经费90万元，项目支出40万元。"
    assert [fact.parent for fact in read(text)[0]] == [None, "p1.1", None]


ELSEWHERE = Identity("某镇", "甲县乙镇人民政府2026年部门预算", "甲县乙镇人民政府", 2026)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("乙镇人民政府收支总预算10万元。", ["amount expenditure grand_total revenue 10万元 2026"]),
        ("乙镇人民政府机关编制56人。", ["amount staffing_quota 56人 2026"]),
        ("丙市甲县乙镇人民政府“三公”经费预算5万元。", ["amount three_public 5万元 2026"]),
        ("乙镇人民政府临聘人员经费5万元。", ["amount label:乙镇人民政府临聘人员经费 5万元 2026"]),
        ("固定资产账上共有机动车3辆。", ["amount official_vehicles 3辆 2026"]),
        ("预算内政府采购资金110万元。", ["amount procurement 110万元 2026"]),
        ("2026驻京经费312万元。", ["amount label:驻京经费 312万元 2026"]),
    ],
)
def test_a_known_term_is_found_behind_the_publisher_s_name_or_a_verb(
    text: str, expected: list[str]
) -> None:
    assert told(text, about=ELSEWHERE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全年安排因公出国（境）团组2个，累计5人次。",
            ["amount abroad_groups 2个 2024 决算", "amount abroad_people 5人次 2024 决算"],
        ),
        (
            "国内公务接待15批次，120人次，支出2.05万元。",
            [
                "amount reception_batches 15批次 2024 决算",
                "amount reception_people 120人次 2024 决算",
                "amount reception 2.05万元 2024 决算",
            ],
        ),
        (
            "公务接待费1.20万元。共接待国内来访团组15个、来宾120人次。",
            [
                "amount reception 1.20万元 2024 决算",
                "amount reception_batches 15个 2024 决算",
                "amount reception_people 120人次 2024 决算",
            ],
        ),
        (
            (
                "其中：国内接待费1.20万元，主要用于迎检，共计接待15批次、120人次（不包括陪同人员）；"
                "国（境）外接待费0万元，共计接待0批次、0人次。"
            ),
            [
                "amount label:国内接待费 1.20万元 2024 决算",
                "use label:国内接待费 迎检，共计接待15批次、120人次（不包括陪同人员） 2024 决算",
                "amount reception_batches 15批次 2024 决算",
                "amount reception_people 120人次 2024 决算",
                "amount label:国(境)外接待费 0万元 2024 决算",
                "amount label:国(境)外 reception_batches 0批次 2024 决算",
                "amount label:国(境)外 reception_people 0人次 2024 决算",
            ],
        ),
    ],
)
def test_batches_and_people_are_counts_of_what_they_were_for(
    text: str, expected: list[str]
) -> None:
    assert told(text, about=ACCOUNTS) == expected


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "行政运行（项）。年初预算为57.00万元，支出决算为58.00万元。决算数大于预算数的主要原因是增人。",
            "label:行政运行",
        ),
        ("“三公”经费支出决算数小于年初预算数的主要原因是增人。", "three_public"),
        ("相比2023年公务接待费有所减少，主要是因为增人。", "reception"),
        ("“三公”经费支出决算小于预算数的主要情况：增人。", "three_public"),
    ],
)
def test_a_reason_without_a_figure_is_of_what_its_words_name(text: str, about: str) -> None:
    facts, _ = read(text, about=ACCOUNTS)
    (reason,) = [fact for fact in facts if fact.aspect is Aspect.REASON]
    assert reason.value == "增人"
    assert reason.terms == {about}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("收入预算100万元，其中事业收入90万元、其他收入10万元，较上年减少5万元。", {"revenue"}),
        ("收入预算100万元，其中事业收入80万元、其他收入1万元，较上年减少5万元。", {"revenue"}),
        (
            "收入预算100万元，较上年减少5万元，其中事业收入90万元、其他收入10万元，较上年减少5万元。",
            {"other_income", "revenue"},
        ),
        (
            "收入预算100万元，其中事业收入90万元，增加1万元；其他收入10万元，较上年减少5万元。",
            {"other_income", "revenue"},
        ),
        (
            "收入预算100万元，其中：事业收入100万元，较上年减少5万元。",
            {"institution_income", "revenue"},
        ),
    ],
)
def test_a_change_behind_a_list_of_parts_is_the_whole_s(text: str, about: set[str]) -> None:
    facts, _ = read(text)
    change = [fact for fact in facts if fact.aspect is Aspect.CHANGE][-1]
    assert change.value == Decimal(-5)
    assert change.terms == about


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.教育支出（类）进修及培训（款）培训支出（项）：支出决算为6万元，完成预算50%。",
            [
                "amount label:培训支出 6万元 2024 决算",
                "amount completion_rate label:培训支出 50% 2024 决算",
            ],
        ),
        ("公务接待费：支出决算为5万元。", ["amount reception 5万元 2024 决算"]),
        ("收入预算编制情况：2024年收入预算5万元。", ["amount revenue 5万元 2024"]),
        ("培训支出（2050803）：2024年支出决算5万元。", ["amount label:培训支出 5万元 2024 决算"]),
        (
            "收入预算10万元，支出决算9万元。",
            ["amount revenue 10万元 2024", "amount expenditure 9万元 2024 决算"],
        ),
    ],
)
def test_a_bare_final_figure_is_the_item_s_before_it(text: str, expected: list[str]) -> None:
    assert told(text, about=ACCOUNTS) == expected


def test_a_comparison_is_no_part_of_what_a_reason_is_of() -> None:
    facts, _ = read("基本支出预算较上年增加，原因是增人。")
    assert [(fact.aspect, set(fact.terms)) for fact in facts] == [(Aspect.REASON, {"basic"})]


def test_the_whole_budget_is_told_under_a_heading_about_both_sides() -> None:
    text = "2026年预算比2025年预算增加50.32万元，增长3.08%。"
    assert told(text, "一、收支总表情况说明") == [
        "change expenditure revenue 50.32万元 2026",
        "change_percent expenditure revenue 3.08% 2026",
    ]
    assert told(text, "八、项目情况说明") == []


def test_parts_are_of_their_whole_s_year_and_phase() -> None:
    text = "2023年“三公”经费决算22.62万元。其中公务接待费为20.10万元。"
    assert told(text)[1] == "amount reception 20.10万元 2023 决算"


def test_a_reason_is_given_for_what_its_sentence_tells_to_have_been_completed() -> None:
    text = "（二）教育支出年初预算数为60万元，决算数为80万元，完成年初预算的133%，主要原因是：年中追加经费。"
    assert told(text, about=ACCOUNTS)[-1] == "reason label:教育支出 年中追加经费 2024 决算"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "公务接待费1.5万元，比上年减少0.3万元，国内接待26批次、180人次。减少原因：少陪餐。",
            "reason reception 少陪餐 2026",
        ),
        (
            "收入5万元，比上年减少2万元，其中事业收入1万元，比上年减少1万元。减少的主要原因：任务已完成。",
            "reason revenue 任务已完成 2026",
        ),
    ],
)
def test_a_reason_in_a_sentence_of_its_own_is_of_what_changed_before(
    text: str, reason: str
) -> None:
    assert told(text)[-1] == reason


def test_a_total_named_shorter_behind_its_amount_is_still_of_its_fund() -> None:
    text = "2026年财政拨款收、支总计均为58万元，与上年相比收、支总计各增加5万元。"
    facts, _ = read(text, "四、财政拨款收支总体情况")
    assert [(f.aspect, "fiscal_appropriation" in f.terms) for f in facts] == [
        (Aspect.AMOUNT, True),
        (Aspect.CHANGE, True),
    ]


def test_all_spending_named_behind_one_of_its_classes_is_not_that_class() -> None:
    facts, _ = read("2026年住房保障支出58万元，支出比上年增加5万元。", "二、支出情况")
    assert not any("label:住房保障支出" in f.terms for f in facts if f.aspect is Aspect.CHANGE)
