"""Sets up what tests are held against: others' Bot API server and published types in .cache/, a browser.

python tests/e2e/prepare.py         sets up what is missing (what is there already costs nothing)
python tests/e2e/prepare.py lock    pins anew what peer.in asks for
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache"
PEER_LOCK = HERE / "peer.lock"
TYPES = ROOT / "tests" / "bot" / "telegram" / "botapi"
SCHEMA = "botapi.schema.json"
_CHINESE_FONT = "fonts-noto-cjk"


class UnavailableError(RuntimeError):
    """Something that the set-up needs is not on this machine."""


def peer() -> Path:
    """Return the interpreter that has the Bot API server, installed if need be (in .cache/peer)."""
    folder = CACHE / "peer"
    _once(folder, [PEER_LOCK], _install_peer)
    return folder / "bin" / "python"


def schema() -> Path:
    """Return the JSON Schema of the Bot API's published types, made if need be; UnavailableError without npm."""
    folder = CACHE / "botapi"
    if shutil.which("npm") is None:
        raise UnavailableError("这台机器上没有 npm，取不到 Bot API 公布的类型")
    _once(folder, [TYPES / "package.json", TYPES / "package-lock.json"], _make_schema)
    return folder / SCHEMA


def browser() -> None:
    """Have Chromium for the desk's tests: installed where it is missing and this user may; else UnavailableError."""
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise UnavailableError("这台机器上没有 Chromium（apt-get install chromium）")
    apt = ["apt-get", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10"]
    install = ["install", "--yes", "--no-install-recommends", "chromium", _CHINESE_FONT]
    told = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words, seconds in ((["update"], 90), (install, 400)):
        try:
            subprocess.run(
                [*apt, *words], env=told, capture_output=True, timeout=seconds, check=True
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise UnavailableError("Chromium 没有装上") from error


def _once(folder: Path, sources: Sequence[Path], make: Callable[[Path], None]) -> None:
    """Make a folder anew unless it was made from these sources already; several processes may ask at once."""
    digest = hashlib.sha256(f"{sys.prefix} {sys.version}".encode())
    for source in sources:
        digest.update(source.read_bytes())
    stamp = folder.with_suffix(".stamp")
    CACHE.mkdir(exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n")
    with _alone(folder.with_suffix(".lock")):
        if stamp.is_file() and stamp.read_text() == digest.hexdigest():
            return
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
        stamp.write_text(digest.hexdigest())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install_peer(folder: Path) -> None:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    _run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(PEER_LOCK)], folder)


def _make_schema(folder: Path) -> None:
    shutil.copytree(TYPES, folder)
    _run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"], folder
    )
    modules = folder / "node_modules"
    generator = str(modules / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js")
    params = str(modules / "@gramio" / "types" / "out" / "params.d.ts")
    options = ["--path", params, "--type", "*", "--no-type-check", "-o", str(folder / SCHEMA)]
    _run(["node", generator, *options], folder)
    shutil.rmtree(modules)


def _run(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def _lock() -> None:
    compile_ = [
        str(Path(sys.executable).with_name("pip-compile")),
        "--quiet",
        "--no-config",
        "--generate-hashes",
    ]
    silent = ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
    told = {**os.environ, "CUSTOM_COMPILE_COMMAND": "python tests/e2e/prepare.py lock"}
    files = ["--allow-unsafe", "--strip-extras", "-o", PEER_LOCK.name, "peer.in"]
    subprocess.run([*compile_, *silent, *files], cwd=HERE, env=told, check=True)


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, or pin anew; tell what could not be had."""
    if list(arguments) == ["lock"]:
        _lock()
        return 0
    peer()
    for set_up in (schema, browser):
        try:
            set_up()
        except UnavailableError as missing:
            print(f"{missing}；那一项核对会跳过。", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
