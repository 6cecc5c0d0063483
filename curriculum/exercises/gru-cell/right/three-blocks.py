import torch
from torch import Tensor


def gru_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    n = h.size(1)
    (wr, wz, wn), (ur, uz, un) = w_ih.split(n), w_hh.split(n)
    (ar, az, an), (br, bz, bn) = b_ih.split(n), b_hh.split(n)
    reset = torch.sigmoid(x @ wr.T + ar + h @ ur.T + br)
    update = torch.sigmoid(x @ wz.T + az + h @ uz.T + bz)
    candidate = torch.tanh(x @ wn.T + an + reset * (h @ un.T + bn))
    return candidate + update * (h - candidate)
