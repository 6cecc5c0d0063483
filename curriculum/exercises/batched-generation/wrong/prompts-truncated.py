import torch


@torch.no_grad()
def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    width = min(len(p) for p in prompts)
    ids = torch.tensor([p[-width:] for p in prompts])
    answers = [[] for _ in prompts]
    done = [False] * len(prompts)
    for _ in range(max_new):
        new = model(input_ids=ids).logits[:, -1].argmax(-1)
        for row, token in enumerate(new.tolist()):
            if not done[row]:
                answers[row].append(token)
                done[row] = token == eos_id
        if all(done):
            break
        ids = torch.cat([ids, new[:, None]], dim=1)
    return answers
