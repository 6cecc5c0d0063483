import torch


def seq_logp(logits, labels):
    """One row and one token at a time."""
    rows = []
    for z, y in zip(logits.float(), labels.tolist()):
        total = z.sum() * 0.0
        for t in range(1, len(y)):
            if y[t] != -100:
                total = total + torch.log_softmax(z[t - 1], dim=0)[y[t]]
        rows.append(total)
    return torch.stack(rows)
