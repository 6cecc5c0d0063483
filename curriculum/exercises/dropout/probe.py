"""10800 elements, none of them zero: what is dropped can be counted, and by what the others are scaled is read off."""

import torch

SHAPE = (30, 20, 18)
P = 0.3  # far from 1 - P


def make_cases(rng):
    x = torch.from_numpy(rng.uniform(0.5, 2.0, SHAPE) * rng.choice([-1.0, 1.0], SHAPE))
    return {"x": x, "direction": torch.from_numpy(rng.standard_normal(SHAPE)), "seed": int(rng.integers(1, 2**31))}


def observe(module, inputs, device):
    x, direction, seed = inputs["x"].to(device), inputs["direction"].to(device), inputs["seed"]

    def layer(p=P):
        return module.Dropout(p).to(device)

    def mask(made, given=x):
        return made.train()(given) != 0

    def factors(out):
        """The smallest and the largest factor of what was not dropped."""
        ratio = (out / x).flatten()
        ratio = ratio[ratio != 0]
        return [float(ratio.min()), float(ratio.max())] if len(ratio) else [0.0, 0.0]

    def survivors():
        """Over several layers: who scales by how many are left hits the mark by chance only."""
        found = [factors(layer().train()(x)) for _ in range(5)]
        return [min(low for low, _ in found), max(high for _, high in found)]

    def evaluated():
        out = layer().eval()(x)
        return {"dropped": float((out == 0).double().mean()), "smallest and largest factor": factors(out)}

    def rate(p):
        """Over many layers: who draws few masks, and shares them, has the same rate in the long run."""
        return sum(float((~mask(layer(p), x[:, :5])).double().mean()) for _ in range(300)) / 300

    def all_dropped():
        try:
            return layer(1.0).train()(x)
        except ZeroDivisionError:  # as wrong as the NaN that a tensor gives
            return torch.full_like(x, float("nan"))

    def differs_along(found, axis):
        return not bool((found == found.select(axis, 0).unsqueeze(axis)).all())

    def independent():
        made = layer()
        one, two, other = mask(made), mask(made), mask(layer())
        counts = {int(mask(made).sum()) for _ in range(6)}
        found = {f"along axis {axis}": differs_along(one, axis) for axis in range(3)}
        return found | {
            "from call to call": not torch.equal(one, two),
            "from layer to layer": not torch.equal(one, other),
            "in how many are dropped": len(counts) > 1,
        }

    def seeded():
        made = layer()

        def drawn(number):
            torch.manual_seed(number)
            return mask(made)

        one, again, other = drawn(seed), drawn(seed), drawn(seed + 1)
        torch.manual_seed(seed)
        mask(made)
        after = torch.rand(3)
        torch.manual_seed(seed + 1)
        mask(made)
        return {
            "the same seed, the same mask": torch.equal(one, again),
            "another seed, another mask": not torch.equal(one, other),
            "the generator is left running": not torch.equal(after, torch.rand(3)),
        }

    def gradient():
        """Whether the gradient is the direction times what each element was multiplied with."""
        leaf = x.clone().requires_grad_()
        out = layer().train()(leaf * 1.0)
        grad = torch.autograd.grad((out * direction).sum(), leaf)[0] if out.requires_grad else torch.zeros_like(x)
        gap = float((grad - direction * out.detach() / x).abs().max())
        return {"any": bool(grad.any()), "through mask and scale": gap < 1e-5}

    def kept():
        before = x.clone()
        layer().train()(x)
        return bool(torch.equal(x, before))

    def shapes():
        made = layer().train()
        return [[list(made(x[0, 0, :size].float()).shape), str(made(x.float()).dtype)] for size in (7, 1)]

    return {
        "evaluation": evaluated,
        "scale": survivors,
        "rate": lambda: {f"p = {p}": rate(p) for p in (P, 0.8)},
        "none": lambda: layer(0.0).train()(x),
        "all": all_dropped,
        "independent": independent,
        "seed": seeded,
        "gradient": gradient,
        "input-kept": kept,
        "shapes": shapes,
    }
