"""Whom qlora-linear agrees with: peft's LoRA around the restored base."""

from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import nn


def agree(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model

    base = nn.Linear(7, 5)
    ours = solution.QLoRALinear(base, r=4, alpha=10)
    plain = nn.Sequential()
    plain.add_module("fc", nn.Linear(7, 5))
    codes = torch.quantize_per_channel(
        base.weight.detach().float(), ours.scale.squeeze(1), torch.zeros(5, dtype=torch.int64), 0, torch.qint8
    )
    assert torch.equal(codes.int_repr(), ours.weight_q), "codes"
    with torch.no_grad():
        plain.fc.weight.copy_(ours.weight_q * ours.scale)
        plain.fc.bias.copy_(base.bias)
    peft = get_peft_model(plain, LoraConfig(r=4, lora_alpha=10, target_modules=["fc"])).double()
    theirs = peft.base_model.model.fc
    with torch.no_grad():
        theirs.lora_A["default"].weight.copy_(ours.lora_A)
        theirs.lora_B["default"].weight.copy_(ours.lora_B.normal_())
    x = leaf(2, 3, 7)
    same_with_gradients(lambda: ours(x), lambda: theirs(x), [x], "peft's LoRA on the restored base")
    same(ours.merge().weight, peft.merge_and_unload().fc.weight, "merged weight")
