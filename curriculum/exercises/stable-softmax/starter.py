import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return exp(x) along `axis`, divided by its sum along `axis`, without overflow for numbers of any size.

    x: any shape; it stays as it is, and the result has the same shape. An entry of -inf gets the weight 0.
    """
    raise NotImplementedError
