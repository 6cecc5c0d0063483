import torch


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    q = torch.einsum("btc,cd->btd", x, w_q) * w_q.shape[1] ** -0.5
    scores = torch.einsum("bid,cd,bjc->bij", q, w_k, x)
    position = torch.arange(x.shape[1], device=x.device)
    hidden = (position[None, :] > position[:, None]).expand_as(scores)
    if padding_mask is not None:
        hidden = hidden | padding_mask.logical_not().unsqueeze(1)
    weights = scores.masked_fill(hidden, float("-inf")).softmax(-1).nan_to_num(0.0)
    return torch.einsum("bij,bjc,ce->bie", weights, x, w_v)
