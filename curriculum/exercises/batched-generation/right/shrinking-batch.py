import torch


def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    """Finished rows leave the batch."""
    texts = {row: list(prompt) for row, prompt in enumerate(prompts)}
    open_rows = list(texts)
    with torch.no_grad():
        for _ in range(max_new):
            if not open_rows:
                break
            longest = max(len(texts[row]) for row in open_rows)
            gaps = [longest - len(texts[row]) for row in open_rows]
            ids = torch.tensor([[pad_id] * gap + texts[row] for gap, row in zip(gaps, open_rows)])
            place = torch.arange(longest)[None] - torch.tensor(gaps)[:, None]
            logits = model(ids, attention_mask=(place >= 0).long(), position_ids=place.clamp(min=0)).logits
            for row, token in zip(open_rows, logits[:, -1].topk(1).indices[:, 0].tolist()):
                texts[row].append(token)
            open_rows = [row for row in open_rows if texts[row][-1] != eos_id]
    return [texts[row][len(prompt) :] for row, prompt in enumerate(prompts)]
