import torch
from torch import Generator, Tensor


def mlm_mask(
    ids: Tensor, special_mask: Tensor, vocab: int, mask_id: int, p: float = 0.15, gen: Generator | None = None
) -> tuple[Tensor, Tensor]:
    """Return (new ids, labels) for masked language modelling, both (B, T).

    ids: (B, T) int64; special_mask: (B, T) bool, True where a token may never be chosen. Of the others each is chosen with
    probability p; of those chosen 80 % become mask_id, 10 % a random id below vocab, 10 % stay. labels: the original id
    where a token was chosen, else -100.
    """

    gen = gen or torch.Generator(device=ids.device).manual_seed(0)

    def share(probability: float) -> Tensor:
        """Return (B, T) bool: one fresh draw for each token."""
        return torch.rand(ids.shape, generator=gen, device=ids.device) < probability

    chosen = share(p) & ~special_mask
    masked = chosen & share(0.8)
    random = chosen & ~masked & share(0.5)  # half of the remaining 20 %
    words = torch.randint(vocab, ids.shape, generator=gen, device=ids.device)
    new = torch.where(masked, mask_id, torch.where(random, words, ids))  # new tensors; ids stays as it is
    return new, torch.where(chosen, ids, -100)
