import torch


def batch_greedy(model, prompts, max_new, pad_id, eos_id):
    """No batch, hence no padding: slow, and the definition of what is right."""
    rows = []
    for prompt in prompts:
        text = torch.tensor([prompt])
        row = []
        while len(row) < max_new and (not row or row[-1] != eos_id):
            with torch.inference_mode():
                row.append(model(text).logits[0, -1].argmax().item())
            text = torch.tensor([prompt + row])
        rows.append([token for token in row if token != eos_id])
    return rows
