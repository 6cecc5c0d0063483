import torch


def top_p_filter(logits, p, min_keep=1):
    q = torch.softmax(logits, dim=1)
    filtered = logits.clone()
    for row in range(q.shape[0]):
        pairs = sorted(((q[row, i].item(), i) for i in range(q.shape[1])), reverse=True)
        mass = 0.0
        for value, i in pairs:
            if mass >= p:
                filtered[row, i] = float("-inf")
            mass += value
    return filtered
