"""Whom mlm-masking agrees with: the shares of transformers' DataCollatorForLanguageModeling."""

from types import ModuleType

import torch


def shares(ids: torch.Tensor, new: torch.Tensor, labels: torch.Tensor, special: torch.Tensor) -> torch.Tensor:
    """Return how much is chosen, and of that masked, replaced by another id, kept; and how often each id is put in."""
    chosen = labels != -100
    assert not (chosen & special).any() and (labels == ids)[chosen].all() and (new == ids)[~chosen].all()
    fates = [(new == 1)[chosen], ((new != ids) & (new != 1))[chosen], (new == ids)[chosen]]
    put = torch.bincount(new[chosen & (new != ids) & (new != 1)], minlength=8).double()
    whole = chosen.double().sum() / (~special).sum()
    return torch.cat([torch.stack([whole, *(fate.double().mean() for fate in fates)]), put / put.sum()])


def agree(solution: ModuleType) -> None:
    from tokenizers import Tokenizer, models
    from transformers import DataCollatorForLanguageModeling, PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(["[PAD]", "[MASK]", *"abcdef"])}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel(words, unk_token="a")), mask_token="[MASK]", pad_token="[PAD]"
    )
    ids = torch.randint(2, 8, (400, 300))
    special = torch.rand(ids.shape) < 0.2
    for p in (0.15, 0.6):
        collator = DataCollatorForLanguageModeling(tokenizer, mlm_probability=p)
        theirs = shares(ids, *collator.torch_mask_tokens(ids.clone(), special.clone()), special)
        ours = shares(ids, *solution.mlm_mask(ids, special, len(words), 1, p), special)
        assert (ours - theirs).abs().max() < 0.03, (ours, theirs)
        assert (ours[:4] - theirs[:4]).abs().max() < 0.015, (ours, theirs)
