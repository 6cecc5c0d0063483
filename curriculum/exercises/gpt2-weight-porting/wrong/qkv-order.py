import torch
from torch import Tensor, nn


@torch.no_grad()
def port(hf_state: dict[str, Tensor], my_model: nn.Module) -> None:
    left = {name: value for name, value in hf_state.items() if not name.endswith((".attn.bias", ".attn.masked_bias"))}

    def fill(module: nn.Module, name: str) -> None:
        """One module with the tensors of that name; transformers' Conv1D keeps its weight as [in, out]."""
        for kind, parameter in module.named_parameters():
            value = left.pop(f"{name}.{kind}")
            put(parameter, value.T if isinstance(module, nn.Linear) and kind == "weight" else value)

    fill(my_model.tok, "transformer.wte")
    fill(my_model.pos, "transformer.wpe")
    for i, block in enumerate(my_model.blocks):
        fill(block.ln1, f"transformer.h.{i}.ln_1")
        fill(block.ln2, f"transformer.h.{i}.ln_2")
        weights = left.pop(f"transformer.h.{i}.attn.c_attn.weight").T.chunk(3)  # [3 d, d] -> three times [d, d]
        biases = left.pop(f"transformer.h.{i}.attn.c_attn.bias").chunk(3)
        for linear, weight, bias in zip((block.k, block.q, block.v), weights, biases, strict=True):
            put(linear.weight, weight)
            put(linear.bias, bias)
        fill(block.proj, f"transformer.h.{i}.attn.c_proj")
        fill(block.up, f"transformer.h.{i}.mlp.c_fc")
        fill(block.down, f"transformer.h.{i}.mlp.c_proj")
        block.act = nn.GELU(approximate="tanh")
    fill(my_model.ln_f, "transformer.ln_f")
    left.pop("lm_head.weight", None)  # the same matrix as wte, in files that hold it at all
    if left:
        raise ValueError(f"left over: {sorted(left)}")


def put(parameter: Tensor, value: Tensor) -> None:
    if parameter.shape != value.shape:
        raise ValueError(f"{tuple(value.shape)} does not fit {tuple(parameter.shape)}")
    parameter.copy_(value)
