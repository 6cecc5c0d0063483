import numpy as np


def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    """Somebody has heard that labels are shifted and moves the boundary along."""
    if not max_len > len(prompt_ids):
        raise ValueError("prompt too long")
    row = np.full(max_len, pad_id)
    tokens = np.array(prompt_ids + answer_ids + [eos_id])[:max_len]
    row[: tokens.size] = tokens
    places = np.arange(max_len)
    labels = row.copy()
    labels[places <= len(prompt_ids)] = -100
    labels[places >= tokens.size] = -100
    return {"input_ids": row, "labels": labels, "attention_mask": (places < tokens.size).astype(np.int64)}
