"""Bounds on how often something may be tried, kept in memory and never larger than set."""

import threading
from collections import OrderedDict, deque
from datetime import datetime

from senstosales.errors import TooOften

_WINDOW = 15 * 60
_MOST_KEYS = 10_000


class Throttle:
    """At most `limit` tries of one key within `seconds`; of the keys, only the latest are remembered."""

    def __init__(self, limit: int, seconds: int = _WINDOW, keys: int = _MOST_KEYS) -> None:
        self.limit = limit
        self.seconds = seconds
        self.keys = keys
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def enter(self, key: str, at: datetime) -> None:
        """Count a try before it is made; raises `TooOften` and counts nothing if there were too many."""
        moment = at.timestamp()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            while tries and tries[0] <= moment - self.seconds:
                tries.popleft()
            if len(tries) >= self.limit:
                raise TooOften(max(1, round(tries[0] + self.seconds - moment)))
            tries.append(moment)
            while len(self._tries) > self.keys:
                self._tries.popitem(last=False)

    def forgive(self, key: str) -> None:
        """The last try was a good one and does not count."""
        with self._lock:
            tries = self._tries.get(key)
            if tries:
                tries.pop()


class LogIns:
    """Tries to log in: few from one place for one account, more from one place, more for one account
    from everywhere. Good ones do not count.
    """

    def __init__(self) -> None:
        self._both = Throttle(10)
        self._place = Throttle(100)
        self._account = Throttle(100)

    def enter(self, place: str, account: str, at: datetime) -> None:
        """Count a try before the password is looked at. Raises `TooOften`."""
        for throttle, key in self._keys(place, account):
            throttle.enter(key, at)

    def forgive(self, place: str, account: str) -> None:
        """It was a good one."""
        for throttle, key in self._keys(place, account):
            throttle.forgive(key)

    def _keys(self, place: str, account: str) -> tuple[tuple[Throttle, str], ...]:
        name = account.strip().lower()[:254]
        return (
            (self._both, f"{place} {name}"),
            (self._place, place),
            (self._account, name),
        )
