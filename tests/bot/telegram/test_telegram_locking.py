"""One bot a token on a machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.telegram.locking import Hold, holding, lock_path
from tests.bot.telegram.bench import TOKEN

HOLDER = """
import sys
from pathlib import Path
from bot.telegram.locking import holding
with holding(Path(sys.argv[1])) as hold:
    print(hold.value, flush=True)
    sys.stdin.read()
"""


def test_a_second_process_sees_the_first_until_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "ours"
        with holding(path) as hold:
            assert hold is Hold.ANOTHERS
        first.kill()
    with holding(path) as hold:
        assert hold is Hold.OURS


def test_a_lock_is_given_up(tmp_path: Path) -> None:
    for _ in range(2):
        with holding(tmp_path / "lock") as hold:
            assert hold is Hold.OURS


def test_where_no_file_can_be_made_nobody_knows(tmp_path: Path) -> None:
    with holding(tmp_path / "absent" / "lock") as hold:
        assert hold is Hold.UNKNOWN


def test_a_link_in_everybodys_folder_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "lock").symlink_to(target)
    with holding(tmp_path / "lock") as hold:
        assert hold is Hold.UNKNOWN
    assert not target.exists()


def test_each_token_has_its_own_file_which_does_not_name_it() -> None:
    path = lock_path(TOKEN)
    assert path != lock_path(TOKEN + "1")
    assert path == lock_path(TOKEN)
    assert not any(part in path.name for part in TOKEN.split(":"))
