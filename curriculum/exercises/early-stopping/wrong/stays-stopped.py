from torch import Tensor, nn


class EarlyStopper:
    """Watches the validation loss, keeps the best weights, says when `patience` updates have brought nothing better.

    best_loss: float, infinity at first. best_state: a copy of the state_dict at the best loss, None at first.
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = float("inf")
        self.best_state: dict[str, Tensor] | None = None
        self.waited = 0
        self.stopped = False

    def update(self, val_loss: float, model: nn.Module) -> bool:
        """Return True to stop: the last `patience` updates, this one included, brought no improvement."""
        if val_loss < self.best_loss - self.min_delta:  # false for NaN, which is no improvement
            self.best_loss = val_loss
            self.best_state = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
            self.waited = 0
        else:
            self.waited += 1
        if self.waited >= self.patience:
            self.stopped = True
        return self.stopped
