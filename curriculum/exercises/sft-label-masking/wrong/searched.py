def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    if len(prompt_ids) >= max_len:
        raise ValueError("no answer token fits")
    ids = list(prompt_ids) + list(answer_ids) + [eos_id]
    start = ids.index(answer_ids[0]) if answer_ids else len(prompt_ids)
    labels = [-100] * start + ids[start:]
    ids, labels = ids[:max_len], labels[:max_len]
    pads = max_len - len(ids)
    ids, labels, mask = ids + [pad_id] * pads, labels + [-100] * pads, [1] * len(ids) + [0] * pads
    return {"input_ids": ids, "labels": labels, "attention_mask": mask}
