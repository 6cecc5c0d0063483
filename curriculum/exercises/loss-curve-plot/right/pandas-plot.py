import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    table = pd.DataFrame({"train": train, "val": val}, index=pd.RangeIndex(1, len(train) + 1, name="epoch"))
    figure, axes = plt.subplots()
    table.plot(ax=axes, marker="x", ylabel="mean loss", grid=True)
    figure.savefig(path)
    plt.close(figure)
    return figure
