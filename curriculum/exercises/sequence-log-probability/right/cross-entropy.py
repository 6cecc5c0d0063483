import torch.nn.functional as F


def seq_logp(logits, labels):
    """cross_entropy knows what -100 means; always in float32."""
    nll = F.cross_entropy(logits[:, :-1].float().transpose(1, 2), labels[:, 1:], ignore_index=-100, reduction="none")
    return -nll.sum(dim=1)
