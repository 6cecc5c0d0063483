import torch


def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    longest = max(map(len, prompts))
    ids, keep = torch.full((2, len(prompts), longest), pad_id).unbind(0)
    keep = torch.zeros_like(keep)
    for i, prompt in enumerate(prompts):
        ids[i, longest - len(prompt) :] = torch.tensor(prompt)
        keep[i, longest - len(prompt) :] = 1
    rows, finished, past = [[] for _ in prompts], set(), None
    with torch.inference_mode():
        while len(finished) < len(prompts) and max(map(len, rows)) < max_new:
            step = model(ids, attention_mask=keep, past_key_values=past, use_cache=True)
            past, ids = step.past_key_values, step.logits[:, -1:].argmax(-1)
            keep = torch.nn.functional.pad(keep, (0, 1), value=1)
            for i in set(range(len(prompts))) - finished:
                rows[i].append(ids[i].item())
                if rows[i][-1] == eos_id:
                    finished.add(i)
    return rows
