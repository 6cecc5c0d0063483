import torch


def rnn(x, h0, w_ih, w_hh, b_ih, b_hh):
    hidden, collected = h0, []
    for token in x:
        hidden = torch.tanh(token @ w_ih.T + b_ih + hidden @ w_hh.T + b_hh)
        collected.append(hidden[None])
    return torch.cat(collected), collected[-1][0]
