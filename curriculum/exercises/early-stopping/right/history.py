class EarlyStopper:
    """Keeps for each update whether it improved."""

    def __init__(self, patience, min_delta=0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = float("inf")
        self.best_state = None
        self.improved = []

    def update(self, val_loss, model):
        better = bool(val_loss < self.best_loss - self.min_delta)
        self.improved.append(better)
        if better:
            self.best_loss = val_loss
            self.best_state = {k: v.cpu().clone() for k, v in model.state_dict().items()}
        recent = self.improved[-self.patience :]
        return len(recent) == self.patience and not any(recent)
