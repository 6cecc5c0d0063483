import torch


@torch.no_grad()
def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    width = max(len(p) for p in prompts)
    ids = torch.tensor([[pad_id] * (width - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
    answers = [[] for _ in prompts]
    done = [False] * len(prompts)
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    cache = None
    for _ in range(max_new):
        out = model(input_ids=ids, attention_mask=mask, position_ids=positions, past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        new = out.logits[:, -1].argmax(-1)
        for row, token in enumerate(new.tolist()):
            if not done[row]:
                answers[row].append(token)
                done[row] = token == eos_id
        if all(done):
            break
        ids = new[:, None]
        mask = torch.cat([mask, torch.ones_like(ids)], dim=1)
        positions = None
    return answers
