import matplotlib.pyplot as plt
import numpy as np


def plot_losses(train, val, path):
    x = np.linspace(1, len(train), len(train))
    plt.plot(x, train, "b", label="training")
    plt.plot(x, val, "r", label="validation")
    plt.xlabel("epochs")
    plt.ylabel("loss value")
    plt.legend()
    plt.savefig(path)
    return plt.gcf()
