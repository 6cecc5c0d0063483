"""A program reaches nobody."""

import socket
import threading

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox


class Listener:
    """A server of the test's that counts who comes."""

    def __init__(self, family: int, address: object) -> None:
        self.visits = 0
        self.socket = socket.socket(family)
        self.socket.bind(address)  # type: ignore[arg-type]  # an address is whatever the family says
        self.socket.listen()
        threading.Thread(target=self.count, daemon=True).start()

    def count(self) -> None:
        while True:
            try:
                self.socket.accept()
            except OSError:
                return
            self.visits += 1


def test_cannot_connect_to_this_machine(attempt: Attempt) -> None:
    listener = Listener(socket.AF_INET, ("127.0.0.1", 0))
    port = listener.socket.getsockname()[1]
    report = attempt(f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)")
    listener.socket.close()
    assert (report.status, listener.visits) == (Status.ERROR, 0)
    assert report.wall_ms < 1000


def test_cannot_connect_to_an_abstract_socket(attempt: Attempt) -> None:
    listener = Listener(socket.AF_UNIX, "\0jieti-test")
    report = attempt("import socket\nsocket.socket(socket.AF_UNIX).connect('\\0jieti-test')")
    listener.socket.close()
    assert (report.status, listener.visits) == (Status.ERROR, 0)


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "172.17.0.1", "1.1.1.1"])
def test_cannot_leave_this_machine(attempt: Attempt, address: str) -> None:
    report = attempt(f"import socket\nsocket.create_connection(('{address}', 80), 3)")
    assert (report.status, "unreachable" in report.stderr) == (Status.ERROR, True)
    assert report.wall_ms < 1000


def test_cannot_send_datagrams(attempt: Attempt) -> None:
    report = attempt("import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('1.1.1.1', 53))")
    assert report.status is Status.ERROR


def test_does_not_wait_for_a_name_server(attempt: Attempt) -> None:
    report = attempt("import urllib.request\nurllib.request.urlopen('http://example.org')")
    assert report.status is Status.ERROR
    assert report.wall_ms < 2000


@pytest.mark.parametrize("family", [16, 17, 38, 40, 29, 30, 31, 44])
def test_cannot_open_other_families(attempt: Attempt, family: int) -> None:
    report = attempt(f"import socket\nsocket.socket({family}, socket.SOCK_RAW)")
    assert (report.status, "OSError: [Errno 97]" in report.stderr) == (Status.ERROR, True)


def test_cannot_open_raw_sockets(attempt: Attempt) -> None:
    report = attempt("import socket\nsocket.socket(socket.AF_INET, socket.SOCK_RAW, 1)")
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_finds_no_socket_of_anybody(attempt: Attempt) -> None:
    code = """
import os, stat
for root, folders, files in os.walk('/'):
    if root == '/': folders[:] = [f for f in folders if f not in ('proc', 'usr', 'venv')]
    for name in files:
        path = os.path.join(root, name)
        if stat.S_ISSOCK(os.lstat(path).st_mode): print(path)
"""
    assert attempt(code).stdout == ""


@pytest.mark.parametrize(
    ("kind", "protocol"), [(1, 132), (5, 132), (6, 33), (6, 0), (2, 136), (1, 262), (2, 115), (10, 0)]
)
def test_cannot_have_the_kernel_load_a_protocol(attempt: Attempt, kind: int, protocol: int) -> None:
    report = attempt(f"import socket\nsocket.socket(socket.AF_INET, {kind}, {protocol})")
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_cannot_install_anything(attempt: Attempt) -> None:
    code = """
import subprocess, sys
pip = [sys.executable, '-m', 'pip', 'install', '--retries=0', '--ignore-installed', 'six']
sys.exit(subprocess.run(pip).returncode)
"""
    report = attempt(code, wall_s=30, cpu_s=20, memory=1 << 30)
    assert report.status is Status.ERROR
