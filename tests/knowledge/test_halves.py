"""A disclosure in two files is one paper, given as two paths, a folder or a zip; and what a zip may not hold."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.replies import Answerer
from knowledge import NotADisclosure, Paper, Unreadable, paper, papers
from knowledge.readers import limits

PUBLISHED = Path(__file__).resolve().parents[2] / "../shared/disclosures"
WORDS = """某市水务局2026年部门预算情况说明

第二部分 2026年部门预算情况说明

一、收支预算总体情况说明
2026年收入预算186.00万元，比上年预算增加6.00万元，增长3.3%。
二、“三公”经费情况说明
2026年“三公”经费预算3.00万元，其中公务接待费3.00万元。
三、机关运行经费情况说明
2026年机关运行经费预算22.00万元。
"""
TABLES = """某市水务局2026年部门预算报表

收支总表
部门：某市水务局\t单位：万元
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t186.00\t一、农林水支出\t180.00
\t\t二、住房保障支出\t6.00
本年收入合计\t186.00\t本年支出合计\t186.00
"""
OTHER_YEAR = TABLES.replace("2026", "2025")
Files = dict[str, str]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Files], list[Path]]:
    def write(files: Files) -> list[Path]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [tmp_path / name for name in files]

    return write


def zipped(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def is_whole(found: Paper) -> bool:
    kinds = {fact.table is None for fact in found.facts}
    return kinds == {True, False} and found.department == "某市水务局" and found.year == 2026


def test_two_paths_are_one_paper_and_each_fact_names_its_file(
    written: Callable[[Files], list[Path]],
) -> None:
    paths = written({"表.txt": TABLES, "说明.txt": WORDS})
    (found,) = papers(paths)
    assert is_whole(found)
    files = {(fact.table is None, fact.citation.place.file) for fact in found.facts}
    assert files == {(True, "说明.txt"), (False, "表.txt")}
    assert found.checked > 0


def test_an_answer_cites_the_right_file(written: Callable[[Files], list[Path]]) -> None:
    answerer = Answerer.over(written({"表.txt": TABLES, "说明.txt": WORDS}))
    for question, value, file in (
        ("农林水支出多少？", "180.00", "表"),
        ("机关运行经费多少？", "22.00", "说明"),
    ):
        reply, _ = answerer.ask(question)
        assert [fact.value for fact in reply.facts] == [value]
        assert {citation.document for citation in reply.citations} == {file}


def test_a_folder_gives_its_papers(written: Callable[[Files], list[Path]], tmp_path: Path) -> None:
    written({"表.txt": TABLES, "说明.txt": WORDS, "旧表.txt": OTHER_YEAR, "笔记.log": "无关"})
    found = papers([tmp_path])
    assert sorted(one.year for one in found) == [2025, 2026]
    assert is_whole(next(one for one in found if one.year == 2026))


@pytest.mark.parametrize(
    "other", [OTHER_YEAR, TABLES.replace("水务局", "财政局"), TABLES.replace("预算", "决算")]
)
def test_papers_of_another_year_department_or_phase_stay_apart(
    written: Callable[[Files], list[Path]], other: str
) -> None:
    assert len(papers(written({"表.txt": other, "说明.txt": WORDS}))) == 2


def test_three_files_that_could_pair_in_two_ways_are_not_paired(
    written: Callable[[Files], list[Path]],
) -> None:
    found = papers(written({"表.txt": TABLES, "表2.txt": TABLES + "\n", "说明.txt": WORDS}))
    assert all(not is_whole(one) for one in found)


def test_a_zip_of_two_files_is_one_paper(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "水务局公开.zip",
        {"公开/表.txt": TABLES, "公开/说明.txt": WORDS, "__MACOSX/._表.txt": "x", "图.png": "x"},
    )
    found = paper(path)
    assert is_whole(found)
    assert (found.source.id, found.source.format) == ("水务局公开", "zip")
    assert {fact.citation.document for fact in found.facts} == {"水务局公开"}
    assert {fact.citation.place.file for fact in found.facts} == {"表.txt", "说明.txt"}


def test_a_zip_of_tables_that_do_not_say_whose_they_are_takes_that_from_the_words(
    tmp_path: Path,
) -> None:
    bare = TABLES.partition("\n")[2].replace("部门：某市水务局\t", "")
    found = paper(zipped(tmp_path / "公开.zip", {"表.txt": bare, "说明.txt": WORDS}))
    assert is_whole(found)


def test_a_zip_of_one_file_is_that_file(tmp_path: Path) -> None:
    found = paper(zipped(tmp_path / "公开.zip", {"说明.txt": WORDS + TABLES}))
    assert is_whole(found)


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "公开.zip", {"AAAA.txt": TABLES, "b.txt": WORDS})
    path.write_bytes(path.read_bytes().replace(b"AAAA", "表格".encode("gbk")))
    assert "表格.txt" in {fact.citation.place.file for fact in paper(path).facts}


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        paper(path)
    assert path.name in caught.value.message
    assert "请" in caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"表.txt": TABLES, "旧.txt": OTHER_YEAR}, "several_papers"),
        ({"表.txt": TABLES, "表2.txt": TABLES + "\n"}, "several_papers"),
        ({"a.txt": TABLES, "b.txt": WORDS, "c.txt": WORDS + "\n"}, "several_papers"),
        ({"../表.txt": TABLES}, "unsafe_path"),
        ({"/etc/表.txt": TABLES}, "unsafe_path"),
        ({"C:\\表.txt": TABLES}, "unsafe_path"),
        ({"里.zip": "PK", "表.txt": TABLES}, "nested_archive"),
        ({"里.rar": "Rar!"}, "nested_archive"),
        ({"图.png": "x"}, "empty"),
        ({}, "empty"),
        ({"空.txt": ""}, "empty"),
        ({f"{n}.txt": "表" for n in range(limits.MAX_FILES + 1)}, "too_many_files"),
        ({"弹.txt": "0" * 20_000_000}, "too_large_inside"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_zip_that_is_no_single_paper_is_refused(tmp_path: Path, files: Files, code: str) -> None:
    path = zipped(tmp_path / "公开.zip", files)
    if code == "empty" and "空.txt" in files:
        with pytest.raises(Unreadable) as caught:
            paper(path)
        assert caught.value.code == "empty"
    else:
        assert refusal(path).code == code


def test_a_zip_that_is_damaged_or_has_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "公开.zip", {"表.txt": TABLES})
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert refusal(path).code == "damaged"
    at = whole.index(b"PK\x01\x02") + 8
    path.write_bytes(whole[:at] + b"\x01" + whole[at + 1 :])
    assert refusal(path).code == "encrypted"


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开.zip"
    link = zipfile.ZipInfo("表.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal(path).code == "unsafe_path"


def test_what_is_no_disclosure_in_a_zip_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotADisclosure):
        paper(zipped(tmp_path / "公开.zip", {"诗.txt": "床前明月光。\n"}))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the disclosures are not here")
@pytest.mark.parametrize("name", ["北京市信访办公室", "江苏省委办公厅"])
def test_real_papers_in_two_files_are_one(name: str, tmp_path: Path) -> None:
    paths = sorted(PUBLISHED.glob(f"{name}*.pdf"))
    assert len(paths) == 2
    (found,) = papers(paths)
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in paths:
            archive.write(each, each.name)
    packed = paper(path)
    alone = [paper(each) for each in paths]
    assert len(found.tables) == len(packed.tables) == sum(len(one.tables) for one in alone)
    assert len(found.facts) == len(packed.facts) >= sum(len(one.facts) for one in alone)
    assert found.checked > sum(one.checked for one in alone)
    for fact in found.facts:
        assert fact.citation.place.file in {each.name for each in paths}


def test_a_form_of_performance_behind_the_words_leaves_them_words(tmp_path: Path) -> None:
    evaluated = (
        WORDS + "附件\n项目支出绩效自评表\n项目名称\t水闸养护\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护水闸\t41座\n"
    )
    bundle = tmp_path / "决算.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("说明.txt", evaluated)
        archive.writestr("报表.txt", TABLES)
    found = paper(bundle)
    assert {table.form for table in found.tables} >= {"budget_totals", "project_evaluation"}
