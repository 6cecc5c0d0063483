"""Whom attention-masks agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    from transformers.masking_utils import bidirectional_mask_function, causal_mask_function, sdpa_mask

    attn = (torch.rand(4, 9) < 0.7).long()
    for q_len, past, causal in ((9, 0, True), (5, 4, True), (1, 8, True), (9, 0, False), (3, 0, False)):
        theirs = sdpa_mask(
            batch_size=4,
            q_length=q_len,
            kv_length=9,
            q_offset=past,
            mask_function=causal_mask_function if causal else bidirectional_mask_function,
            attention_mask=attn.bool(),
            allow_is_causal_skip=False,
        )
        ours = solution.build_mask(attn, q_len, past, causal)
        assert ours.dtype == theirs.dtype == torch.bool
        assert ours.shape == (4, 1, q_len, 9)
        assert torch.equal(ours, theirs.expand_as(ours)), f"transformers' mask, q_len={q_len}, past={past}"
