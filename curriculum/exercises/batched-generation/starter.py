import torch
from torch import nn


def batch_greedy(model: nn.Module, prompts: list[list[int]], max_new: int, pad_id: int, eos_id: int) -> list[list[int]]:
    """Continue several prompts at once, always with the likeliest token, each exactly as if it were alone.

    model(input_ids=, attention_mask=, position_ids=) returns an object with .logits (B, T, vocabulary). Returns the
    new tokens of each prompt: at most max_new, the last one eos_id if the model ended the text.
    """
    raise NotImplementedError
