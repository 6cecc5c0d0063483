from torch import Generator, Tensor


def mlm_mask(
    ids: Tensor, special_mask: Tensor, vocab: int, mask_id: int, p: float = 0.15, gen: Generator | None = None
) -> tuple[Tensor, Tensor]:
    """Return (new ids, labels) for masked language modelling, both (B, T).

    ids: (B, T) int64; special_mask: (B, T) bool, True where a token may never be chosen. Of the others each is chosen with
    probability p; of those chosen 80 % become mask_id, 10 % a random id below vocab, 10 % stay. labels: the original id
    where a token was chosen, else -100.
    """
    raise NotImplementedError
