import torch


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    joint = torch.cat((x, h), dim=1)
    weight = torch.cat((w_ih, w_hh), dim=1)
    gates = torch.addmm(b_ih + b_hh, joint, weight.t())
    i, f, g, o = gates.view(x.shape[0], 4, -1).unbind(1)
    c = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
    return o.sigmoid() * c.tanh(), c
