"""Given weights; B = 2, T = 9 (16 where the cache is filled), h = 3 heads of width d = 4, d_model = 12."""

import torch
from torch.utils.flop_counter import FlopCounterMode

B, T, H, D_MODEL, MAX_LEN = 2, 9, 3, 12, 16
PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj")
SPLITS = ([3, 2, 4], [2, 4, 3], [4, 3, 2], [2, 3, 4])


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    weights = {f"{name}.weight": 1.2 * normal(D_MODEL, D_MODEL) / D_MODEL**0.5 for name in PROJECTIONS}
    weights |= {f"{name}.bias": 0.5 * normal(D_MODEL) for name in PROJECTIONS}
    return {
        "x": normal(B, MAX_LEN, D_MODEL),
        "other": normal(B, T, D_MODEL),
        "weights": {**weights, "pos_emb.weight": normal(MAX_LEN, D_MODEL)},
        "split": SPLITS[int(rng.integers(len(SPLITS)))],
        "direction": normal(B, T, D_MODEL),  # what the output is multiplied with before it is differentiated
    }


def numbers_in(cache):
    """How many floating-point numbers a cache holds, whatever it is made of."""
    seen, found, todo = set(), 0, [cache]
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, torch.Tensor):
            found += item.numel() if item.is_floating_point() else 0
        elif isinstance(item, dict):
            todo += item.values()
        elif isinstance(item, (list, tuple, set)):
            todo += item
        elif hasattr(item, "__dict__"):
            todo += vars(item).values()
    return found


def observe(module, inputs, device):
    x, other, direction = (inputs[name].to(device) for name in ("x", "other", "direction"))
    short = x[:, :T]

    def build():
        attention = module.CachedAttention(D_MODEL, H, MAX_LEN).to(device).double().eval()
        parameters = dict(attention.named_parameters())
        with torch.no_grad():
            for name, tensor in inputs["weights"].items():
                if name in parameters:
                    parameters[name].copy_(tensor)
        return attention

    def parameters():
        attention = module.CachedAttention(D_MODEL, H, MAX_LEN)
        return {name: list(tensor.shape) for name, tensor in sorted(attention.named_parameters())}

    def fed(attention, tokens, lengths):
        """The outputs of tokens that come in chunks of these lengths."""
        outs, cache, start = [], None, 0
        for length in lengths:
            out, cache = attention(tokens[:, start : start + length], cache)
            outs.append(out)
            start += length
        return torch.cat(outs, dim=1)

    @torch.no_grad()
    def chunked(tokens, lengths):
        return fed(build(), tokens, lengths)

    @torch.no_grad()
    def agrees_with_itself():
        attention = build()
        whole, _ = attention(short)
        return (fed(attention, short, inputs["split"]) - whole).abs().max().item()

    @torch.no_grad()
    def two_conversations():
        """One module, two conversations in turn, each with its own cache, and then a new one."""
        attention = build()
        one, cache_one = attention(short[:, :4])
        two, cache_two = attention(other[:, :4])
        one_more, cache_one = attention(short[:, 4:6], cache_one)
        two_more, cache_two = attention(other[:, 4:6], cache_two)
        one_end, _ = attention(short[:, 6:], cache_one)
        new = fed(attention, other, [1, 1, 1])
        whole = torch.cat([one, one_more, one_end], dim=1)
        return {"one": whole, "other": torch.cat([two, two_more], dim=1), "new": new}

    @torch.no_grad()
    def cost_of_a_step():
        """Multiplications for the 16th token, in units of what they have to be."""
        attention = build()
        _, cache = attention(x[:, : MAX_LEN - 1])
        with FlopCounterMode(display=False) as counter:
            attention(x[:, MAX_LEN - 1 :], cache)
        needed = B * (4 * 2 * D_MODEL**2 + 2 * 2 * MAX_LEN * D_MODEL)  # four projections, scores, weighted sum
        return counter.get_total_flops() / needed

    @torch.no_grad()
    def size_of_the_cache():
        """Numbers kept after 16 tokens, in units of all keys and values."""
        attention = build()
        _, cache = attention(x[:, :10])
        _, cache = attention(x[:, 10:], cache)
        return numbers_in(cache) / (2 * B * MAX_LEN * D_MODEL)

    def gradients():
        attention = build()
        found = dict(attention.named_parameters())
        leaves = {"x": short.clone().requires_grad_()}
        leaves |= {name: found[name] for name in inputs["weights"] if name in found}
        out, _ = attention(leaves["x"])
        grads = [None] * len(leaves)
        if out.requires_grad:
            grads = torch.autograd.grad((out * direction).sum(), list(leaves.values()), allow_unused=True)
        return {
            name: torch.zeros_like(leaf) if grad is None else grad for (name, leaf), grad in zip(leaves.items(), grads)
        }

    return {
        "parameters": parameters,
        "whole": lambda: chunked(short, [T]),
        "prompt-then-steps": lambda: chunked(short, [5, 1, 1, 1, 1]),
        "one-by-one": lambda: chunked(short, [1] * T),
        "chunks": lambda: chunked(short, inputs["split"]),
        "agrees-with-itself": agrees_with_itself,
        "single-sentence": lambda: chunked(short[:1], [2, 1, 3]),
        "to-the-last-position": lambda: chunked(x, [7, 8, 1]),
        "two-conversations": two_conversations,
        "cost-of-a-step": cost_of_a_step,
        "size-of-the-cache": size_of_the_cache,
        "gradients": gradients,
    }
