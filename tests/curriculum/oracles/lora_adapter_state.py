"""Whom lora-adapter-state agrees with: what peft saves and loads."""

from types import ModuleType

import torch
from compare import same
from torch import nn


def plain() -> nn.Sequential:
    return nn.Sequential(nn.Linear(5, 6), nn.Tanh(), nn.Sequential(nn.Linear(6, 6), nn.Linear(6, 4)))


def agree(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict

    base = plain()
    theirs = plain()
    theirs.load_state_dict(base.state_dict())
    theirs = get_peft_model(theirs, LoraConfig(r=3, lora_alpha=10, target_modules=["0"])).double()
    ours, other = (plain() for _ in range(2))
    for model, alpha in ((ours, 10.0), (other, 1.0)):
        model.load_state_dict(base.state_dict())
        model[0] = solution.LoRALinear(model[0], 3, alpha)
        model[2][0] = solution.LoRALinear(model[2][0], 3, alpha)
    with torch.no_grad():
        for layer in (ours[0], ours[2][0]):
            layer.lora_B.normal_()
    state = solution.lora_state_dict(ours)
    names = {f"base_model.model.{key}.weight": value for key, value in state.items() if not key.endswith("alpha")}
    assert names.keys() == get_peft_model_state_dict(theirs).keys(), "keys"
    set_peft_model_state_dict(theirs, names)
    x = torch.randn(2, 3, 5)
    same(ours(x), theirs(x), "our adapter in peft's model")
    for key, value in get_peft_model_state_dict(theirs).items():
        same(state[key.removeprefix("base_model.model.").removesuffix(".weight")], value, key)
    solution.load_lora(other, state)
    same(other(x), theirs(x), "our adapter in a model of another alpha")
