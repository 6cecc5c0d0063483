"""Code in lessons that does not do what the page says is refused with its file and line, and nothing is loaded."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from jieti.courses.blocks import blocks_of, same_output
from jieti.courses.models import Track

TEXT = """
Words.

```{.python .run}
x = 3
print(x)
```

```{.text .output}
3
```

```python
not run
```

```{.python .run}
y = x +
print(x * 2)
```
"""


def append(folder: Path, text: str) -> dict[str, int]:
    """Add the same to both languages of the lesson; return how many lines stood there before."""
    lines = {}
    for language in ("zh", "en"):
        path = folder / "lessons" / "attention" / f"{language}.md"
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
        lines[language] = before.count("\n")
        path.write_text(before + text, encoding="utf-8")
    return lines


def run(folder: Path, *options: str) -> str:
    """Load, and return what was complained about; nothing if all went well."""
    err = StringIO()
    try:
        with translation.override("en"):
            call_command("load_curriculum", folder, *options, stdout=StringIO(), stderr=err)
    except CommandError:
        assert not Track.objects.exists()
        return err.getvalue()
    return ""


def test_blocks_know_their_lines_and_outputs() -> None:
    found = blocks_of(TEXT)
    assert [(block.line, block.shown) for block in found] == [(5, "3"), (18, "")]


def test_a_text_without_code_has_none_and_attributes_may_stand_as_the_page_takes_them() -> None:
    assert blocks_of("Words.\n") == []
    assert [block.code for block in blocks_of("``` { .run .python }\nx\n```\n")] == ["x\n"]


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [("loss 0.51", "loss 0.50", True), ("loss 0.9", "loss 0.5", False), ("a 1", "b 1", False), ("1 2", "1", False)],
)
def test_outputs_are_compared_by_words_and_nearly_by_numbers(printed: str, shown: str, same: bool) -> None:
    assert same_output(printed, shown) is same


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("y = x +", "y = x"), 18, "prints something else"),
        (("y = x +", "y = x +"), 18, "SyntaxError"),
        (("y = x +\nprint(x * 2)", "y = x\ny.append(1)"), 19, "AttributeError"),
        (("3\n```\n\n```python", "4\n```\n\n```python"), 18, "SyntaxError"),
    ],
)
def test_code_that_does_not_run_is_refused_where_it_stands(
    folder: Path, db: None, change: tuple[str, str], line: int, words: str
) -> None:
    before = append(folder, TEXT.replace(*change))["en"]
    said = run(folder, "--run")
    assert f"lessons/attention/en.md:{before + line}: " in said and words in said


@pytest.mark.sandbox
def test_code_that_runs_is_loaded(folder: Path, db: None) -> None:
    append(folder, TEXT.replace("y = x +\nprint(x * 2)", "y = x"))
    assert run(folder, "--run") == "" and Track.objects.exists()
