"""Who counts as answering."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from jieti.operations import readiness


@pytest.fixture
def server() -> Iterator[str]:
    """A server that answers /<status> with that status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(self.path.strip("/")))
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.mark.parametrize(("status", "there"), [(200, True), (400, True), (500, False), (503, False)])
def test_a_server_that_knows_another_name_only_is_there(server: str, status: int, there: bool) -> None:
    assert readiness.web_answers(f"{server}/{status}") is there


def test_nobody_is_not_there() -> None:
    assert not readiness.web_answers("http://127.0.0.1:1/")
