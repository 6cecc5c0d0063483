"""Whom gru-cell agrees with: torch's nn.GRUCell and, over several steps, nn.GRU."""

from types import ModuleType

import torch
from compare import leaf, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    cell = nn.GRUCell(3, 4)
    weights = [cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh]
    for batch in (5, 1):
        x, h = leaf(batch, 3), leaf(batch, 4)
        same_with_gradients(
            lambda: solution.gru_cell(x, h, *weights), lambda: cell(x, h), [x, h, *weights], "nn.GRUCell"
        )
    layer = nn.GRU(3, 4)
    weights = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, layer.bias_hh_l0]
    sequence, h = leaf(7, 2, 3), leaf(2, 4)

    def stepped() -> torch.Tensor:
        state = h
        for x in sequence:
            state = solution.gru_cell(x, state, *weights)
        return state

    same_with_gradients(stepped, lambda: layer(sequence, h[None])[0][-1], [sequence, h, *weights], "nn.GRU")
