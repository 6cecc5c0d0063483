import numpy as np
import torch


def build_mask(attn, q_len, past=0, causal=True):
    """Row by row; forgets that the rows begin in the middle of the sentence."""
    rows = []
    for sentence in attn.tolist():
        keep = np.array(sentence, dtype=bool)
        rows.append([[k and (not causal or j <= i) for j, k in enumerate(keep)] for i in range(q_len)])
    return torch.tensor(np.array(rows)).unsqueeze(dim=1)
