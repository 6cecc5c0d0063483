import torch


@torch.inference_mode()
def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    """Padding on the right, where it becomes a hole: the mask closes it and positions jump over it."""
    lengths = torch.tensor([len(p) for p in prompts])
    width = int(lengths.max())
    ids = torch.full((len(prompts), width), pad_id)
    for row, prompt in enumerate(prompts):
        ids[row, : len(prompt)] = torch.tensor(prompt)
    mask = (torch.arange(width) < lengths[:, None]).long()
    last = lengths - 1
    alive = torch.ones(len(prompts), dtype=torch.bool)
    kept = torch.full((len(prompts), 0), -1)
    for _ in range(max_new):
        positions = torch.clamp(mask.cumsum(1) - 1, min=0)
        logits = model(input_ids=ids, attention_mask=mask, position_ids=positions).logits
        new = logits[torch.arange(len(prompts)), last].max(dim=-1).indices
        kept = torch.cat([kept, torch.where(alive, new, -1)[:, None]], 1)
        alive = alive & (new != eos_id)
        if not alive.any():
            break
        ids, mask = torch.cat([ids, new[:, None]], 1), torch.cat([mask, mask.new_ones(len(prompts), 1)], 1)
        last = torch.full_like(last, ids.shape[1] - 1)
    return [[token for token in row if token >= 0] for row in kept.tolist()]
