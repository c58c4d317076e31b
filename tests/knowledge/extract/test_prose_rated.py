"""How projects were rated, told in sentences: each score, amount and rate goes with its project."""

from __future__ import annotations

import pytest

from tests.knowledge.extract.sentences import ACCOUNTS, read, told


def of_projects(text: str, *headings: str) -> list[tuple[str, str, str]]:
    """Each fact as its label, its value and the project that it is told of."""
    facts, _ = read(text, *headings, about=ACCOUNTS)
    rows = []
    for fact in facts:
        names = sorted(t for t in fact.terms | fact.context if t.startswith("label:"))
        own = [n.removeprefix("label:") for n in names if n != f"label:{fact.label}"]
        rows.append((fact.label, f"{fact.value}{fact.unit}", own[0] if own else fact.label))
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "根据年初设定的绩效目标，河道清淤项目绩效自评得分为97分。项目全年预算数为40万元，执行数为38万元，完成预算的95%。",
        "其中“河道清淤”项目自评得分97分，全年预算数40万元，执行数38万元，执行率95%。",
        "我部门在部门决算中反映河道清淤项目绩效自评结果：该项目自评得分97分。该项目全年预算40万元，实际支出38万元，执行率95%。",
    ],
)
def test_what_is_told_of_a_project_stays_with_it(text: str) -> None:
    rows = of_projects(text)
    assert ("河道清淤项目自评得分", "97分", "河道清淤") in rows
    assert {value for _, value, project in rows if project == "河道清淤"} == {
        "97分",
        "40万元",
        "38万元",
        "95%",
    }


def test_the_heading_names_the_project_where_the_paragraph_does_not() -> None:
    rows = of_projects("项目自评得分97分。", "1.河道清淤项目绩效自评综述")
    assert rows == [("河道清淤项目自评得分", "97分", "河道清淤")]


def test_a_number_of_projects_is_no_projects_name() -> None:
    text = "对5个项目绩效自评，项目全年预算40万元。"
    assert not any(project.endswith("个") for *_, project in of_projects(text))


def test_a_part_goes_on_in_its_other_phase() -> None:
    text = (
        "“三公”经费支出20万元，其中:公务用车运行维护费年初预算数13万元，决算数11万元，"
        "预决算差异率-15%；公务接待费年初预算数7万元，决算数9万元。"
    )
    assert told(text, about=ACCOUNTS)[1:] == [
        "amount vehicle_running 13万元 2024",
        "amount vehicle_running 11万元 2024 决算",
        "amount label:预决算差异率 -15% 2024 决算",
        "amount reception 7万元 2024",
        "amount reception 9万元 2024 决算",
    ]
