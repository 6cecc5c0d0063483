def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    tokens = [*prompt_ids, *answer_ids, eos_id, *(pad_id for _ in range(max_len))][:max_len]
    sample = dict(input_ids=tokens, labels=[], attention_mask=[])
    for place, token in enumerate(tokens):
        padding = token == pad_id
        sample["attention_mask"].append(0 if padding else 1)
        sample["labels"].append(-100 if padding or place < len(prompt_ids) else token)
    return sample
