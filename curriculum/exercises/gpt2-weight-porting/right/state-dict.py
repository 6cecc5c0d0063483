import re

from torch import nn

RENAMES = [
    (r"^transformer\.wte\.", "tok."),
    (r"^transformer\.wpe\.", "pos."),
    (r"^transformer\.ln_f\.", "ln_f."),
    (r"^transformer\.h\.(\d+)\.", r"blocks.\1."),
    (r"\.ln_([12])\.", r".ln\1."),
    (r"\.attn\.c_proj\.", ".proj."),
    (r"\.mlp\.c_fc\.", ".up."),
    (r"\.mlp\.c_proj\.", ".down."),
]


def port(hf_state, my_model):
    """Rename, transpose, split; then let load_state_dict be strict about everything."""
    mine = {}
    for name, value in hf_state.items():
        if re.search(r"\.attn\.(masked_)?bias$", name) or name == "lm_head.weight":
            continue
        if re.search(r"\.c_\w+\.weight$", name):
            value = value.t()
        for pattern, replacement in RENAMES:
            name = re.sub(pattern, replacement, name)
        if ".attn.c_attn." in name:
            for letter, part in zip("qkv", value.chunk(3, dim=0), strict=True):
                mine[name.replace("attn.c_attn", letter)] = part
        else:
            mine[name] = value
    mine["head.weight"] = mine["tok.weight"]
    my_model.load_state_dict(mine, strict=True)
    for block in my_model.blocks:
        block.act.approximate = "tanh"
