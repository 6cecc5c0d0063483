import torch
from torch import Tensor


def rnn(x: Tensor, h0: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor):
    """All inputs are projected in one product; only the recurrence has to wait."""
    inputs = torch.nn.functional.linear(x, w_ih, b_ih + b_hh)  # (B, T, H)
    h, outputs = h0, torch.empty_like(inputs)
    for t, now in enumerate(inputs.unbind(dim=1)):
        h = (now + h.matmul(w_hh.t())).tanh()
        outputs[:, t] = h
    return outputs, outputs[:, -1]
