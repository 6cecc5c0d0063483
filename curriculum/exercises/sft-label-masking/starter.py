def build_sft(
    prompt_ids: list[int], answer_ids: list[int], eos_id: int, max_len: int, pad_id: int
) -> dict[str, list[int]]:
    """Return one training sample: input_ids, labels and attention_mask, each of length max_len.

    The sequence is prompt, answer, eos, cut to its first max_len tokens and padded on the right. labels are -100 on
    prompt and padding and equal to input_ids elsewhere. Raises ValueError if no target is left.
    """
    raise NotImplementedError
