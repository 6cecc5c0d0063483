"""A bent function of 12 numbers, asked for at steps that tell the formulas apart; every call of it is written down."""

import torch

ROWS, COLUMNS = 3, 4


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    x = normal(ROWS, COLUMNS)
    return {"x": x.sign() * (0.4 + x.abs()), "a": 1.0 + normal(ROWS, COLUMNS).abs(), "b": normal(ROWS, COLUMNS)}


def observe(module, inputs, device):
    x, a, b = (inputs[name].to(device) for name in ("x", "a", "b"))
    calls = []

    def f(z):
        """Not symmetric, not separable, and with a third derivative."""
        calls.append(z.detach().clone())
        one, other = a.to(z.dtype), b.to(z.dtype)
        return (one * z**3 + torch.sin(other * z)).sum() + (z * other).sum() ** 2

    def grad(point, **options):
        return module.numeric_grad(f, point, **options)

    def transposed():
        turned = x.t().contiguous().t()  # the same numbers, laid out by columns
        return grad(turned)

    def restored():
        before = x.clone()
        grad(x)
        return float((x - before).abs().max())

    def one_at_a_time():
        """How far each place that f was asked at lies from x: one number moved by h, all others by nothing."""
        grad(x, h=0.125)
        moves = [(call.double() - x).abs().flatten().sort(descending=True).values for call in calls]
        return {
            "one number moves": all(float(move[1:].max()) < 1e-9 for move in moves),
            "it moves by h": all(abs(float(move[0]) - 0.125) < 1e-9 or float(move[0]) < 1e-9 for move in moves),
            "every number moves": len({int((call.double() - x).abs().argmax()) for call in calls}) == x.numel(),
        }

    def count():
        grad(x)
        return len(calls)

    def leaf():
        return grad(x.clone().requires_grad_())

    return {
        "vector": lambda: module.numeric_grad(lambda z: (a[0] * z**3).sum(), x[0]),
        "matrix": lambda: grad(x),
        "step": lambda: grad(x, h=0.25),
        "scalar": lambda: module.numeric_grad(lambda z: z**3 + 2 * z, x[0, 0].clone()),
        "three-axes": lambda: module.numeric_grad(lambda z: f(z.reshape(ROWS, COLUMNS)), x.reshape(2, 3, 2)),
        "strided": transposed,
        "requires-grad": leaf,
        "float32": lambda: grad(x.float()),
        "restored": restored,
        "one-at-a-time": one_at_a_time,
        "calls": count,
    }
