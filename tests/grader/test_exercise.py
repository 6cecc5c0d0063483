"""An exercise folder is read whole, and everything that is wrong with it is told at once, with its line."""

from pathlib import Path

import pytest

from grader import AuthorFault, Exercise


def changed(exercise: Exercise, old: str, new: str, file: str = "exercise.yaml") -> Exercise:
    assert old in exercise.files[file]
    return Exercise.from_files(exercise.slug, {**exercise.files, file: exercise.files[file].replace(old, new, 1)})


def without(exercise: Exercise, file: str) -> Exercise:
    return Exercise.from_files(exercise.slug, {k: v for k, v in exercise.files.items() if k != file})


def told(exercise: Exercise) -> list[str]:
    return [str(problem) for problem in exercise.problems()]


def test_sound_exercises_have_no_problems(softmax: Exercise, word_count: Exercise) -> None:
    assert told(softmax) == told(word_count) == []
    assert softmax.slug == "softmax"
    assert softmax.spec.title.zh == "Softmax"
    assert softmax.spec.limits.limits().memory == 512 << 20
    assert softmax.spec.limits.limits().gpu_memory == 4096 << 20


def test_limits_reach_the_sandbox(softmax: Exercise) -> None:
    limits = changed(softmax, "memory_mb: 512", "memory_mb: 600, gpu_memory_mb: 1000").spec.limits
    assert (limits.limits().memory, limits.limits().gpu_memory) == (600 << 20, 1000 << 20)
    assert limits.limits(2).gpu_memory == 2000 << 20


def test_caches_and_hidden_files_are_not_read(softmax: Exercise, tmp_path: Path) -> None:
    for name, text in softmax.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "probe.pyc").write_bytes(b"\xff")
    (tmp_path / ".hidden").write_bytes(b"\xff")
    assert Exercise.from_folder(tmp_path).version == softmax.version
    (tmp_path / "data.bin").write_bytes(b"\xff")
    with pytest.raises(AuthorFault, match=r"data\.bin"):
        Exercise.from_folder(tmp_path)


def test_version_follows_every_file_and_no_order(softmax: Exercise) -> None:
    turned = Exercise.from_files("softmax", dict(reversed(list(softmax.files.items()))))
    assert turned.version == softmax.version
    assert len(softmax.version) == 64
    assert changed(softmax, "Write", "Do write", "statement.en.md").version != softmax.version
    assert without(softmax, "right/loops.py").version != softmax.version


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("title: {zh: Softmax, en: Softmax}", "title: {zh: Softmax}", "exercise.yaml:1: title.en: Field required"),
        ("en: Turns scores into probabilities.", "en: ''", "exercise.yaml:2: summary.en: "),
        ("image: torch", "image: pytorch", "exercise.yaml:3: image: "),
        ("difficulty: 1", "difficulty: 6", "exercise.yaml:5: difficulty: "),
        ("difficulty: 1", "dificulty: 1", "exercise.yaml:5: dificulty: Extra inputs are not permitted"),
        ("wall_s: 2", "wall_s: 0", "exercise.yaml:7: limits.wall_s: "),
        ("memory_mb: 512", "gpu_memory_mb: 100", "exercise.yaml:7: limits.gpu_memory_mb: "),
        ("  rule: close", "  rule: closer", "exercise.yaml:24: checks.0.rule: "),
        ("  value: 1.0e-5\n", "", "exercise.yaml:38: checks.3: Value error, at_most needs value"),
        ("  rule: close", "  rule: close\n  low: 1", "exercise.yaml:22: checks.0: Value error, close does not use low"),
        ("- id: large", "- id: values", "exercise.yaml:27: the id values occurs twice"),
        ("- id: detached", "- id: no-shift", "exercise.yaml:60: the id no-shift occurs twice"),
        ("- {zh: 先取指数。, en: Take the exponential first.}\n", "", "exercise.yaml:17: hints: "),
        ("image: torch", "image: torch\nimage: torch", "exercise.yaml:4: the key image occurs twice"),
        ("title: {zh: Softmax", "title: &a {zh: Softmax", "exercise.yaml:1: aliases"),
        ("minutes: 10", "minutes: 2026-01-01", "exercise.yaml:4: unexpected type timestamp"),
        ("minutes: 10", "minutes: !!python/object/apply:os.system [ls]", "exercise.yaml:4: unexpected type"),
        ("minutes: 10", "minutes: [10", "exercise.yaml:5: "),
    ],
)
def test_mistake_is_told_with_its_line(softmax: Exercise, old: str, new: str, expected: str) -> None:
    if "aliases" in expected:
        softmax = changed(softmax, "summary:", "summary: *a\nsummary2:")
        expected = "exercise.yaml:1: aliases"
    broken = changed(softmax, old, new)
    assert any(line.startswith(expected) for line in told(broken)), told(broken)
    with pytest.raises(AuthorFault):
        _ = broken.spec


def test_all_problems_are_told_at_once(softmax: Exercise) -> None:
    broken = changed(changed(softmax, "difficulty: 1", "difficulty: x"), "image: torch", "image: x")
    broken = without(without(broken, "statement.zh.md"), "starter.py")
    files = [problem.file for problem in broken.problems()]
    assert files == ["exercise.yaml", "exercise.yaml", "statement.zh.md", "starter.py"]


def test_listed_and_existing_variants_must_agree(softmax: Exercise) -> None:
    broken = changed(without(softmax, "right/loops.py"), "- id: detached", "- id: elsewhere")
    assert told(broken) == [
        "exercise.yaml:60: wrong/elsewhere.py is listed but missing",
        "exercise.yaml:71: right/loops.py is listed but missing",
        "wrong/detached.py: not listed under wrong in exercise.yaml",
    ]


def test_unknown_files_are_told(softmax: Exercise) -> None:
    extra = Exercise.from_files("softmax", {**softmax.files, "solution2.py": "x", "wrong/A b.py": "x"})
    assert [problem.file for problem in extra.problems()][:2] == ["solution2.py", "wrong/A b.py"]


@pytest.mark.parametrize("text", ["", "null", "[]", "- - -", "a: b: c", "\t", "a: " + "[" * 5000, "x" * 300_000, "%"])
def test_no_text_breaks_the_reader(softmax: Exercise, text: str) -> None:
    broken = Exercise.from_files("softmax", {**softmax.files, "exercise.yaml": text})
    assert [problem for problem in broken.problems() if problem.file == "exercise.yaml"]
