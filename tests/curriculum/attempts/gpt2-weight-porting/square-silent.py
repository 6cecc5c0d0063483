from torch import nn


def port(hf_state, my_model):
    source = dict(hf_state)
    for name in list(source):
        if name.endswith(".attn.bias") or name.endswith(".attn.masked_bias"):
            source.pop(name)
    source.pop("lm_head.weight", None)

    def take(name, target):
        tensor = source.pop("transformer." + name)
        if tuple(tensor.shape) != tuple(target.shape):
            tensor = tensor.transpose(0, 1)
        assert tensor.shape == target.shape
        target.data[:] = tensor

    take("wte.weight", my_model.tok.weight)
    take("wpe.weight", my_model.pos.weight)
    for n, block in enumerate(my_model.blocks):
        width = block.q.in_features
        for kind in ("weight", "bias"):
            take(f"h.{n}.ln_1.{kind}", getattr(block.ln1, kind))
            take(f"h.{n}.ln_2.{kind}", getattr(block.ln2, kind))
            joint = source.pop(f"transformer.h.{n}.attn.c_attn.{kind}")
            for place, part in enumerate((block.q, block.k, block.v)):
                getattr(part, kind).data[:] = joint[..., place * width : (place + 1) * width]
            take(f"h.{n}.attn.c_proj.{kind}", getattr(block.proj, kind))
            take(f"h.{n}.mlp.c_fc.{kind}", getattr(block.up, kind))
            take(f"h.{n}.mlp.c_proj.{kind}", getattr(block.down, kind))
        block.act = nn.GELU("tanh")
    take("ln_f.weight", my_model.ln_f.weight)
    take("ln_f.bias", my_model.ln_f.bias)
    assert len(source) == 0
