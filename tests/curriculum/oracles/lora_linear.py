"""Whom lora-linear agrees with."""

from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model

    base = nn.Linear(7, 5)
    wrapped = nn.Sequential()
    wrapped.add_module("fc", nn.Linear(7, 5))
    wrapped.fc.load_state_dict(base.state_dict())
    peft = get_peft_model(wrapped, LoraConfig(r=4, lora_alpha=10, target_modules=["fc"])).double()
    ours = solution.LoRALinear(base, r=4, alpha=10)
    theirs = peft.base_model.model.fc
    with torch.no_grad():
        theirs.lora_A["default"].weight.copy_(ours.lora_A)
        theirs.lora_B["default"].weight.copy_(ours.lora_B.normal_())
    x = leaf(2, 3, 7)
    same_with_gradients(lambda: ours(x), lambda: theirs(x), [x], "peft's LoRA layer")
    ours.merge()
    theirs.merge()
    same(ours.base.weight, theirs.base_layer.weight, "merged weight")
    same(ours(x), theirs(x), "merged output")
    ours.unmerge()
    theirs.unmerge()
    same(ours.base.weight, theirs.base_layer.weight, "unmerged weight")
