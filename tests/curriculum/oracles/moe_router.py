"""Whom moe-router agrees with."""

from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import nn
from transformers import MixtralConfig
from transformers.models.mixtral.modeling_mixtral import MixtralSparseMoeBlock


class GatedExpert(nn.Module):
    """Mixtral's expert number e, with the block's own weights."""

    def __init__(self, experts: nn.Module, e: int) -> None:
        super().__init__()
        self.weights = (experts.gate_up_proj[e].detach(), experts.down_proj[e].detach())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate, up = (x @ self.weights[0].T).chunk(2, dim=-1)
        return (nn.functional.silu(gate) * up) @ self.weights[1].T


def agree(solution: ModuleType) -> None:
    config = MixtralConfig(hidden_size=6, intermediate_size=10, num_local_experts=5, num_experts_per_tok=2)
    theirs = MixtralSparseMoeBlock(config)
    for parameter in theirs.parameters():
        nn.init.normal_(parameter)
    # Mixtral routes in float32; in float64 the two can be compared closely.
    theirs.gate.forward = lambda x: route(x, theirs.gate.weight)
    ours = solution.MoE(6, 10, 5, 2)
    ours.experts = nn.ModuleList(GatedExpert(theirs.experts, e) for e in range(5))
    with torch.no_grad():
        ours.router.weight.copy_(theirs.gate.weight)
    x = leaf(3, 4, 6)
    same_with_gradients(lambda: ours(x)[0], lambda: theirs(x), [x], "Mixtral's layer")
    same(ours(x)[1], x.reshape(-1, 6) @ theirs.gate.weight.T, "router logits")


def route(x: torch.Tensor, weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    logits = x @ weight.T
    top, index = logits.softmax(dim=-1).topk(2, dim=-1)
    return logits, top / top.sum(dim=-1, keepdim=True), index
