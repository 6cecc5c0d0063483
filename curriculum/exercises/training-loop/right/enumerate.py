import torch
import torch.nn.functional as F


def train(model, loader, epochs, lr, seed, after_epoch=lambda epoch, loss: False):
    torch.manual_seed(seed)
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    opt.zero_grad()
    history = []
    for epoch in range(epochs):
        model.train()
        mean, n = 0.0, 0
        for _, (x, y) in enumerate(loader):
            out = model(x)
            loss = F.nll_loss(F.log_softmax(out, dim=1), y)
            loss.backward()
            opt.step()
            opt.zero_grad(set_to_none=False)
            n += y.numel()
            mean += (loss.item() - mean) * y.numel() / n
        history.append(mean)
        if after_epoch and after_epoch(epoch + 1, mean):
            break
    return history
