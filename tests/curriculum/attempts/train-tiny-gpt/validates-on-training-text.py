import math

import torch
from torch.nn import functional as F


def split(data, share):
    n_val = int(round(len(data) * share))
    train = data
    return train, train[-n_val:]


def get_batch(data, batch, block, gen):
    ix = torch.randint(0, data.numel() - block, size=(batch,), generator=gen).tolist()
    pairs = [(data[i : i + block], data[i + 1 : i + 1 + block]) for i in ix]
    return torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs])


@torch.no_grad()
def evaluate(model, data, block):
    was = model.training
    model.train(False)
    inputs, targets = data[:-1], data[1:]
    nll = 0.0
    for k in range(math.ceil(len(inputs) / block)):
        piece = slice(k * block, (k + 1) * block)
        logp = F.log_softmax(model(inputs[None, piece]), dim=-1)[0]
        nll -= logp[torch.arange(logp.shape[0]), targets[piece]].sum().item()
    model.train(was)
    return nll / len(targets)


def fit(model, data, steps, batch, block, lr, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    params = [p for p in model.parameters() if p.requires_grad]
    opt = torch.optim.AdamW(params, lr)
    history = []
    for step in range(steps):
        model.train()
        xb, yb = get_batch(data=data, batch=batch, block=block, gen=generator)
        out = model(xb)
        loss = F.cross_entropy(out.reshape(-1, out.size(-1)), yb.reshape(-1))
        history.append(float(loss.detach()))
        for p in params:
            p.grad = None
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, max_norm=1.0)
        opt.step()
    return history
