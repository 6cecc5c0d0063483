import torch


def gru_cell(x, h, w_ih, w_hh, b_ih, b_hh):
    H = h.shape[1]
    s = torch.cat([x, h], 1)
    w, b = torch.cat([w_ih, w_hh], 1), b_ih + b_hh
    rz = torch.sigmoid(s @ w[: 2 * H].T + b[: 2 * H])
    s = torch.cat([x, rz[:, :H] * h], 1)
    n = torch.tanh(s @ w[2 * H :].T + b[2 * H :])
    return torch.lerp(n, h, rz[:, H:])
