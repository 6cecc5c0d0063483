from torch import Tensor, nn


class EarlyStopper:
    """Watches the validation loss, keeps the best weights, says when `patience` updates have brought nothing better.

    best_loss: float, infinity at first. best_state: a copy of the state_dict at the best loss, None at first.
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        raise NotImplementedError

    def update(self, val_loss: float, model: nn.Module) -> bool:
        """Return True to stop: the last `patience` updates, this one included, brought no improvement."""
        raise NotImplementedError
