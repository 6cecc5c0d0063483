import torch


def gru_cell(x, h, w_ih, w_hh, b_ih, b_hh):
    a = torch.stack((x @ w_ih.T + b_ih).split(h.shape[1], 1))
    b = torch.stack((h @ w_hh.T + b_hh).split(h.shape[1], 1))
    r, z = torch.sigmoid(a[:2] + b[:2])
    return h + z * (torch.tanh(a[2] + r * b[2]) - h)
