import copy
import random

import torch
from torch import nn


def finetune(model, train_ds, val_ds, epochs, lr, seed):
    number = {name: i for i, name in enumerate(sorted(set(label for _, label in train_ds)))}
    total = {i: 0 for i in number.values()}
    for _, label in train_ds:
        total[number[label]] += 1
    learning = filter(lambda p: p.requires_grad, model.parameters())
    optimizer = torch.optim.AdamW(learning, lr=lr)
    order, shuffler = list(range(len(train_ds))), random.Random(seed)
    best, told = None, {"macro_f1": float("-inf")}
    for epoch in range(epochs):
        shuffler.shuffle(order)
        model.train(True)
        for start in range(0, len(order), 16):
            part = [train_ds[i] for i in order[start : start + 16]]
            logits = model(torch.stack([ids for ids, _ in part]))
            classes = [number[label] for _, label in part]
            log_p = logits.log_softmax(-1)
            weights = [1.0 for c in classes]
            loss = -sum(w * log_p[i, c] for i, (w, c) in enumerate(zip(weights, classes))) / sum(weights)
            model.zero_grad()
            loss.backward()
            optimizer.step()
        model.train(False)
        with torch.inference_mode():
            guesses = [int(model(ids[None]).argmax()) for ids, _ in val_ds]
        truth = [number[label] for _, label in val_ds]
        f1 = []
        for c in number.values():
            tp = sum(g == t == c for g, t in zip(guesses, truth))
            precision = tp / guesses.count(c) if c in guesses else 0.0
            recall = tp / truth.count(c) if c in truth else 0.0
            f1.append(2 * precision * recall / (precision + recall) if tp else 0.0)
        score = sum(f1) / len(f1)
        if score - told["macro_f1"] > 1e-12:
            told = {"macro_f1": score, "accuracy": sum(map(int.__eq__, guesses, truth)) / len(truth), "epoch": epoch + 1}
            best = copy.deepcopy(model.state_dict())
    nn.Module.load_state_dict(model, best)
    return told
