import torch
from torch import Tensor


def gru_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """Return h' after one step of a gated recurrent unit.

    x: (B, I); h: (B, H); w_ih: (3H, I); w_hh: (3H, H); b_ih, b_hh: (3H,).
    The 3H rows are three blocks: reset gate, update gate, candidate (r, z, n).
    """
    from_x = x @ w_ih.T + b_ih  # (B, 3H); kept apart from what comes of h,
    from_h = h @ w_hh.T + b_hh  # (B, 3H), because r acts on the latter alone
    x_r, x_z, x_n = from_x.chunk(3, dim=-1)  # (B, H) each
    h_r, h_z, h_n = from_h.chunk(3, dim=-1)
    r = torch.sigmoid(x_r + h_r)
    z = torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)  # h_n holds the bias b_hn already
    return (1 - z) * n + z * h
