import torch


def gru_cell(x, h, w_ih, w_hh, b_ih, b_hh):
    size = h.shape[1]
    a = torch.einsum("bi,khi->kbh", x, w_ih.view(3, size, -1)) + b_ih.view(3, 1, size)
    b = torch.einsum("bj,khj->kbh", h, w_hh.view(3, size, -1)) + b_hh.view(3, 1, size)
    r = 1 / (1 + torch.exp(-(a[0] + b[0])))
    fresh = torch.sigmoid(-(a[1] + b[1]))  # 1 - z
    return fresh * torch.tanh(a[2] + r * b[2]) + h - fresh * h
