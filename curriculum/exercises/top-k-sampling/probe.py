"""Rows of different levels, so that a threshold for the whole batch shows; no two logits of a row are equal."""

import torch

B, V, K = 4, 9, 3


def make_cases(rng):
    spaced = torch.arange(V).double() * 0.7 + torch.from_numpy(rng.uniform(0.0, 0.5, (B, V)))  # no near ties
    order = torch.stack([torch.from_numpy(rng.permutation(V)) for _ in range(B)])
    others = torch.from_numpy(rng.permutation([-9.0, 3.0, -14.0]))
    level = torch.cat([torch.tensor([-2.5]).double(), others])[:, None]  # the first row is neither highest nor lowest
    return {"logits": spaced.gather(1, order) + level, "direction": torch.from_numpy(rng.standard_normal((B, V)))}


def observe(module, inputs, device):
    logits, direction = inputs["logits"].to(device), inputs["direction"].to(device)

    def filtered(z, k):
        """What is -1e8 or less has been filtered out, whatever number stands for it."""
        out = module.top_k_filter(z, k)
        return out.masked_fill(out <= -1e8, float("-inf"))

    def kept(k):
        return (filtered(logits, k) > float("-inf")).sum(dim=-1)

    def chained():
        """Another filter was here before and left six tokens."""
        gone = logits.argsort(dim=-1)[:, :3]
        return filtered(logits.scatter(-1, gone, float("-inf")), K)

    def probabilities():
        return module.top_k_filter(logits, K).softmax(dim=-1)

    def input_kept():
        before = logits.clone()
        module.top_k_filter(logits, K)
        return bool(torch.equal(logits, before))

    def gradient():
        leaf = logits.clone().requires_grad_()
        out = module.top_k_filter(leaf * 1.0, K)
        if not out.requires_grad:
            return torch.zeros_like(logits)
        kept = torch.where(out > -1e8, out, 0.0)
        return torch.autograd.grad((kept * direction[:, : out.shape[-1]]).sum(), leaf)[0]

    return {
        "how-many": lambda: kept(K),
        "values": lambda: filtered(logits, K),
        "probabilities": probabilities,
        "one": lambda: filtered(logits, 1),
        "all-but-one": lambda: filtered(logits, V - 1),
        "above": lambda: filtered(logits, V + 4),
        "exactly": lambda: filtered(logits, V),
        "one-row": lambda: filtered(logits[1:2].float(), 2),
        "strided": lambda: filtered(logits.t().contiguous().t(), K),
        "chained": chained,
        "input-kept": input_kept,
        "gradient": gradient,
    }
