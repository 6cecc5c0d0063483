"""Losses of sequences that differ much in length and difficulty, so that the order of averaging shows."""

import torch

B, T = 4, 9
VOCABULARY = 50


def make_cases(rng):
    level = torch.tensor([[0.4], [1.2], [2.6], [1.8]])[torch.from_numpy(rng.permutation(B))]
    nll = level + torch.from_numpy(rng.uniform(0.0, 0.9, (B, T)))
    mask = torch.ones(B, T, dtype=torch.bool)
    mask[0, 2:] = False  # two tokens only
    mask[1, [0, 4, 5]] = False  # left out at the start and in the middle
    mask[2, 6:] = False
    nll[~mask] = torch.from_numpy(rng.uniform(3.0, 5.0, int((~mask).sum())))  # whatever padding gives
    return {"nll": nll, "mask": mask, "size": int(rng.integers(20, 2 * VOCABULARY))}


def observe(module, inputs, device):
    nll, mask = inputs["nll"].to(device), inputs["mask"].to(device)

    def perplexity(nll, mask):
        value = module.perplexity(nll, mask)
        return value.item() if isinstance(value, torch.Tensor) else value  # the type is a check of its own

    def uniform():
        return perplexity(torch.full_like(nll, float(torch.log(torch.tensor(float(inputs["size"]))))), mask)

    def padding():
        other = torch.where(mask, nll, nll + 1.5)
        return abs(perplexity(nll, mask) - perplexity(other, mask))

    def regrouped():
        """The same tokens, cut into sequences in another way."""
        return perplexity(nll.reshape(2, -1), mask.reshape(2, -1))

    def empty_row():
        mask[3] = False
        return perplexity(nll, mask)

    def returned_type():
        value = module.perplexity(nll, mask)
        return "float" if isinstance(value, float) else type(value).__name__

    def inputs_kept():
        given, counted = nll.clone(), mask.clone()
        module.perplexity(given, counted)
        return {"nll": torch.equal(given, nll), "mask": torch.equal(counted, mask)}

    return {
        "uniform": uniform,
        "certain": lambda: perplexity(torch.zeros_like(nll), mask),
        "all-tokens": lambda: perplexity(nll, torch.ones_like(mask)),
        "values": lambda: perplexity(nll, mask),
        "padding": padding,
        "regrouped": regrouped,
        "empty-row": empty_row,
        "one-row": lambda: perplexity(nll[1:2].float(), mask[1:2]),
        "returns-float": returned_type,
        "inputs-kept": inputs_kept,
    }
