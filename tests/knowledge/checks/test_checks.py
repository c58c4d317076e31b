"""What must add up: small papers, each with one fault, and what is told of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.build import paper_of
from knowledge.checks.sums import adds_up
from knowledge.document import Finding, Source
from knowledge.facts import Paper
from knowledge.readers.text import document_of

CHECKS = [
    "sum_differs",
    "parts_short",
    "forms_differ",
    "prose_differs",
    "percent_differs",
    "share_differs",
    "change_differs",
    "project_named_differently",
    "indicator_level_differs",
    "indicator_value_differs",
    "indicators_differ",
]


def read(*parts: str) -> Paper:
    text = "\n\n".join(("某市某局2026年部门预算", *parts)) + "\n"
    return paper_of(document_of(text, Source("例", "例.txt", "txt", "")))


def faults(found: Paper) -> list[Finding]:
    return [finding for finding in found.findings if finding.code in CHECKS]


def codes(found: Paper) -> list[str]:
    return [finding.code for finding in faults(found)]


def table(title: str, *rows: str) -> str:
    return "\n".join((title, "单位：万元", *(row.replace(" ", "\t") for row in rows)))


TOTALS = "项目 预算数 项目 预算数"


def totals(revenue: str = "186.00", spending: str = "186.00", carried: str = "0.00") -> str:
    return table(
        "收支总表",
        "收入  支出 ",
        TOTALS,
        "一、一般公共预算拨款收入 180.00 一、一般公共服务支出 100.00",
        "二、事业收入 6.00 二、教育支出 86.00",
        f"本年收入合计 186.00 本年支出合计 {spending}",
        f"上年结转结余 {carried} 年终结转结余 ",
        f"收入总计 {revenue} 支出总计 {spending}",
    )


SUBJECTS = "科目编码 科目名称 合计 基本支出 项目支出"


def subjects(total: str = "186.00", item: str = "86.00", project: str = "126.00") -> str:
    return table(
        "支出总表",
        SUBJECTS,
        f" 合计 {total} 60.00 126.00",
        "201 一般公共服务支出 100.00 40.00 60.00",
        "20103 政府办公厅(室)及相关机构事务 100.00 40.00 60.00",
        "2010301 行政运行 100.00 40.00 60.00",
        f"205 教育支出 86.00 20.00 {project}",
        f"20508 进修及培训 {item} 20.00 66.00",
        f"2050803 培训支出 {item} 20.00 66.00",
    )


def test_what_adds_up_is_counted_and_not_told() -> None:
    found = read(totals(), subjects(project="66.00"))
    assert faults(found) == []
    assert found.checked == found.held > 12


def test_a_total_that_is_not_its_rows() -> None:
    finding, *_ = faults(read(totals(revenue="187.00")))
    assert (finding.code, finding.value("whole")) == ("sum_differs", "187.00万元")
    assert finding.value("difference") == "1.00万元"


def test_the_two_grand_totals_must_agree() -> None:
    found = read(totals(revenue="192.00", carried="6.00"))
    assert "forms_differ" in codes(found)


def test_subjects_by_code_add_up_to_their_parents() -> None:
    finding = next(
        f
        for f in faults(read(subjects(project="66.00", item="80.00")))
        if "教育支出" in f.value("where")
    )
    assert (finding.code, finding.value("difference")) == ("parts_short", "6.00万元")
    more = next(
        f
        for f in faults(read(subjects(project="66.00", item="90.00")))
        if "教育支出" in f.value("where")
    )
    assert more.code == "sum_differs"


def test_a_column_that_is_not_the_sum_of_the_others() -> None:
    found = read(subjects(project="67.00"))
    assert any("合计" in f.value("where") and "教育支出" in f.value("where") for f in faults(found))


def test_blank_counts_as_absent() -> None:
    found = read(
        table("支出总表", SUBJECTS, " 合计 100.00  100.00", "201 一般公共服务支出 100.00  100.00")
    )
    assert faults(found) == []
    empty = read(table("支出总表", SUBJECTS, " 合计 100.00  ", "201 一般公共服务支出   "))
    assert faults(empty) == []


@pytest.mark.parametrize(
    ("whole", "parts", "unit", "holds"),
    [
        ("10.00", ("3.33", "3.33", "3.33"), "万元", True),
        ("10.00", ("3.33", "3.33", "3.30"), "万元", False),
        ("186", ("100", "85"), "万元", False),
        ("154369326", ("94995790", "59373537"), "元", True),
        ("154369326", ("94995790", "59373540"), "元", False),
    ],
)
def test_rounding_is_allowed_for_as_far_as_it_goes(
    whole: str, parts: tuple[str, ...], unit: str, holds: bool
) -> None:
    assert adds_up(Decimal(whole), [Decimal(part) for part in parts], unit) is holds


THREE = "“三公”经费合计 因公出国（境）费 公务用车购置及运行费 公务接待费"


def three(total: str) -> str:
    return table("一般公共预算“三公”经费支出表", THREE, f"{total} 1.00 2.00 3.00")


def test_the_three_public_expenses_add_up() -> None:
    assert codes(read(three("6.00"))) == []
    assert set(codes(read(three("7.00")))) == {"sum_differs"}


HEADING = "第一部分 情况说明\n一、支出预算安排情况\n"


def test_a_percentage_that_its_figures_do_not_give() -> None:
    right = "2026年支出预算186万元，比2025年预算减少21.68万元，减少10.4%。"
    assert codes(read(totals(), HEADING + right)) == []
    wrong = right.replace("10.4%", "11.4%")
    finding, *_ = faults(read(totals(), HEADING + wrong))
    assert (finding.code, finding.value("computed")) == ("percent_differs", "-10.44%")


def test_a_share_that_its_figures_do_not_give() -> None:
    right = "2026年支出预算186万元，其中：基本支出60万元，占32.26%。"
    assert codes(read(subjects(project="66.00"), HEADING + right)) == []
    finding, *_ = faults(read(subjects(project="66.00"), HEADING + right.replace("32.26", "33.26")))
    assert finding.code == "share_differs"


def test_a_change_that_two_years_figures_do_not_give() -> None:
    right = "2026年机关运行经费10万元，2025年预算数为12万元，比2025年减少2万元。"
    assert codes(read(totals(), HEADING + right)) == []
    assert codes(read(totals(), HEADING + right.replace("减少2", "减少3"))) == ["change_differs"]


def test_prose_and_tables_tell_the_same() -> None:
    assert codes(read(totals(), HEADING + "2026年支出总计186万元。")) == []
    finding, *_ = faults(read(totals(), HEADING + "2026年支出总计186.5万元。"))
    assert (finding.code, finding.value("prose"), finding.value("table")) == (
        "prose_differs",
        "186.5万元",
        "186.00万元",
    )
    assert len(finding.places) == len(finding.quotes) == 2


def test_a_unit_that_is_wrong_by_ten_thousand_is_told() -> None:
    assert codes(read(totals(), HEADING + "2026年支出总计186元。")) == ["prose_differs"]
    assert codes(read(totals(), HEADING + "2026年支出总计1860000元。")) == []


def test_another_scope_is_no_disagreement() -> None:
    """The general budget's part of a subject is less than the subject's all money."""
    text = "第一部分 情况说明\n一、一般公共预算支出情况\n培训支出（2050803）50万元。"
    assert codes(read(subjects(project="66.00"), text)) == []


def test_people_are_no_more_than_their_whole() -> None:
    text = "第一部分 概况\n一、人员构成\n在职实有人数31人，其中：事业编制31人（其中：参照公务员法管理26人）。"
    assert codes(read(totals(), text)) == []


PROJECTS = "项目编码 项目名称 项目单位 合计"


def project(listed: str, own: str) -> str:
    return "\n\n".join(
        (
            table("项目支出表", PROJECTS, "   186.00", f"420113260001 {listed} 某市某局 186.00"),
            table(
                "部门项目申报表",
                f"项目名称 {own} 项目编码 ",
                "项目负责人 王进 联系电话 027-84890000",
                "项目总预算 186 项目当年预算 186",
                "项目资金来源 来源项目  金额",
                " 合计  186",
            ),
        )
    )


def test_a_project_under_two_names_is_told() -> None:
    assert codes(read(project("社保工作经费", "社保工作经费"))) == []
    finding, *_ = faults(read(project("社保工作经费", "电话服务经费")))
    assert finding.code == "project_named_differently"
    assert (finding.value("application"), finding.value("listed")) == (
        "电话服务经费",
        "社保工作经费",
    )


def three_public(subtotal: str) -> str:
    return table(
        "“三公”经费及会议费、培训费支出预算表",
        "单位名称 2025年    2026年   ",
        " 小计 因公出国（境）费 公务接待费 公务用车运行费 小计 因公出国（境）费 公务接待费 公务用车运行费",
        f"合计 {subtotal}  2.86 21.22 28.38  4.38 24.00",
        f"甲单位 {subtotal}  2.86 21.22 28.38  4.38 24.00",
    )


def test_what_one_year_s_columns_add_up_to_the_other_year_s_must_too() -> None:
    assert "sum_differs" not in codes(read(three_public("24.08")))
    finding, *_ = (f for f in faults(read(three_public("2.86"))) if f.code == "sum_differs")
    assert finding.value("whole") == "2.86万元"
    assert finding.value("difference") == "-21.22万元"


def test_parts_that_the_paper_withholds_are_a_note_and_break_nothing() -> None:
    short = subjects(project="66.00", item="80.00")
    plain = read(short)
    said = "三、其他事项说明\n根据国家保密法律法规，部分涉密事项在预算公开时予以剔除。"
    noted = read(short, said)
    assert "parts_short" in codes(plain)
    assert "parts_short" not in codes(noted)
    assert any(finding.code == "parts_withheld" for finding in noted.findings)
    assert plain.checked - noted.checked == sum(
        finding.code == "parts_withheld" for finding in noted.findings
    )


def test_a_subject_s_name_on_another_s_code_is_a_note() -> None:
    found = read(
        table("基本支出表", "科目编码 科目名称 合计", "30208 物业管理费 5.00", "30209 取暖费 6.00")
    )
    (first, second) = [f for f in found.findings if f.code == "code_named_differently"]
    assert (first.value("usual"), second.value("usual")) == ("取暖费", "物业管理费")


def test_the_total_of_spending_may_hold_what_is_carried_over() -> None:
    found = read(totals(revenue="186.00"), subjects(project="66.00"))
    assert "forms_differ" not in codes(found)


def test_a_percentage_is_of_what_was_spent_not_of_the_budget_told_between() -> None:
    told = (
        "2024年度“三公”经费支出决算为2.02万元，完成全年预算5.3万元的38.1%，"
        "比上年决算数减少0.33万元，下降14%。"
    )
    title = "青山区审计局2024年度部门决算\n一、“三公”经费支出决算情况说明\n"
    more = "其中：公务接待费支出决算为0万元。\n基本支出0万元。\n"
    found = paper_of(document_of(title + told + "\n" + more, Source("例", "例.txt", "txt", "")))
    assert [f.code for f in found.findings if f.code == "percent_differs"] == []
