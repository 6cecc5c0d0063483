import torch
from torch import Tensor


def lstm_cell(
    x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    """Return (h', c') after one step of a long short-term memory.

    x: (B, I); h, c: (B, H); w_ih: (4H, I); w_hh: (4H, H); b_ih, b_hh: (4H,).
    The 4H rows are four blocks: input gate, forget gate, candidate, output gate (i, f, g, o).
    """
    gates = x @ w_ih.T + b_ih + h @ w_hh.T + b_hh  # (B, 4H)
    i, f, g, o = gates.chunk(4, dim=-1)  # (B, H) each: along the features, for dim=0 would be the batch
    kept = torch.sigmoid(f) * c  # what stays of the old memory,
    written = torch.sigmoid(i) * torch.tanh(g)  # and what is added to it
    new_c = kept + written
    return torch.sigmoid(o) * torch.tanh(new_c), new_c
