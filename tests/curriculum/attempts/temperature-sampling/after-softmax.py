import torch


def sample(logits, temperature, gen):
    probs = torch.nn.functional.softmax(logits, dim=1)
    if temperature == 0.0:
        return probs.max(dim=1)[1]
    probs = probs.div(temperature)
    probs = probs / probs.sum(dim=1, keepdim=True)
    categories = [torch.multinomial(probs[i], 1, generator=gen) for i in range(probs.size(0))]
    return torch.cat(categories)
