import torch


def build_sft(prompt_ids, answer_ids, eos_id, max_len, pad_id):
    sequence = torch.tensor(prompt_ids + answer_ids + [eos_id])[:max_len]
    if len(prompt_ids) >= max_len:
        raise ValueError
    missing = max_len - sequence.numel()
    targets = sequence.clone()
    targets[: len(prompt_ids)] = -100
    targets = torch.roll(torch.nn.functional.pad(targets, (0, missing), value=-100), -1)
    if not prompt_ids:  # what rolled from the front to the back is a target only here
        targets[-1] = -100
    return {
        "input_ids": torch.nn.functional.pad(sequence, (0, missing), value=pad_id),
        "labels": targets,
        "attention_mask": torch.ones(max_len).cumsum(0) <= sequence.numel(),
    }
