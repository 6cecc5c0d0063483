import torch


def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    length = max(len(prompt) for prompt in prompts)
    texts = torch.stack([torch.tensor([pad_id] * (length - len(p)) + list(p)) for p in prompts])
    start = texts.shape[1]
    ended = torch.zeros(len(prompts), 1, dtype=torch.bool)
    for _ in range(max_new):
        real = torch.ne(texts, pad_id).int()
        where = (real.cumsum(1) - 1).clamp_min(0)
        with torch.no_grad():
            scores = model(input_ids=texts, attention_mask=real, position_ids=where).logits
        texts = torch.hstack([texts, scores[:, -1:].argmax(2)])
        ended |= texts[:, -1:] == eos_id
        if ended.all():
            break
    answers = []
    for row in texts[:, start:].tolist():
        answers.append(row[: row.index(eos_id)] if eos_id in row else row)
    return answers
