import matplotlib.pyplot as plt


def plot_losses(train, val, path):
    f = plt.figure()
    a = f.add_axes((0.15, 0.15, 0.8, 0.8))
    n = [i for i, _ in enumerate(train, start=1)]
    (one,) = a.plot(n, train, marker="D")
    (two,) = a.plot(n, val, marker="D")
    a.legend([one, two], ["training", "validation"])
    a.set(xlabel="epoch", ylabel="loss")
    f.savefig(path)
    return f
