import torch


def train(model, loader, epochs, lr, seed, after_epoch=None):
    """SGD with momentum written out, and a loss per example."""
    torch.manual_seed(seed)
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    velocity = [torch.zeros_like(parameter) for parameter in parameters]
    history = []
    for epoch in range(epochs):
        model.train(True)
        losses = []
        for x, y in loader:
            each = -model(x).log_softmax(-1).gather(1, y.unsqueeze(1)).squeeze(1)
            grads = torch.autograd.grad(each.mean(), parameters)
            with torch.no_grad():
                for parameter, v, grad in zip(parameters, velocity, grads):
                    v.mul_(0.9).add_(grad)
                    parameter.sub_(lr * v)
            losses.extend(each.tolist())
        history.append(sum(losses) / len(losses))
        if after_epoch is not None:
            if after_epoch(epoch + 1, history[epoch]) is True:
                return history
    return history
