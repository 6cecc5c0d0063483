"""Given weights; B = 7, T = 5, h = 6 query heads of width d = 4, h_kv = 2, groups of 3, d_model = 24."""

import torch

B, T, H, KV, D, D_MODEL = 7, 5, 6, 2, 4, 24
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj")


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    mask = torch.from_numpy(rng.random((B, 1, T, T)) < 0.5)  # differs between sentences, the same for all heads
    mask |= torch.eye(T, dtype=torch.bool)  # no row is empty
    return {
        "x": normal(B, T, D_MODEL),
        # Scores of about unit variance after scaling do not saturate the softmax, so a wrong scale shows.
        "weights": {name: 1.2 * normal(D_MODEL, D_MODEL) / D_MODEL**0.5 for name in PROJECTIONS},
        "mask": mask,
        "noise": normal(T, D_MODEL),
        "direction": normal(B, T, D_MODEL),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, mask, noise, direction = (inputs[name].to(device) for name in ("x", "mask", "noise", "direction"))

    def weight(projection, kv):
        rows = kv * D_MODEL // H if projection in ("k_proj", "v_proj") and kv < H else D_MODEL
        return inputs["weights"][projection][:rows]

    def build(kv=KV, heads=H):
        attention = module.GroupedQueryAttention(D_MODEL, heads, kv).to(device).double().eval()
        with torch.no_grad():
            for parameter in attention.parameters():
                parameter.zero_()  # a bias that should not be there does nothing then
            for projection in PROJECTIONS:
                if (layer := getattr(attention, projection, None)) is not None:
                    layer.weight.copy_(weight(projection, kv))
        return attention

    def parameters(kv):
        attention = module.GroupedQueryAttention(D_MODEL, H, kv)
        return {name: list(tensor.shape) for name, tensor in sorted(attention.named_parameters())}

    def error_of(heads, kv):
        try:
            module.GroupedQueryAttention(D_MODEL, heads, kv)
        except Exception as error:
            return type(error).__name__
        return "no error"

    def groups(projection):
        """The rows of the last KV head change, and o_proj lets through what each query head found: which move?"""
        attention = build()
        moved = []
        with torch.no_grad():
            attention.o_proj.weight.copy_(torch.eye(D_MODEL, dtype=torch.float64))
            before = attention(x)
            getattr(attention, projection).weight[D:] += 1.0
            change = (attention(x) - before).reshape(B, T, H, D).abs().amax(dim=(0, 1, 3))
            moved = [bool(gap > 1e-9) for gap in change]
        return moved

    def not_contiguous():
        stored = x.transpose(1, 2).contiguous()  # (B, d_model, T), as a convolution would leave it
        return build()(stored.transpose(1, 2), mask)

    def other_sentences():
        attention = build()
        before = attention(x.clone())[0]
        x[1] += noise
        return (attention(x)[0] - before).abs().max().item()

    def gradients():
        attention = build()
        names = [f"{projection}.weight" for projection in PROJECTIONS]
        found = dict(attention.named_parameters())
        leaves = {"x": x.requires_grad_(), **{name: found[name] for name in names if name in found}}
        out = attention(x, mask)
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": lambda: parameters(KV),
        "parameters-one": lambda: parameters(1),
        "bad-groups": lambda: error_of(H, 4),
        "bad-heads": lambda: error_of(5, 5),
        "every-head": lambda: build(kv=H)(x),
        "one-for-all": lambda: build(kv=1)(x, mask),
        "key-groups": lambda: groups("k_proj"),
        "value-groups": lambda: groups("v_proj"),
        "values": lambda: build()(x),
        "masked": lambda: build()(x, mask),
        "mask-of-two-axes": lambda: build()(x, torch.ones(T, T, dtype=torch.bool, device=device).tril()),
        "other-groups": lambda: build(kv=3)(x, mask),
        "single": lambda: build()(x[:1, :1]),
        "not-contiguous": not_contiguous,
        "other-sentences": other_sentences,
        "gradients": gradients,
    }
