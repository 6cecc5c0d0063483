from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    """Keep the k largest logits of each row and set the others to -inf.

    logits: (B, V). k: at least 1; more than V keeps all. Returns (B, V), and leaves its input as it is.
    """
    raise NotImplementedError
