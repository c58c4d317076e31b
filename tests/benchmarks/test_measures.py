"""What a benchmark says of its figures, without running any."""

from __future__ import annotations

import sys

import pytest

from benchmarks import __main__ as program
from benchmarks import asking
from benchmarks.measures import Measure, compared, run_process


@pytest.mark.parametrize(("ratio", "kept"), [(1.99, True), (2.0, True), (2.01, False)])
def test_a_bound_is_kept_up_to_itself(ratio: float, kept: bool) -> None:
    assert Measure("甲", ratio, 1.0, "ms", ratio, 2.0).kept is kept


def test_pairs_are_compared_one_by_one_and_by_their_median() -> None:
    measure = compared("甲", [(2.0, 1.0), (30.0, 10.0), (900.0, 1.0)], 5.0)
    assert (measure.ours, measure.yardstick, measure.ratio) == (30_000.0, 1_000.0, 3.0)


def test_one_figure_out_of_bounds_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = Measure("甲", 1, 1, "ms", 1.0, 2.0), Measure("乙", 3, 1, "ms", 3.0, 2.0)
    for name in [n for n in vars(program) if n.endswith("_measures") or n == "side_by_side"]:
        monkeypatch.setattr(program, name, list)  # none of them is run for a test
    monkeypatch.setattr(program, "process_measures", lambda: [good])
    monkeypatch.setattr(program, "question_measures", lambda: [bad])
    monkeypatch.setattr(program, "intake_measures", lambda: [good])
    assert program.main() == 1
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()[1:4]] == [
        "合格",
        "超出",
        "合格",
    ]
    monkeypatch.setattr(program, "question_measures", lambda: [good])
    assert program.main() == 0


def test_first_questions_are_held_against_their_median_and_their_slowest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, *(step for n in range(1, 100) for step in (n, n + n / 10_000)), 0, 1])
    monkeypatch.setattr(asking, "thread_time", lambda: next(clock))
    monkeypatch.setattr(asking, "questions", lambda: [str(n) for n in range(99)])
    monkeypatch.setattr(asking, "_phrases", lambda: iter(()))
    next(clock)
    median, slowest = asking.asking_measures()
    assert (round(median.ours, 3), median.bound, median.kept) == (5.0, 1.0, False)
    assert (round(slowest.ours, 3), slowest.yardstick) == (9.9, 5.0)


def test_a_process_is_measured_with_its_memory() -> None:
    small = run_process([sys.executable, "-c", "pass"])
    large = run_process([sys.executable, "-c", "b = bytearray(64 << 20)"])
    assert small.seconds > 0
    assert 48 < large.megabytes - small.megabytes < 96


def test_a_process_that_fails_ends_the_benchmark_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match=r"以 3 结束"):
        run_process([sys.executable, "-c", "raise SystemExit(3)"])
