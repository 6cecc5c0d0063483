import torch
from torch import Tensor


def ppo_loss(logp: Tensor, old_logp: Tensor, adv: Tensor, eps: float, mask: Tensor | None = None) -> Tensor:
    """Return the clipped surrogate loss of PPO, averaged over tokens, ().

    logp, old_logp: (B, T), what the new and the old policy give to the sampled tokens. adv: (B, T), their advantages.
    mask: (B, T) bool, True where a token counts; at least one does. Only logp gets a gradient.
    """
    adv = adv.detach()
    ratio = torch.exp(logp - old_logp.detach())  # (B, T), new probability over old
    clipped = ratio.clamp(1 - eps, 1 + eps)
    gain = torch.minimum(ratio, clipped) * adv  # the more pessimistic of both; flat where the clip wins
    if mask is None:
        return -gain.mean()
    return -(gain * mask).sum() / mask.sum()
