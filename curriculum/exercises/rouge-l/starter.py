def rouge_l(hyp: list[str], ref: list[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the longest common subsequence of two lists of tokens.

    Precision divides its length by that of hyp, recall by that of ref; F1 weighs both alike. 0/0 counts as 0.
    """
    raise NotImplementedError
