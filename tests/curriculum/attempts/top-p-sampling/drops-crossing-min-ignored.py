import torch


def top_p_filter(logits, p, min_keep=1):
    result = torch.empty_like(logits)
    for b in range(logits.size(0)):
        q = torch.softmax(logits[b], dim=0)
        ranking = torch.argsort(q, descending=True)
        running = torch.cumsum(q[ranking], dim=0)
        result[b] = -float("inf")
        chosen = ranking[running <= p]
        result[b, chosen] = logits[b, chosen]
    return result
