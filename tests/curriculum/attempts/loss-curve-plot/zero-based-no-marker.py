import matplotlib.pyplot as pyplot


def plot_losses(train, val, path):
    figure = pyplot.figure(figsize=(5, 3))
    for name, series in {"Train": train, "Validation": val}.items():
        pyplot.plot(series, label=name)
    pyplot.xlabel("Epoch")
    pyplot.ylabel("Loss")
    pyplot.legend(loc="best")
    pyplot.savefig(path)
    pyplot.close(figure)
    return figure
