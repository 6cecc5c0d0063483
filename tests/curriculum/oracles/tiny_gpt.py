"""Whom tiny-gpt agrees with."""

from types import ModuleType, SimpleNamespace
from typing import Any

import torch
from compare import same


def agree(solution: ModuleType) -> None:
    from transformers import GPT2Config, GPT2LMHeadModel

    sizes = {"vocab_size": 37, "n_layer": 2, "n_head": 3, "n_embd": 24}
    theirs = GPT2LMHeadModel(GPT2Config(n_positions=9, bos_token_id=None, eos_token_id=None, **sizes)).eval()
    ours = solution.GPT(SimpleNamespace(block_size=9, dropout=0.0, **sizes)).eval()
    parameters: dict[str, Any] = dict(theirs.transformer.named_parameters())
    assert parameters.keys() == dict(ours.named_parameters()).keys()
    with torch.no_grad():
        for name, mine in ours.named_parameters():
            turned = mine.dim() == 2 and name[0] != "w"  # GPT-2 keeps its linear maps as Conv1D: (in, out)
            parameters[name].copy_(mine.normal_(std=0.5).T if turned else mine.normal_(std=0.5))
    for shape in ((2, 5), (1, 9), (3, 1)):
        idx = torch.randint(0, 37, shape)
        mine, other = ours(idx), theirs(idx).logits
        same(mine, other, f"logits of {shape}")
    direction = torch.randn_like(mine)
    (one,) = torch.autograd.grad((mine * direction).sum(), ours.wte.weight)
    (two,) = torch.autograd.grad((other * direction).sum(), theirs.transformer.wte.weight)
    same(one, two, "the gradient of the tied matrix")
