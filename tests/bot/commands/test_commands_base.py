"""`wenzhang ingest`, `sources`, `remove`, and the other commands over what they keep."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from tests.knowledge.intake.files import written

ROOT = Path(__file__).parents[3]
TAKEN = {
    "path", "change", "document", "title", "department", "level", "year", "kind",
    "tables", "facts", "findings", "code", "severity", "page", "reason", "next",
}  # fmt: skip
LISTED = {
    "document", "title", "department", "place", "level", "year", "kind", "tables", "facts",
    "findings", "errors", "identities", "ingested", "replaced", "withdrawn", "digest", "path",
}  # fmt: skip


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings whose base lies beside them."""
    path = tmp_path / "mine.toml"
    path.write_text('store = "库/base.sqlite3"\n', encoding="utf-8")
    return path


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_papers_go_in_are_listed_asked_and_go_out(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "公开" / "甲.txt", "武汉市甲局", amount="77.50")
    use = ["--config", str(config)]
    assert main(["ingest", "--json", *use, str(tmp_path / "公开")]) == 0
    (row,) = records(capsys)
    assert set(row) == TAKEN
    assert (row["change"], row["document"], row["department"]) == ("added", "甲", "武汉市甲局")
    assert (config.parent / "库" / "base.sqlite3").is_file()

    assert main(["sources", "--json", *use]) == 0
    (row,) = records(capsys)
    assert set(row) == LISTED
    assert (row["document"], row["year"], row["kind"]) == ("甲", 2026, "budget")
    assert len(row["digest"]) == 64

    assert main(["ask", "--json", *use, "收入总计多少？"]) == 0
    (answer,) = records(capsys)
    assert answer["facts"][0]["value"] == "77.50"
    assert answer["citations"][0]["document"] == "甲"

    assert main(["facts", "--json", *use, "--document", "甲"]) == 0
    assert any(fact["value"] == "77.50" for fact in records(capsys))
    assert main(["check", "--json", *use]) == 0
    assert [report["document"] for report in records(capsys)] == ["甲"]

    assert main(["remove", *use, "甲"]) == 0
    assert "已移除 甲（1 个版本）" in capsys.readouterr().out
    assert main(["sources", *use]) == 0
    assert "文件库是空的" in capsys.readouterr().out


def test_named_files_go_before_the_base(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use = ["--config", str(config)]
    main(["ingest", *use, str(written(tmp_path / "甲.txt", "武汉市甲局", amount="77.50"))])
    other = written(tmp_path / "乙.txt", "武汉市乙局", amount="88.50")
    capsys.readouterr()
    assert main(["check", "--json", *use, "--disclosure", str(other)]) == 0
    assert [report["document"] for report in records(capsys)] == ["乙"]


def test_without_papers_the_shipped_one_answers(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", "--config", str(config)]) == 0
    assert [report["department"][:3] for report in records(capsys)] == ["武汉市"]
    assert not (config.parent / "库").exists(), "只是问，不该建库"


def test_a_bad_file_is_a_row_and_an_exit_code_and_the_rest_is_kept(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "公开"
    written(folder / "好.txt")
    (folder / "空.pdf").touch()
    assert main(["ingest", "--config", str(config), str(folder)]) == 3
    out = capsys.readouterr().out
    assert "收入 好.txt" in out
    assert "没有收 空.pdf" in out
    assert "怎么办：请换一份" in out
    assert "共 2 份：收入 1，没有收 1。" in out
    assert main(["ingest", "--json", "--config", str(config), str(folder)]) == 3
    bad, good = sorted(records(capsys), key=lambda row: str(row["change"]))
    assert (bad["code"], bad["severity"], bad["page"]) == ("file_unreadable", "error", None)
    assert bad["reason"]
    assert bad["next"]
    assert good["change"] == "unchanged"


def test_a_limit_that_is_set_holds(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text('store = "base.sqlite3"\n[ingest]\nfile_megabytes = 1', encoding="utf-8")
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(1_500_000)
    assert main(["ingest", "--config", str(config), str(path)]) == 3
    out = capsys.readouterr().out
    assert "有 1.5 MB，超过 1 MB 的上限" in out
    assert "ingest.file_megabytes" in out


@pytest.mark.parametrize("command", [["remove", "丙"], ["facts", "--document", "丙"]])
def test_what_is_not_in_the_base_is_told(
    command: list[str], config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command[0], "--config", str(config), *command[1:]]) == 3
    assert "丙" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "三公经费"], ["sources"], ["ingest", "甲.txt"]])
def test_a_base_that_cannot_be_used_is_told(
    command: list[str], config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config.parent / "库").mkdir()
    (config.parent / "库" / "base.sqlite3").write_text("一封信" * 500, encoding="utf-8")
    assert main([command[0], "--config", str(config), *command[1:]]) == 4
    told = capsys.readouterr().err
    assert "不是文件库" in told
    assert told.count("\n") == 1


def test_the_list_for_a_person_tells_versions_apart(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use = ["--config", str(config)]
    path = tmp_path / "甲.txt"
    for amount in ("77.50", "99.00"):
        main(["ingest", *use, str(written(path, "武汉市甲局", amount=amount))])
    assert "原来的一版留作历史" in capsys.readouterr().out
    assert main(["sources", "--history", *use]) == 0
    out = capsys.readouterr().out
    assert "武汉市甲局 · 2026 年预算 · 部门" in out
    assert "被新版本取代" in out
    assert "共 2 份。" in out
    (older,) = [line for line in out.splitlines() if line.startswith("甲@")]
    assert main(["facts", "--json", *use, "--document", older]) == 0
    assert any(fact["value"] == "77.50" for fact in records(capsys))


@pytest.mark.skipif(sys.platform == "win32", reason="没有伪终端")
def test_a_terminal_sees_a_bar_and_a_pipe_sees_rows_only(config: Path, tmp_path: Path) -> None:
    import pty

    folder = tmp_path / "公开"
    for name in "甲乙丙":
        written(folder / f"{name}.txt", f"武汉市{name}局")
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "bot",
        "ingest",
        "--json",
        "--config",
        str(config),
        str(folder),
    ]
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        assert process.stdout is not None
        rows = [json.loads(line) for line in process.stdout]
        shown = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert process.returncode == 0
    assert [row["change"] for row in rows] == ["added"] * 3
    assert re.search(r"[0-3]/3", shown)
    assert "{" not in shown


def test_a_paper_is_withdrawn_and_put_back(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    use = ["--config", str(config)]
    main(["ingest", *use, str(written(tmp_path / "甲.txt", "武汉市甲局", amount="77.50"))])
    capsys.readouterr()
    assert main(["withdraw", *use, "甲", "--reason", "数不对"]) == 0
    assert "已撤下 甲" in capsys.readouterr().out
    main(["ask", "--json", *use, "收入总计多少？"])
    (answer,) = records(capsys)
    assert (answer["status"], answer["facts"]) == ("not_disclosed", [])
    assert "都已撤下" in answer["text"]
    assert main(["facts", *use, "--document", "甲"]) == 3
    assert main(["check", *use]) == 3
    assert "都已撤下" in capsys.readouterr().err
    main(["sources", "--json", *use])
    (row,) = records(capsys)
    assert row["withdrawn"]
    main(["sources", *use])
    assert "谁也问不到它" in capsys.readouterr().out
    assert main(["withdraw", *use, "甲"]) == 0
    assert "早已撤下" in capsys.readouterr().out
    assert main(["withdraw", *use, "甲", "--restore"]) == 0
    assert main(["withdraw", *use, "甲", "--restore"]) == 0
    assert "没有撤下" in capsys.readouterr().out
    main(["ask", "--json", *use, "收入总计多少？"])
    assert records(capsys)[0]["facts"][0]["value"] == "77.50"
    assert main(["withdraw", *use, "没有"]) == 3
    assert "文件库里没有 没有" in capsys.readouterr().err
