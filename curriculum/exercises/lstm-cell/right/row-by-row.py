import torch


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    hs, cs = [], []
    for one, state, memory in zip(x, h, c):
        a = w_ih.mv(one) + w_hh.mv(state) + b_ih + b_hh
        i, f, g, o = torch.split(a, len(memory))
        memory = memory * torch.sigmoid(f) + torch.sigmoid(i) * torch.tanh(g)
        cs.append(memory)
        hs.append(torch.sigmoid(o) * torch.tanh(memory))
    return torch.stack(hs), torch.stack(cs)
