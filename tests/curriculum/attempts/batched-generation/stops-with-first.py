import torch


def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    n = max(len(prompt) for prompt in prompts)
    said = [[] for _ in prompts]
    for _ in range(max_new):
        texts = [prompt + new for prompt, new in zip(prompts, said)]
        gaps = [n + len(said[0]) - len(text) for text in texts]
        ids = torch.tensor([[pad_id] * gap + text for gap, text in zip(gaps, texts)])
        mask = torch.tensor([[0] * gap + [1] * len(text) for gap, text in zip(gaps, texts)])
        places = torch.tensor([[0] * gap + list(range(len(text))) for gap, text in zip(gaps, texts)])
        with torch.no_grad():
            best = model(ids, attention_mask=mask, position_ids=places).logits[:, -1].max(1)[1].tolist()
        for new, token in zip(said, best):
            new.append(token)
        if eos_id in best:
            return said
    return said
