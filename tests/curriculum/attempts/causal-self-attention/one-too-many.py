import torch


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    query, key, value = (torch.einsum("btc,cd->btd", x, w) for w in (w_q, w_k, w_v))
    score = torch.einsum("bid,bjd->bij", query, key) * query.shape[-1] ** -0.5
    i = torch.arange(x.shape[1])
    hidden = (i[None, :] > i[:, None] + 1).expand_as(score)
    if padding_mask is not None:
        hidden = hidden | ~padding_mask.unsqueeze(1)
    score = score - 1e12 * hidden
    return score.softmax(2).bmm(value)
