import numpy as np


def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    """Pad first, then derive everything from positions."""
    real = min(len(prompt_ids) + len(answer_ids) + 1, max_len)
    at = np.arange(max_len)
    ids = np.array([*prompt_ids, *answer_ids, eos_id, *[pad_id] * max_len], dtype=np.int64)[:max_len]
    target = (at >= len(prompt_ids)) & (at < real)
    if not target.any():
        raise ValueError("no label is left")
    return {"input_ids": ids, "labels": np.where(target, ids, -100), "attention_mask": (at < real).astype(int)}
