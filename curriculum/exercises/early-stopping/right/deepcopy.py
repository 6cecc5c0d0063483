import copy


class EarlyStopper:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_state, self.left = float("inf"), None, patience

    def update(self, val_loss, model):
        self.left -= 1
        if self.best_loss - val_loss > self.min_delta:
            self.best_loss, self.best_state, self.left = val_loss, copy.deepcopy(model.state_dict()), self.patience
        return self.left <= 0
