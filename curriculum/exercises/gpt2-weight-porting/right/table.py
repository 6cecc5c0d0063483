import torch
from torch.nn import functional as F


class TanhGELU(torch.nn.Module):
    def forward(self, x):
        return F.gelu(x, approximate="tanh")


def port(hf_state, my_model):
    """Go through my own parameters and ask for each where it comes from."""
    used, d = {"lm_head.weight"}, my_model.tok.embedding_dim
    parts = {"ln1": "ln_1", "ln2": "ln_2", "proj": "attn.c_proj", "up": "mlp.c_fc", "down": "mlp.c_proj"}
    for name, parameter in my_model.named_parameters():
        if name == "head.weight":
            continue
        *path, kind = name.split(".")
        turn = False
        rows = slice(None)
        if path[0] == "blocks":
            here = f"transformer.h.{path[1]}."
            turn = path[2] in ("q", "k", "v", "proj", "up", "down") and kind == "weight"
            if path[2] in "qkv":
                theirs = f"{here}attn.c_attn.{kind}"
                start = "qkv".index(path[2]) * d
                rows = slice(start, start + d)
            else:
                theirs = f"{here}{parts[path[2]]}.{kind}"
        else:
            theirs = f"transformer.{ {'tok': 'wte', 'pos': 'wpe', 'ln_f': 'ln_f'}[path[0]] }.{kind}"
        used.add(theirs)
        value = hf_state[theirs].detach().clone()
        value = (torch.einsum("io->oi", value) if turn else value)[rows]
        assert value.shape == parameter.shape, name
        parameter.data.copy_(value)
    rest = [n for n in hf_state if n not in used and not n.endswith((".attn.bias", ".attn.masked_bias"))]
    assert not rest, rest
    for block in my_model.blocks:
        block.act = TanhGELU()
