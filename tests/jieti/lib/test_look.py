"""The colours hold in both themes, and what we ship from others says where it is from."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from jieti.settings.paths import PACKAGE

STATIC = PACKAGE / "static"
CSS = (STATIC / "css" / "tokens.css").read_text()


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", block))


def blocks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The tokens of the light theme, the dark one of the system, and the dark one the person asked for."""
    light = CSS[CSS.index(":root {") : CSS.index("@media screen and (prefers-color-scheme: dark)")]
    system = CSS[CSS.index("@media screen and (prefers-color-scheme: dark)") : CSS.index(':root[data-theme="dark"]')]
    asked = CSS[CSS.index(':root[data-theme="dark"]') :]
    return tokens(light), tokens(system), tokens(asked)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "quiet") for ground in ("paper", "surface", "sunken")),
    *((ink, ground) for ink in ("accent", "accent-strong") for ground in ("paper", "surface")),
    *((f"{tone}-ink", f"{tone}-soft") for tone in ("done", "waiting", "wrong", "info")),
    *(("ink", f"{tone}-soft") for tone in ("done", "waiting", "wrong", "info", "accent")),
    *((tone, ground) for tone in ("done", "waiting", "wrong", "info") for ground in ("paper", "surface")),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
SHAPES = [("edge", "paper"), ("edge", "surface"), ("edge", "sunken"), ("accent", "sunken"), ("done", "sunken")]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_contrast(theme: int, pairs: list[tuple[str, str]], least: float) -> None:
    colours = blocks()[theme]
    found = {pair: round(contrast(colours[f"--{pair[0]}"], colours[f"--{pair[1]}"]), 2) for pair in pairs}
    assert not {pair: value for pair, value in found.items() if value < least}


def test_the_two_dark_blocks_are_alike() -> None:
    light, system, asked = blocks()
    assert system == asked
    assert set(system) == set(light)


def test_ramps_are_legible_in_grey() -> None:
    for colours in blocks()[:2]:
        greys = [luminance(colours[f"--ramp-{step}"]) for step in range(5)]
        assert greys in (sorted(greys), sorted(greys, reverse=True))


@pytest.mark.parametrize("folder", sorted((STATIC / "vendor").iterdir()), ids=lambda path: path.name)
def test_vendored_files_say_version_licence_and_command(folder: Path) -> None:
    readme = (folder / "README.md").read_text()
    assert re.search(r"\d+\.\d+", readme) and "icence" in readme and "Made with" in readme
    assert list(folder.glob("LICENSE*"))


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_name_only_files_that_exist(sheet: Path) -> None:
    text = re.sub(r"url\(\s*[\"']?data:.*?\)", "", sheet.read_text(), flags=re.S)
    for url in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
        assert (sheet.parent / url).resolve().is_file(), url
    assert "@import" not in text and "http" not in text


def test_the_editor_is_there() -> None:
    assert finders.find("vendor/codemirror/editor.js")
    bundle = (STATIC / "vendor" / "codemirror" / "editor.js").read_text()
    assert "createEditor" in bundle
    assert "sourceMappingURL" not in bundle
