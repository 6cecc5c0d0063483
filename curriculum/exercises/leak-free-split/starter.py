import random
from collections import defaultdict


def split(texts: list[str], labels: list[int], frac: float, seed: int) -> tuple[list[int], list[int]]:
    """Divide the indices 0 ... n - 1 into those to train on and those to validate on.

    Of the distinct texts of each class a share of about `frac`, drawn at random, is for validation; a class with two or
    more has at least one on either side. Equal texts stay together. Only `seed` decides. Returns (train, val).
    """
    raise NotImplementedError
