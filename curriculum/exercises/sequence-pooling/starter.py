from torch import Tensor


def pool(h: Tensor, mask: Tensor, how: str) -> Tensor:
    """Turn the vectors of the tokens into one for each sequence: (B, T, D) -> (B, D).

    mask: (B, T), True or 1 for real tokens, at least one in each row; padding may lie on either side.
    how: "cls" takes the first real token, "last" the last one, "mean" the average over all of them.
    """
    raise NotImplementedError
