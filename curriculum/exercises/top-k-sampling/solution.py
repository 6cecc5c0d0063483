from torch import Tensor


def top_k_filter(logits: Tensor, k: int) -> Tensor:
    """Keep the k largest logits of each row and set the others to -inf.

    logits: (B, V). k: at least 1; more than V keeps all. Returns (B, V), and leaves its input as it is.
    """
    k = min(k, logits.shape[-1])
    kth = logits.topk(k, dim=-1).values[:, -1:]  # (B, 1): each row's own threshold
    return logits.masked_fill(logits < kth, float("-inf"))  # -inf becomes probability 0 in the softmax to come
