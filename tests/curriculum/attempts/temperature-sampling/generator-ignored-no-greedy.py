import torch


def sample(logits, temperature, gen):
    return torch.distributions.Categorical(logits=logits / temperature).sample()
