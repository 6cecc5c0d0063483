import torch


def seq_logp(logits, labels):
    answers = []
    for row, ids in zip(logits, labels, strict=True):
        scores = [row[t - 1].log_softmax(-1)[ids[t]] for t in range(1, len(ids)) if ids[t] != -100]
        answers.append(torch.stack(scores).mean() if scores else row.sum() * 0)
    return torch.stack(answers)
