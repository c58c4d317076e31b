"""Whose disclosure it is, read from the document."""

from __future__ import annotations

import pytest

from knowledge.document import Document, Paragraph, Place, Source, Table
from knowledge.extract.about import Identity
from knowledge.extract.identity import (
    NotADisclosure,
    identity_of,
    name_findings,
    place_of,
    year_findings,
)
from knowledge.facts import Phase


def document(*lines: str, name: str = "文件") -> Document:
    source = Source(name, f"{name}.txt", "txt", "")
    return Document(source, tuple(Paragraph(t, Place(line=n)) for n, t in enumerate(lines, 1)))


def identify(*lines: str, name: str = "文件", tables: tuple[Table, ...] = ()) -> Identity:
    found = document(*lines, name=name)
    return identity_of(found, tables, [b for b in found.blocks if isinstance(b, Paragraph)])


def table(title: str, entity: str | None = None) -> Table:
    return Table(0, None, title, "万元", (), (), (), Place(), form="budget_totals", entity=entity)


# cover lines, department, year, phase, level
COVERS = [
    (("国家信访局2026年度部门预算", "目录"), "国家信访局", 2026, "budget", "部门"),
    (
        ("2026年度", "福州市仓山生态环境局", "单位预算", "目录"),
        "福州市仓山生态环境局",
        2026,
        "budget",
        "单位",
    ),
    (
        ("上海市普陀区财政局", "2024年度部门决算"),
        "上海市普陀区财政局",
        2024,
        "final_accounts",
        "部门",
    ),
    (("长春市信访局（本级）2026年度部门预算公开",), "长春市信访局（本级）", 2026, "budget", "本级"),
    (
        ("附件2", "2019年部门综合预算公开报表", "部门名称：西安市安全生产监督管理局"),
        "西安市安全生产监督管理局",
        2019,
        "budget",
        "部门",
    ),
]


@pytest.mark.parametrize(("lines", "department", "year", "phase", "level"), COVERS)
def test_covers_are_read(
    lines: tuple[str, ...], department: str, year: int, phase: str, level: str
) -> None:
    found = identify(*lines)
    assert (found.department, found.year, found.phase.value, found.level) == (
        department,
        year,
        phase,
        level,
    )
    assert found.department in found.title
    assert str(year) in found.title


def test_a_year_that_is_compared_with_is_not_the_paper_s() -> None:
    found = identify(
        "本单位2021年度总收入581.45万元，较2020年度决算数减少175.26万元。",
        "一般公共预算财政拨款收入382.17万元，较2020年度决算数减少157.86万元。",
        "上级补助收入8.38万元，较2020年度决算数减少17.40万元。",
    )
    assert found.year == 2021


def test_a_heading_s_number_is_no_part_of_the_department_s_name() -> None:
    found = identify("二、某县某镇人民政府2026年部门预算安排情况说明", "收入预算5万元。")
    assert found.department == "某县某镇人民政府"


def test_the_majority_of_headings_decides_the_year() -> None:
    found = identify(
        "某市某局2026年部门预算",
        "第二部分 某市某局2025年部门预算表",
        "2026年收入预算5万元，比2025年预算减少1万元。",
    )
    assert found.year == 2026


def test_final_accounts_that_speak_of_budgets_stay_final_accounts() -> None:
    found = identify(
        "某市某局2024年度部门决算", "年初预算为5万元，支出决算为4万元，完成年初预算的80%。"
    )
    assert found.phase is Phase.FINAL_ACCOUNTS


def test_the_tables_name_the_department_where_no_title_does() -> None:
    found = identify("2026年部门预算收支总表", tables=(table("收支总表", "中共某省委办公厅"),))
    assert found.department == "中共某省委办公厅"


@pytest.mark.parametrize(
    ("name", "entity", "told"),
    [
        ("某市某局2026年部门预算", None, ["某市某局"]),
        ("2026年表", None, ["2026年表"]),
        ("某市某局2026年部门预算", "某市教育局", []),
    ],
)
def test_a_name_that_only_the_file_bears_is_a_finding(
    name: str, entity: str | None, told: list[str]
) -> None:
    about = identify("2026年收支预算总表", name=name, tables=(table("2026年收支总表", entity),))
    assert [finding.value("name") for finding in name_findings(about)] == told


def test_the_file_name_is_the_last_resort() -> None:
    found = identify(
        "预算01表 收支总表", name="某市信访办公室2026年度部门预算报表", tables=(table("收支总表"),)
    )
    assert (found.department, found.year) == ("某市信访办公室", 2026)
    other = identify("某省某厅2025年部门预算", name="某市信访办公室2026年度部门预算报表")
    assert (other.department, other.year) == ("某省某厅", 2025)


@pytest.mark.parametrize(
    "lines",
    [
        ("关于举办培训班的通知", "请各单位按时参加。"),
        ("今日要闻", "某市公布2026年预算草案，引起关注。"),
        (),
    ],
)
def test_what_is_no_disclosure_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotADisclosure, match="不像是预决算公开文件"):
        identify(*lines)


@pytest.mark.parametrize(
    ("department", "place"),
    [
        ("武汉市人力资源和社会保障局", "武汉市"),
        ("上海市普陀区商务委员会", "上海市普陀区"),
        ("江苏省人大常委会办公厅", "江苏省"),
        ("中国共产党广州市委员会宣传部", "广州市"),
        ("国家信访局", None),
        ("西南大学", None),
    ],
)
def test_places_are_read_from_names(department: str, place: str | None) -> None:
    assert place_of(department) == place


def test_a_heading_of_another_year_is_a_finding_and_a_comparison_is_none() -> None:
    about = Identity("例", "例", "某局", 2026)
    lines = [
        ("第二部分 2025年部门预算表", Place(line=19)),
        ("一、2026年预算与2025年预算的比较", Place(line=20)),
        ("三、机构设置", Place(line=21)),
    ]
    findings = year_findings(about, lines)
    assert [(f.code, f.value("printed"), f.places[0].line) for f in findings] == [
        ("other_year", "2025", 19)
    ]


SENTENCES = [
    (("青田县石门乡人民政府概况", "石门乡人民政府2020年部门预算"), "青田县石门乡人民政府"),
    (("关于青山县林业局2019年部门预算的说明",), "青山县林业局"),
    (("2019年度部门决算", "青山县绿化服务中心贯彻落实全民义务植树。"), "青山县绿化服务中心"),
    (("2019年度部门决算", "青山市水务局2019年支出合计24.75万元。"), "青山市水务局"),
]
MONEY = ("收入预算1万元。", "支出预算1万元。", "基本支出1万元。")


@pytest.mark.parametrize(("lines", "department"), SENTENCES)
def test_the_organ_is_known_from_what_is_told_of_it(
    lines: tuple[str, ...], department: str
) -> None:
    assert identify(*lines, *MONEY).department == department


def test_a_page_out_of_a_disclosure_is_read_for_what_it_holds() -> None:
    found = identify(
        "2019年度“三公”经费财政拨款支出预算为44.5万元，决算为22.6万元。其中公务接待费为20.1万元，"
        "公务用车运行维护费为2.5万元。",
        name="青山县_某馆",
    )
    assert (found.year, found.phase) == (2019, Phase.FINAL_ACCOUNTS)


def test_what_was_spent_beside_its_own_budget_is_accounts() -> None:
    lines = (
        "二、与年初预算对比情况",
        "2018年“三公”经费支出2.05万元，年初预算为2.95万元。",
        "公务接待费支出2.05万元，年初预算为2万元。",
        "公务用车运行费支出0万元，年初预算为0.95万元。",
    )
    assert identify(*lines).phase is Phase.FINAL_ACCOUNTS


@pytest.mark.parametrize(
    ("lines", "department", "year", "phase"),
    [
        (
            (
                "2017年某市某局“三公”经费增减情况",
                "“三公”经费支出合计28万元，公务接待费22万元，公务用车6万元。",
            ),
            "某市某局",
            2017,
            Phase.FINAL_ACCOUNTS,
        ),
        (
            (
                "某市某局“三公”经费情况",
                "一、2022年预算安排",
                "2022年度“三公”经费预算24万元，公务接待费13万元，公务用车11万元。",
                "二、2021年决算情况",
                "2021年度“三公”经费支出22万元。",
            ),
            "某市某局",
            2022,
            Phase.BUDGET,
        ),
        (
            (
                "甲县2019年度本级“三公”经费公开说明",
                "2019年度本级一级预算部门共94个。",
                "“三公”经费支出402万元，公务接待费2万元，公务用车400万元。",
            ),
            "甲县",
            2019,
            Phase.FINAL_ACCOUNTS,
        ),
    ],
)
def test_what_is_published_apart_is_read(
    lines: tuple[str, ...], department: str, year: int, phase: Phase
) -> None:
    about = identify(*lines)
    assert (about.department, about.year, about.phase) == (department, year, phase)
