def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    """Position by position."""
    tokens = [(token, False) for token in prompt_ids] + [(token, True) for token in [*answer_ids, eos_id]]
    sample = {"input_ids": [], "labels": [], "attention_mask": []}
    for position in range(max_len):
        real = position < len(tokens)
        token, target = tokens[position] if real else (pad_id, False)
        sample["input_ids"].append(token)
        sample["labels"].append(token if target else -100)
        sample["attention_mask"].append(1 if real else 0)
    if all(label == -100 for label in sample["labels"]):
        raise ValueError("nothing to learn")
    return sample
