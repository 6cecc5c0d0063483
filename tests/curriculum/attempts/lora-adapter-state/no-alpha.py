import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r, alpha):
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        self.r, self.alpha = r, alpha

    def forward(self, x):
        return self.base(x) + self.alpha / self.r * (x @ self.lora_A.T @ self.lora_B.T)


PARTS = ("lora_A", "lora_B")


def lora_state_dict(model):
    """Nothing but the two matrices, by the end of their names."""
    return {key: value.clone() for key, value in model.state_dict().items() if key.rpartition(".")[2] in PARTS}


def load_lora(model, state):
    mine = {key: p for key, p in model.named_parameters() if key.rpartition(".")[2] in PARTS}
    if mine.keys() ^ state.keys():
        raise ValueError(sorted(mine.keys() ^ state.keys()))
    if any(mine[key].shape != state[key].shape for key in mine):
        raise ValueError("rank")
    with torch.no_grad():
        for key, parameter in mine.items():
            parameter.copy_(state[key])
