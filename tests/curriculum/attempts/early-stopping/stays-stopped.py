import copy


class EarlyStopper:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_state, self.wait, self.stopped = float("inf"), None, 0, False

    def update(self, val_loss, model):
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss, self.wait, self.best_state = val_loss, 0, copy.deepcopy(model.state_dict())
        else:
            self.wait += 1
        if self.wait >= self.patience:
            self.stopped = True
        return self.stopped
