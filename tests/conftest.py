"""The people that every test knows: ada and bo learn, mei mentors, ann writes, root administers."""

import os
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from jieti.accounts.models import Role, User
from jieti.study import outline

PASSWORD = "a-long-enough-password"

os.environ["LC_ALL"] = "C.UTF-8"  # commands speak the terminal's language; the tests read their English


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs servers where none are named; `make test-servers` names them."""
    if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
        return
    without = [item for item in items if item.get_closest_marker("servers")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Start every test with empty caches: ids and digests repeat from test to test."""
    cache.clear()
    outline.forget()


@pytest.fixture
def make_person(db: None) -> Callable[..., User]:
    """Return a factory: `make_person("ada", role="mentor")`."""

    def make(name: str, role: str = Role.LEARNER, **fields: object) -> User:
        fields.setdefault("language", "en")
        return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title(), role=role, **fields)

    return make


@pytest.fixture
def ada(make_person: Callable[..., User]) -> User:
    return make_person("ada")


@pytest.fixture
def bo(make_person: Callable[..., User]) -> User:
    return make_person("bo")


@pytest.fixture
def mei(make_person: Callable[..., User]) -> User:
    return make_person("mei", role=Role.MENTOR)


@pytest.fixture
def ann(make_person: Callable[..., User]) -> User:
    return make_person("ann", role=Role.AUTHOR)


@pytest.fixture
def root(make_person: Callable[..., User]) -> User:
    return make_person("root", role=Role.ADMIN)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def ada_client(ada: User) -> Client:
    return signed_in(ada)


@pytest.fixture
def bo_client(bo: User) -> Client:
    return signed_in(bo)


@pytest.fixture
def mei_client(mei: User) -> Client:
    return signed_in(mei)


@pytest.fixture
def ann_client(ann: User) -> Client:
    return signed_in(ann)


@pytest.fixture
def root_client(root: User) -> Client:
    return signed_in(root)
