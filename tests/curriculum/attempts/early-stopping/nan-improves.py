import copy


class EarlyStopper:
    def __init__(self, patience, min_delta=0.0):
        self.patience = patience
        self.delta = min_delta
        self.counter = 0
        self.best_loss = float("inf")
        self.best_state = None

    def update(self, val_loss, model):
        if val_loss >= self.best_loss - self.delta:
            self.counter += 1
            if self.counter >= self.patience:
                return True
        else:
            self.best_loss = val_loss
            self.best_state = copy.deepcopy(model.state_dict())
            self.counter = 0
        return False
