"""The house stands as drawn: platform/ is a source root, and imports point one way."""

import platform
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_platform_is_the_standard_library_module() -> None:
    assert Path(platform.__file__).parent == Path(sysconfig.get_paths()["stdlib"])


def test_platform_folder_is_no_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert [p.name for p in (ROOT / "platform").iterdir() if not p.name.startswith((".", "__"))] == ["jieti"]


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [f for f in folders if not (f / "__init__.py").exists()] == []


@pytest.mark.parametrize("package", ["sandbox", "grader"])
def test_imports_without_django_and_celery(package: str) -> None:
    code = (
        "import sys, pkgutil, importlib\n"
        "for name in ('django', 'celery', 'jieti', 'torch'): sys.modules[name] = None\n"
        f"import {package}\n"
        f"for m in pkgutil.walk_packages({package}.__path__, '{package}.'):\n"
        "    if '.inside.' not in m.name and not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_sandbox_does_not_import_grader() -> None:
    code = "import sys; sys.modules['grader'] = None; sys.modules['numpy'] = None; import sandbox"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
