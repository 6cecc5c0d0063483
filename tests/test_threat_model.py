"""docs/threat-model.md: every border is named, with tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
PROOFS = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
BORDERS = {
    *("Browser - web", "Web - database", "Web - broker", "Worker - cell", "Cell - kernel, other cells, network"),
    *("Authors' files", "Administrator's terminal", "Backups", "Logs", "Dependencies"),
}


def rows() -> list[list[str]]:
    """The table's rows below its head: border, what it holds against, proofs."""
    lines = [line for line in PAGE.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_border_is_there() -> None:
    assert {row[0].strip("*") for row in rows()} >= BORDERS


def test_every_row_says_what_it_holds_against_and_has_a_proof() -> None:
    for _, against, proofs in rows():
        assert against and "::" in proofs


@pytest.mark.parametrize(("name", "test"), PROOFS, ids=[test for _, test in PROOFS])
def test_every_proof_exists(name: str, test: str) -> None:
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_it_is_one_page_and_others_lead_to_it() -> None:
    assert len(PAGE.splitlines()) < 60
    for name in ("SECURITY.md", "README.md", "README.zh.md"):
        assert "docs/threat-model.md" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/threat-model.md"])
def test_links_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert targets and not [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()]


@pytest.mark.parametrize("name", ["platform.txt", "cell.txt", "dev.txt"])
def test_every_dependency_is_pinned(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    wanted = [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
    assert wanted and not [line for line in wanted if not re.match(r"(-[rc] \S+|[\w.\[\],-]+==[^\s*]+)", line)]
