from torch import Tensor, nn


class EarlyStopper:
    shared = {"loss": float("inf"), "waited": 0}

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        self.patience = patience
        self.min_delta = min_delta
        self.shared.update(loss=float("inf"), waited=0)
        self.best_state: dict[str, Tensor] | None = None

    @property
    def best_loss(self):
        return self.shared["loss"]

    def update(self, val_loss: float, model: nn.Module) -> bool:
        if val_loss < self.shared["loss"] - self.min_delta:
            self.shared["loss"] = val_loss
            self.best_state = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
            self.shared["waited"] = 0
        else:
            self.shared["waited"] += 1
        return self.shared["waited"] >= self.patience
