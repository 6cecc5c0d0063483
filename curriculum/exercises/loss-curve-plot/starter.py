import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    """Draw the training and validation loss of each epoch into a new figure, write it to `path`, and return it.

    train, val: one number for each epoch, of the same length n >= 1; epochs count from 1. The figure has one pair of
    axes, two lines, labelled axes and a legend, and is closed when it comes back.
    """
    raise NotImplementedError
