import torch


@torch.no_grad()
def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    width = max(len(p) for p in prompts)
    ids = torch.tensor([[pad_id] * (width - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
    answers = [[] for _ in prompts]
    done = [False] * len(prompts)
    for _ in range(max_new):
        positions = (mask.cumsum(-1) - 1).clamp(min=0)
        logits = model(input_ids=ids, attention_mask=mask, position_ids=positions).logits
        new = logits[:, -1].argmax(-1)
        for row, token in enumerate(new.tolist()):
            if not done[row]:
                answers[row].append(token)
                done[row] = token == eos_id
            else:
                answers[row].append(pad_id)
        if all(done):
            break
        ids = torch.cat([ids, new[:, None]], dim=1)
        mask = torch.cat([mask, torch.ones_like(new)[:, None]], dim=1)
    return answers
