from torch import Tensor


def perplexity(nll: Tensor, mask: Tensor) -> float:
    per_sequence = (nll * mask).sum(dim=1) / mask.sum(dim=1)
    return per_sequence.mean().exp().item()
