def build_sft(
    prompt_ids: list[int], answer_ids: list[int], eos_id: int, max_len: int, pad_id: int
) -> dict[str, list[int]]:
    """Return one training sample: input_ids, labels and attention_mask, each of length max_len.

    The sequence is prompt, answer, eos, cut to its first max_len tokens and padded on the right. labels are -100 on
    prompt and padding and equal to input_ids elsewhere. Raises ValueError if no target is left.
    """
    if len(prompt_ids) >= max_len:
        raise ValueError(f"a prompt of {len(prompt_ids)} tokens leaves no target among {max_len}")
    ids = (prompt_ids + answer_ids + [eos_id])[:max_len]  # n tokens, n <= max_len
    labels = ([-100] * len(prompt_ids) + answer_ids + [eos_id])[:max_len]  # aligned with ids; the model shifts
    pads = max_len - len(ids)
    return {
        "input_ids": ids + [pad_id] * pads,
        "labels": labels + [-100] * pads,  # by position: pad_id may well be eos_id
        "attention_mask": [1] * len(ids) + [0] * pads,
    }
