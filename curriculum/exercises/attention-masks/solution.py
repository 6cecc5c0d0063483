import torch
from torch import Tensor


def build_mask(attn: Tensor, q_len: int, past: int = 0, causal: bool = True) -> Tensor:
    """Say which keys each query may look at: True means may look.

    attn: (B, Tk), 1 for a real token, 0 for padding, the cached tokens included. The q_len queries stand at the
    positions past, past + 1, ...; with causal=True, Tk = past + q_len. Returns bool (B, 1, q_len, Tk).
    """
    real = attn.bool()[:, None, None, :]  # (B, 1, 1, Tk): closes columns, for every head and every query
    keys = torch.arange(attn.shape[1], device=attn.device)  # (Tk,)
    queries = past + torch.arange(q_len, device=attn.device)  # (q_len,): where the queries stand among the keys
    visible = keys <= queries[:, None]  # (q_len, Tk): itself and whatever came before
    if not causal:
        visible = torch.ones_like(visible)
    return real & visible  # (B, 1, q_len, Tk)
