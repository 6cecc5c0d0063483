import torch


def rnn(x, h0, w_ih, w_hh, b_ih, b_hh):
    h = h0
    states = []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ w_ih.T + b_ih + h0 @ w_hh.T + b_hh)
        states.append(h)
    return torch.stack(states, dim=1), h
