import torch
from torch import Tensor


def lstm_cell(x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor):
    """Each block on its own, as papers write it."""
    n = h.shape[-1]

    def block(k):
        rows = slice(k * n, (k + 1) * n)
        return x @ w_ih[rows].T + b_ih[rows] + h @ w_hh[rows].T + b_hh[rows]

    remember, write = torch.sigmoid(block(1)), torch.sigmoid(block(0))
    memory = remember * c + write * torch.tanh(block(2))
    return torch.sigmoid(block(3)) * torch.tanh(memory), memory
