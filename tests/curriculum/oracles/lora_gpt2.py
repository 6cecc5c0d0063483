"""Whom lora-gpt2 agrees with."""

from types import ModuleType

import torch
from compare import same


def agree(solution: ModuleType) -> None:
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
