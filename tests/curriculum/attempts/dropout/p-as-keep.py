import torch


class Dropout(torch.nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.prob = p

    def forward(self, inputs):
        if self.training:
            kept = torch.bernoulli(torch.full_like(inputs, self.prob))
            inputs = inputs * kept / max(self.prob, 1e-9)
        return inputs
