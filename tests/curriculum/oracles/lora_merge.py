"""Whom lora-merge agrees with."""

from types import ModuleType

import torch
from compare import same
from torch import nn


def agree(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model
    from transformers.pytorch_utils import Conv1D

    for base, flipped in ((nn.Linear(7, 5), False), (Conv1D(5, 7), True)):
        plain = nn.Sequential()
        plain.add_module("fc", type(base)(7, 5) if not flipped else Conv1D(5, 7))
        plain.fc.load_state_dict(base.state_dict())
        settings = LoraConfig(r=4, lora_alpha=10, target_modules=["fc"], fan_in_fan_out=flipped)
        peft = get_peft_model(plain, settings).double()
        ours = solution.LoRALinear(base, 4, 10, fan_in_fan_out=flipped)
        theirs = peft.base_model.model.fc
        with torch.no_grad():
            theirs.lora_A["default"].weight.copy_(ours.lora_A)
            theirs.lora_B["default"].weight.copy_(ours.lora_B.normal_())
        before = base.weight.detach().clone()
        x = torch.randn(2, 3, 7)
        expected = theirs(x)
        merged = peft.merge_and_unload().fc
        same(solution.merge(ours).weight, merged.weight, "merged weight")
        same(ours(x), merged(x), "output of the merged layer")
        same(ours(x), expected, "output before merging")
        solution.unmerge(ours)
        assert torch.equal(base.weight, before), "the bits before merging"
        same(ours(x), expected, "output after unmerging")
