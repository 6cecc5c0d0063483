from functools import reduce


def mlp_forward(x, weights, biases):
    return reduce(lambda h, wb: (h @ wb[0].mT + wb[1]).clamp(min=0), zip(weights, biases, strict=True), x)
