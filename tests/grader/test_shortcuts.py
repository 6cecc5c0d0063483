"""What a source has to say for its syntax tree to be looked at."""

import ast
from pathlib import Path

import pytest

from sandbox.inside.shortcuts import Reader, find, matches, may_use

NAMES = ["torch.softmax", ".softmax", "torch.nn.functional.softmax", "torch.nn.Softmax", "scipy", "sorted"]
ATTEMPTS = sorted(Path(__file__).with_name("attempts").rglob("*.py"))


@pytest.mark.parametrize("path", ATTEMPTS, ids=lambda path: path.stem)
def test_what_is_not_looked_at_has_nothing(path: Path) -> None:
    source = path.read_text("utf-8", "replace")
    try:
        uses = list(Reader(ast.parse(source)).uses())
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return
    for name in NAMES:
        assert may_use(source, [name]) or not any(matches(dotted, name) for dotted, _ in uses)


@pytest.mark.parametrize(
    "source",
    [
        "import torch\ny = torch.ｓｏｆｔｍａｘ(x)",
        "import torch as t\ny = t.softmax(x)",
        "from torch import softmax as plain",
        "import torch\ny = getattr(torch, 'soft' + 'max')(x)",
        "import torch\ny = 𝓰𝓮𝓽𝓪𝓽𝓽𝓻(torch, 'soft' + 'max')(x)",
        "import torch\ny = vars(torch)['soft' + 'max'](x)",
        "from torch import *\ndef softmaxes(x): return softmax(x)",
    ],
)
def test_what_is_used_is_found(source: str) -> None:
    assert [hit["name"] for hit in find(source, ["torch.softmax"])] == ["torch.softmax"]


def test_a_definition_is_no_use() -> None:
    assert not may_use("def softmax(x):\n    return x", ["torch.softmax"])
