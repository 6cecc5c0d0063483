"""Whom loss-curve-plot agrees with."""

import tempfile
from pathlib import Path
from types import ModuleType

import matplotlib
import numpy as np


def agree(solution: ModuleType) -> None:
    """pandas, whose own plot of the same table has the same lines."""
    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    import pandas as pd

    train, val = np.random.rand(5) + 1, np.random.rand(5) + 2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "loss.png")
        figure = solution.plot_losses(list(train), list(val), str(path))
        assert path.read_bytes().startswith(b"\x89PNG")
    assert plt.get_fignums() == []
    table = pd.DataFrame({"train": train, "val": val}, index=range(1, 6))
    theirs = table.plot()
    (ours,) = figure.axes
    for one, other in zip(ours.get_lines(), theirs.get_lines(), strict=True):
        np.testing.assert_allclose(one.get_xydata(), other.get_xydata())
        assert one.get_label() == other.get_label()
    assert [t.get_text() for t in ours.get_legend().get_texts()] == ["train", "val"]
    plt.close("all")
