import copy

import torch
from sklearn.metrics import accuracy_score, f1_score
from torch.utils.data import DataLoader


def finetune(model, train_ds, val_ds, epochs, lr, seed):
    names = sorted({label for _, label in train_ds})
    code = dict(zip(names, range(len(names))))

    def collate(items):
        return torch.stack([ids for ids, _ in items]), torch.tensor([code[label] for _, label in items])

    torch.manual_seed(seed)
    loader = DataLoader(train_ds, batch_size=16, shuffle=True, collate_fn=collate)
    held_out = DataLoader(val_ds, batch_size=16, collate_fn=collate)
    counts = torch.tensor([sum(label == name for _, label in train_ds) for name in names], dtype=torch.float64)
    weight = counts.sum() / (counts * len(names))
    opt = torch.optim.AdamW((p for p in model.parameters() if p.requires_grad), lr)
    history, states = [], []
    for epoch in range(1, epochs + 1):
        model.train()
        for ids, y in loader:
            logits = model(ids)
            loss = torch.nn.functional.cross_entropy(logits, y, weight.to(logits), reduction="none")
            loss = loss.sum() / weight[y].sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
        model.eval()
        with torch.no_grad():
            pairs = [(y, model(ids).argmax(1)) for ids, y in held_out]
        right, said = (torch.cat(column).tolist() for column in zip(*pairs))
        f1 = f1_score(right, said, labels=range(len(names)), average="macro", zero_division=0)
        history.append({"macro_f1": f1, "accuracy": accuracy_score(right, said), "epoch": epoch})
        states.append(copy.deepcopy(model.state_dict()))
    best = max(range(epochs), key=lambda i: (round(history[i]["macro_f1"], 9), -i))
    return history[best]
