"""Whom swiglu-feed-forward agrees with."""

from types import ModuleType

import torch
import torch.nn.functional as F
from compare import leaf, same_with_gradients


def agree(solution: ModuleType) -> None:
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaMLP

    theirs = LlamaMLP(LlamaConfig(hidden_size=6, intermediate_size=10, num_attention_heads=2))
    ours = solution.SwiGLU(6, 10)
    ours.load_state_dict(theirs.state_dict())  # the names are Llama's, too
    x = leaf(2, 3, 6)
    same_with_gradients(lambda: ours(x), lambda: theirs(x), [x], "LlamaMLP")
    line = (4 * torch.randn(50)).requires_grad_()
    gelu = solution.gelu
    same_with_gradients(lambda: gelu(line), lambda: F.gelu(line), [line], "F.gelu")
    same_with_gradients(lambda: gelu(line, "tanh"), lambda: F.gelu(line, approximate="tanh"), [line], "F.gelu, tanh")
