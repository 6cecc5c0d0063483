import torch
import torch.nn.functional as F


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    H = h.shape[1]
    z = F.linear(x, w_ih, b_ih) + F.linear(h, w_hh, b_hh)
    sig = torch.sigmoid(z[:, : 3 * H])
    cand = torch.tanh(z[:, 3 * H :])
    nxt = sig[:, H : 2 * H] * c + sig[:, :H] * cand
    return sig[:, 2 * H :] * nxt.tanh(), nxt
