"""Expressions of numbers between 0.4 and 1.6: nothing overflows, and no slope is the same as another."""

LONG = 5000


def make_cases(rng):
    sizes = 0.4 + 1.2 * rng.random(4)
    return {
        "numbers": [float(size * sign) for size, sign in zip(sizes, (1, -1, 1, -1))],
        "steps": [[int(rng.integers(0, 3)), int(rng.integers(0, 9)), int(rng.integers(0, 9))] for _ in range(14)],
    }


def observe(module, inputs, device):
    Value = module.Value

    def leaves():
        return [Value(number) for number in inputs["numbers"]]

    def grads(result, values):
        result.backward()
        return [float(value.grad) for value in values]

    def forward():
        a, b, c, d = leaves()
        made = [a + b, a * b, c**3, a.exp(), b.tanh(), a.relu(), b.relu(), -a, a - b, a / b]
        return [float(value.data) for value in made]

    def seed():
        (a, *_) = leaves()
        a.backward()
        return float(a.grad)

    def sums():
        a, b, c, d = leaves()
        return grads(a * b + c * d + b, [a, b, c, d])

    def power():
        a, b, c, d = leaves()
        return [*grads(a**3, [a]), *grads(b**2 * a, [b, a]), *grads(c**-2, [c]), *grads(a**0.5, [a])]

    def one_function(name):
        a, b, c, d = leaves()
        return [*grads(getattr(a * b, name)() * c, [a, b, c]), *grads(getattr(a * c, name)() * d, [a, c, d])]

    def relu_at_zero():
        a, b, *_ = leaves()
        return grads((a * 0.0).relu() + a * b, [a, b]) + grads(Value(0.0).relu() * a, [a]) + kink()

    def kink():
        zero = Value(0.0)
        return grads(zero.relu(), [zero])

    def differences():
        a, b, c, d = leaves()
        return grads((a - b) / (c - d * a) - (-b), [a, b, c, d])

    def plain_numbers():
        a, b, c, d = leaves()
        return grads((2 + a) * 3 + (2 * b - 1) / 4 + (5 - c) * (2 / d) + (a + 1), [a, b, c, d])

    def used_twice():
        a, b, c, _ = leaves()
        square = b * b
        return grads((a + a) * c + square + square * a, [a, b, c])

    def diamonds():
        a, b, *_ = leaves()
        top = a * b
        for _ in range(4):
            left = top * 0.5
            top = left.tanh() + left * b + top * 0.5  # each is needed soon, later, and later still
        return grads(top, [a, b])

    def any_expression():
        made = leaves()
        for kind, one, other in inputs["steps"]:
            x, y = made[-1 - one % len(made)], made[other % len(made)]
            made.append((x + y * 0.7, (x * y).tanh(), x * 0.5 - y)[kind])
        total = made[0]
        for value in made[1:]:
            total = total + value
        return grads(total, made[:4])

    def two_results():
        a, b, *_ = leaves()
        shared = a * b
        (shared * 2.0).backward()
        (a.exp() + b).backward()
        return [float(a.grad), float(b.grad)]

    def twice():
        a, b, c, _ = leaves()
        result = (a * b + c).tanh() * a
        once = grads(result, [a, b, c])
        return [once, grads(result, [a, b, c])]

    def after_clearing():
        a, b, *_ = leaves()
        for _ in range(3):
            a.grad = b.grad = 0.0
            found = grads((a * b).exp() * a, [a, b])
        return found

    def long_chain():
        a, b, *_ = leaves()
        result = a
        for step in range(LONG):
            result = result + b * 0.001 if step % 2 else result * 0.9999
        return grads(result, [a, b])

    def alone():
        a, b, *_ = leaves()
        (a * b).backward()
        return [float(Value(1.0).grad), float(a.data), float(b.data)]

    return {
        "forward": forward,
        "seed": seed,
        "sum-and-product": sums,
        "power": power,
        "exp": lambda: one_function("exp"),
        "tanh": lambda: one_function("tanh"),
        "relu": lambda: one_function("relu"),
        "relu-at-zero": relu_at_zero,
        "used-twice": used_twice,
        "diamonds": diamonds,
        "differences": differences,
        "plain-numbers": plain_numbers,
        "any-expression": any_expression,
        "two-results": two_results,
        "twice": twice,
        "after-clearing": after_clearing,
        "long-chain": long_chain,
        "alone": alone,
    }
