import torch


def softmax(x: torch.Tensor) -> torch.Tensor:
    """Softmax over the last axis."""
    raise NotImplementedError
