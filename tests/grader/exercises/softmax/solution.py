import torch


def softmax(x: torch.Tensor) -> torch.Tensor:
    """Softmax over the last axis."""
    e = (x - x.amax(-1, keepdim=True)).exp()
    return e / e.sum(-1, keepdim=True)
