import torch  # not torch.softmax


class Softmax:
    """Like torch.softmax and torch.nn.Softmax, by hand."""

    def __call__(self, x):
        e = (x - x.amax(-1, keepdim=True)).exp()
        return e / e.sum(-1, keepdim=True)


def softmax(x):
    return Softmax()(x)
