import torch


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    width = w_q.shape[1]
    q, k, v = (x @ torch.cat([w_q, w_k, w_v], dim=1)).split([width, width, w_v.shape[1]], dim=-1)
    length = x.shape[1]
    bias = torch.full((length, length), -1e9, dtype=x.dtype, device=x.device).triu(1)
    if padding_mask is not None:
        bias = bias + (~padding_mask).to(x.dtype).mul(-1e9)[:, None, :]
    scores = torch.baddbmm(bias.expand(len(x), length, length), q, k.mT, alpha=width**-0.5)
    return torch.bmm(scores.softmax(dim=-1), v)
