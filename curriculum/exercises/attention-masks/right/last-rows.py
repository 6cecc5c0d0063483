import torch


def build_mask(attn, q_len, past=0, causal=True):
    length = attn.size(1)
    if not causal:
        return (attn != 0).view(-1, 1, 1, length).repeat(1, 1, q_len, 1)
    square = torch.tril(attn.new_ones(length, length))  # everybody who ever asked; the queries are its last rows
    rows = square[length - q_len :]
    return torch.logical_and(rows[None, None], attn[:, None, None])
