"""Whom rnn-forward agrees with: torch's nn.RNN."""

from types import ModuleType

from compare import leaf, same, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    for batch, time in ((3, 5), (1, 1), (4, 4)):
        layer = nn.RNN(4, 6, batch_first=True)
        weights = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, layer.bias_hh_l0]
        x, h0 = leaf(batch, time, 4), leaf(batch, 6)
        same_with_gradients(
            lambda: solution.rnn(x, h0, *weights)[0],
            lambda: layer(x, h0[None])[0],
            [x, h0, *weights],
            "nn.RNN",
        )
        same(solution.rnn(x, h0, *weights)[1], layer(x, h0[None])[1][0], "last state")
