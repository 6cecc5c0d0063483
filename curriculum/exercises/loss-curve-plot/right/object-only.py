from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def plot_losses(train: list[float], val: list[float], path: str) -> Figure:
    figure = Figure(figsize=(4, 3), layout="constrained")  # pyplot never hears of it, so nothing has to be closed
    axes = figure.add_subplot(xlabel="Epoch", ylabel="Loss")
    for losses, name in ((train, "Training loss"), (val, "Validation loss")):
        axes.plot([epoch + 1 for epoch in range(len(losses))], losses, marker=".", label=name)
    axes.legend()
    FigureCanvasAgg(figure).print_png(path)
    return figure
