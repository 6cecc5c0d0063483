"""Looks at the figure itself, its lines, labels and limits, never at pixels: painting takes long and is left out."""

import functools
import os
import tempfile

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

NAMES = {"train": ("train", "训练"), "val": ("val", "验证"), "epoch": ("epoch", "轮"), "loss": ("loss", "损失")}
SEEN = {}  # (module, case) -> what one call did


def make_cases(rng):
    n = int(rng.integers(6, 10))
    fall = np.exp(-0.4 * np.arange(n))
    return {
        "train": [float(x) for x in 6.0 * fall + 0.3 + 0.05 * rng.random(n)],
        "val": [float(x) for x in 5.0 * fall + 1.3 + 0.05 * rng.random(n) + 0.1 * np.arange(n)],
        "one_train": [float(rng.uniform(2.0, 3.0))],
        "one_val": [float(rng.uniform(3.5, 4.5))],
    }


def kind(text, names):
    """Return which of the names a text speaks of, in either language; None if none."""
    return next((name for name in names if any(word in str(text).lower() for word in NAMES[name])), None)


def label_of(line, axes):
    """Return what the legend calls a line; without one, its own label."""
    legend = axes.get_legend()
    if legend is not None:
        handles = axes.get_lines()
        if len(legend.get_texts()) == len(handles):
            return legend.get_texts()[handles.index(line)].get_text()
    return line.get_label()


def described(module, train, val):
    """Call the learner's function once, beside an open figure of somebody else's, and note everything."""
    plt.close("all")
    shown = []
    drawn = []
    show, plt.show = plt.show, lambda *args, **kwargs: shown.append(1)
    draw, Figure.draw = Figure.draw, noting(Figure.draw, drawn)
    other, other_axes = plt.subplots()
    other_axes.plot([1, 2], [50.0, 60.0], label="somebody else's")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "loss.png")
            figure = module.plot_losses(list(train), list(val), path)
            return {**of_figure(figure), "file": of_file(path, figure, drawn), **afterwards(figure, other, shown)}
    finally:
        plt.show, Figure.draw = show, draw
        plt.close("all")


def noting(draw, drawn):
    """Return a Figure.draw that paints nothing, which takes long, but notes which figure had how many lines."""

    @functools.wraps(draw)
    def noted(figure, *args, **kwargs):
        drawn.append((figure, sum(len(axes.get_lines()) for axes in figure.axes)))

    return noted


def of_figure(figure):
    if not isinstance(figure, Figure):
        return {"figure": type(figure).__name__}
    axes = figure.axes[0] if figure.axes else figure.add_subplot()
    lines = axes.get_lines()
    data = {kind(label_of(line, axes), ("val", "train")) or f"line {i}": line for i, line in enumerate(lines)}
    legend = axes.get_legend() or (figure.legends[0] if figure.legends else None)
    texts = [kind(text.get_text(), ("val", "train")) for text in legend.get_texts()] if legend else []
    x_low, x_high = sorted(axes.get_xlim())
    y_low, y_high = sorted(axes.get_ylim())
    return {
        "figure": "Figure",
        "axes": len(figure.axes),
        "lines": len(lines),
        "x": {name: np.asarray(line.get_xdata(), dtype=np.float64) for name, line in data.items()},
        "y": {name: np.asarray(line.get_ydata(), dtype=np.float64) for name, line in data.items()},
        "legend": sorted(text or "something else" for text in texts),
        "labels": [kind(axes.get_xlabel(), ("epoch", "loss")), kind(axes.get_ylabel(), ("epoch", "loss"))],
        "markers": sum(line.get_marker() not in ("None", "none", "", " ", None) for line in lines),
        "in view": all(
            bool(np.all((np.asarray(x, float) >= x_low) & (np.asarray(x, float) <= x_high)))
            and bool(np.all((np.asarray(y, float) >= y_low) & (np.asarray(y, float) <= y_high)))
            for x, y in (line.get_data() for line in lines)
        ),
    }


def of_file(path, figure, drawn):
    try:
        with open(path, "rb") as file:
            png = file.read(8) == b"\x89PNG\r\n\x1a\n"
    except OSError:
        return {"written": False, "png": False, "of this figure": False, "lines in it": 0}
    last, lines = drawn[-1] if drawn else (None, 0)
    return {"written": True, "png": png, "of this figure": last is figure, "lines in it": lines}


def afterwards(figure, other, shown):
    left = [number for number in plt.get_fignums() if plt.figure(number) is not other]
    own = other.axes[0].get_lines() if other.axes else []
    return {
        "closed": {"figures left open": len(left), "calls of plt.show": len(shown)},
        "old": {
            "its figure is another": figure is not other,
            "still open": other.number in plt.get_fignums(),
            "lines in it": len(own),
        },
    }


def observe(module, inputs, device):
    def once(case):
        if (module, case) not in SEEN:
            prefix = "one_" if case == "one" else ""
            SEEN[module, case] = described(module, inputs[f"{prefix}train"], inputs[f"{prefix}val"])
        return SEEN[module, case]

    def lines():
        return {name: once("many").get(name) for name in ("figure", "axes", "lines")}

    def one_epoch():
        found = once("one")
        return {name: found.get(name) for name in ("lines", "markers", "in view")}

    return {
        "lines": lines,
        "x-data": lambda: once("many")["x"],
        "y-data": lambda: once("many")["y"],
        "legend": lambda: once("many")["legend"],
        "labels": lambda: once("many")["labels"],
        "in-view": lambda: once("many")["in view"],
        "file": lambda: once("many")["file"],
        "closed": lambda: once("many")["closed"],
        "old-figure": lambda: once("many")["old"],
        "one-epoch": one_epoch,
    }
