"""The ways of saying it over the country: a sentence, and the facts that it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.extract.sentences import ACCOUNTS, read, told

SENTENCES = [
    (
        (
            "2026年某市某局收入预算总计50,616.94万元，其中，一般公共预算拨款收入16,474.82万元，占32.55%；"
            "上年结转2,254.12万元，占4.45%。"
        ),
        [
            "amount grand_total revenue 50616.94万元 2026",
            "amount general_budget revenue 16474.82万元 2026",
            "share general_budget revenue 32.55% 2026",
            "amount carryover_in revenue 2254.12万元 2026",
            "share carryover_in revenue 4.45% 2026",
        ],
    ),
    (
        "2026年度收入预算9626.78万元，比2025年年初预算数9819.98万元减少193.20万元，下降1.97%。",
        [
            "amount revenue 9626.78万元 2026",
            "amount revenue 9819.98万元 2025",
            "change revenue -193.20万元 2026",
            "change_percent revenue -1.97% 2026",
        ],
    ),
    (
        "某市某局2026年度收入、支出预算总计3,210.1万元，与上年相比收、支预算总计各增加242.3万元，增长8.16%。",
        [
            "amount expenditure grand_total revenue 3210.1万元 2026",
            "change expenditure grand_total revenue 242.3万元 2026",
            "change_percent expenditure grand_total revenue 8.16% 2026",
        ],
    ),
    (
        (
            "2026年本部门收入预算27,900.73万元，比上年减少4,359.11万元，主要原因是压实预算；"
            "支出预算27,900.73万元，比上年减少4,359.11万元，主要原因是落实“零基预算”。"
        ),
        [
            "amount revenue 27900.73万元 2026",
            "change revenue -4359.11万元 2026",
            "reason revenue 压实预算 2026",
            "amount expenditure 27900.73万元 2026",
            "change expenditure -4359.11万元 2026",
            "reason expenditure 落实“零基预算” 2026",
        ],
    ),
    (
        "2026年“三公”经费预算数为237.92万元，与2025年预算持平。",
        ["amount three_public 237.92万元 2026", "change three_public 0 2026"],
    ),
    (
        "2026年支出预算5,876.67万元，与上年基本持平。",
        ["amount expenditure 5876.67万元 2026", "change expenditure 基本持平 2026"],
    ),
    (
        (
            "因公出国（境）费80万元，比上年增加0万元，增长0%，主要原因是与上年持平，无增减变化；"
            "公务接待费22.21万元，比上年减少0.3万元。"
        ),
        [
            "amount abroad 80万元 2026",
            "change abroad 0万元 2026",
            "change_percent abroad 0% 2026",
            "reason abroad 与上年持平，无增减变化 2026",
            "amount reception 22.21万元 2026",
            "change reception -0.3万元 2026",
        ],
    ),
    (
        (
            "公务用车购置及运行维护费74.1万元（公务用车购置费0万元，比上年减少18万元；公务用车运行维护费74.1万元。）"
            "比上年增加39.2万元，增长112.3%。"
        ),
        [
            "amount vehicle 74.1万元 2026",
            "amount vehicle_purchase 0万元 2026",
            "change vehicle_purchase -18万元 2026",
            "amount vehicle_running 74.1万元 2026",
            "change vehicle 39.2万元 2026",
            "change_percent vehicle 112.3% 2026",
        ],
    ),
    (
        "2026年部门政府采购预算总额43.9万元，其中，货物类采购预算25.4万元；工程类采购预算0万元；拟购买服务18.5万元。",
        [
            "amount procurement 43.9万元 2026",
            "amount goods procurement 25.4万元 2026",
            "amount procurement works 0万元 2026",
            "amount procurement services 18.5万元 2026",
        ],
    ),
    (
        (
            "政府采购预算总额947万元:政府采购货物预算47万元、政府采购服务预算900万元;"
            "其中一般公共预算拨款政府采购0万元:政府采购货物预算0万元。"
        ),
        [
            "amount procurement 947万元 2026",
            "amount goods procurement 47万元 2026",
            "amount procurement services 900万元 2026",
            "amount general_budget procurement 0万元 2026",
            "amount general_budget goods procurement 0万元 2026",
        ],
    ),
    (
        "截至2025年7月31日，本部门实有车辆15辆，其中，机要通信用车2辆、其他用车13辆；单位价值100万元以上设备0台（套）。",
        [
            "amount official_vehicles 15辆 2025",
            "amount label:机要通信用车 official_vehicles 2辆 2025",
            "amount label:其他用车 official_vehicles 13辆 2025",
            "amount large_equipment 0台(套) 2025",
        ],
    ),
    (
        (
            "社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）2026年预算数为929.97万元，"
            "比2025年执行数减少126.49万元，减幅11.97%，主要是离休人员减少。"
        ),
        [
            "amount label:行政单位离退休 929.97万元 2026",
            "change label:行政单位离退休 -126.49万元 2026",
            "change_percent label:行政单位离退休 -11.97% 2026",
            "reason label:行政单位离退休 离休人员减少 2026",
        ],
    ),
    (
        "1、“社会保障和就业支出”（类）“行政事业单位养老支出”（款）“行政单位离退休”（项）1106000元",
        ["amount label:行政单位离退休 1106000元 2026"],
    ),
    (
        "14.用于教育事业的彩票公益金支出（2296004），2026年预算数为109.50万元，与2025年预算数一致。",
        [
            "amount label:用于教育事业的彩票公益金支出 109.50万元 2026",
            "change label:用于教育事业的彩票公益金支出 0 2026",
        ],
    ),
    ("培训支出（2050803）39万元。", ["amount label:培训支出 39万元 2026"]),
    (
        "2026年，本部门编报绩效目标的项目共9个，涉及项目预算资金1,887.00万元。",
        ["amount performance_projects 9个 2026", "amount performance_projects 1887.00万元 2026"],
    ),
    (
        "2026年财政拨款的机关运行经费预算为2,180.26万元。",
        ["amount agency_operating fiscal_appropriation 2180.26万元 2026"],
    ),
    ("政府性基金拨款支出预算为0。", ["amount expenditure government_fund 0 2026"]),
    (
        "会议费预算支出1305.25万元，本年数小于上年预算数403.75万元。",
        ["amount meeting 1305.25万元 2026", "change meeting -403.75万元 2026"],
    ),
    (
        "政府采购支出减少5万元（10%）。",
        ["change procurement -5万元 2026", "change_percent procurement -10% 2026"],
    ),
    (
        "2026年公用经费376万元，主要用于：办公费、印刷费，较上年减少5万元。",
        [
            "amount public_use_funds 376万元 2026",
            "use public_use_funds 办公费、印刷费 2026",
            "change public_use_funds -5万元 2026",
        ],
    ),
    (
        "离退休人员19人，其中：离休1人、退休18人。",
        [
            "amount former_staff 19人 2026",
            "amount honorary_retired 1人 2026",
            "amount retired 18人 2026",
        ],
    ),
]


@pytest.mark.parametrize(("text", "facts"), SENTENCES)
def test_sentences_are_read(text: str, facts: list[str]) -> None:
    assert told(text) == facts


def test_a_reason_may_name_what_changed_by_itself() -> None:
    assert told("财政拨款收入支出增加的主要原因是项目调整。") == [
        "reason expenditure fiscal_appropriation revenue 项目调整 2026"
    ]


FINAL_ACCOUNTS = [
    (
        "2024年度收、支总计22066.59万元，与2023年相比，收、支总计各增加5834.37万元，增长35.94%。",
        [
            "amount expenditure grand_total revenue 22066.59万元 2024 决算",
            "change expenditure grand_total revenue 5834.37万元 2024 决算",
            "change_percent expenditure grand_total revenue 35.94% 2024 决算",
        ],
    ),
    (
        "1.教育支出（类）进修及培训（款）培训支出（项）。年初预算为10.00万元，支出决算为9.80万元，完成年初预算的98%。",
        [
            "amount label:培训支出 10.00万元 2024",
            "amount label:培训支出 9.80万元 2024 决算",
            "amount completion_rate label:培训支出 98% 2024 决算",
        ],
    ),
    (
        "“三公”经费支出决算为0.16万元，完成预算1万元的16%，其中：公务接待费支出决算为0.16万元，完成预算1万元的16%。",
        [
            "amount three_public 0.16万元 2024 决算",
            "amount three_public 1万元 2024",
            "amount completion_rate three_public 16% 2024 决算",
            "amount reception 0.16万元 2024 决算",
            "amount reception 1万元 2024",
            "amount completion_rate reception 16% 2024 决算",
        ],
    ),
    (
        "公务接待费支出决算为122万元，较上年144万元减少22万元，较预算数339万元减少217万元。",
        [
            "amount reception 122万元 2024 决算",
            "amount reception 144万元 2023 决算",
            "change reception -22万元 2024 决算",
            "amount reception 339万元 2024",
            "change reception -217万元 2024 决算",
        ],
    ),
    (
        "授予中小企业合同金额12万元，占政府采购支出总额的79.02%。",
        [
            "amount label:授予中小企业合同 12万元 2024 决算",
            "share label:授予中小企业合同 79.02% 2024 决算",
        ],
    ),
]


@pytest.mark.parametrize(("text", "facts"), FINAL_ACCOUNTS)
def test_final_accounts_are_read(text: str, facts: list[str]) -> None:
    assert told(text, about=ACCOUNTS) == facts


NONE_ARRANGED = [
    ("2026年没有使用政府性基金预算拨款安排的支出。", "expenditure government_fund"),
    ("本单位2026年无机关运行经费。", "agency_operating"),
    ("(无政府性基金支出）", "expenditure government_fund"),
    ("2026年未安排一般公共预算安排“三公”经费支出预算。", "general_budget three_public"),
    ("本部门不涉及国有资本经营预算支出。", "expenditure state_capital"),
]


@pytest.mark.parametrize(("text", "terms"), NONE_ARRANGED)
def test_none_arranged_is_told(text: str, terms: str) -> None:
    assert told(text) == [f"amount {terms} 没有 2026"]


def test_none_arranged_may_be_said_of_two_years() -> None:
    text = "上年及本年度，本部门均无因公出国（境）经费预算。"
    assert told(text) == ["amount abroad 没有 2026", "amount abroad 没有 2025"]


# What must not become a fact, or not one of what the words around it name.
SILENCE = [
    "占有使用国有资产，包括有形资产和无形资产。",
    "此表如无数字则表示单位无该项支出。",
    "12.61万元等。",
    "无变化。",
    "2026年12月31日前完成。",
    "单价100万元以上设备管理办法自2026年起施行。",
    "我局为2026年新成立单位，不存在2025年收入数。",
]


@pytest.mark.parametrize("text", SILENCE)
def test_what_says_nothing_stays_silent(text: str) -> None:
    assert told(text, "九、机关运行经费情况") == []


PIECES = st.sampled_from(
    [
        *"，。；：（）()、%-0123456789 ",
        *(
            "万元",
            "元",
            "人",
            "个",
            "其中：",
            "比上年",
            "减少",
            "增加",
            "占",
            "主要原因是",
            "主要用于",
            "没有",
            "持平",
        ),
        *(
            "2026年",
            "20254年",
            "“三公”经费",
            "项目支出",
            "完成预算",
            "截至2025年底",
            "（项）",
            "收、支",
            "的",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_and_every_fact_quotes_it(text: str) -> None:
    facts, findings = read(text, "七、一般公共预算“三公”经费支出安排情况")
    for fact in facts:
        assert fact.citation.quote
        assert fact.citation.quote in text
        assert fact.terms
    assert all(finding.quotes[0] in text for finding in findings)


def test_a_table_with_bars_that_could_not_be_told_apart_is_no_sentence() -> None:
    text = "其中:财政资金|38.93|51.89|100.00%|/|/|单位资金|0.00|0.00|0.00%"
    assert told(text) == []
