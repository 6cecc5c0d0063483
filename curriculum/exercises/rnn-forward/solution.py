import torch
from torch import Tensor


def rnn(
    x: Tensor, h0: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    """Run a plain recurrent network over a batch of sequences: h_t = tanh(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh).

    x: (B, T, I); h0: (B, H); w_ih: (H, I); w_hh: (H, H); b_ih, b_hh: (H,).
    Returns all states (B, T, H) and the last one (B, H).
    """
    h = h0
    states = []
    for t in range(x.shape[1]):  # time is the second axis; the rows of the batch move together
        h = torch.tanh(x[:, t] @ w_ih.T + b_ih + h @ w_hh.T + b_hh)  # (B, H)
        states.append(h)
    return torch.stack(states, dim=1), h
