"""Whom kv-cache agrees with."""

from types import ModuleType

import torch
from compare import leaf, same, same_with_gradients
from torch import Tensor, nn
from torch.nn import functional as F


def agree(solution: ModuleType) -> None:
    from transformers import DynamicCache

    ours, theirs = solution.CachedAttention(12, 3, 16), nn.MultiheadAttention(12, 3, batch_first=True)
    projections = [ours.q_proj, ours.k_proj, ours.v_proj]
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([layer.weight for layer in projections]))
        theirs.in_proj_bias.copy_(torch.cat([layer.bias for layer in projections]))
        theirs.out_proj.load_state_dict(ours.o_proj.state_dict())
    x = leaf(2, 9, 12)
    future = torch.ones(9, 9, dtype=torch.bool).triu(1)

    def whole() -> Tensor:
        y = x + ours.pos_emb.weight[:9]
        return theirs(y, y, y, attn_mask=future)[0]

    same_with_gradients(lambda: ours(x)[0], whole, [x], "torch's attention at once")

    library = DynamicCache()
    cache, start = None, 0
    for length in (3, 1, 1, 4):
        chunk = x[:, start : start + length]
        y = chunk + ours.pos_emb.weight[start : start + length]
        q, k, v = (layer(y).view(2, length, 3, 4).transpose(1, 2) for layer in projections)
        k, v = library.update(k, v, layer_idx=0)
        allowed = torch.ones(start + length, start + length, dtype=torch.bool).tril()[start:]
        heads = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        out, cache = ours(chunk, cache)
        same(out, ours.o_proj(heads.transpose(1, 2).reshape(2, length, 12)), f"a chunk of {length} after {start}")
        start += length
