"""Unused cases, made ahead of time, so that a grading waits for one cell only. A case taken out never comes back."""

import queue
import threading
from collections import OrderedDict, deque

from grader.cells import Case, Host, reference
from grader.exercise import Exercise
from grader.faults import AuthorFault, OurFault


class CaseStock:
    """A few cases of each recently used exercise version, refilled by one thread in the background."""

    def __init__(self, host: Host, depth: int = 2, max_bytes: int = 256 << 20) -> None:
        self._host = host
        self._depth = depth
        self._max_bytes = max_bytes
        self._cases: OrderedDict[str, deque[Case]] = OrderedDict()
        self._lock = threading.Lock()
        self._orders: queue.SimpleQueue[Exercise | None] = queue.SimpleQueue()
        self._ordered: set[str] = set()
        self._closed = False
        self._thread = threading.Thread(target=self._fill, name="case-stock", daemon=True)
        self._thread.start()

    def case(self, exercise: Exercise) -> Case:
        """Return a case that nobody was judged by, from the stock or made now.

        Raises AuthorFault and OurFault, as `reference` does. The stock is filled up by `order`, once the verdict is
        there: until then the machine belongs to whoever waits.
        """
        return self._take(exercise.version) or reference(exercise, self._host)

    def order(self, exercise: Exercise) -> None:
        """Have the stock of an exercise filled up in the background."""
        with self._lock:
            if exercise.version in self._ordered or self._closed:
                return
            self._ordered.add(exercise.version)
        self._orders.put(exercise)

    def count(self, exercise: Exercise) -> int:
        """Return how many cases lie ready."""
        with self._lock:
            return len(self._cases.get(exercise.version, ()))

    def close(self) -> None:
        """Stop the thread; what it is making now is finished first."""
        self._closed = True
        self._orders.put(None)
        self._thread.join()

    def _take(self, version: str) -> Case | None:
        with self._lock:
            cases = self._cases.get(version)
            if cases is not None:
                self._cases.move_to_end(version)
            return cases.popleft() if cases else None

    def _fill(self) -> None:
        while (exercise := self._orders.get()) is not None:
            try:
                while not self._closed and self.count(exercise) < self._depth:
                    self._put(exercise.version, reference(exercise, self._host))
            except (AuthorFault, OurFault):
                pass  # whoever is graded next meets it as well, and is told
            finally:
                with self._lock:
                    self._ordered.discard(exercise.version)

    def _put(self, version: str, case: Case) -> None:
        with self._lock:
            self._cases.setdefault(version, deque()).append(case)
            self._cases.move_to_end(version)
            while len(self._cases) > 1 and self._size() > self._max_bytes:
                self._cases.popitem(last=False)

    def _size(self) -> int:
        return sum(case.size for cases in self._cases.values() for case in cases)
