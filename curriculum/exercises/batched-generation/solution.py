import torch
from torch import nn


def batch_greedy(model: nn.Module, prompts: list[list[int]], max_new: int, pad_id: int, eos_id: int) -> list[list[int]]:
    """Continue several prompts at once, always with the likeliest token, each exactly as if it were alone.

    model(input_ids=, attention_mask=, position_ids=) returns an object with .logits (B, T, vocabulary). Returns the
    new tokens of each prompt: at most max_new, the last one eos_id if the model ended the text.
    """
    device = next(model.parameters()).device
    width = max(len(prompt) for prompt in prompts)
    ids = torch.tensor([[pad_id] * (width - len(p)) + p for p in prompts], device=device)  # (B, width)
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts], device=device)
    answers: list[list[int]] = [[] for _ in prompts]
    done = [False] * len(prompts)
    cache = None
    with torch.no_grad():
        for _ in range(max_new):
            positions = (mask.cumsum(dim=-1) - 1).clamp(min=0)  # real tokens only are counted
            out = model(
                input_ids=ids,
                attention_mask=mask,
                position_ids=positions[:, -ids.shape[1] :],
                past_key_values=cache,
                use_cache=True,
            )
            cache = out.past_key_values
            new = out.logits[:, -1].argmax(dim=-1)  # (B,)
            for row, token in enumerate(new.tolist()):
                if not done[row]:
                    answers[row].append(token)
                    done[row] = token == eos_id
            if all(done):
                break
            ids = new[:, None]  # the cache knows the rest; what finished rows are fed is of no consequence
            mask = torch.cat([mask, torch.ones_like(ids)], dim=1)
    return answers
