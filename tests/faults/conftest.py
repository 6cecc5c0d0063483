"""The house that all these tests share: each leaves it as it found it, with nothing waiting."""

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import browser as browser
from tests.faults.house import House, open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Nothing of these tests is in this process."""
