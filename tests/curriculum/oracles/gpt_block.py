"""Whom gpt-block agrees with."""

from types import ModuleType
from typing import Any

import torch
from compare import leaf, same_with_gradients
from torch import Tensor


def agree(solution: ModuleType) -> None:
    from transformers import GPT2Config
    from transformers.models.gpt2.modeling_gpt2 import GPT2Block

    theirs = GPT2Block(GPT2Config(n_embd=12, n_head=3, attn_implementation="eager"), layer_idx=0).eval()
    ours = solution.GPTBlock(12, 3).eval()
    parameters: dict[str, Any] = dict(theirs.named_parameters())
    assert parameters.keys() == dict(ours.named_parameters()).keys()
    with torch.no_grad():
        for name, mine in ours.named_parameters():
            turned = mine.dim() == 2  # GPT-2 keeps its linear maps as Conv1D: (in, out)
            parameters[name].copy_(mine.normal_().T if turned else mine.normal_())
    seen = torch.ones(5, 5).tril().log()[None, None]  # 0 where a key may be seen, else minus infinity

    def other(x: Tensor) -> Tensor:
        out = theirs(x, attention_mask=seen)
        return out if isinstance(out, Tensor) else out[0]

    x = leaf(2, 5, 12)
    same_with_gradients(lambda: ours(x), lambda: other(x), [x], "GPT2Block")
