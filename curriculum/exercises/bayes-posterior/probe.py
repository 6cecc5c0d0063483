"""Priors that are far from flat, likelihoods that do not sum to one, and products below the smallest float."""

import numpy as np


def make_cases(rng):
    prior = rng.uniform(0.2, 1.0, 5) ** 3
    return {
        "prior": prior / prior.sum(),
        "likelihood": rng.uniform(0.05, 0.9, 5),
        "second": rng.uniform(0.05, 0.9, 5),
        "odds": rng.uniform(1.0, 9.0, 4),
        "tiny_prior": np.array([1.0, *(1e-25 * rng.uniform(1.0, 9.0, 3))]),
        "tiny": np.array([0.0, *(1e-300 * rng.uniform(1.0, 9.0, 3))]),
    }


def observe(module, inputs, device):
    prior, likelihood, second, odds = (inputs[name] for name in ("prior", "likelihood", "second", "odds"))

    def impossible():
        p, q = prior.copy(), likelihood.copy()
        p[1] = 0.0
        q[3] = 0.0
        return module.posterior(p, q)

    def input_kept():
        before = odds.copy(), likelihood[:4].copy()
        module.posterior(odds, likelihood[:4])
        return float(not (np.array_equal(odds, before[0]) and np.array_equal(likelihood[:4], before[1])))

    return {
        "values": lambda: module.posterior(prior, likelihood),
        "sums-to-one": lambda: float(np.sum(module.posterior(prior, likelihood))),
        "flat-prior": lambda: module.posterior(np.full(5, 0.2), likelihood),
        "flat-likelihood": lambda: module.posterior(prior, np.full(5, 0.3)),
        "odds": lambda: module.posterior(odds, likelihood[:4]),
        "impossible": impossible,
        "two-updates": lambda: module.posterior(module.posterior(prior, likelihood), second),
        "tiny": lambda: module.posterior(inputs["tiny_prior"], inputs["tiny"]),
        "input-kept": input_kept,
    }
