"""Whom lora-inject agrees with: peft, which chooses layers by the end of their names as well."""

import copy
from types import ModuleType

import torch
from compare import same
from torch import Tensor, nn


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.wind_q = nn.Linear(6, 6), nn.Linear(6, 6)
        self.mlp = nn.Sequential(nn.Linear(6, 9), nn.Tanh(), nn.Linear(9, 6, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        return self.mlp(x + torch.tanh(self.q(x)) * self.wind_q(x))


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList([Block(), Block()])
        self.heads = nn.ModuleDict({"q": nn.Linear(6, 4), "other": nn.Linear(6, 4)})

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = x + block(x)
        return self.heads["q"](x) - self.heads["other"](x)


def agree(solution: ModuleType) -> None:
    from peft import LoraConfig, get_peft_model

    x = torch.randn(2, 3, 6)
    for targets in ({"q"}, {"mlp.0", "mlp.2"}, {"blocks.1.q", "other"}):
        ours = Net()
        plain = copy.deepcopy(ours)
        names = solution.inject_lora(ours, targets, r=4, alpha=10)
        settings = LoraConfig(r=4, lora_alpha=10, target_modules=sorted(targets))
        theirs = get_peft_model(plain, settings).double()
        mine = {name: p for name, p in ours.named_parameters() if p.requires_grad}
        other = {
            name.removeprefix("base_model.model.").replace(".default.weight", ""): p
            for name, p in theirs.named_parameters()
            if p.requires_grad
        }
        assert mine.keys() == other.keys(), mine.keys() ^ other.keys()
        assert sorted(f"{name}.lora_{kind}" for name in names for kind in "AB") == sorted(mine)
        with torch.no_grad():
            for name, parameter in mine.items():
                other[name].copy_(parameter.normal_())
        same(ours(x), theirs(x), f"output with {sorted(targets)}")
    for call in (
        lambda: solution.inject_lora(Net(), {"nothing"}, 4, 10),
        lambda: get_peft_model(Net(), LoraConfig(target_modules=["nothing"])),
    ):
        try:
            call()
        except ValueError:
            continue
        raise AssertionError("a name that nothing has must be refused")
