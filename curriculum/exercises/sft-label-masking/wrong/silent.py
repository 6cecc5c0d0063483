def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    ids = list(prompt_ids) + list(answer_ids) + [eos_id]
    labels = [-100] * len(prompt_ids) + list(answer_ids) + [eos_id]
    ids, labels = ids[:max_len], labels[:max_len]
    pads = max_len - len(ids)
    ids, labels, mask = ids + [pad_id] * pads, labels + [-100] * pads, [1] * len(ids) + [0] * pads
    return {"input_ids": ids, "labels": labels, "attention_mask": mask}
