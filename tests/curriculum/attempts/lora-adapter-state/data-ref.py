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


def entries(model):
    for name, module in model.named_modules():
        if hasattr(module, "lora_B"):
            yield f"{name}.lora_A", module.lora_A.data
            yield f"{name}.lora_B", module.lora_B.data
            yield f"{name}.alpha", torch.tensor(module.alpha)


def lora_state_dict(model):
    return dict(entries(model))


def load_lora(model, state):
    here = dict(entries(model))
    assert_same = sorted(here) == sorted(state) and all(here[key].shape == state[key].shape for key in here)
    if not assert_same:
        raise ValueError("this adapter belongs to another model")
    for key, value in state.items():
        name, _, part = key.rpartition(".")
        module = model.get_submodule(name)
        if part == "alpha":
            module.alpha = value.item()
        else:
            getattr(module, part).data.copy_(value)
