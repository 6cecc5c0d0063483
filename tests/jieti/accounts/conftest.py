"""What the tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tries() -> None:
    """Sign-in counts tries in the cache; every test starts from none."""
    cache.clear()
