import matplotlib.pyplot as plt
import numpy as np


def plot_losses(train: list[float], val: list[float], path: str) -> plt.Figure:
    figure = plt.figure()
    epochs = np.arange(1, len(val) + 1)
    plt.semilogy(epochs, train, "s--", epochs, val, "^:")
    plt.legend(["train", "validation"])
    plt.xlabel("number of epochs")
    plt.ylabel("loss (log scale)")
    plt.savefig(path, dpi=60)
    plt.close()
    return figure
