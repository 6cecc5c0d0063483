"""Whom lstm-cell agrees with: torch's nn.LSTMCell and, over several steps, nn.LSTM."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    cell = nn.LSTMCell(3, 4)
    weights = [cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh]
    for batch in (5, 1):
        x, h, c = leaf(batch, 3), leaf(batch, 4), leaf(batch, 4)
        same_with_gradients(
            lambda: torch.cat(solution.lstm_cell(x, h, c, *weights), dim=-1),
            lambda: torch.cat(cell(x, (h, c)), dim=-1),
            [x, h, c, *weights],
            "nn.LSTMCell",
        )
    layer = nn.LSTM(3, 4)
    weights = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, layer.bias_hh_l0]
    sequence, h, c = leaf(7, 2, 3), leaf(2, 4), leaf(2, 4)

    def stepped() -> torch.Tensor:
        state = h, c
        for x in sequence:
            state = solution.lstm_cell(x, *state, *weights)
        return state[0]

    same_with_gradients(stepped, lambda: layer(sequence, (h[None], c[None]))[0][-1], [sequence, h, c, *weights], "nn.LSTM")
