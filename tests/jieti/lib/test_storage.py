"""Static files of a running installation carry hashes, down to what modules import."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from jieti.lib.storage import StaticStorage
from jieti.settings import base


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=base.STORAGES), pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticStorage, "compress_files", lambda self, paths: [])  # slow, and not what is tested here
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_modules_import_hashed_names(collected: Path) -> None:
    hashed = [path for path in (collected / "js").glob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    assert hashed
    imports = [(path, url) for path in hashed for url in re.findall(r'from\s*"([./][^"]+)"', path.read_text())]
    assert imports
    for path, url in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", url), f"{path.name} imports {url}"
        assert (path.parent / url).resolve().is_file()


def test_style_sheets_name_hashed_fonts(collected: Path) -> None:
    (sheet,) = (path for path in (collected / "css").glob("tokens.*.css") if path.name != "tokens.css")
    fonts = re.findall(r'url\("(\.\./vendor/[^"]+)"\)', sheet.read_text())
    assert fonts
    for font in fonts:
        assert (sheet.parent / font).resolve().is_file()
