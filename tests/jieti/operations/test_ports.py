"""A taken port is refused when it was asked for, and passed over when it was not."""

import socket
from collections.abc import Iterator

import pytest

from jieti.operations import ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_wanted_and_taken_is_refused(taken: int) -> None:
    with pytest.raises(ports.PortTaken):
        ports.take("127.0.0.1", taken)


def test_next_free_port_is_found(taken: int) -> None:
    with ports.take("127.0.0.1", None, default=taken) as server:
        assert server.getsockname()[1] > taken


def test_free_port_is_taken_as_asked_and_kept_from_others(taken: int) -> None:
    with ports.take("127.0.0.1", None, default=taken) as server:
        port = server.getsockname()[1]
        with pytest.raises(ports.PortTaken):
            ports.take("127.0.0.1", port)
    with ports.take("127.0.0.1", port) as again:
        assert again.getsockname()[1] == port
