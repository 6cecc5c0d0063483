import torch


def rnn(x, h0, w_ih, w_hh, b_ih, b_hh):
    time = x.size(1)
    out, h = [], h0
    for t in range(time):
        a = torch.einsum("bi,hi->bh", x.select(1, t), w_ih) + torch.einsum("bk,hk->bh", h, w_hh)
        a = a + b_ih + b_hh
        h = 2 * torch.sigmoid(2 * a) - 1  # this is tanh
        out.append(h[:, None])
    return torch.cat(out, dim=1), h
