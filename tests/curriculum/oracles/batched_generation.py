"""Whom batched-generation agrees with."""

from types import ModuleType

import torch


def agree(solution: ModuleType) -> None:
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(
        vocab_size=23,
        n_positions=32,
        n_embd=16,
        n_layer=2,
        n_head=2,
        initializer_range=0.5,
        bos_token_id=None,
        eos_token_id=None,
    )
    model = GPT2LMHeadModel(config).double().eval()
    prompts = [torch.randint(0, 23, (length,)).tolist() for length in (2, 6, 3, 4)]
    for end in range(0, 23, 3):
        ours = solution.batch_greedy(model, prompts, 8, pad_id=1, eos_id=end)
        for prompt, answer in zip(prompts, ours, strict=True):
            ids = torch.tensor([prompt])
            theirs = model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                do_sample=False,
                max_new_tokens=8,
                eos_token_id=end,
                pad_token_id=1,
            )[0, len(prompt) :].tolist()
            assert answer == theirs, f"generate() says {theirs} after {prompt}, ours {answer}"
