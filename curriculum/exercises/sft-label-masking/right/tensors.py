import torch


def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    """Tensors filled in place; boolean mask."""
    tokens = torch.tensor([*prompt_ids, *answer_ids, eos_id])[:max_len]
    n, start = len(tokens), len(prompt_ids)
    if start >= max_len:
        raise ValueError("nothing to learn")
    ids = torch.full((max_len,), pad_id)
    ids[:n] = tokens
    labels = torch.full_like(ids, -100)
    labels[start:n] = ids[start:n]
    return {"input_ids": ids, "labels": labels, "attention_mask": torch.arange(max_len) < n}
