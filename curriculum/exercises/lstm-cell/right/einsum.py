import torch
import torch.nn.functional as F


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    size = c.size(1)
    gates = torch.einsum("bi,ghi->gbh", x, w_ih.unflatten(0, (4, size)))
    gates = gates + torch.einsum("bk,ghk->gbh", h, w_hh.unflatten(0, (4, size)))
    gates = gates + (b_ih + b_hh).view(4, 1, size)
    share = torch.exp(F.logsigmoid(gates))
    c_new = share[1] * c + share[0] * torch.tanh(gates[2])
    return share[3] * torch.tanh(c_new), c_new
