from torch import Tensor


def top_p_filter(logits: Tensor, p: float, min_keep: int = 1) -> Tensor:
    """Keep each row's smallest set of likeliest tokens whose probabilities sum to p or more; set the others to -inf.

    logits: (B, V). p: above 0, at most 1. min_keep: at least so many tokens stay. Returns (B, V), and leaves its input
    as it is.
    """
    raise NotImplementedError
