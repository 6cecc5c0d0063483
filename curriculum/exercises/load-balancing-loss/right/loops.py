import torch


def load_balancing_loss(router_logits, k, mask=None):
    rows = [row for n, row in enumerate(router_logits) if mask is None or mask[n]]
    experts = router_logits.shape[1]
    counts = [0] * experts
    probability = [0.0] * experts
    for row in rows:
        p = torch.exp(row - row.max())
        p = p / p.sum()
        for e in sorted(range(experts), key=lambda e: p[e].item(), reverse=True)[:k]:
            counts[e] += 1
        probability = [total + one for total, one in zip(probability, p)]
    return experts * sum(c / (len(rows) * k) * p / len(rows) for c, p in zip(counts, probability))
