"""Compares our solutions with libraries that many people trust, in the cell's interpreter, where torch and peft are:

    .venv-cell/bin/python tests/curriculum/oracles.py [NAME ...]

Prints a line for each agreement; the first disagreement ends it with exit code 1.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EXERCISES = Path(__file__).parents[2] / "curriculum" / "exercises"
ORACLES: dict[str, Callable[[ModuleType], None]] = {}


def oracle(slug: str) -> Callable[[Any], Any]:
    """Register a function that compares the solution of `slug` with somebody else's."""

    def register(function: Any) -> Any:
        ORACLES[slug] = function
        return function

    return register


def same(ours: Tensor, theirs: Tensor, what: str) -> None:
    """Raise AssertionError unless two float64 tensors agree in shape and to 1e-10, and are not trivially small."""
    assert ours.dtype == theirs.dtype == torch.float64, f"{what}: {ours.dtype}, {theirs.dtype}"
    assert ours.shape == theirs.shape, f"{what}: {tuple(ours.shape)} and {tuple(theirs.shape)}"
    assert theirs.abs().max() > 1e-3, f"{what}: nothing to compare"
    gap = (ours - theirs).abs().max().item()
    assert gap < 1e-10, f"{what}: {gap} apart"


def same_with_gradients(ours: Any, theirs: Any, leaves: list[Tensor], what: str) -> None:
    """Compare two functions of nothing, in their values and in the gradients of the leaves."""
    outs = [ours(), theirs()]
    same(*outs, what)
    direction = torch.randn_like(outs[0])
    grads = [torch.autograd.grad((out * direction).sum(), leaves) for out in outs]
    for number, (one, other) in enumerate(zip(*grads, strict=True)):
        same(one, other, f"{what}, gradient {number}")


def leaf(*shape: int) -> Tensor:
    return torch.randn(shape, requires_grad=True)


@oracle("mlp-forward")
def mlp_forward(solution: ModuleType) -> None:
    widths = [5, 7, 7, 3]
    x = leaf(2, 4, 5)
    weights = [leaf(out, into) for into, out in zip(widths, widths[1:], strict=False)]
    biases = [leaf(out) for out in widths[1:]]

    def theirs() -> Tensor:
        h = x
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            h = F.relu(F.linear(h, weight, bias))
        return F.linear(h, weights[-1], biases[-1])

    ours = solution.mlp_forward
    same_with_gradients(lambda: ours(x, weights, biases), theirs, [x, *weights, *biases], "F.linear and F.relu")


@oracle("mlp-digits-classifier")
def train_step(solution: ModuleType) -> None:
    """One step of gradient descent on a linear model, against the closed form of softmax regression."""
    x, y = torch.randn(8, 5), torch.randint(0, 3, (8,))
    model = nn.Linear(5, 3)
    weight, bias = model.weight.detach().clone(), model.bias.detach().clone()
    loss = solution.train_step(model, torch.optim.SGD(model.parameters(), lr=0.5), x, y)
    probabilities = (x @ weight.T + bias).softmax(dim=-1)
    wanted = -probabilities[range(8), y].log().mean()
    assert type(loss) is float
    same(torch.tensor(loss), wanted, "mean cross-entropy")
    error = (probabilities - F.one_hot(y, 3)) / 8
    same(model.weight.detach(), weight - 0.5 * error.T @ x, "weight after a step")
    same(model.bias.detach(), bias - 0.5 * error.sum(dim=0), "bias after a step")


@oracle("scaled-dot-product-attention")
def attention(solution: ModuleType) -> None:
    ours, theirs = solution.scaled_dot_product_attention, F.scaled_dot_product_attention
    q, k, v = leaf(2, 3, 5, 8), leaf(2, 3, 7, 8), leaf(2, 3, 7, 6)
    mask = torch.rand(2, 1, 5, 7) < 0.6
    mask[..., 0] = True
    same_with_gradients(lambda: ours(q, k, v), lambda: theirs(q, k, v), [q, k, v], "without a mask")
    same_with_gradients(lambda: ours(q, k, v, mask), lambda: theirs(q, k, v, mask), [q, k, v], "with a mask")
    mask[1, 0, 2] = False
    same_with_gradients(lambda: ours(q, k, v, mask), lambda: theirs(q, k, v, mask), [q, k, v], "with an empty row")


@oracle("causal-self-attention")
def causal(solution: ModuleType) -> None:
    x, w_q, w_k, w_v = leaf(3, 6, 5), leaf(5, 4), leaf(5, 4), leaf(5, 7)
    padding = torch.ones(3, 6, dtype=torch.bool)
    padding[0, :2], padding[1, 4:], padding[2, 3] = False, False, False
    allowed = torch.ones(6, 6, dtype=torch.bool).tril() & padding[:, None, :]

    def theirs(**options: Any) -> Tensor:
        return F.scaled_dot_product_attention(x @ w_q, x @ w_k, x @ w_v, **options)

    leaves = [x, w_q, w_k, w_v]
    ours = solution.causal_self_attention
    same_with_gradients(lambda: ours(x, w_q, w_k, w_v), lambda: theirs(is_causal=True), leaves, "causal")
    same_with_gradients(
        lambda: ours(x, w_q, w_k, w_v, padding)[padding],
        lambda: theirs(attn_mask=allowed)[padding],
        leaves,
        "causal with padding",
    )


@oracle("multi-head-attention")
def multi_head(solution: ModuleType) -> None:
    ours, theirs = solution.MultiHeadAttention(12, 3), nn.MultiheadAttention(12, 3, batch_first=True)
    inputs = [ours.q_proj, ours.k_proj, ours.v_proj]
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([layer.weight for layer in inputs]))
        theirs.in_proj_bias.copy_(torch.cat([layer.bias for layer in inputs]).copy_(torch.randn(36)))
        for number, layer in enumerate(inputs):
            layer.bias.copy_(theirs.in_proj_bias[12 * number : 12 * (number + 1)])
        theirs.out_proj.weight.copy_(ours.o_proj.weight)
        theirs.out_proj.bias.copy_(ours.o_proj.bias)
    x = leaf(2, 5, 12)
    causal = torch.ones(5, 5, dtype=torch.bool).tril()
    same_with_gradients(lambda: ours(x), lambda: theirs(x, x, x)[0], [x], "without a mask")
    same_with_gradients(
        lambda: ours(x, causal), lambda: theirs(x, x, x, attn_mask=~causal)[0], [x], "with a causal mask"
    )


@oracle("lora-linear")
def lora_linear(solution: ModuleType) -> None:
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


@oracle("lora-gpt2")
def lora_gpt2(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(n_layer=2, n_embd=12, n_head=3, vocab_size=23, n_positions=8)
    words = torch.randint(0, 23, (2, 5))
    for targets in ({"c_attn"}, {"c_attn", "c_fc", "c_proj"}):
        ours, plain = GPT2LMHeadModel(config).eval(), GPT2LMHeadModel(config).eval()
        plain.load_state_dict(ours.state_dict())
        names = solution.inject_lora(ours, targets, r=4, alpha=10)
        settings = LoraConfig(r=4, lora_alpha=10, target_modules=sorted(targets), fan_in_fan_out=True)
        theirs = get_peft_model(plain, settings).double().eval()
        mine = {name: p for name, p in ours.named_parameters() if p.requires_grad}
        other = {
            name.removeprefix("base_model.model.").replace(".default.weight", ""): p
            for name, p in theirs.named_parameters()
            if p.requires_grad
        }
        assert mine.keys() == other.keys(), mine.keys() ^ other.keys()
        assert sorted(f"{name}.lora_{kind}" for name in names for kind in "AB") == sorted(mine)
        assert theirs.get_nb_trainable_parameters()[0] == sum(p.numel() for p in mine.values())
        with torch.no_grad():
            for name, parameter in mine.items():
                other[name].copy_(parameter.normal_())
        same(ours(words).logits, theirs(words).logits, f"logits with {sorted(targets)}")


def solution_of(slug: str) -> ModuleType:
    """Execute an exercise's solution as a module."""
    module = ModuleType("solution")
    sys.modules["solution"] = module
    exec(compile((EXERCISES / slug / "solution.py").read_text("utf-8"), f"{slug}/solution.py", "exec"), vars(module))
    return module


def main(names: list[str]) -> None:
    """Consult the oracles of the exercises named, or all."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    for slug in names or ORACLES:
        for seed in range(3):
            torch.manual_seed(seed)
            ORACLES[slug](solution_of(slug))
        print(f"{slug} agrees")


if __name__ == "__main__":
    main(sys.argv[1:])
