"""What the images hold: what is needed, belonging to root, dateless, and nothing to build or to look around with."""

import json
from typing import Any

import pytest

from tests.compose.stack import Composed
from tests.sandbox.docker import picture

LOOK = """
import json, os, stat
found = {"tools": [], "setuid": [], "foreign": [], "dated": [], "timed": []}
TOOLS = {"sh", "bash", "dash", "apt", "apt-get", "dpkg", "perl", "gcc", "cc", "make", "ld", "pip", "busybox", "su"}
ENGINES = ("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/mtab", "/.dockerenv")
for root, folders, files in os.walk("/"):
    if root == "/": folders[:] = [one for one in folders if one not in ("proc", "sys", "dev", "tmp", "run")]
    for name in files:
        path = os.path.join(root, name)
        facts = os.lstat(path)
        if name in TOOLS and facts.st_mode & 0o111: found["tools"].append(path)
        if facts.st_mode & 0o6000: found["setuid"].append(path)
        if facts.st_uid or facts.st_mode & 0o2 and not stat.S_ISLNK(facts.st_mode): found["foreign"].append(path)
        if facts.st_mtime and path not in ENGINES: found["dated"].append(path)
        if name.endswith(".pyc"):
            with open(path, "rb") as file:
                if file.read(8)[4:] != b"\\x01\\0\\0\\0": found["timed"].append(path)
    found["tools"] += [os.path.join(root, one) for one in folders if one == "pip" and root.endswith("-packages")]
print(json.dumps(found))
"""


def run(composed: Composed, image: str, *command: str) -> str:
    """Run a command in a fresh container of an image, without anything; return what it printed."""
    with composed.client() as client:
        options = client.create_host_config(network_mode="none", cap_drop=["ALL"], read_only=True)
        made = client.create_container(image, list(command), entrypoint="python", host_config=options)["Id"]
        try:
            client.start(made)
            code = client.wait(made)["StatusCode"]
            said = client.logs(made).decode()
        finally:
            client.remove_container(made, force=True)
    assert code == 0, said
    return str(said)


@pytest.fixture(scope="module", params=["web", "worker"])
def image(request: pytest.FixtureRequest, composed: Composed) -> str:
    return composed.images[f"JIETI_{request.param.upper()}_IMAGE"]


def test_only_what_is_needed(composed: Composed, image: str) -> None:
    found: dict[str, Any] = json.loads(run(composed, image, "-c", LOOK))
    assert found == dict.fromkeys(found, [])


def test_static_files_and_both_languages_are_in_it(composed: Composed, image: str) -> None:
    code = """
import django, os
os.environ["JIETI_VAR"] = "/dev/shm/var"
os.environ["DJANGO_SETTINGS_MODULE"] = "jieti.settings.base"
django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage as files
from django.utils import translation
from django.utils.translation import gettext
name = files.stored_name("css/base.css")
translation.activate("zh-hans")
print(files.exists(name) and name != "css/base.css", gettext("Today"))
"""
    assert run(composed, image, "-c", code) == "True 今天\n"


def test_what_cells_and_workers_have_in_common_is_kept_once(composed: Composed) -> None:
    with composed.client() as client:
        names = (picture.built(composed.engine), composed.images["JIETI_WORKER_IMAGE"])
        cell, worker = (client.inspect_image(name)["RootFS"]["Layers"] for name in names)
    assert cell[:2] == worker[:2], "the system, and the cells' packages: nearly all of it"
