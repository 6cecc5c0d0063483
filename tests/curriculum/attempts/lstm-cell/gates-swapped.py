import torch


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    wf, wi, wg, wo = torch.cat([w_ih, w_hh], 1).split(h.shape[1])
    bf, bi, bg, bo = (b_ih + b_hh).split(h.shape[1])
    s = torch.cat([x, h], 1)
    c = (s @ wf.T + bf).sigmoid() * c + (s @ wi.T + bi).sigmoid() * (s @ wg.T + bg).tanh()
    return (s @ wo.T + bo).sigmoid() * c.tanh(), c
