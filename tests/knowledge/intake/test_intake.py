"""Files and folders into the base: each told, in order, and the bad ones in nobody's way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from knowledge import (
    Limits,
    Store,
    Taken,
    files_to_take,
    finding_next,
    finding_text,
    ingest,
    paper,
    shipped_disclosures,
)
from tests.knowledge.intake.files import written

ROOT = Path(__file__).parents[3]
NOW = "2026-01-02T03:04:05+08:00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "base.sqlite3"))


def taken(store: Store, *paths: Path, limits: Limits | None = None) -> list[Taken]:
    results = list(ingest(files_to_take(paths), store, NOW, limits))
    for each in results:
        if each.finding is not None:
            assert each.finding.value("file") == each.path.name
            assert finding_text(each.finding)
            assert finding_next(each.finding)
    return results


def changes(results: list[Taken]) -> list[tuple[str, str]]:
    return [
        (each.path.name, each.finding.code if each.finding else each.change) for each in results
    ]


def test_the_shipped_paper_taken_in_is_the_paper_itself(store: Store) -> None:
    (path,) = shipped_disclosures()
    (result,) = taken(store, path)
    original = paper(path)
    assert store.paper(result.document) == original
    assert (result.department, result.year) == (original.department, original.year)
    assert result.facts == len(original.facts)


def test_a_folder_is_taken_in_with_what_is_below_it(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    written(folder / "乙.txt", "武汉市乙局")
    written(folder / "下一层" / "甲.txt", "武汉市甲局")
    written(folder / ".隐藏" / "丙.txt", "武汉市丙局")
    (folder / "~$乙.docx").write_bytes(b"lock")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    assert changes(taken(store, folder, folder / "乙.txt")) == [
        ("乙.txt", "added"),
        ("照片.jpg", "file_of_other_kind"),
        ("甲.txt", "added"),
    ]


def test_bad_files_are_told_each_and_the_rest_is_kept(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "公开"
    written(folder / "好.txt")
    (folder / "空.pdf").touch()
    (folder / "断.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "信.txt").write_text("这是一封信，与预算公开没有任何关系。", encoding="utf-8")
    (folder / "假.xlsx").write_text("不是表格", encoding="utf-8")
    with zipfile.ZipFile(folder / "炸弹.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    results = taken(store, folder, tmp_path / "没有.pdf", folder / "照片.jpg")
    kept = [each.path.name for each in results if each.change == "added"]
    refused = {each.path.name for each in results if each.change == "refused"}
    assert kept == ["好.txt"]
    assert refused == {"空.pdf", "断.pdf", "信.txt", "假.xlsx", "炸弹.docx", "没有.pdf", "照片.jpg"}
    assert len(store.heads) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root 什么都读得了")
def test_what_may_not_be_read_is_told(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "锁.txt")
    path.chmod(0)
    assert changes(taken(store, path)) == [("锁.txt", "file_unreadable")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有管道")
def test_a_pipe_is_not_waited_for(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "公开.txt")
    paths = tmp_path / "公开.txt", written(tmp_path / "好.txt")
    results = taken(store, *paths, limits=Limits(seconds=20))
    assert changes(results) == [("公开.txt", "file_unreadable"), ("好.txt", "added")]


def test_an_empty_folder_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert changes(taken(store, tmp_path / "空")) == [("空", "folder_without_files")]


def test_a_second_run_changes_nothing(store: Store, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{name}.txt", f"武汉市{name}局") for name in "甲乙"]
    taken(store, *paths)
    before = store.listed(history=True)
    assert [each.change for each in taken(store, *paths)] == ["unchanged", "unchanged"]
    assert store.listed(history=True) == before


def test_a_new_version_in_a_later_run_replaces_the_old_one(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "甲.txt")
    taken(store, path)
    written(path, amount="200.00")
    assert [each.change for each in taken(store, path)] == ["replaced"]
    values = {str(fact.value) for fact in store.paper("甲").facts}
    assert "200.00" in values
    assert "186.00" not in values
    assert len(store.listed(history=True)) == 2


@pytest.mark.parametrize("order", [("旧", "新"), ("新", "旧")])
@pytest.mark.parametrize("stored_before", [False, True])
def test_two_files_of_one_run_that_claim_to_be_the_same_paper_are_told(
    store: Store, tmp_path: Path, order: tuple[str, str], stored_before: bool
) -> None:
    amounts = {"旧": "186.00", "新": "200.00"}
    files = {name: written(tmp_path / f"{name}.txt", amount=amounts[name]) for name in amounts}
    if stored_before:
        taken(store, files["旧"])
    first, second = taken(store, *(files[name] for name in order))
    assert first.change in {"added", "replaced", "unchanged"}
    assert (second.change, second.finding and second.finding.code) == ("refused", "file_contested")
    assert second.finding is not None
    assert first.path.name in finding_text(second.finding)
    assert len(store.heads) == 1
    current = {str(fact.value) for fact in store.paper(store.heads[0].document).facts}
    assert amounts[order[0]] in current


def test_two_files_of_one_name_are_two_papers(store: Store, tmp_path: Path) -> None:
    paths = [written(tmp_path / name / "预算.txt", f"武汉市{name}局") for name in "甲乙"]
    assert [each.document for each in taken(store, *paths)] == ["预算", "预算~2"]


@pytest.mark.parametrize("pages", [1, 2])
def test_the_limit_of_pages_is_the_one_that_is_set(
    store: Store, tmp_path: Path, pages: int
) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(200, 200)
    path = tmp_path / "两页.pdf"
    document.save(path)
    (result,) = taken(store, path, limits=Limits(pages=pages))
    assert result.finding is not None
    told = finding_text(result.finding)
    assert ("超过 1 页" in told) == (pages == 1), told


INGESTS = """
import sys
from pathlib import Path
from knowledge import Store, files_to_take, ingest
if __name__ == "__main__":
    for taken in ingest(files_to_take([Path(sys.argv[2])]), Store(sys.argv[1]), "2026"):
        print(taken.change, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
def test_killed_at_any_moment_the_base_holds_each_paper_whole_or_not_at_all(tmp_path: Path) -> None:
    folder, script = tmp_path / "公开", tmp_path / "ingests.py"
    script.write_text(INGESTS, encoding="utf-8")
    (shipped,) = shipped_disclosures()
    folder.mkdir()
    shutil.copy(shipped, folder / "整份.txt")
    for number in range(6):
        written(folder / f"{number}.txt", f"武汉市第{number}局")
    originals = {path.stem: paper(path) for path in sorted(folder.iterdir())}
    where = str(tmp_path / "base.sqlite3")
    held = []
    for told in range(len(originals)):
        for delay in (0.0, 0.04):
            _killed(script, where, folder, told, delay)
            store = Store(where)
            for head in store.heads:
                assert store.paper(head.document) == originals[head.document]
            held.append(len(store.heads))
            assert held[-1] >= told
            for head in store.heads:
                store.remove(head.document)
            store.close()
    subprocess.run(
        [sys.executable, str(script), where, str(folder)], cwd=ROOT, env=_environment(), check=True
    )
    store = Store(where)
    assert {head.document: store.paper(head.document) for head in store.heads} == originals
    assert min(held) < max(held)


def _killed(script: Path, where: str, folder: Path, told: int, delay: float) -> None:
    """Take a folder in and be killed a moment after so many files were told of."""
    command = [sys.executable, str(script), where, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(told):
            process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
