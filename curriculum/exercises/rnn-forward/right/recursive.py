import torch


def rnn(x, h0, w_ih, w_hh, b_ih, b_hh):
    first, rest = x[:, 0], x[:, 1:]
    h = torch.tanh(torch.addmm(b_ih, first, w_ih.T) + torch.addmm(b_hh, h0, w_hh.T))
    if rest.shape[1] == 0:
        return h.unsqueeze(1), h
    later, last = rnn(rest, h, w_ih, w_hh, b_ih, b_hh)
    return torch.cat([h.unsqueeze(1), later], dim=1), last
