import torch


def translate(name, value):
    """Checkpoint name and tensor -> pairs of my name and tensor."""
    words = name.split(".")
    if words[0] == "lm_head" or (words[-2] == "attn" and words[-1] in ("bias", "masked_bias")):
        return []
    if words[1] in ("wte", "wpe", "ln_f"):
        return [({"wte": "tok", "wpe": "pos", "ln_f": "ln_f"}[words[1]] + "." + words[2], value)]
    _, _, number, *inner, kind = words
    inner = ".".join(inner)
    if inner in ("ln_1", "ln_2"):
        return [(f"blocks.{number}.{inner.replace('_', '')}.{kind}", value)]
    if kind == "weight":
        value = value.swapaxes(0, 1)
    if inner == "attn.c_attn":
        thirds = torch.split(value, value.shape[0] // 3)
        return [(f"blocks.{number}.{letter}.{kind}", third) for letter, third in zip("qkv", thirds, strict=True)]
    return [
        (f"blocks.{number}.{ {'attn.c_proj': 'proj', 'mlp.c_fc': 'up', 'mlp.c_proj': 'down'}[inner] }.{kind}", value)
    ]


def port(hf_state, my_model):
    pairs = [pair for name in hf_state for pair in translate(name, hf_state[name])]
    found = my_model.load_state_dict(dict(pairs), strict=False)
    if found.unexpected_keys or set(found.missing_keys) != {"head.weight"}:
        raise RuntimeError(str(found))
