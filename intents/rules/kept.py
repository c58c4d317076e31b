"""What is worked out of a question when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class kept(Generic[_T]):  # noqa: N801 - it decorates, as `cached_property` does
    """A `functools.cached_property` without its lock, which costs more than most of what is kept.

    From Python 3.12 on that one has none either. One thread reads a question.
    """

    def __init__(self, work_out: Callable[[Any], _T]) -> None:
        """Take the method whose answer is kept, under its own name."""
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    def __get__(self, instance: object, owner: type | None = None) -> _T:
        """Work it out and keep it where the next look finds it sooner than this."""
        found = instance.__dict__[self._name] = self._work_out(instance)
        return found
