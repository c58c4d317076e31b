"""The frame: what is locked is whole, what is installed is stamped, what is shipped is unchanged."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGES = ("knowledge", "intents", "bot")
BUILD, RUN, DEV = (
    ROOT / name
    for name in ("requirements-build.lock", "requirements.lock", "requirements-dev.lock")
)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

SHIPPED = {
    "武汉经开区社保处_2026部门预算.txt": (
        "70eb7b35d91d79230d5f23c1e3621909f91382781c2580bb84b8dc6d11ed96ff"
    ),
}

# --- Lock files ---------------------------------------------------------------------------------

every_lock = pytest.mark.parametrize("lock", [BUILD, RUN, DEV], ids=lambda path: path.name)


@every_lock
def test_a_lock_names_no_address_and_no_path(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|\b(file|git)\+|\b[\w-]+\.(org|com|net|io|cn)\b", text)
    assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|\s-[if]\s", text)
    assert not re.search(r"(^|[\s'\"=])([A-Za-z]:\\|~?/\w)", text, re.MULTILINE)


@every_lock
def test_every_line_of_a_lock_is_a_pin_or_a_hash_of_one(lock: Path) -> None:
    assert pins(lock), f"{lock.name} 里没有任何依赖"
    for name, entry in entries(lock).items():
        assert re.match(rf"{re.escape(name)}==[\w.!+-]+ \\\n", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), f"{name} 没有哈希"


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (BUILD, PYPROJECT["build-system"]["requires"]),
        (RUN, PYPROJECT["project"]["dependencies"]),
        (DEV, PYPROJECT["project"]["dependencies"]),
        (DEV, PYPROJECT["project"]["optional-dependencies"]["dev"]),
    ],
    ids=["build", "run", "run in dev", "dev"],
)
def test_what_pyproject_asks_for_is_locked(lock: Path, wanted: list[str]) -> None:
    locked = pins(lock)
    for text in wanted:
        requirement = Requirement(text)
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{lock.name} 里没有 {requirement.name}；请运行 make lock"
        assert requirement.specifier.contains(version), f"{text} 不容 {version}；请运行 make lock"


def test_the_development_lock_holds_the_very_versions_of_the_others() -> None:
    assert pins(DEV).items() >= pins(RUN).items()
    assert pins(DEV).items() >= pins(BUILD).items()


def entries(lock: Path) -> dict[str, str]:
    """Split a lock into its requirements: name to its line with the hash lines below it."""
    text = re.sub(r"^\s*#.*\n?", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {re.split(r"[=\s]", block)[0]: block for block in blocks if block.strip()}


def pins(lock: Path) -> dict[str, str]:
    """Return the versions that a lock pins, by canonical name."""
    return {
        canonicalize_name(name): entry.split("==", 1)[1].split()[0]
        for name, entry in entries(lock).items()
    }


# --- Makefile -----------------------------------------------------------------------------------

# Stands in for Python: notes what it was asked, makes a venv of itself, installs nothing.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
-c*) exit "${FAKE_TOO_OLD:-0}" ;;
"-m venv "*)
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\nwhile read -r line; do echo "答：$line"; done\\n' >"$3/bin/wenzhang"
    chmod +x "$3/bin/wenzhang" ;;
*)
    echo "$*" >>asked.txt
    echo "noise of pip"; echo "more noise" >&2; cat >/dev/null
    case "$*" in *"${FAKE_FAILS:-no such}"*) exit 7 ;; *"${FAKE_HANGS:-no such}"*) sleep 60 ;; esac ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A bare machine: the frame's files and a Python that only notes what it is asked."""
    for name in ("Makefile", "pyproject.toml", BUILD.name, RUN.name, DEV.name):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "fake-python").write_text(FAKE_PYTHON, encoding="utf-8")
    (tmp_path / "fake-python").chmod(0o755)
    return tmp_path


def test_make_chat_installs_what_is_locked_then_answers_one_question_a_line(machine: Path) -> None:
    result = make(machine, "chat", questions="三公经费多少\n那去年呢\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "答：三公经费多少\n答：那去年呢\n"
    build, run, itself = asked(machine)
    assert build.endswith(f"--require-hashes --no-build-isolation -r {BUILD.name}")
    assert run.endswith(f"--require-hashes --no-build-isolation -r {RUN.name}")
    assert itself.endswith("install --no-deps --no-build-isolation --editable .")


def test_a_second_make_chat_installs_nothing(machine: Path) -> None:
    make(machine, "chat")
    before = asked(machine)
    assert make(machine, "chat", questions="在吗\n").stdout == "答：在吗\n"
    assert asked(machine) == before


def test_make_test_installs_the_development_lock_and_runs_pytest_every_time(machine: Path) -> None:
    assert make(machine, "test").returncode == 0
    assert any(line.endswith(f"-r {DEV.name}") for line in asked(machine))
    (machine / "asked.txt").unlink()
    assert make(machine, "test", "ARGS=-k frame").returncode == 0
    assert asked(machine) == ["tests/e2e/prepare.py", "-m pytest -k frame"]


@pytest.mark.parametrize("step", [BUILD.name, RUN.name, "--editable"])
def test_a_failed_install_is_told_leaves_no_stamp_and_is_done_again(
    machine: Path, step: str
) -> None:
    failed = make(machine, "chat", FAKE_FAILS=step)
    assert failed.returncode != 0
    assert failed.stdout == ""
    assert "noise of pip" in failed.stderr
    assert "请检查网络后重试" in failed.stderr
    (machine / "asked.txt").unlink()
    assert make(machine, "chat", questions="在吗\n").stdout == "答：在吗\n"
    assert step in asked(machine)[0]


def test_an_interrupted_install_leaves_no_stamp(machine: Path) -> None:
    running = subprocess.Popen(
        make_command("chat"),
        cwd=machine,
        env={**os.environ, "FAKE_HANGS": RUN.name},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        # a run in the background ignores the key, and so would all that it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    deadline = time.monotonic() + 120
    while len(asked(machine)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.communicate(timeout=2)
    if running.returncode is None:  # whoever sees that it goes on presses again
        os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=600)
    assert running.returncode != 0
    assert stamps(machine) == {".stamp-venv", ".stamp-build"}
    assert make(machine, "chat", questions="在吗\n").stdout == "答：在吗\n"


def test_a_changed_lock_is_installed_again_and_nothing_before_it(machine: Path) -> None:
    make(machine, "chat")
    (machine / "asked.txt").unlink()
    later = time.time() + 5
    os.utime(machine / RUN.name, (later, later))
    make(machine, "chat")
    assert [line.split()[-1] for line in asked(machine)] == [RUN.name, "."]


def test_a_venv_whose_interpreter_is_gone_is_made_anew(machine: Path) -> None:
    make(machine, "chat")
    (machine / ".venv/bin/python").unlink()
    assert make(machine, "chat", questions="在吗\n").stdout == "答：在吗\n"
    assert len(asked(machine)) == 6


def test_an_old_python_is_refused_in_one_sentence(machine: Path) -> None:
    result = make(machine, "chat", FAKE_TOO_OLD="1")
    assert result.returncode != 0
    assert "问账需要 Python 3.11 或更新的版本" in result.stderr
    assert not (machine / ".venv").exists()


def test_make_alone_tells_what_there_is_to_make(machine: Path) -> None:
    result = make(machine)
    assert result.returncode == 0
    for target in ("chat", "test", "check", "bench", "lock", "clean"):
        assert f"make {target}" in result.stdout


def test_what_ci_runs_is_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def make_command(*targets: str) -> list[str]:
    return ["make", "-s", *targets, "PYTHON=./fake-python"]


def make(
    machine: Path, *targets: str, questions: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run make as `make -s chat <questions` does, on the bare machine."""
    return subprocess.run(
        make_command(*targets),
        cwd=machine,
        env={**os.environ, **environment},
        input=questions,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def asked(machine: Path) -> list[str]:
    """Return what the fake Python was asked to install: not its version, the venv, nor what it compiled."""
    notes = machine / "asked.txt"
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return [line for line in lines if not line.startswith("-m compileall ")]


def stamps(machine: Path) -> set[str]:
    return {path.name for path in (machine / ".venv").glob(".stamp-*")}


# --- What is shipped ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_disclosure_is_the_users_own_byte_for_byte(name: str) -> None:
    content = (ROOT / "knowledge" / "disclosures" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHIPPED[name]


def test_every_file_of_the_packages_is_in_the_wheel(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=_not_source)
    for path in (ROOT / "pyproject.toml", *ROOT.glob("README*"), *ROOT.glob("LICENSE*")):
        shutil.copy(path, source)
    files = {
        str(path.relative_to(source))
        for package in PACKAGES
        for path in (source / package).rglob("*")
        if path.is_file()
    }
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    built = subprocess.run(
        [*command, "--wheel-dir", str(tmp_path), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("wenzhang-*.whl"))) as wheel:
        names = set(wheel.namelist())
        metadata = next(name for name in names if name.endswith("entry_points.txt"))
        assert "wenzhang = bot.__main__:main" in wheel.read(metadata).decode()
    assert files - names == set()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)


_not_source = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")

# --- What tests stand on ------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["192.0.2.1", "example.invalid", "::ffff:192.0.2.1"])
def test_no_test_reaches_a_real_network(address: str) -> None:
    with pytest.raises(RuntimeError, match="测试不得连接真实网络"):
        socket.create_connection((address, 9), timeout=1)


async def test_a_loopback_server_is_within_reach() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("localhost", port)
        assert await reader.read() == b"hello"
        writer.close()
        await writer.wait_closed()


def test_no_setting_of_the_shell_reaches_a_test() -> None:
    lent = [name for name in os.environ if name.startswith("WENZHANG_") or name == "MAKEFLAGS"]
    assert lent == []
