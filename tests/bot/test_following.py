"""A service that runs while papers are taken in and removed answers from those that are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import following
from bot.following import Following
from knowledge import Paper, PaperIndex, Store, StoreError, files_to_take, ingest
from tests.knowledge.intake.files import written

NOW = "2026-01-01T00:00:00+00:00"
ASKED = "收入总计多少？"


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_PAUSE", 0.0)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "base.sqlite3"


def taken(store: Store, *paths: Path) -> None:
    assert all(t.finding is None for t in ingest(files_to_take(paths), store, NOW))


def found_at(place: Path) -> Callable[[], Store | None]:
    return lambda: Store(str(place)) if place.exists() else None


def test_the_first_paper_taken_in_takes_the_place_of_the_shipped_one(
    place: Path, tmp_path: Path
) -> None:
    service = Following(found_at(place))
    assert "社会保险" in service.sources[0].department
    taken(Store(str(place)), written(tmp_path / "甲.txt", "武汉市甲局", amount="77.50"))
    reply, _ = service.ask(ASKED)
    assert reply.facts[0].value == "77.50"


def test_papers_come_change_and_go_and_the_others_are_not_loaded_again(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(place))
    taken(store, written(tmp_path / "甲.txt", "武汉市甲局", amount="77.50"))
    service = Following(found_at(place))
    service.prepare()
    loaded: list[str] = []
    index_of = PaperIndex.of

    def of(paper: Paper) -> PaperIndex:
        loaded.append(paper.source.id)
        return index_of(paper)

    monkeypatch.setattr(PaperIndex, "of", of)
    taken(store, written(tmp_path / "乙.txt", "武汉市乙局", amount="88.50"))
    assert [service.ask(f"{name}{ASKED}")[0].facts[0].value for name in ("乙局", "甲局")] == [
        "88.50",
        "77.50",
    ]
    assert loaded == ["乙"]
    taken(store, written(tmp_path / "新" / "甲.txt", "武汉市甲局", amount="99.50"))
    assert service.ask(f"甲局{ASKED}")[0].facts[0].value == "99.50"
    assert loaded == ["乙", "甲"]
    store.remove("乙")
    assert [head.document for head in service.sources] == ["甲"]


def test_a_conversation_about_a_paper_that_is_gone_is_forgotten(
    place: Path, tmp_path: Path
) -> None:
    store = Store(str(place))
    paths = [written(tmp_path / f"{n}.txt", f"武汉市{n}局") for n in "甲乙"]
    taken(store, *paths)
    service = Following(found_at(place))
    _, conversation = service.ask(f"乙局{ASKED}")
    store.remove("乙")
    reply, after = service.ask("那支出总计呢", conversation)
    assert "乙" not in after.documents
    assert reply.status in {"answered", "clarify", "out_of_scope", "not_disclosed"}


def test_a_base_that_cannot_be_looked_at_for_a_while_is_answered_from_as_it_was(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(Store(str(place)), written(tmp_path / "甲.txt", "武汉市甲局", amount="77.50"))
    service = Following(found_at(place))

    def refused(_: object) -> int:
        raise StoreError("refused", "甲", "乙")

    monkeypatch.setattr(Store, "revision", property(refused))
    assert service.ask(ASKED)[0].facts[0].value == "77.50"
