import io
import math

import torch


class EarlyStopper:
    """Counts updates, remembers at which one the best came, and keeps the state as bytes."""

    def __init__(self, patience, min_delta=0.0):
        self.limits = patience, min_delta
        self.best_loss = math.inf
        self.best_at = self.updates = 0
        self.saved = None

    @property
    def best_state(self):
        return None if self.saved is None else torch.load(io.BytesIO(self.saved))

    def update(self, val_loss, model):
        patience, min_delta = self.limits
        self.updates += 1
        if not math.isnan(val_loss) and val_loss + min_delta < self.best_loss:
            buffer = io.BytesIO()
            torch.save(model.state_dict(), buffer)
            self.best_loss, self.best_at, self.saved = val_loss, self.updates, buffer.getvalue()
        return self.updates - self.best_at >= patience
