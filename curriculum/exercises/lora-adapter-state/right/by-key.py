import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """Given, nothing to change here. y = base(x) + (alpha / r) * B A x; alpha and r are plain numbers."""

    def __init__(self, base: nn.Linear, r: int, alpha: float) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.lora_A = nn.Parameter(torch.randn(r, base.in_features) / base.in_features**0.5)
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, r))
        self.r, self.alpha = r, alpha

    def forward(self, x: Tensor) -> Tensor:
        """(..., in) -> (..., out)."""
        return self.base(x) + self.alpha / self.r * (x @ self.lora_A.T @ self.lora_B.T)


def lora_state_dict(model):
    """Goes by the end of the names in state_dict, and by attributes for alpha."""
    state = {key: value.clone() for key, value in model.state_dict().items() if key.split(".")[-1] in ("lora_A", "lora_B")}
    for key in list(state):
        layer = model.get_submodule(key.rpartition(".")[0])
        state[key.rpartition(".")[0] + ".alpha"] = torch.as_tensor(layer.alpha, dtype=torch.float64)
    return state


def load_lora(model, state):
    own = lora_state_dict(model)
    missing, unexpected = set(own) - set(state), set(state) - set(own)
    if missing or unexpected:
        raise KeyError(f"missing {missing}, unexpected {unexpected}")
    if any(own[key].shape != state[key].shape for key in own):
        raise RuntimeError("the shapes do not fit")
    weights = {key: value for key, value in state.items() if not key.endswith(".alpha")}
    model.load_state_dict(weights, strict=False)  # the keys are known to be right
    for key in state.keys() - weights.keys():
        model.get_submodule(key[: -len(".alpha")]).alpha = state[key].item()
