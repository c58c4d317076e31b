"""The architecture is a test that can fail: each contract is kept, and a planted violation is caught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("knowledge", "intents", "bot")
HEAVY_READERS = ("argon2", "docx", "jinja2", "openpyxl", "pypdfium2", "selectolax", "starlette")

# The contract that must break, the file that is added, what it says.
VIOLATIONS = [
    ("floors", "knowledge/planted.py", "import intents"),
    ("floors", "knowledge/planted.py", "import bot"),
    ("floors", "intents/planted.py", "import bot"),
    ("knowledge-door", "intents/planted.py", "import knowledge.planted_behind"),
    ("knowledge-door", "bot/planted.py", "from knowledge import planted_behind"),
    ("intents-door", "bot/planted.py", "from intents.planted_behind import NOTHING"),
    ("asking-not-paper", "knowledge/query/planted.py", "import knowledge.readers"),
    ("asking-not-paper", "knowledge/base/planted.py", "from knowledge import tables"),
    ("asking-not-paper", "knowledge/query/planted.py", "import knowledge.build"),  # by a detour
    ("paper-not-asking", "knowledge/checks/planted.py", "import knowledge.base"),
    ("paper-not-asking", "knowledge/readers/planted.py", "from knowledge import query"),
    ("home-of-jieba", "intents/planted.py", "import jieba.posseg"),
    ("home-of-jieba", "bot/planted.py", "import jieba"),
    ("home-of-rapidfuzz", "intents/planted.py", "from rapidfuzz import fuzz"),
    ("home-of-rapidfuzz", "knowledge/planted.py", "import rapidfuzz"),
    ("home-of-pypinyin", "intents/planted.py", "from pypinyin import lazy_pinyin"),
    ("home-of-opencc", "intents/planted.py", "from opencc import OpenCC"),
    ("home-of-telegram", "knowledge/planted.py", "import telegram"),
    ("home-of-telegram", "bot/planted.py", "from telegram.ext import Application"),
    ("home-of-pypdfium2", "knowledge/planted.py", "import pypdfium2"),
    ("home-of-ocr", "knowledge/readers/pdf/planted.py", "import cv2"),
    ("home-of-ocr", "knowledge/planted.py", "from rapidocr import RapidOCR"),
    ("home-of-openpyxl", "knowledge/planted.py", "import openpyxl"),
    ("home-of-docx", "knowledge/readers/planted.py", "import docx"),
    ("home-of-selectolax", "knowledge/planted.py", "from selectolax.parser import HTMLParser"),
    ("home-of-rich", "bot/planted.py", "from rich.console import Console"),
    ("home-of-sqlalchemy", "knowledge/query/planted.py", "import sqlalchemy"),
    ("home-of-sqlalchemy", "bot/planted.py", "from sqlalchemy import select"),
    ("home-of-starlette", "bot/planted.py", "from starlette.requests import Request"),
    ("home-of-starlette", "bot/commands/planted.py", "import uvicorn"),
    ("home-of-pages", "bot/telegram/planted.py", "import jinja2"),
    ("state-below", "bot/state/planted.py", "import bot.telegram.settings"),
    ("asking-not-paper", "knowledge/store/planted.py", "from knowledge import extract"),
    ("paper-not-asking", "knowledge/tables/planted.py", "import knowledge.store"),
    ("tests-only", "knowledge/planted.py", "def late() -> None:\n    import pdfplumber"),
]


def test_every_contract_is_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(contracts())} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "file", "code"), VIOLATIONS)
def test_a_planted_violation_is_caught(house: Path, contract: str, file: str, code: str) -> None:
    plant(house, file, code)
    result = lint_imports(house, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contracts()[contract]} BROKEN" in result.stdout
    assert "planted" in result.stdout


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(contracts())


def test_the_copy_without_a_violation_keeps_every_contract(house: Path) -> None:
    result = lint_imports(house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("module", ["bot.__main__", "bot.replies", "intents"])
def test_starting_up_loads_no_library_that_only_reading_needs(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY_READERS!r} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout.strip()) == (0, ""), result.stderr


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the source with something behind each door, and the contracts of the original."""
    skip = shutil.ignore_patterns("__pycache__", "disclosures", "*.tsv")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in ("knowledge", "intents"):
        (tmp_path / floor / "planted_behind.py").write_text("NOTHING = 0\n", encoding="utf-8")
    return tmp_path


def plant(house: Path, file: str, code: str) -> None:
    """Add a module to the copy; where its place is still a file, turn that file into a folder."""
    path = house / file
    as_file = path.parent.with_suffix(".py")
    if as_file.exists():
        path.parent.mkdir()
        as_file.rename(path.parent / "__init__.py")
    path.write_text(code + "\n", encoding="utf-8")


def lint_imports(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the linter as `make floors` does, in a folder, for one contract or for all."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    if contract:
        command += ["--contract", contract]
    # A narrow terminal would break the lines that are looked for.
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def contracts() -> dict[str, str]:
    """Return the contracts of pyproject.toml: id to name."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in pyproject["tool"]["importlinter"]["contracts"]}
