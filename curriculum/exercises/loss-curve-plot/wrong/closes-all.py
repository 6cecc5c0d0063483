import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    epochs = range(1, len(train) + 1)
    fig, ax = plt.subplots()
    ax.plot(epochs, train, "o-", label="train")
    ax.plot(epochs, val, "o-", label="val")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.legend()
    fig.savefig(path)
    plt.close("all")
    return fig
