"""One device, seen to be as it was after each test."""

from collections.abc import Iterator

import pytest

from sandbox.contract import Status
from sandbox.devices import CpuDevice
from sandbox.host import Host
from tests.sandbox.conftest import at_rest, eventually, script
from tests.sandbox.pool.hosts import job, pool_of, ready


@pytest.fixture(scope="module")
def one() -> Iterator[Host]:
    """A host with one device, and a spare on it."""
    with pool_of(CpuDevice()) as host:
        assert host.run(job("")).status is Status.OK
        assert host.run(script("")).status is Status.OK  # two spares without a device, too
        yield host


@pytest.fixture
def device(one: Host) -> Iterator[Host]:
    """The same, seen to be as it was after each test."""
    assert eventually(lambda: ready(one) and at_rest(one.warm("python").pid or 0))
    groups = one.cgroups.left()  # the waiting spares'
    yield one
    good = one.run(job("print(6 * 7)"))
    assert (good.status, good.stdout) == (Status.OK, "42\n"), good
    assert eventually(lambda: ready(one))
    assert eventually(lambda: one.cgroups.left() == groups)
