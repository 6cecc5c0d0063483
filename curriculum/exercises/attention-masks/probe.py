"""Masks for sentences padded at the left, at the right and in the middle; B = 3, Tk = 7, past = 4."""

import torch

B, TK, PAST, ACROSS = 3, 7, 4, 5


def make_cases(rng):
    padded = torch.ones(B, TK, dtype=torch.long)
    padded[0, : int(rng.integers(1, 4))] = 0  # left
    padded[1, TK - int(rng.integers(1, 3)) :] = 0  # right
    padded[2, int(rng.integers(1, PAST))] = 0  # a hole
    generating = torch.ones(B, TK, dtype=torch.long)  # left padding and a hole, as in a batch that is being continued
    generating[0, : int(rng.integers(1, 4))] = 0
    generating[2, int(rng.integers(1, PAST))] = 0
    return {"full": torch.ones(B, TK, dtype=torch.long), "padded": padded, "generating": generating}


def observe(module, inputs, device):
    full, padded, generating = (inputs[name].to(device) for name in ("full", "padded", "generating"))

    def at_real_queries(attn, q_len, past=0):
        """The mask with False in the rows of queries that are padding: what stands there is nobody's business."""
        mask = module.build_mask(attn, q_len, past)
        if tuple(mask.shape) != (attn.shape[0], 1, q_len, attn.shape[1]):
            return mask  # the judge says what is wrong about the shape
        real = attn.bool()[:, None, past : past + q_len, None]
        return torch.where(real, mask, torch.zeros_like(mask))

    def visible(kind):
        """How many keys of one kind real queries see: those of the future, of padding, or themselves."""
        q_len = TK - PAST
        mask = at_real_queries(padded, q_len, PAST).bool()
        keys = torch.arange(TK, device=device)
        queries = PAST + torch.arange(q_len, device=device)[:, None]
        chosen = {"future": keys > queries, "itself": keys == queries, "padding": ~padded.bool()[:, None, None, :]}
        return int((mask & chosen[kind]).sum())

    return {
        "causal": lambda: at_real_queries(full, TK),
        "padded": lambda: at_real_queries(padded, TK),
        "with-past": lambda: at_real_queries(full, TK - PAST, PAST),
        "past-padded": lambda: at_real_queries(padded, TK - PAST, PAST),
        "one-token": lambda: at_real_queries(generating, 1, TK - 1),
        "not-causal": lambda: module.build_mask(padded, ACROSS, causal=False),
        "sees-itself": lambda: visible("itself"),
        "future-hidden": lambda: visible("future"),
        "padding-hidden": lambda: visible("padding"),
        "single": lambda: module.build_mask(full[:1, :1], 1),
    }
