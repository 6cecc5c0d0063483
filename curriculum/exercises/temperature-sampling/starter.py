import torch
from torch import Tensor


def sample(logits: Tensor, temperature: float, gen: torch.Generator) -> Tensor:
    """Draw one token for each row from softmax(logits / temperature).

    logits: (B, V). temperature: 0 or more; 0 takes the largest logit. gen: the only source of randomness. Returns (B,),
    int64.
    """
    raise NotImplementedError
