"""How often something may be tried: so many times a minute for each name."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST_NAMES = 10_000
_MINUTE = 60.0


class Tries:
    """Counts tries by name; those longest ago are forgotten first."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._tries: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def allowed(self, *names: str) -> bool:
        """Count a try of each name, and return whether none has tried too often within a minute."""
        now = self._clock()
        with self._lock:
            counted = [self._counted(name, now) for name in names]
        return all(counted)

    def forget(self, *names: str) -> None:
        """Start anew for these names."""
        with self._lock:
            for name in names:
                self._tries.pop(name, None)

    def _counted(self, name: str, now: float) -> bool:
        recent = [then for then in self._tries.pop(name, []) if now - then < _MINUTE]
        allowed = len(recent) < self._most
        self._tries[name] = [*recent, now] if allowed else recent
        while len(self._tries) > _MOST_NAMES:
            self._tries.popitem(last=False)
        return allowed
