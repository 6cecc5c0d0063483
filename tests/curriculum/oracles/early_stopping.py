"""Whom early-stopping agrees with: transformers' callback, and the definition by brute force."""

import random
from types import ModuleType

from torch import nn
from transformers import EarlyStoppingCallback, TrainerControl, TrainerState, TrainingArguments


def agree(solution: ModuleType) -> None:
    model = nn.Linear(2, 1)
    for patience, min_delta in ((1, 0.0), (3, 0.0), (2, 0.5)):
        curve = [random.randint(0, 12) / 4 for _ in range(30)]
        ours = solution.EarlyStopper(patience, min_delta)
        theirs = EarlyStoppingCallback(patience, min_delta)
        args = TrainingArguments(output_dir="/tmp", metric_for_best_model="loss", greater_is_better=False, use_cpu=True)
        state, best, waited = TrainerState(), float("inf"), 0
        for loss in curve:
            better = loss < best - min_delta
            best, waited = (loss, 0) if better else (best, waited + 1)
            said = ours.update(loss, model)
            assert said == (waited >= patience) and ours.best_loss == best, "the definition"
            control = TrainerControl()
            theirs.check_metric_value(args, state, control, loss)
            if better:
                state.best_metric = loss  # the Trainer's duty
            assert said == (theirs.early_stopping_patience_counter >= patience), "EarlyStoppingCallback"
