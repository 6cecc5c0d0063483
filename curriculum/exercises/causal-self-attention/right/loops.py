import torch


def causal_self_attention(x, w_q, w_k, w_v, padding_mask=None):
    batch, length, _ = x.shape
    rows = []
    for b in range(batch):
        q, k, v = x[b] @ w_q, x[b] @ w_k, x[b] @ w_v
        for t in range(length):
            keys, values = k[: t + 1], v[: t + 1]
            if padding_mask is not None:
                seen = padding_mask[b, : t + 1]
                keys, values = keys[seen], values[seen]
            if len(keys) == 0:
                rows.append(0.0 * q[t].sum() + torch.zeros_like(v[0]))
                continue
            weights = torch.softmax(keys @ q[t] / len(q[t]) ** 0.5, dim=0)
            rows.append(weights @ values)
    return torch.stack(rows).reshape(batch, length, -1)
