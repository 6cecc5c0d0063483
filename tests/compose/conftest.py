"""One engine, the images, and one composed Jieti that all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compose import images
from tests.compose.stack import Composed
from tests.sandbox.docker.conftest import engine as engine


@pytest.fixture(scope="session")
def composed(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    """Started by docker-compose as a person would; removed in the end, and then nothing of it is there any more."""
    if shutil.which("docker-compose") is None:
        assert not os.environ.get("CI"), "no docker-compose here"
        pytest.skip("no docker-compose here (Debian: apt-get install docker-compose)")
    own = Composed(engine, tmp_path_factory.mktemp("private"), images.built(engine))
    own.prepare()
    try:
        own.compose("up", "--detach", "--no-build", timeout=600)
        own.wait(own.grades)
        yield own
    finally:
        own.compose("down", "--volumes", "--timeout", "60")
        assert own.left() == {"containers": [], "networks": [], "volumes": []}
        assert own.project not in Path("/proc/mounts").read_text()
