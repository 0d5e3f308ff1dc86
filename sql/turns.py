"""Who comes first is served first: a bounded queue of the threads of one process."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Crowded(Exception):
    """Too many wait already, or the turn did not come within the time that anybody waits.

    The text is the sentence for whoever is sent away.
    """


class Turns:
    """Let some in at once and the others wait in the order of their coming.

    `says` is the sentence for whoever is sent away, with the number of those waiting as `{waiting}`.
    A thread that is inside must not ask for another turn: it would wait for itself.
    """

    def __init__(self, *, at_once: int, most_waiting: int, seconds: float, says: str) -> None:
        self.seconds = seconds
        self._free, self._most_waiting, self._says = at_once, most_waiting, says
        self._waiting: deque[Event] = deque()
        self._lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and keep it for the block.

        Raises:
            Crowded: if the queue is full, or `seconds` have passed.
        """
        called = self._line_up()
        if called is not None:
            self._wait(called)
        try:
            yield
        finally:
            self._next()

    def _line_up(self) -> Event | None:
        """Take a free turn (null), or a place in the queue."""
        with self._lock:
            if self._free:
                self._free -= 1
                return None
            if len(self._waiting) >= self._most_waiting:
                raise self._crowded()
            self._waiting.append(called := Event())
            return called

    def _wait(self, called: Event) -> None:
        try:
            if called.wait(self.seconds):
                return
        except BaseException:  # Ctrl+C: whoever leaves the queue is not waited for
            self._leave(called)
            raise
        raise self._leave(called)

    def _leave(self, called: Event) -> Crowded:
        with self._lock:
            refusal = self._crowded()
            if called in self._waiting:
                self._waiting.remove(called)
                return refusal
        self._next()  # called in the same moment
        return refusal

    def _next(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    def _crowded(self) -> Crowded:
        return Crowded(self._says.format(waiting=len(self._waiting)))
