"""One engine, one image, and `attempt`: run a program in a container, then see that nothing of it is left."""

import os
from collections.abc import Iterator

import pytest

from sandbox import engine as docker_engine
from sandbox import owner
from sandbox.containers import Containers
from sandbox.contract import Report, Status
from sandbox.engine import Engine
from tests.sandbox.conftest import Attempt, eventually, script
from tests.sandbox.docker import picture
from tests.sandbox.docker.engine import NoEngine, shared


@pytest.fixture(scope="session")
def engine() -> Iterator[str]:
    """The address of a real Docker Engine. Where there is none a test may be skipped, but never in CI."""
    try:
        with shared() as address:
            yield address
    except NoEngine as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no Docker Engine: {error}")


@pytest.fixture(scope="session")
def cell_picture(engine: str) -> str:
    return picture.built(engine)


@pytest.fixture(scope="session")
def containers(engine: str, cell_picture: str) -> Iterator[Containers]:
    with Containers(cell_picture, address=engine) as host:
        yield host


def ours(address: str, whose: str = "") -> list[str]:
    """The containers of this process, or of another, whatever state they are in."""
    with Engine(address).client() as client:
        label = f"{docker_engine.LABEL}={whose or owner.own()}"
        return [found["Id"] for found in client.containers(all=True, filters={"label": label})]


@pytest.fixture
def attempt(containers: Containers, engine: str) -> Attempt:
    """Run a program; then the same host must do a good job at once, and no container may be left but spares."""

    def run(code: str | bytes, image: str = "python", **limits: float) -> Report:
        report = containers.run(script(code, image, **limits))
        good = containers.run(script("print(6 * 7)", image))
        assert (good.status, good.stdout) == (Status.OK, "42\n"), good
        assert report.status is not Status.INTERNAL, report
        assert eventually(lambda: set(ours(engine)) == {spare.id for spare in containers.spares()}, 20)
        return report

    return run
