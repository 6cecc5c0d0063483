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


def lora_state_dict(model):
    saved = dict()
    for name, module in model.named_modules():
        if not isinstance(module, LoRALinear):
            continue
        saved |= {
            f"{name}.{key}": torch.empty_like(p).copy_(p).detach()
            for key, p in module.named_parameters("")
            if "lora" in key
        }
        saved[f"{name}.alpha"] = torch.tensor([module.alpha]).squeeze()
    return saved


def load_lora(model, state):
    need = lora_state_dict(model)
    for key in need:
        if key not in state or need[key].shape != state[key].shape:
            raise ValueError(f"cannot load {key}")
    for name, module in model.named_modules():
        if isinstance(module, LoRALinear):
            module.alpha = state[f"{name}.alpha"].item()
            torch.no_grad()(module.lora_A.copy_)(state[f"{name}.lora_A"])
            torch.no_grad()(module.lora_B.copy_)(state[f"{name}.lora_B"])
