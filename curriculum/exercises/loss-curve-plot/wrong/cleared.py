import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    """Draw the training and validation loss of each epoch into a new figure, write it to `path`, and return it.

    train, val: one number for each epoch, of the same length n >= 1; epochs count from 1. The figure has one pair of
    axes, two lines, labelled axes and a legend, and is closed when it comes back.
    """
    epochs = range(1, len(train) + 1)
    fig, ax = plt.subplots()  # never the current figure: it may be somebody else's
    ax.plot(epochs, train, "o-", label="train")  # a marker, for a line of one point cannot be seen
    ax.plot(epochs, val, "o-", label="val")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.legend()
    fig.savefig(path)
    plt.clf()
    return fig
