import torch
import torch.nn.functional as F


def seq_logp(logits, labels):
    """A one-hot target whose masked rows are zero."""
    y = labels[:, 1:]
    wide = torch.promote_types(logits.dtype, torch.float32)
    target = F.one_hot(y.clamp(min=0), logits.shape[-1]).to(wide) * (y >= 0).unsqueeze(-1)
    return torch.einsum("btv,btv->b", F.log_softmax(logits[:, :-1], dim=-1, dtype=wide), target)
