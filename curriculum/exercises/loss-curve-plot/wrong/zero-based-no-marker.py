import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    epochs = range(len(train))
    fig, ax = plt.subplots()
    ax.plot(epochs, train, "-", label="train")
    ax.plot(epochs, val, "-", label="val")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.legend()
    fig.savefig(path)
    plt.close(fig)
    return fig
