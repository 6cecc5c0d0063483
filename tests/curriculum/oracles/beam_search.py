"""Whom beam-search agrees with."""

import itertools
import math
from collections.abc import Callable
from types import ModuleType

import torch

SIZE, EOS, LONGEST = 5, 0, 4


def agree(solution: ModuleType) -> None:
    """All sequences there are, and generate(num_beams) of transformers, on tiny random GPT-2s."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(
        vocab_size=SIZE, n_positions=8, n_embd=8, n_layer=1, n_head=2, initializer_range=1.5, eos_token_id=EOS
    )
    model = GPT2LMHeadModel(config).eval()
    start = [3, 1]

    def step(tokens: list[int]) -> list[float]:
        with torch.no_grad():
            found: list[float] = model(torch.tensor([tokens])).logits[0, -1].log_softmax(dim=-1).tolist()
        return found

    for alpha in (0.0, 1.0):
        ours = solution.beam_search(step, start, SIZE**LONGEST, LONGEST, EOS, alpha)
        assert ours == exhaustive(step, start, alpha), f"all sequences, alpha = {alpha}"
    for beams in (1, 2, 40):
        ids = torch.tensor([start])
        theirs = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            num_beams=beams,
            do_sample=False,
            max_new_tokens=LONGEST,
            length_penalty=0.0,
            early_stopping=False,
            pad_token_id=EOS,
        )
        wanted = theirs[0, len(start) :].tolist()
        ours = solution.beam_search(step, start, beams, LONGEST, EOS)
        assert ours == wanted, f"generate with {beams} beams: {ours}, {wanted}"


def exhaustive(step: Callable[[list[int]], list[float]], start: list[int], alpha: float) -> list[int]:
    """The best of all sequences that end with EOS, or are as long as may be."""
    best, winner = -math.inf, [-1]
    for length in range(1, LONGEST + 1):
        for tokens in itertools.product(range(SIZE), repeat=length):
            ends = tokens[-1] == EOS or length == LONGEST
            if EOS in tokens[:-1] or not ends:
                continue
            total = sum(step(start + list(tokens[:i]))[tokens[i]] for i in range(length))
            if total / length**alpha > best:
                best, winner = total / length**alpha, list(tokens)
    return winner
